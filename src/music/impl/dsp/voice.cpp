#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"
#include "music/impl/dsp/vocoder.hpp"
#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t formant_count = 5;

struct Formants {
    std::array<double, formant_count> hertz;
    std::array<double, formant_count> level_db;
    std::array<double, formant_count> width_hz;
};

/// Alto, after the table of the Csound manual (appendix "formant values").
Formants const& formants_of(char vowel) {
    static std::map<char, Formants> const table{
        {'a', {{800, 1150, 2800, 3500, 4950}, {0, -4, -20, -28, -46}, {80, 90, 120, 130, 140}}},
        {'e', {{400, 1600, 2700, 3300, 4950}, {0, -18, -24, -28, -48}, {60, 80, 120, 150, 200}}},
        {'i', {{350, 1700, 2700, 3700, 4950}, {0, -16, -24, -30, -48}, {50, 100, 120, 150, 200}}},
        {'o', {{450, 800, 2830, 3500, 4950}, {0, -9, -16, -28, -48}, {70, 80, 100, 130, 135}}},
        {'u', {{325, 700, 2530, 3500, 4950}, {0, -12, -26, -36, -52}, {50, 60, 170, 180, 200}}},
        {'m', {{260, 1100, 2300, 3300, 4500}, {0, -26, -34, -44, -60}, {60, 120, 200, 250, 300}}}};
    auto const found = table.find(vowel);
    return found == table.end() ? table.at('a') : found->second;
}

/// Two-pole resonators side by side; their shape moves from vowel to vowel.
class Tract {
public:
    explicit Tract(double size = 1) : size_(size) {}
    void aim(char vowel) {
        if (vowel == aimed_at_) return;
        aimed_at_ = vowel;
        target_ = formants_of(vowel);
        for (auto& hertz : target_.hertz) hertz *= size_;
        arrived_ = false;
    }
    void move(double share) {
        // Once it has arrived there is nothing to work out.
        if (arrived_) return;
        double far = 0;
        for (std::size_t f = 0; f < formant_count; ++f) {
            far = std::max(far, std::abs(target_.hertz[f] - now_.hertz[f]) + 20 * std::abs(target_.level_db[f] - now_.level_db[f]));
            now_.hertz[f] += (target_.hertz[f] - now_.hertz[f]) * share;
            now_.level_db[f] += (target_.level_db[f] - now_.level_db[f]) * share;
            now_.width_hz[f] += (target_.width_hz[f] - now_.width_hz[f]) * share;
            filters_[f].reshape(Biquad::band_pass(now_.hertz[f], now_.hertz[f] / (now_.width_hz[f] * 1.35)));
            gains_[f] = static_cast<float>(from_db(now_.level_db[f] * 0.62));  // less steep: it must be heard in a mix
        }
        arrived_ = far < 1;
    }
    float step(float in) {
        float out = 0;
        for (std::size_t f = 0; f < formant_count; ++f) out += gains_[f] * filters_[f].step(in);
        return out;
    }

private:
    double size_;
    Formants now_ = formants_of('a'), target_ = formants_of('a');
    std::array<Biquad, formant_count> filters_{};
    std::array<float, formant_count> gains_{};
    char aimed_at_ = 0;
    bool arrived_ = false;
};

/// One singer: a source with its own small unsteadiness, a tract, consonants.
class Singer {
public:
    struct Manner {
        double detune_cents = 0, vibrato_cents = 28, vibrato_hz = 5.4, pan = 0, breath = 0.03, glide_seconds = 0.05;
        bool robot = false;
        double size = 1;  ///< of the throat
    };
    Singer(Manner const& manner, std::uint32_t seed) : manner_(manner), noise_(seed), drift_(static_cast<double>(seed % 628) / 100), tract_(manner.size) {
        phase_ = noise_.bits();
    }

    /// Adds one control block; false: silence. `event`: what is sung now, or null.
    bool add(SoundEvent const* event, long frame, float* left, float* right) {
        if (event != current_) begin(event);
        age_ += control_frames / sample_rate;
        auto const before = level_;
        level_ += (wanted_level(frame) - level_) * 0.117F;
        if (level_ < 1e-4F && event == nullptr && hiss_ < 1e-4F) return false;
        auto const hertz = hertz_of(move_pitch());
        bool const nasal = current_ != nullptr && current_->consonant == 'm' && age_ < 0.07;
        tract_.aim(nasal ? 'm' : vowel_);
        tract_.move(manner_.robot ? 0.226 : 0.069);
        auto const* cycle = saw_->cycle_for(hertz);
        auto const step = static_cast<std::uint32_t>(hertz / sample_rate * 4294967296.0);
        auto const gl = static_cast<float>(std::sqrt(0.5 * (1 - manner_.pan)));
        auto const gr = static_cast<float>(std::sqrt(0.5 * (1 + manner_.pan)));
        for (int i = 0; i < control_frames; ++i) {
            auto const gain = before + (level_ - before) * static_cast<float>(i) / control_frames;
            auto const white = noise_.next();
            auto const source = tilt_.low(read_wave(cycle, phase_)) * 1.6F + static_cast<float>(manner_.breath) * white;
            hiss_ *= hiss_fall_;
            auto const sample = gain * tract_.step(source) + hiss_ * hiss_filter_.step(white);
            phase_ += step;
            left[i] += gl * sample;
            right[i] += gr * sample;
        }
        return true;
    }

private:
    void begin(SoundEvent const* event) {
        if (event != nullptr) {
            if (current_ == nullptr || now_ == 0) now_ = event->pitch - (manner_.robot ? 0 : 0.7);
            target_ = event->pitch;
            vowel_ = event->vowel;
            velocity_ = event->velocity;
            age_ = 0;
            open_consonant(event->consonant);
        }
        current_ = event;
    }

    void open_consonant(char kind) {
        gap_ = 0;
        if (kind == 's') {
            hiss_ = 0.10F, hiss_fall_ = 0.99965F, gap_ = 0.055;
            hiss_filter_.reshape(Biquad::band_pass(6500, 1.2));
        } else if (kind == 't') {
            hiss_ = 0.14F, hiss_fall_ = 0.9982F, gap_ = 0.028;
            hiss_filter_.reshape(Biquad::band_pass(3200, 0.9));
        }
    }

    float wanted_level(long frame) const {
        if (current_ == nullptr || age_ < gap_) return 0;
        // A little before the next syllable the voice closes.
        auto const left = static_cast<double>(current_->end - frame) / sample_rate;
        return static_cast<float>(velocity_ * (left < 0.02 ? 0.3 : 1) * std::min(1.0, 0.75 + age_));
    }

    double move_pitch() {
        now_ += (target_ - now_) * (manner_.robot ? 1 : 1 - std::exp(-control_frames / sample_rate / manner_.glide_seconds));
        if (manner_.robot) return now_ + manner_.detune_cents / 100;
        auto const bloom = std::clamp((age_ - 0.18) / 0.4, 0.0, 1.0);
        auto const vibrato = manner_.vibrato_cents * bloom * std::sin(2 * std::numbers::pi * manner_.vibrato_hz * age_ + drift_);
        auto const unsteady = 4 * std::sin(2 * std::numbers::pi * 0.9 * age_ + 3 * drift_);
        return now_ + (manner_.detune_cents + vibrato + unsteady) / 100;
    }

    Manner manner_;
    Noise noise_;
    double drift_;
    Tract tract_;
    Wave const* saw_ = &Wave::named("saw");
    OnePole tilt_{1400};
    Biquad hiss_filter_;
    SoundEvent const* current_ = nullptr;
    double now_ = 0, target_ = 60, velocity_ = 0.8, age_ = 0, gap_ = 0;
    float level_ = 0, hiss_ = 0, hiss_fall_ = 0.99F;
    std::uint32_t phase_ = 0;
    char vowel_ = 'a';
};

class Singers final : public Instrument {
public:
    Singers(InstrumentRequest request, std::vector<Singer::Manner> const& manners) : request_(std::move(request)) {
        for (std::size_t i = 0; i < manners.size(); ++i) singers_.emplace_back(manners[i], request_.seed + static_cast<std::uint32_t>(i) * 7919U);
    }
    bool render(long first, float* left, float* right, int frames) override {
        bool heard = false;
        for (int at = 0; at < frames; at += control_frames) {
            auto const now = first + at;
            while (next_ < request_.events.size() && request_.events[next_].end <= now) ++next_;
            auto const* event = next_ < request_.events.size() && request_.events[next_].start <= now ? &request_.events[next_] : nullptr;
            for (auto& singer : singers_) heard |= singer.add(event, now, left + at, right + at);
        }
        return heard;
    }

private:
    InstrumentRequest request_;
    std::vector<Singer> singers_;
    std::size_t next_ = 0;
};

/// Chords of an instrument played by a choir: every tone its own small group.
class ChoirVoice {
public:
    ChoirVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release), pitch_(event.pitch),
          loudness_(static_cast<float>(event.velocity)), noise_(seed) {
        for (auto& phase : phases_) phase = noise_.bits();
        tract_.aim(seed % 2 == 0 ? 'o' : 'a');
        tract_.move(1);
    }
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const&) {}
    [[nodiscard]] bool over() const { return amplitude_.over(); }
    void add(double, float* left, float* right) {
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        age_ += control_frames / sample_rate;
        std::array<std::uint32_t, 3> steps{};
        auto const hertz = hertz_of(pitch_);
        for (std::size_t v = 0; v < 3; ++v) {
            auto const cents = 14.0 * (static_cast<double>(v) - 1) + 9 * slow_sine((4.6 + 0.5 * static_cast<double>(v)) * age_ + 0.16 * static_cast<double>(v));
            steps[v] = static_cast<std::uint32_t>(hertz * fast_exp2(cents / 1200) / sample_rate * 4294967296.0);
        }
        auto const* cycle = saw_->cycle_for(hertz);
        for (int i = 0; i < control_frames; ++i) {
            auto const gain = before + (after - before) * static_cast<float>(i) / control_frames;
            std::array<float, 3> tones{};
            for (std::size_t v = 0; v < 3; ++v, phases_[v - 1] += steps[v - 1]) tones[v] = read_wave(cycle, phases_[v]);
            auto const middle = gain * tract_.step(tilt_.low(tones[0] + tones[1] + tones[2] + 0.15F * noise_.next()));
            left[i] += middle + 0.12F * gain * tilt_left_.low(tones[0]);
            right[i] += middle + 0.12F * gain * tilt_right_.low(tones[2]);
        }
    }

private:
    Envelope amplitude_;
    double pitch_, age_ = 0;
    float loudness_;
    Noise noise_;
    Tract tract_;
    Wave const* saw_ = &Wave::named("saw");
    OnePole tilt_{1200}, tilt_left_{900}, tilt_right_{900};
    std::array<std::uint32_t, 3> phases_{};
};

std::vector<Singer::Manner> manners_for(std::string const& style) {
    if (style == "choir")
        return {{-9, 22, 5.1, -0.7, 0.06, 0.09}, {7, 25, 5.6, 0.65, 0.06, 0.08}, {-3, 20, 4.8, -0.2, 0.05, 0.1}, {4, 24, 5.3, 0.3, 0.05, 0.07}, {-1212, 16, 4.9, 0, 0.05, 0.1}};
    if (style == "vocoder") return {{-7, 0, 0, -0.5, 0.02, 0.001, true}, {7, 0, 0, 0.5, 0.02, 0.001, true}, {-1200, 0, 0, 0, 0.02, 0.001, true}};
    if (style == "spoken" || style == "rapped") return {{0, 0, 0, 0, 0.12, 0.03}};
    // A lead and two quiet doubles beside it.
    return {{0, 30, 5.4, 0, 0.035, 0.045}, {-8, 24, 5.0, -0.75, 0.05, 0.06}, {9, 26, 5.7, 0.75, 0.05, 0.055}};
}

}  // namespace
}  // namespace troupe::music::impl

#include "music/impl/dsp/poly.hpp"

namespace troupe::music::impl {

std::unique_ptr<Instrument> make_voice(InstrumentRequest request, std::string const& style) {
    if (style == "choir" && request.patch.engine == "choir") return std::make_unique<Poly<ChoirVoice>>(std::move(request));
    if (auto const speech = request.speech) return make_vocoder(std::move(request), speech, style);
    auto manners = manners_for(style);
    for (auto& manner : manners) {
        manner.size = request.throat.size;
        manner.breath *= request.throat.breath;
        manner.vibrato_cents *= request.throat.vibrato;
        if (manner.vibrato_hz > 0) manner.vibrato_hz += request.throat.vibrato_hz;
    }
    return std::make_unique<Singers>(std::move(request), manners);
}

}  // namespace troupe::music::impl
