#include "visual/motion/sound.hpp"

#include <fmt/format.h>
#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>

#include "base/process.hpp"
#include "media/foreign_input.hpp"

namespace troupe::visual::motion {
namespace {

constexpr int window_samples = 2048;
constexpr double lowest_hz = 40;
constexpr double highest_hz = 11'000;
constexpr double bass_hz = 150;
constexpr float fall_a_frame = 0.80F;
constexpr float quietest_db = -25;  ///< of a band: some 80 dB below a full tone, where dither is no music

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
    auto const top = std::max(*loud, quietest_db);
    float held = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        auto const now = std::clamp((decibels[i] - top + 30) / 30, 0.0F, 1.0F);
        held = std::max(now, held * fall_a_frame);
        get(frames[i]) = held;
    }
}

/// Energies, not yet normalised, of frames `from` to `to`; `mono` begins at sample `first` of the stretch.
void measure_frames(Spectrum& spectrum, std::span<float const> mono, std::ptrdiff_t first, int from, int to, int frames_per_second,
                    std::vector<SoundFrame>& result) {
    for (int f = from; f < to; ++f) {
        auto const centre = static_cast<std::ptrdiff_t>((f + 0.5) * listening_rate / frames_per_second);
        result.push_back(spectrum.measure(mono, centre - first));
    }
}

void normalise_all(std::vector<SoundFrame>& frames) {
    if (frames.empty()) return;
    normalise(frames, [](SoundFrame& frame) -> float& { return frame.level; });
    normalise(frames, [](SoundFrame& frame) -> float& { return frame.bass; });
    for (std::size_t b = 0; b < spectrum_bands; ++b)
        normalise(frames, [b](SoundFrame& frame) -> float& { return frame.spectrum[b]; });
}

/// A stretch as mono at listening_rate.
Result<std::vector<float>> decode_stretch(std::string_view field, std::filesystem::path const& song, Seconds start, Seconds length,
                                          std::stop_token const& stop) {
    std::vector<std::string> command{"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-ss", fmt::format("{:.6f}", start.count()),
                                     "-t", fmt::format("{:.6f}", length.count())};
    for (auto& argument : media::foreign_input(song)) command.push_back(std::move(argument));
    for (auto& argument : std::vector<std::string>{"-map", "0:a:0", "-ac", "1", "-ar", fmt::format("{:.0f}", listening_rate), "-f", "f32le", "pipe:1"})
        command.push_back(std::move(argument));
    auto const bytes = run_process(command, media::foreign_limits(song), stop);
    if (!bytes && bytes.error().code == ErrorCode::internal)
        return fail(ErrorCode::invalid_input, fmt::format("{}: {}: no sound that can be read: {}", field, song.string(), bytes.error().message));
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<float> samples(bytes->size() / sizeof(float));
    std::memcpy(samples.data(), bytes->data(), samples.size() * sizeof(float));
    return samples;
}

/// One file, a minute at a time.
Result<std::vector<SoundFrame>> energies_of(std::string_view field, std::filesystem::path const& file, Seconds start, int frames,
                                            int frames_per_second, std::stop_token const& stop) {
    Spectrum spectrum;
    std::vector<SoundFrame> result;
    result.reserve(static_cast<std::size_t>(frames));
    auto const piece = 60 * frames_per_second;
    for (int from = 0; from < frames; from += piece) {
        auto const to = std::min(from + piece, frames);
        // A window more at either end, so that no frame hears the border of its piece.
        auto const before = std::min(from, 3);
        auto const first = Seconds(static_cast<double>(from - before) / frames_per_second);
        auto const length = Seconds(static_cast<double>(to - from + before + 3) / frames_per_second);
        auto const mono = TRY(decode_stretch(field, file, start + first, length, stop));
        measure_frames(spectrum, mono, static_cast<std::ptrdiff_t>(first.count() * listening_rate), from, to, frames_per_second, result);
    }
    return result;
}

constexpr std::size_t first_lead_band = 14;  ///< 200 Hz
constexpr std::size_t first_drum_band = 40;  ///< 4 kHz

Result<std::vector<SoundFrame>> listen_to_stem(std::string const& name, std::filesystem::path const& file, Seconds start, int frames,
                                               int frames_per_second, std::stop_token const& stop) {
    auto const field = "stems." + name;
    if (!std::filesystem::is_regular_file(file)) return fail(ErrorCode::not_found, fmt::format("{}: {}: there is no such file", field, file.string()));
    return energies_of(field, file, start, frames, frames_per_second, stop);
}

/// Takes bands `from` to `to` from a stem.
void take_bands(std::vector<SoundFrame>& mix, std::vector<SoundFrame> const& stem, std::size_t from, std::size_t to) {
    for (std::size_t f = 0; f < mix.size(); ++f)
        std::copy(stem[f].spectrum.begin() + static_cast<std::ptrdiff_t>(from), stem[f].spectrum.begin() + static_cast<std::ptrdiff_t>(to),
                  mix[f].spectrum.begin() + static_cast<std::ptrdiff_t>(from));
}

}  // namespace

std::vector<SoundFrame> analyse(std::span<float const> mono, int frames, int frames_per_second) {
    Spectrum spectrum;
    std::vector<SoundFrame> result;
    measure_frames(spectrum, mono, 0, 0, frames, frames_per_second, result);
    normalise_all(result);
    return result;
}

Result<std::vector<SoundFrame>> listen(std::filesystem::path const& song, StemFiles const& stems, Seconds start, int frames,
                                       int frames_per_second, std::stop_token const& stop) {
    auto mix = TRY(energies_of("song", song, start, frames, frames_per_second, stop));
    if (!stems.bass.empty()) {
        auto const bass = TRY(listen_to_stem("bass", stems.bass, start, frames, frames_per_second, stop));
        take_bands(mix, bass, 0, first_lead_band);
        for (std::size_t f = 0; f < mix.size(); ++f) mix[f].bass = bass[f].bass;
    }
    if (!stems.lead.empty())
        take_bands(mix, TRY(listen_to_stem("lead", stems.lead, start, frames, frames_per_second, stop)), first_lead_band, first_drum_band);
    if (!stems.drums.empty()) {
        auto const drums = TRY(listen_to_stem("drums", stems.drums, start, frames, frames_per_second, stop));
        take_bands(mix, drums, first_drum_band, spectrum_bands);
        for (std::size_t f = 0; f < mix.size(); ++f) mix[f].bass = std::max(mix[f].bass, drums[f].bass);
    }
    normalise_all(mix);
    return mix;
}

}  // namespace troupe::visual::motion
