#include "music/impl/dsp/space.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::music::impl {

void Reverb::Line::read(float* out) const {
    auto const first = std::min<std::size_t>(control_frames, samples.size() - at);
    std::copy_n(samples.data() + at, first, out);
    std::copy_n(samples.data(), control_frames - first, out + first);
}

void Reverb::Line::write(float const* in) {
    auto const first = std::min<std::size_t>(control_frames, samples.size() - at);
    std::copy_n(in, first, samples.data() + at);
    std::copy_n(in + first, control_frames - first, samples.data());
    at = (at + control_frames) % samples.size();
}

Reverb::Reverb(double seconds, double damping, double predelay_ms) {
    // Primes, so that no two lines ring together.
    static constexpr std::array<std::size_t, 8> lengths{1433, 1601, 1867, 2053, 2251, 2399, 2617, 2833};
    static constexpr std::array<std::array<std::size_t, 3>, 2> diffusion{{{229, 347, 613}, {251, 331, 587}}};
    auto const damp = static_cast<float>(1 - std::exp(-2 * std::numbers::pi * 16'000 * std::pow(0.12, damping) / sample_rate));
    for (std::size_t n = 0; n < lines_.size(); ++n) {
        lines_[n].samples.assign(lengths[n], 0.0F);
        damp_[n / 4][n % 4] = damp;
        gain_[n / 4][n % 4] = static_cast<float>(0.35355339 * std::pow(0.001, static_cast<double>(lengths[n]) / sample_rate / seconds));
    }
    for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t d = 0; d < 3; ++d) diffusers_[side][d].samples.assign(diffusion[side][d], 0.0F);
        predelay_[side].samples.assign(std::max<std::size_t>(control_frames, static_cast<std::size_t>(predelay_ms * sample_rate / 1000)), 0.0F);
    }
}

void Reverb::diffuse(std::size_t side, float const* in, Block& out) {
    Block cut;
    for (std::size_t i = 0; i < cut.size(); ++i) cut[i] = low_cut_[side].high(in[i]);
    predelay_[side].read(out.data());
    predelay_[side].write(cut.data());
    for (auto& line : diffusers_[side]) {
        Block delayed, fed;
        line.read(delayed.data());
        for (std::size_t i = 0; i < out.size(); ++i) {
            fed[i] = out[i] + 0.6F * delayed[i];
            out[i] = delayed[i] - 0.6F * fed[i];
        }
        line.write(fed.data());
    }
}

namespace {

/// Hadamard of eight values in two registers.
void mix_lines(Quad& a, Quad& b) {
    constexpr Quad by_one{1, -1, 1, -1}, by_two{1, 1, -1, -1};
    for (auto* q : {&a, &b}) {
        *q = __builtin_shufflevector(*q, *q, 1, 0, 3, 2) + *q * by_one;
        *q = __builtin_shufflevector(*q, *q, 2, 3, 0, 1) + *q * by_two;
    }
    auto const sum = a + b;
    b = a - b;
    a = sum;
}

}  // namespace

void Reverb::circulate(Block const& left, Block const& right, float* out_left, float* out_right) {
    std::array<Block, 8> v;
    for (std::size_t n = 0; n < 8; ++n) lines_[n].read(v[n].data());
    for (std::size_t i = 0; i < control_frames; ++i) {
        out_left[i] += 0.5F * (v[0][i] - v[2][i] + v[4][i] - v[6][i]);
        out_right[i] += 0.5F * (v[1][i] - v[3][i] + v[5][i] - v[7][i]);
    }
    constexpr Quad quiet{1e-20F, 1e-20F, 1e-20F, 1e-20F};
    for (std::size_t i = 0; i < control_frames; ++i) {
        Quad a{v[0][i], v[1][i], v[2][i], v[3][i]}, b{v[4][i], v[5][i], v[6][i], v[7][i]};
        state_[0] += damp_[0] * (a - state_[0]) + quiet;
        state_[1] += damp_[1] * (b - state_[1]) + quiet;
        a = gain_[0] * state_[0];
        b = gain_[1] * state_[1];
        mix_lines(a, b);
        Quad const in{left[i], right[i], left[i], right[i]};
        a += in;
        b += in;
        for (std::size_t n = 0; n < 4; ++n) {
            v[n][i] = a[n];
            v[n + 4][i] = b[n];
        }
    }
    for (std::size_t n = 0; n < 8; ++n) lines_[n].write(v[n].data());
}

void Reverb::process(float const* left, float const* right, float* out_left, float* out_right, int frames) {
    for (int at = 0; at < frames; at += control_frames) {
        Block l, r;
        diffuse(0, left + at, l);
        diffuse(1, right + at, r);
        circulate(l, r, out_left + at, out_right + at);
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
