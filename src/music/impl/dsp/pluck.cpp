#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "music/impl/dsp/engines.hpp"
#include "music/impl/dsp/pitch_mover.hpp"
#include "music/impl/dsp/poly.hpp"

namespace troupe::music::impl {
namespace {

/// A string after Karplus & Strong (1983): a burst that runs round and loses its edge. Brighter strings lose less of it.
class String {
public:
    String(double hertz, double decay_seconds, double bright, double pick, double stroke_hz, std::uint32_t seed) {
        damping_ = static_cast<float>(0.5 - 0.36 * bright);
        auto const period = std::max(8.0, sample_rate / hertz - static_cast<double>(damping_));
        samples_.resize(static_cast<std::size_t>(period) + 1);
        fraction_ = static_cast<float>(period - std::floor(period));
        // A loss that gives the asked decay whatever the pitch.
        loss_ = static_cast<float>(std::pow(0.001, 1 / (decay_seconds * hertz)));
        excite(pick, stroke_hz, seed);
    }

    void play(std::array<float, control_frames>& out) {
        auto const size = samples_.size();
        for (auto& sample : out) {
            auto const next = at_ + 1 == size ? 0 : at_ + 1;
            auto const delayed = samples_[at_] + fraction_ * (samples_[next] - samples_[at_]);
            samples_[at_] = loss_ * (delayed + damping_ * (last_ - delayed)) + 1e-20F;
            last_ = delayed;
            at_ = next;
            sample = delayed;
        }
    }

private:
    void excite(double pick, double stroke_hz, std::uint32_t seed) {
        Noise noise(seed);
        OnePole first(stroke_hz), second(stroke_hz);
        float mean = 0;
        for (auto& value : samples_) mean += value = second.low(first.low(noise.next()));
        mean /= static_cast<float>(samples_.size());
        float power = 1e-9F;
        for (auto& value : samples_) value -= mean, power += value * value;
        // As loud whatever the colour of the stroke: the note's velocity says how loud.
        auto const level = 0.35F / std::sqrt(power / static_cast<float>(samples_.size()));
        for (auto& value : samples_) value *= level;
        // Struck at a share of its length: a comb that takes the partials with a knot there.
        auto const shift = std::max<std::size_t>(1, static_cast<std::size_t>(pick * static_cast<double>(samples_.size())));
        auto const copy = samples_;
        for (std::size_t i = 0; i < samples_.size(); ++i) samples_[i] -= 0.8F * copy[(i + samples_.size() - shift) % samples_.size()];
    }

    std::vector<float> samples_;
    float fraction_ = 0, loss_ = 1, damping_ = 0.5F, last_ = 0;
    std::size_t at_ = 0;
};

/// Guitars, harps and, with two strings a note and a soft hammer, pianos.
class PluckVoice {
public:
    PluckVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), loudness_(velocity_gain(event.velocity)), amplitude_(0.0005, request.patch.decay, request.patch.sustain, request.patch.release) {
        auto const hertz = hertz_of(event.pitch);
        auto const bright = std::clamp(std::log2(patch_->cutoff_hz / 1800) / 2, 0.0, 1.0);
        auto const stroke = patch_->cutoff_hz * (0.3 + 0.95 * event.velocity);
        auto const decay = std::max(0.2, patch_->decay * 2.2);
        bool const pair = patch_->voices > 1;
        for (int s = 0; s < (pair ? 2 : 1); ++s)
            strings_.emplace_back(hertz * fast_exp2((s == 0 ? -0.5 : 0.5) * (pair ? patch_->detune_cents : 0) / 1200), decay, bright, patch_->pick, stroke,
                                  seed + static_cast<std::uint32_t>(s));
        // Higher strings stand further to one side, as a player sees them.
        pan_ = static_cast<float>(patch_->spread * (std::clamp((event.pitch - 60) / 24, -1.0, 1.0) * 0.5 + (static_cast<double>(seed % 200) / 100 - 1) * 0.2));
    }
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const&) {}
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double, float* left, float* right) {
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        std::array<float, control_frames> l, r;
        strings_.front().play(l);
        if (strings_.size() > 1) strings_.back().play(r);
        else r = l;
        if (patch_->drive > 0) saturate(l), saturate(r);
        for (std::size_t i = 0; i < l.size(); ++i) {
            l[i] *= 1 - pan_;
            r[i] *= 1 + pan_;
        }
        add_ramped(before, after, l.data(), r.data(), left, right);
    }

private:
    void saturate(std::array<float, control_frames>& samples) const {
        auto const push = static_cast<float>(1 + 9 * patch_->drive);
        for (auto& sample : samples) sample = soft_clip(push * sample) * 0.5F;
    }

    Patch const* patch_;
    float loudness_;
    Envelope amplitude_;
    std::vector<String> strings_;
    float pan_ = 0;
};

}  // namespace

std::unique_ptr<Instrument> make_pluck(InstrumentRequest request) { return std::make_unique<Poly<PluckVoice>>(std::move(request)); }

}  // namespace troupe::music::impl
