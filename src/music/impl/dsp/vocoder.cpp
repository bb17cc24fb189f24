#include "music/impl/dsp/vocoder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

constexpr double frames_per_mouth = speech_frame_seconds * sample_rate;
constexpr double shortest_vowel = 0.03 * sample_rate;

/// When the mouth does what, for one syllable; in frames of the song.
struct Utterance {
    SpokenSyllable const* spoken = nullptr;
    double onset = 0, vowel = 0, coda = 0, end = 0;  ///< consonants from onset, the vowel from vowel, closing from coda

    /// The place in the spoken syllable at a moment of the song. The first part of a vowel is what is held.
    [[nodiscard]] double place_at(double now) const {
        auto const begin = static_cast<double>(spoken->vowel_begin), stop = static_cast<double>(spoken->vowel_end);
        if (now < vowel) return begin * (now - onset) / std::max(1.0, vowel - onset);
        if (now < coda) {
            auto const share = (now - vowel) / std::max(1.0, coda - vowel);
            return begin + (stop - 1 - begin) * (share < 0.7 ? 0.5 * share : 0.35 + (share - 0.7) * 0.65 / 0.3);
        }
        auto const last = static_cast<double>(spoken->frames.size() - 1);
        return std::min(last, stop - 1 + (last - stop + 1) * (now - coda) / std::max(1.0, end - coda));
    }
};

/// Vowels start with their notes; consonants take their time from the note before, but never more than half of it.
std::vector<Utterance> utterances_of(std::vector<SoundEvent> const& events, Speech const& speech) {
    std::vector<Utterance> out;
    for (auto const& event : events) {
        auto const& spoken = speech.syllable(event.syllable);
        Utterance next{&spoken, 0, static_cast<double>(event.start), 0, static_cast<double>(event.end)};
        next.onset = next.vowel - static_cast<double>(spoken.vowel_begin) * frames_per_mouth;
        if (!out.empty()) {
            auto& before = out.back();
            next.onset = std::min(next.vowel, std::max(next.onset, before.vowel + 0.5 * (next.vowel - before.vowel)));
            before.end = std::min(before.end, next.onset);
        }
        out.push_back(next);
    }
    for (auto& one : out) {
        auto const natural = static_cast<double>(one.spoken->frames.size() - one.spoken->vowel_end) * frames_per_mouth;
        one.coda = std::max(std::min(one.end, one.vowel + shortest_vowel), one.end - natural);
    }
    return out;
}

/// One of the tones that go through the mouth.
class Tone {
public:
    struct Manner {
        double semitones = 0, vibrato_cents = 0, vibrato_hz = 5.3, pan = 0, level = 1, glide_seconds = 0.05;
    };
    Tone(Manner const& manner, std::uint32_t seed) : manner_(manner), drift_(static_cast<double>(seed % 628) / 100), phase_(seed * 2654435761U) {
        left_ = static_cast<float>(manner.level * std::sqrt(0.5 * (1 - manner.pan)));
        right_ = static_cast<float>(manner.level * std::sqrt(0.5 * (1 + manner.pan)));
    }
    void start(double pitch, bool after_silence) {
        target_ = pitch;
        if (after_silence) now_ = pitch - (manner_.glide_seconds > 0.01 ? 0.5 : 0);
        age_ = 0;
    }
    /// One control block, flat in its spectrum: every harmonic as strong as the first.
    void add(float* left, float* right) {
        age_ += control_frames / sample_rate;
        now_ += (target_ - now_) * (1 - std::exp(-control_frames / sample_rate / manner_.glide_seconds));
        auto const hertz = hertz_of(now_ + manner_.semitones + vibrato() / 100);
        auto const* cycle = Wave::named("saw").cycle_for(hertz);
        auto const step = static_cast<std::uint32_t>(hertz / sample_rate * 4294967296.0);
        for (int i = 0; i < control_frames; ++i) {
            auto const saw = read_wave(cycle, phase_);
            auto const flat = saw - 0.985F * before_;
            before_ = saw;
            phase_ += step;
            left[i] += left_ * flat;
            right[i] += right_ * flat;
        }
    }

private:
    [[nodiscard]] double vibrato() const {
        auto const bloom = std::clamp((age_ - 0.2) / 0.4, 0.0, 1.0);
        auto const unsteady = manner_.vibrato_cents > 0 ? 3 * std::sin(2 * std::numbers::pi * 0.9 * age_ + 3 * drift_) : 0;
        return manner_.vibrato_cents * bloom * std::sin(2 * std::numbers::pi * manner_.vibrato_hz * age_ + drift_) + unsteady;
    }

    Manner manner_;
    double drift_, now_ = 60, target_ = 60, age_ = 0;
    float left_ = 1, right_ = 1, before_ = 0;
    std::uint32_t phase_;
};

/// Two pairs of poles for every band, all bands side by side so that the compiler can take several at once.
class Mouth {
public:
    Mouth() {
        for (std::size_t b = 0; b < speech_bands; ++b) {
            auto const hertz = speech_band_hertz(b);
            auto const w = 2 * std::numbers::pi * hertz / sample_rate;
            auto const alpha = std::sin(w) / (2 * 4.2);
            gain_[b] = static_cast<float>(alpha / (1 + alpha));
            a1_[b] = static_cast<float>(-2 * std::cos(w) / (1 + alpha));
            a2_[b] = static_cast<float>((1 - alpha) / (1 + alpha));
        }
    }
    /// Moves towards `goal` over a control block; replaces the samples by what comes out of the mouth.
    void shape(std::array<float, speech_bands> const& goal, float* left, float* right) {
        std::array<float, speech_bands> slope;
        for (std::size_t b = 0; b < speech_bands; ++b) slope[b] = (goal[b] - levels_[b]) / control_frames;
        for (int i = 0; i < control_frames; ++i) {
            for (std::size_t b = 0; b < speech_bands; ++b) levels_[b] += slope[b];
            left[i] = pass(left_, left[i]);
            right[i] = pass(right_, right[i]);
        }
    }

private:
    struct Poles {
        std::array<float, speech_bands> x1{}, x2{}, y1{}, y2{};
    };
    using Side = std::array<Poles, 2>;

    float pass(Side& side, float in) {
        std::array<float, speech_bands> now;
        now.fill(in);
        for (auto& poles : side)
            for (std::size_t b = 0; b < speech_bands; ++b) {
                auto const y = gain_[b] * (now[b] - poles.x2[b]) - a1_[b] * poles.y1[b] - a2_[b] * poles.y2[b] + 1e-20F;
                poles.x2[b] = poles.x1[b];
                poles.x1[b] = now[b];
                poles.y2[b] = poles.y1[b];
                poles.y1[b] = y;
                now[b] = y;
            }
        float out = 0;
        for (std::size_t b = 0; b < speech_bands; ++b) out += levels_[b] * now[b];
        return out;
    }

    std::array<float, speech_bands> gain_{}, a1_{}, a2_{}, levels_{};
    Side left_, right_;
};

class Vocoder final : public Instrument {
public:
    Vocoder(InstrumentRequest request, std::shared_ptr<Speech const> speech, std::vector<Tone::Manner> const& manners)
        : request_(std::move(request)), speech_(std::move(speech)), utterances_(utterances_of(request_.events, *speech_)), noise_left_(request_.seed | 1U),
          noise_right_(request_.seed * 7919U | 1U),
          throat_shift_(static_cast<float>(std::log(request_.throat.size) / std::log(speech_band_hertz(1) / speech_band_hertz(0)))),
          air_(static_cast<float>(0.012 * request_.throat.breath)) {
        for (std::size_t i = 0; i < manners.size(); ++i) tones_.emplace_back(manners[i], request_.seed + static_cast<std::uint32_t>(i) * 104'729U);
    }

    bool render(long first, float* left, float* right, int frames) override {
        bool heard = false;
        for (int at = 0; at < frames; at += control_frames) {
            open_mouth(static_cast<double>(first + at));
            if (silent_blocks_ > rest_blocks) continue;
            heard = true;
            std::array<float, control_frames> l{}, r{};
            for (auto& tone : tones_) tone.add(l.data(), r.data());
            breathe(l.data(), r.data());
            mouth_.shape(goal_, l.data(), r.data());
            for (int i = 0; i < control_frames; ++i) {
                left[at + i] += l[static_cast<std::size_t>(i)];
                right[at + i] += r[static_cast<std::size_t>(i)];
            }
        }
        return heard;
    }

private:
    static constexpr int rest_blocks = 100;  // what rings in the filters is over by then

    void open_mouth(double now) {
        while (next_ < utterances_.size() && utterances_[next_].end <= now) ++next_;
        goal_.fill(0);
        ++silent_blocks_;
        if (next_ >= utterances_.size() || now < utterances_[next_].onset) return;
        auto const& one = utterances_[next_];
        if (sung_ != next_) {
            for (auto& tone : tones_) tone.start(request_.events[next_].pitch, silent_blocks_ > 8);
            sung_ = next_;
        }
        silent_blocks_ = 0;
        auto const place = one.place_at(now);
        auto const index = std::min(static_cast<std::size_t>(std::max(0.0, place)), one.spoken->frames.size() - 1);
        auto const& a = one.spoken->frames[index];
        auto const& b = one.spoken->frames[std::min(index + 1, one.spoken->frames.size() - 1)];
        auto const share = static_cast<float>(place - std::floor(place));
        auto const loud = static_cast<float>(request_.events[next_].velocity);
        std::array<float, speech_bands> spoken;
        for (std::size_t k = 0; k < speech_bands; ++k) spoken[k] = loud * (a.levels[k] + share * (b.levels[k] - a.levels[k]));
        goal_ = through_throat(spoken);
        breath_ = a.breath + share * (b.breath - a.breath);
    }

    /// Formants where this singer's have their place: between the bands of the voice that spoke.
    [[nodiscard]] std::array<float, speech_bands> through_throat(std::array<float, speech_bands> const& spoken) const {
        if (throat_shift_ == 0) return spoken;
        std::array<float, speech_bands> out;
        for (std::size_t k = 0; k < speech_bands; ++k) {
            auto const place = std::clamp(static_cast<float>(k) - throat_shift_, 0.0F, static_cast<float>(speech_bands - 1));
            auto const below = std::min(static_cast<std::size_t>(place), speech_bands - 2);
            auto const share = place - static_cast<float>(below);
            out[k] = spoken[below] + share * (spoken[below + 1] - spoken[below]);
        }
        return out;
    }

    /// Hiss takes the place of the tones as far as the mouth hisses, and is always a little there.
    void breathe(float* left, float* right) {
        auto const voiced = 1 - 0.92F * breath_;
        auto const hiss = air_ + 0.16F * breath_;
        for (int i = 0; i < control_frames; ++i) {
            left[i] = voiced * left[i] + hiss * noise_left_.next();
            right[i] = voiced * right[i] + hiss * noise_right_.next();
        }
    }

    InstrumentRequest request_;
    std::shared_ptr<Speech const> speech_;
    std::vector<Utterance> utterances_;
    std::vector<Tone> tones_;
    Mouth mouth_;
    Noise noise_left_, noise_right_;
    std::array<float, speech_bands> goal_{};
    float throat_shift_, air_;  ///< in bands; of noise beside the tones
    float breath_ = 0;
    std::size_t next_ = 0, sung_ = static_cast<std::size_t>(-1);
    int silent_blocks_ = rest_blocks + 1;
};

std::vector<Tone::Manner> manners_for(std::string const& style) {
    if (style == "choir")
        return {{-0.09, 20, 5.1, -0.7, 1, 0.09}, {0.07, 23, 5.6, 0.65, 1, 0.08}, {-0.03, 18, 4.8, -0.2, 1, 0.1}, {0.04, 22, 5.3, 0.3, 1, 0.07}, {-12.08, 14, 4.9, 0, 0.8, 0.1}};
    if (style == "vocoder") return {{-0.07, 0, 0, -0.5, 1, 0.001}, {0.07, 0, 0, 0.5, 1, 0.001}, {-12, 0, 0, 0, 0.9, 0.001}};
    if (style == "spoken" || style == "rapped") return {{0, 0, 0, 0, 1, 0.06}};
    return {{0, 26, 5.4, 0, 1, 0.045}, {-0.08, 20, 5.0, -0.75, 0.32, 0.06}, {0.09, 22, 5.7, 0.75, 0.32, 0.055}};
}

}  // namespace

std::unique_ptr<Instrument> make_vocoder(InstrumentRequest request, std::shared_ptr<Speech const> speech, std::string const& style) {
    auto manners = manners_for(style);
    for (std::size_t i = 0; i < manners.size(); ++i) {
        manners[i].vibrato_cents *= request.throat.vibrato;
        manners[i].vibrato_hz += request.throat.vibrato_hz;
        if (i > 0 && style == "sung") manners[i].level *= request.throat.doubles;
    }
    return std::make_unique<Vocoder>(std::move(request), std::move(speech), manners);
}

}  // namespace troupe::music::impl
