#include "music/impl/dsp/spectrum.hpp"

#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {

struct Spectrum::Plan {
    explicit Plan(int frame)
        : size(frame), config(kiss_fftr_alloc(frame, 0, nullptr, nullptr)), window(static_cast<std::size_t>(frame)), input(window.size()),
          output(window.size() / 2 + 1), result(output.size()) {
        for (std::size_t i = 0; i < window.size(); ++i)
            window[i] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / frame));
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

void OctaveMeter::add(float const* samples) {
    auto const magnitudes = spectrum_.magnitudes(samples);
    for (std::size_t i = 1; i < magnitudes.size(); ++i) {
        auto const hertz = static_cast<double>(i) * sample_rate / 4096;
        auto const band = static_cast<int>(std::lround(std::log2(hertz / 31.25)));
        if (band >= 0 && band < bands) power_[band] += static_cast<double>(magnitudes[i]) * static_cast<double>(magnitudes[i]);
    }
}

std::vector<double> OctaveMeter::relative_db() const {
    std::vector<double> levels;
    double mean = 0;
    for (auto const power : power_) {
        levels.push_back(10 * std::log10(power + 1e-9));
        mean += levels.back() / bands;
    }
    if (mean < -85) return {};
    for (auto& level : levels) level -= mean;
    return levels;
}

}  // namespace troupe::music::impl
