#include "music/impl/dsp/spectrum.hpp"

#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

constexpr int frame = 4096;  // of the meter, in samples
constexpr double lowest_hertz = 31.25;

}  // namespace

struct Spectrum::Plan {
    explicit Plan(int length)
        : size(length), config(kiss_fftr_alloc(length, 0, nullptr, nullptr)), window(static_cast<std::size_t>(length)), input(window.size()),
          output(window.size() / 2 + 1), result(output.size()) {
        for (std::size_t i = 0; i < window.size(); ++i)
            window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / length));
    }
    ~Plan() { kiss_fftr_free(config); }
    Plan(Plan const&) = delete;
    Plan& operator=(Plan const&) = delete;
    int size;
    kiss_fftr_cfg config;
    std::vector<float> window, input;
    std::vector<kiss_fft_cpx> output;
    std::vector<float> result;
};

Spectrum::Spectrum(int size) : plan_(std::make_unique<Plan>(size)) {}
Spectrum::Spectrum(Spectrum&&) noexcept = default;
Spectrum& Spectrum::operator=(Spectrum&&) noexcept = default;
Spectrum::~Spectrum() = default;

std::span<float const> Spectrum::magnitudes(float const* samples) {
    for (std::size_t i = 0; i < plan_->input.size(); ++i) plan_->input[i] = samples[i] * plan_->window[i];
    kiss_fftr(plan_->config, plan_->input.data(), plan_->output.data());
    auto const scale = 4.0F / static_cast<float>(plan_->size);
    for (std::size_t i = 0; i < plan_->output.size(); ++i)
        plan_->result[i] = scale * std::sqrt(plan_->output[i].r * plan_->output[i].r + plan_->output[i].i * plan_->output[i].i);
    return plan_->result;
}

OctaveMeter::OctaveMeter() : spectrum_(frame), slice_of_bin_(frame / 2 + 1, -1), slices_(bands * slices_per_band) {
    for (std::size_t bin = 1; bin < slice_of_bin_.size(); ++bin) {
        auto const octaves = std::log2(static_cast<double>(bin) * sample_rate / frame / lowest_hertz) + 0.5;
        auto const slice = static_cast<int>(std::floor(octaves * slices_per_band));
        if (slice >= 0 && slice < bands * slices_per_band) slice_of_bin_[bin] = slice;
    }
}

double OctaveMeter::slice_hertz(std::size_t slice) { return lowest_hertz * std::exp2((static_cast<double>(slice) + 0.5) / slices_per_band - 0.5); }

void OctaveMeter::add(float const* samples) {
    auto const magnitudes = spectrum_.magnitudes(samples);
    for (std::size_t bin = 1; bin < magnitudes.size(); ++bin)
        if (slice_of_bin_[bin] >= 0) slices_[static_cast<std::size_t>(slice_of_bin_[bin])] += static_cast<double>(magnitudes[bin]) * static_cast<double>(magnitudes[bin]);
}

std::vector<double> OctaveMeter::powers() const {
    std::vector<double> powers(bands);
    for (std::size_t slice = 0; slice < slices_.size(); ++slice) powers[slice / slices_per_band] += slices_[slice];
    return powers;
}

std::vector<double> OctaveMeter::relative_db() const {
    std::vector<double> levels;
    double mean = 0;
    for (auto const power : powers()) {
        levels.push_back(10 * std::log10(power + 1e-9));
        mean += levels.back() / bands;
    }
    if (mean < -85) return {};
    for (auto& level : levels) level -= mean;
    return levels;
}

}  // namespace troupe::music::impl
