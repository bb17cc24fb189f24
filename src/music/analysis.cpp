#include "music/analysis.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numeric>
#include <span>

#include "music/impl/dsp/loudness.hpp"
#include "music/impl/dsp/spectrum.hpp"
#include "music/impl/dsp/true_peak.hpp"
#include "music/impl/listening.hpp"
#include "music/score.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

constexpr double rate = impl::sample_rate;
constexpr std::size_t hop = 512;
constexpr std::size_t flux_frame = 1024;
constexpr std::size_t chroma_frame = 16384;  // a semitone is 3 Hz at the lowest tone that counts
constexpr double lowest_tone = 60, highest_tone = 2000;  // Hz
constexpr std::size_t silence_frames = 480;  // 10 ms

constexpr std::size_t peak_block = impl::TruePeak::block;

/// A parabola through the logarithms of a peak finds its place between bins.
double peak_at(std::span<float const> magnitudes, std::size_t i) {
    auto const level = [&](std::size_t at) { return std::log(static_cast<double>(magnitudes[at]) + 1e-9); };
    auto const left = level(i - 1), right = level(i + 1);
    return static_cast<double>(i) + std::clamp(0.5 * (left - right) / std::min(-1e-9, left - 2 * level(i) + right), -0.5, 0.5);
}

}  // namespace

struct Analyzer::State {
    explicit State(int count) : channels(static_cast<std::size_t>(count)), flux_spectrum(flux_frame), chroma_spectrum(chroma_frame) {}

    void add(std::span<float const> samples) {
        for (std::size_t i = 0; i + channels <= samples.size(); i += channels) {
            block_left[filled] = samples[i];
            block_right[filled] = channels > 1 ? samples[i + 1] : 0;
            if (++filled == peak_block) add_block(peak_block);
        }
    }

    /// What is left over at the end.
    void flush() {
        if (filled == 0) return;
        auto const rest = filled;
        std::fill(block_left.begin() + static_cast<std::ptrdiff_t>(rest), block_left.end(), 0.0F);
        std::fill(block_right.begin() + static_cast<std::ptrdiff_t>(rest), block_right.end(), 0.0F);
        add_block(rest);
    }

    void add_block(std::size_t count) {
        filled = 0;
        true_peak = std::max(true_peak, meters[0].highest_above(block_left.data(), true_peak));
        if (channels > 1) true_peak = std::max(true_peak, meters[1].highest_above(block_right.data(), true_peak));
        for (std::size_t i = 0; i < count; ++i) add_frame(block_left[i], block_right[i]);
        if (mono.size() >= chroma_frame + hop * 32) listen();
    }

    void add_frame(float l, float r) {
        power += weighting.power(l, r);
        if (channels == 1) r = l;
        cross += static_cast<double>(l * r);
        left_power += static_cast<double>(l * l);
        right_power += static_cast<double>(r * r);
        peak = std::max({peak, std::abs(l), std::abs(r)});
        mono.push_back(0.5F * (l + r));
        if (++frames % silence_frames != 0) return;
        peaks.push_back(peak);
        powers.push_back(power / silence_frames);
        peak = 0;
        power = 0;
    }

    /// Mean power of each tenth of a second, as loudness is counted.
    [[nodiscard]] std::vector<double> tenths() const {
        std::vector<double> out;
        for (std::size_t i = 0; i + 10 <= powers.size(); i += 10)
            out.push_back(std::accumulate(powers.begin() + static_cast<std::ptrdiff_t>(i), powers.begin() + static_cast<std::ptrdiff_t>(i + 10), 0.0) / 10);
        return out;
    }

    /// Everything that needs spectra, for the part of `mono` that is complete.
    void listen() {
        while (at + chroma_frame <= mono.size()) {
            add_flux(mono.data() + at);
            if (hops % 16 == 0) add_chroma(mono.data() + at);
            if (hops % 24 == 0) octaves.add(mono.data() + at);
            at += hop;
            ++hops;
        }
        mono.erase(mono.begin(), mono.begin() + static_cast<std::ptrdiff_t>(at));
        at = 0;
    }

    void add_flux(float const* samples) {
        auto const now = flux_spectrum.magnitudes(samples);
        double weighted = 0, total = 0;
        for (std::size_t i = 1; i < now.size(); ++i) {
            auto const level = impl::fast_log2(1 + 1000 * now[i]);
            levels[i] = level;
            weighted += static_cast<double>(now[i]) * static_cast<double>(i);
            total += static_cast<double>(now[i]);
        }
        float rise = 0;
        for (std::size_t i = 1; i < now.size(); ++i) rise += std::max(0.0F, levels[i] - before[i]);
        before = levels;
        flux.push_back(static_cast<double>(rise));
        if (total > 0.02) {
            centroid_sum += weighted / total * rate / flux_frame;
            ++centroid_count;
        }
    }

    void add_chroma(float const* samples) {
        auto const now = chroma_spectrum.magnitudes(samples);
        auto const first = static_cast<std::size_t>(lowest_tone * chroma_frame / rate), last = static_cast<std::size_t>(highest_tone * chroma_frame / rate);
        auto const audible = 0.01F * *std::max_element(now.begin() + static_cast<std::ptrdiff_t>(first), now.begin() + static_cast<std::ptrdiff_t>(last));
        std::array<double, 12> frame{};
        for (std::size_t i = first; i < last; ++i) {
            if (now[i] <= audible || now[i] < now[i - 1] || now[i] < now[i + 1]) continue;
            auto const pitch = 69 + 12 * std::log2(peak_at(now, i) * rate / chroma_frame / 440);
            auto const near = std::round(pitch);
            // What lies between two semitones is no tone of the scale.
            frame[static_cast<std::size_t>((static_cast<int>(near) % 12 + 12) % 12)] += std::sqrt(static_cast<double>(now[i])) * std::max(0.0, 1 - 3 * std::abs(pitch - near));
        }
        auto const most = *std::max_element(frame.begin(), frame.end());
        if (most < 0.02) return;
        for (std::size_t c = 0; c < 12; ++c) chroma[c] += frame[c] / most;
    }

    std::size_t channels;
    impl::Spectrum flux_spectrum, chroma_spectrum;
    impl::OctaveMeter octaves;
    impl::KWeighting weighting;
    std::array<impl::TruePeak, 2> meters;
    std::array<float, peak_block> block_left{}, block_right{};
    std::size_t filled = 0;
    float true_peak = 0;
    std::vector<float> mono;
    std::size_t at = 0, hops = 0, frames = 0, centroid_count = 0;
    std::array<float, flux_frame / 2 + 1> before{}, levels{};
    std::vector<double> flux, powers;
    std::vector<float> peaks;
    std::array<double, 12> chroma{};
    double cross = 0, left_power = 0, right_power = 0, power = 0, centroid_sum = 0;
    float peak = 0;
    impl::HeardTempo tempo;
    Analysis result;
};

namespace {

double longest_silence(std::vector<float> const& peaks) {
    constexpr float threshold = 0.001F;
    auto const loud = [](float peak) { return peak >= threshold; };
    auto const first = std::find_if(peaks.begin(), peaks.end(), loud);
    auto const last = std::find_if(peaks.rbegin(), peaks.rend(), loud).base();
    std::size_t longest = 0, run = 0;
    for (auto it = first; it < last; ++it) {
        run = loud(*it) ? 0 : run + 1;
        longest = std::max(longest, run);
    }
    return static_cast<double>(longest * silence_frames) / rate;
}

double mean_lufs(std::vector<double> const& powers, double start, double end) {
    auto const from = static_cast<std::size_t>(std::max(0.0, start * rate / silence_frames));
    auto const to = std::min(powers.size(), static_cast<std::size_t>(end * rate / silence_frames));
    if (from >= to) return -70;
    auto const sum = std::accumulate(powers.begin() + static_cast<std::ptrdiff_t>(from), powers.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    return std::max(-70.0, -0.691 + 10 * std::log10(sum / static_cast<double>(to - from) + 1e-12));
}

}  // namespace

Analyzer::Analyzer(Hertz, int channels) : state_(std::make_unique<State>(channels)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

void Analyzer::add(std::span<float const> interleaved) { state_->add(interleaved); }

Analysis Analyzer::finish(std::vector<media::Section> const* names) {
    auto& state = *state_;
    state.flush();
    state.mono.resize(state.mono.size() + chroma_frame, 0.0F);
    state.listen();
    auto& out = state.result;
    out.seconds = static_cast<double>(state.frames) / rate;
    auto const tenths = state.tenths();
    out.lufs = impl::integrated_lufs(tenths);
    out.loudness_range_lu = impl::loudness_range(tenths);
    out.true_peak_dbtp = impl::to_db(static_cast<double>(state.true_peak));
    auto const power = std::sqrt(state.left_power * state.right_power);
    out.stereo_correlation = power > 0 ? state.cross / power : 1;
    out.longest_silence = longest_silence(state.peaks);
    out.spectral_centroid_hz = state.centroid_count > 0 ? state.centroid_sum / static_cast<double>(state.centroid_count) : 0;
    out.octave_bands_db = state.octaves.relative_db();
    state.tempo = impl::hear_tempo(state.flux, rate / hop);
    out.bpm = state.tempo.bpm;
    out.bpm_confidence = state.tempo.confidence;
    out.onsets_per_second = impl::onset_rate(state.flux, rate / hop);
    auto const key = impl::hear_key(state.chroma);
    out.key = key.name;
    out.key_confidence = key.confidence;
    auto const sections = names != nullptr ? *names : impl::hear_sections(state.powers, rate / silence_frames, state.tempo, out.seconds);
    for (auto const& section : sections)
        out.sections.push_back({section.name, section.start.count(), section.end.count(), mean_lufs(state.powers, section.start.count(), section.end.count())});
    return out;
}

media::Timeline Analyzer::timeline() const {
    auto const& state = *state_;
    media::Timeline timeline;
    timeline.length = Seconds(state.result.seconds);
    timeline.tempo = Bpm{state.result.bpm};
    timeline.confidence = state.tempo.confidence;
    int count = 0;
    for (double at = state.tempo.first_beat; at < state.result.seconds && state.tempo.bpm > 0; at += 60 / state.tempo.bpm)
        timeline.beats.push_back({Seconds(at), count++ % 4 == 0, state.tempo.confidence});
    timeline.sections = impl::hear_sections(state.powers, rate / silence_frames, state.tempo, state.result.seconds);
    double loudest = -1;
    for (auto const& section : timeline.sections)
        if (section.energy > loudest) {
            loudest = section.energy;
            timeline.hook_start = section.start;
        }
    for (auto const& at : impl::onset_times(state.flux, rate / hop)) timeline.accents.push_back({Seconds(at.seconds), "onset", at.strength, 0.5});
    return timeline;
}

namespace {

struct CloseSound {
    void operator()(SNDFILE* file) const { sf_close(file); }
};

/// Feeds a file to a listener: block by block when its rate is ours, whole and resampled otherwise.
Result<Analyzer> heard(fs::path const& file) {
    SF_INFO info{};
    std::unique_ptr<SNDFILE, CloseSound> const sound(fs::exists(file) ? sf_open(file.c_str(), SFM_READ, &info) : nullptr);
    if (sound == nullptr || info.samplerate != static_cast<int>(rate) || info.channels > 2) {
        auto const audio = TRY(media::resampled(TRY(media::read_audio(file)), Hertz{rate}));
        Analyzer analyzer(Hertz{rate}, std::min(2, static_cast<int>(audio.channels.size())));
        std::vector<float> block;
        for (std::size_t i = 0; i < audio.frames(); ++i)
            for (std::size_t c = 0; c < std::min<std::size_t>(2, audio.channels.size()); ++c) block.push_back(audio.channels[c][i]);
        analyzer.add(block);
        return analyzer;
    }
    Analyzer analyzer(Hertz{rate}, info.channels);
    std::vector<float> block(16'384 * static_cast<std::size_t>(info.channels));
    while (auto const frames = sf_readf_float(sound.get(), block.data(), 16'384)) {
        if (frames < 0) break;
        analyzer.add({block.data(), static_cast<std::size_t>(frames * info.channels)});
    }
    return analyzer;
}

}  // namespace

Result<Analysis> analyze(media::Audio const& original) {
    auto const audio = TRY(media::resampled(original, Hertz{rate}));
    if (audio.channels.empty() || audio.length().count() < 1) return fail(ErrorCode::invalid_input, "sound: shorter than a second");
    auto const channels = std::min<std::size_t>(2, audio.channels.size());
    Analyzer analyzer(Hertz{rate}, static_cast<int>(channels));
    std::vector<float> block;
    for (std::size_t i = 0; i < audio.frames(); ++i) {
        for (std::size_t c = 0; c < channels; ++c) block.push_back(audio.channels[c][i]);
        if (block.size() < 65'536 && i + 1 < audio.frames()) continue;
        analyzer.add(block);
        block.clear();
    }
    return analyzer.finish();
}

Result<Analysis> analyze_file(fs::path const& file, std::vector<media::Section> const* sections) {
    auto analyzer = TRY(heard(file));
    auto analysis = analyzer.finish(sections);
    if (analysis.seconds < 1) return fail(ErrorCode::invalid_input, fmt::format("{}: shorter than a second", file.string()));
    return analysis;
}

Result<media::Timeline> hear_timeline(fs::path const& file) {
    auto analyzer = TRY(heard(file));
    if (analyzer.finish().seconds < 1) return fail(ErrorCode::invalid_input, fmt::format("{}: shorter than a second", file.string()));
    return analyzer.timeline();
}

}  // namespace troupe::music
