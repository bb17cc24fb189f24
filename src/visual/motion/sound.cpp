#include "visual/motion/sound.hpp"

#include <fmt/format.h>
#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>

#include "base/process.hpp"

namespace troupe::visual::motion {
namespace {

constexpr int window_samples = 2048;
constexpr double lowest_hz = 40;
constexpr double highest_hz = 11'000;
constexpr double bass_hz = 150;
constexpr float fall_a_frame = 0.80F;

struct FreeTransform {
    void operator()(kiss_fftr_state* state) const { kiss_fftr_free(state); }
};

class Spectrum {
public:
    Spectrum() : transform_(kiss_fftr_alloc(window_samples, 0, nullptr, nullptr)) {
        for (int i = 0; i < window_samples; ++i)
            window_[static_cast<std::size_t>(i)] =
                0.5F - 0.5F * static_cast<float>(std::cos(2 * std::numbers::pi * i / window_samples));
    }

    /// Bands and bass as energies, level as the mean square, of the window around sample `centre`.
    SoundFrame measure(std::span<float const> mono, std::ptrdiff_t centre) {
        float square = 0;
        for (int i = 0; i < window_samples; ++i) {
            auto const at = centre + i - window_samples / 2;
            auto const sample = at >= 0 && at < std::ssize(mono) ? mono[static_cast<std::size_t>(at)] : 0.0F;
            samples_[static_cast<std::size_t>(i)] = sample * window_[static_cast<std::size_t>(i)];
            square += samples_[static_cast<std::size_t>(i)] * samples_[static_cast<std::size_t>(i)];
        }
        kiss_fftr(transform_.get(), samples_.data(), bins_.data());
        SoundFrame frame;
        frame.level = square;
        for (std::size_t b = 0; b < spectrum_bands; ++b) frame.spectrum[b] = energy(edge(b), edge(b + 1));
        frame.bass = energy(lowest_hz / 2, bass_hz);
        return frame;
    }

private:
    static double edge(std::size_t band) {
        return lowest_hz * std::pow(highest_hz / lowest_hz, static_cast<double>(band) / static_cast<double>(spectrum_bands));
    }
    [[nodiscard]] float energy(double from_hz, double to_hz) const {
        auto const first = static_cast<std::size_t>(std::max(1.0, std::floor(from_hz * window_samples / listening_rate)));
        auto const last = std::max(first + 1, static_cast<std::size_t>(to_hz * window_samples / listening_rate));
        float sum = 0;
        for (auto i = first; i < last && i < bins_.size(); ++i) sum += bins_[i].r * bins_[i].r + bins_[i].i * bins_[i].i;
        return sum / static_cast<float>(last - first);
    }

    std::unique_ptr<kiss_fftr_state, FreeTransform> transform_;
    std::array<float, window_samples> window_{};
    std::array<float, window_samples> samples_{};
    std::array<kiss_fft_cpx, window_samples / 2 + 1> bins_{};
};

/// Energies of one quantity over all frames become 0..1: its loud moments (95th percentile) are 1, 30 dB less is 0.
template <class Get>
void normalise(std::vector<SoundFrame>& frames, Get const& get) {
    std::vector<float> decibels;
    decibels.reserve(frames.size());
    for (auto& frame : frames) decibels.push_back(10 * std::log10(get(frame) + 1e-9F));
    auto sorted = decibels;
    auto const loud = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 95 / 100);
    std::nth_element(sorted.begin(), loud, sorted.end());
    auto const top = std::max(*loud, -50.0F);
    float held = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        auto const now = std::clamp((decibels[i] - top + 30) / 30, 0.0F, 1.0F);
        held = std::max(now, held * fall_a_frame);
        get(frames[i]) = held;
    }
}

}  // namespace

std::vector<SoundFrame> analyse(std::span<float const> mono, int frames, int frames_per_second) {
    Spectrum spectrum;
    std::vector<SoundFrame> result;
    for (int f = 0; f < frames; ++f)
        result.push_back(spectrum.measure(mono, static_cast<std::ptrdiff_t>((f + 0.5) * listening_rate / frames_per_second)));
    if (result.empty()) return result;
    normalise(result, [](SoundFrame& frame) -> float& { return frame.level; });
    normalise(result, [](SoundFrame& frame) -> float& { return frame.bass; });
    for (std::size_t b = 0; b < spectrum_bands; ++b)
        normalise(result, [b](SoundFrame& frame) -> float& { return frame.spectrum[b]; });
    return result;
}

Result<std::vector<float>> decode_stretch(std::filesystem::path const& song, Seconds start, Seconds length,
                                          std::stop_token const& stop) {
    auto const bytes = run_process({"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-ss", fmt::format("{:.6f}", start.count()),
                                    "-t", fmt::format("{:.6f}", length.count()), "-i", "file:" + song.string(), "-map", "0:a:0", "-ac",
                                    "1", "-ar", fmt::format("{:.0f}", listening_rate), "-f", "f32le", "pipe:1"},
                                   stop);
    if (!bytes && bytes.error().code == ErrorCode::internal)
        return fail(ErrorCode::invalid_input, fmt::format("song: {}: no sound that can be read: {}", song.string(), bytes.error().message));
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<float> samples(bytes->size() / sizeof(float));
    std::memcpy(samples.data(), bytes->data(), samples.size() * sizeof(float));
    return samples;
}

}  // namespace troupe::visual::motion
