#include "music/impl/dsp/space.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::music::impl {

Reverb::Reverb(double seconds, double damping, double predelay_ms) {
    // Primes, so that no two lines ring together.
    static constexpr std::array<std::size_t, 8> lengths{1433, 1601, 1867, 2053, 2251, 2399, 2617, 2833};
    static constexpr std::array<std::array<std::size_t, 3>, 2> diffusion{{{229, 347, 613}, {251, 331, 587}}};
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        lines_[i].samples.assign(lengths[i], 0.0F);
        lines_[i].gain = static_cast<float>(std::pow(0.001, static_cast<double>(lengths[i]) / sample_rate / seconds));
        lines_[i].damp.set(16'000 * std::pow(0.12, damping));
    }
    for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t d = 0; d < 3; ++d) diffusers_[side][d].samples.assign(diffusion[side][d], 0.0F);
        predelay_[side].assign(std::max<std::size_t>(1, static_cast<std::size_t>(predelay_ms * sample_rate / 1000)), 0.0F);
    }
}

void Reverb::process(float const* left, float const* right, float* out_left, float* out_right, int frames) {
    for (int i = 0; i < frames; ++i) {
        auto l = predelay_[0][predelay_at_];
        auto r = predelay_[1][predelay_at_];
        predelay_[0][predelay_at_] = low_cut_left_.high(left[i]);
        predelay_[1][predelay_at_] = low_cut_right_.high(right[i]);
        predelay_at_ = predelay_at_ + 1 == predelay_[0].size() ? 0 : predelay_at_ + 1;
        for (std::size_t d = 0; d < 3; ++d) {
            l = diffusers_[0][d].step(l);
            r = diffusers_[1][d].step(r);
        }
        std::array<float, 8> v{};
        for (std::size_t n = 0; n < 8; ++n) v[n] = lines_[n].samples[lines_[n].at];
        out_left[i] += 0.5F * (v[0] - v[2] + v[4] - v[6]);
        out_right[i] += 0.5F * (v[1] - v[3] + v[5] - v[7]);
        for (std::size_t n = 0; n < 8; ++n) v[n] = lines_[n].gain * lines_[n].damp.low(v[n]);
        for (std::size_t span = 1; span < 8; span *= 2)
            for (std::size_t n = 0; n < 8; n += 2 * span)
                for (std::size_t m = n; m < n + span; ++m) {
                    auto const a = v[m];
                    v[m] = a + v[m + span];
                    v[m + span] = a - v[m + span];
                }
        for (std::size_t n = 0; n < 8; ++n) {
            auto& line = lines_[n];
            line.samples[line.at] = 0.35355339F * v[n] + (n % 2 == 0 ? l : r);
            line.at = line.at + 1 == line.samples.size() ? 0 : line.at + 1;
        }
    }
}

Echo::Echo(double seconds, double feedback)
    : left_(std::max<std::size_t>(64, static_cast<std::size_t>(seconds * sample_rate)), 0.0F), right_(left_), feedback_(static_cast<float>(feedback)) {}

void Echo::process(float const* left, float const* right, float* out_left, float* out_right, int frames) {
    for (int i = 0; i < frames; ++i) {
        auto const l = left_[at_];
        auto const r = right_[at_];
        out_left[i] += l;
        out_right[i] += r;
        left_[at_] = thin_left_.high(dark_left_.low(left[i] * 0.8F + feedback_ * r));
        right_[at_] = thin_right_.high(dark_right_.low(right[i] * 0.6F + feedback_ * l));
        at_ = at_ + 1 == left_.size() ? 0 : at_ + 1;
    }
}

}  // namespace troupe::music::impl
