#include "music/impl/dsp/limiter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

/// Windowed sinc at the four quarter places between two samples.
std::array<std::array<float, Limiter::taps>, 4> const& interpolators() {
    static auto const table = [] {
        std::array<std::array<float, Limiter::taps>, 4> phases{};
        for (std::size_t p = 0; p < 4; ++p)
            for (std::size_t t = 0; t < Limiter::taps; ++t) {
                auto const x = static_cast<double>(t) - (Limiter::taps / 2 - 1) - static_cast<double>(p) / 4;
                auto const sinc = std::abs(x) < 1e-9 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
                auto const w = 0.5 + 0.5 * std::cos(std::numbers::pi * x / (Limiter::taps / 2 + 0.5));
                phases[p][t] = static_cast<float>(sinc * w);
            }
        return phases;
    }();
    return table;
}

}  // namespace

Limiter::Limiter(double ceiling_db) : ceiling_(static_cast<float>(from_db(ceiling_db))), average_(window, 1.0F), queue_value_(window + 2), queue_time_(window + 2) {
    for (auto& line : delayed_) line.assign(delay, 0.0F);
}

float Limiter::peak(std::size_t channel, float sample) {
    auto& recent = recent_[channel];
    // Written twice, so that the last `taps` samples always lie in one piece.
    recent[ring_at_] = recent[ring_at_ + taps] = sample;
    float const* last = recent.data() + ring_at_ + 1;
    float highest = 0;
    for (std::size_t t = 0; t < taps; ++t) highest = std::max(highest, std::abs(last[t]));
    // Between samples a signal can rise by a few decibels at most: far below the ceiling there is nothing to find.
    if (highest < ceiling_ * 0.5F) return highest;
    for (std::size_t p = 1; p < 4; ++p) {
        float sum = 0;
        for (std::size_t t = 0; t < taps; ++t) sum += interpolators()[p][t] * last[t];
        highest = std::max(highest, std::abs(sum));
    }
    return highest;
}

float Limiter::least(float gain) {
    auto const size = queue_value_.size();
    while (head_ != tail_ && queue_value_[(tail_ + size - 1) % size] >= gain) tail_ = (tail_ + size - 1) % size;
    queue_value_[tail_] = gain;
    queue_time_[tail_] = count_;
    tail_ = (tail_ + 1) % size;
    while (queue_time_[head_] + window <= count_) head_ = (head_ + 1) % size;
    return queue_value_[head_];
}

void Limiter::process(float* left, float* right, int frames, float gain) {
    for (int i = 0; i < frames; ++i) {
        auto const l = left[i] * gain;
        auto const r = right[i] * gain;
        auto const loudest = std::max(peak(0, l), peak(1, r));
        ring_at_ = ring_at_ + 1 == taps ? 0 : ring_at_ + 1;
        auto const wanted = loudest > ceiling_ ? ceiling_ / loudest : 1.0F;
        held_ = std::min(wanted, held_ + (1 - held_) * 0.00035F);
        auto const lowest = least(held_);
        sum_ += static_cast<double>(lowest) - static_cast<double>(average_[count_ % window]);
        average_[count_ % window] = lowest;
        ++count_;
        auto const now = static_cast<float>(sum_ / window);
        left[i] = delayed_[0][at_] * now;
        right[i] = delayed_[1][at_] * now;
        delayed_[0][at_] = l;
        delayed_[1][at_] = r;
        at_ = at_ + 1 == delay ? 0 : at_ + 1;
    }
}

void BusCompressor::process(float* left, float* right, int frames) {
    for (int at = 0; at < frames; at += control_frames) {
        double sum = 0;
        for (int i = at; i < at + control_frames; ++i)
            sum += static_cast<double>(left[i]) * static_cast<double>(left[i]) + static_cast<double>(right[i]) * static_cast<double>(right[i]);
        auto const power = sum / (2 * control_frames);
        energy_ += (power - energy_) * (power > energy_ ? 0.045 : 0.006);
        auto const over = 10 * std::log10(energy_ + 1e-12) - threshold_db_;
        auto const reduction = over <= -4 ? 0 : over < 4 ? (over + 4) * (over + 4) / 32 : over / 2;
        auto const target = static_cast<float>(from_db(-std::min(reduction, 6.0)));
        auto const step = (target - gain_) / control_frames;
        for (int i = at; i < at + control_frames; ++i) {
            gain_ += step;
            left[i] *= gain_;
            right[i] *= gain_;
        }
    }
}

}  // namespace troupe::music::impl
