#include "music/impl/dsp/limiter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

constexpr float release = 0.0112F;      // of the way back to 1 in a block: about 60 ms
constexpr double clip_rise_db = 1.5;    // above the ceiling
constexpr double clip_knee_db = -2.5;   // below it nothing is changed

/// The least of the last `reach` values, as values come in.
template <std::size_t reach>
class Least {
public:
    float next(float value) {
        // What is too old goes first: the ring holds no more than `reach`.
        if (count_ > 0 && times_[head_] + reach <= now_) {
            head_ = (head_ + 1) % reach;
            --count_;
        }
        while (count_ > 0 && values_[(head_ + count_ - 1) % reach] >= value) --count_;
        values_[(head_ + count_) % reach] = value;
        times_[(head_ + count_) % reach] = now_++;
        ++count_;
        return values_[head_];
    }

private:
    std::array<float, reach> values_{};
    std::array<std::size_t, reach> times_{};
    std::size_t head_ = 0, count_ = 0, now_ = 0;
};

}  // namespace

Limiter::Limiter(double ceiling_db) : ceiling_(static_cast<float>(from_db(ceiling_db))) {}

std::vector<float> Limiter::curve(std::span<float const> peaks, float gain) const {
    // held[i] recovers slowly from each peak; least[i] covers `ahead` blocks before i and one after it.
    auto const size = peaks.size();
    std::vector<float> least(size + ahead);
    Least<ahead + 2> window;
    float held = 1;
    for (std::size_t i = 0; i < least.size() + 1; ++i) {
        auto const wanted = i < size && gain * peaks[i] > ceiling_ ? ceiling_ / (gain * peaks[i]) : 1.0F;
        held = std::min(wanted, held + (1 - held) * release);
        auto const lowest = window.next(held);
        if (i > 0) least[i - 1] = lowest;
    }
    std::vector<float> curve(size + 1);
    double sum = 0;
    for (std::size_t j = 0; j < ahead; ++j) sum += static_cast<double>(least[j]);
    for (std::size_t b = 0; b <= size; ++b) {
        curve[b] = static_cast<float>(sum / ahead);
        if (b < size) sum += static_cast<double>(least[b + ahead]) - static_cast<double>(least[b]);
    }
    return curve;
}

SoftClipper::SoftClipper(double ceiling_db)
    : knee_(static_cast<float>(from_db(ceiling_db + clip_knee_db))), room_(static_cast<float>(from_db(ceiling_db + clip_rise_db)) - knee_) {}

float SoftClipper::operator()(float sample) const {
    auto const size = std::abs(sample);
    if (size <= knee_) return sample;
    auto const over = (size - knee_) / room_;
    return std::copysign(knee_ + room_ * over / (1 + over), sample);
}

void BusCompressor::process(float* left, float* right, int frames) {
    for (int at = 0; at < frames; at += control_frames) {
        std::array<float, 4> sums{};
        for (int i = at; i < at + control_frames; i += 4)
            for (int k = 0; k < 4; ++k) sums[static_cast<std::size_t>(k)] += left[i + k] * left[i + k] + right[i + k] * right[i + k];
        auto const power = static_cast<double>(sums[0] + sums[1] + sums[2] + sums[3]) / (2 * control_frames);
        energy_ += (power - energy_) * (power > energy_ ? 0.088 : 0.012);
        auto const over = 10 * std::log10(energy_ + 1e-12) - threshold_db_;
        auto const reduction = over <= -4 ? 0 : over < 4 ? (over + 4) * (over + 4) / 32 : over / 2;
        auto const target = static_cast<float>(from_db(-std::min(reduction, 6.0)));
        auto const step = (target - gain_) / control_frames;
        for (int i = 0; i < control_frames; ++i) {
            auto const gain = gain_ + step * static_cast<float>(i + 1);
            left[at + i] *= gain;
            right[at + i] *= gain;
        }
        gain_ = target;
    }
}

}  // namespace troupe::music::impl
