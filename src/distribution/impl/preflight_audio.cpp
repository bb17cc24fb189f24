#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "distribution/impl/preflight_report.hpp"

namespace troupe::distribution::impl {
namespace {

double limit(Rule const& rule, char const* name) { return rule.limits.at(name); }

/// Runs `look` on what was measured of each track; a track without a measurement is itself a finding.
template <class Look>
void each_file(PreflightInput const& input, Report& report, Look look) {
    if (input.audio.size() != input.release.tracks.size())
        return report.broken(
            "audio", fmt::format("{} of {} tracks were measured", input.audio.size(), input.release.tracks.size()),
            "all");
    for (auto const& facts : input.audio) look(facts);
}

/// The sound of a video is in the video's file, which rules of its own look at.
bool is_video(PreflightInput const& input) { return input.release.kind == ReleaseKind::video_single; }

void check_codec(PreflightInput const& input, Rule const& rule, Report& report) {
    if (is_video(input)) return report.not_applicable();
    each_file(input, report, [&](AudioFacts const& facts) {
        if (std::find(rule.words.begin(), rule.words.end(), facts.codec) == rule.words.end())
            report.broken(facts.file, facts.codec, "flac or wav");
    });
}

void check_rate(PreflightInput const& input, Rule const&, Report& report) {
    constexpr std::array rates{44'100, 48'000, 88'200, 96'000, 176'400, 192'000};
    each_file(input, report, [&](AudioFacts const& facts) {
        if (std::find(rates.begin(), rates.end(), facts.sample_rate_hz) == rates.end())
            report.broken(facts.file, fmt::format("{} Hz", facts.sample_rate_hz),
                          "44.1, 48, 88.2, 96, 176.4 or 192 kHz");
        if (!is_video(input) && facts.bits != 16 && facts.bits != 24)
            report.broken(facts.file, fmt::format("{} bit", facts.bits), "16 or 24 bit");
    });
}

void check_channels(PreflightInput const& input, Rule const&, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.channels != 2) report.broken(facts.file, fmt::format("{} channels", facts.channels), "2 channels");
    });
}

void check_loudness(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (std::abs(facts.lufs - limit(rule, "target_lufs")) > limit(rule, "tolerance_lu"))
            report.broken(facts.file, fmt::format("{:.1f} LUFS", facts.lufs),
                          fmt::format("{:.0f} ±{:.0f} LUFS", limit(rule, "target_lufs"), limit(rule, "tolerance_lu")));
    });
}

void check_true_peak(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        auto const most =
            facts.lufs > limit(rule, "loud_lufs") ? limit(rule, "most_dbtp_when_loud") : limit(rule, "most_dbtp");
        // Meters differ by a hundredth of a decibel.
        if (facts.true_peak_dbtp > most + 0.01)
            report.broken(facts.file, fmt::format("{:.2f} dBTP", facts.true_peak_dbtp),
                          fmt::format("{:.1f} dBTP", most));
    });
}

void check_clipping(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.longest_clip_run > limit(rule, "most_samples"))
            report.broken(facts.file, fmt::format("{} samples in a row at full scale", facts.longest_clip_run),
                          fmt::format("{:.0f}", limit(rule, "most_samples")));
    });
}

void check_silent_ends(AudioFacts const& facts, double most_leading, double most_trailing, Report& report) {
    if (facts.leading_silence_s > most_leading)
        report.broken(facts.file, fmt::format("{:.1f} s of silence before the song", facts.leading_silence_s),
                      fmt::format("{} s", most_leading));
    if (facts.trailing_silence_s > most_trailing)
        report.broken(facts.file, fmt::format("{:.1f} s of silence after the song", facts.trailing_silence_s),
                      fmt::format("{} s", most_trailing));
}

void check_edges(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        check_silent_ends(facts, limit(rule, "most_s"), limit(rule, "most_s"), report);
    });
}

void check_fine_edges(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        check_silent_ends(facts, limit(rule, "most_leading_s"), limit(rule, "most_trailing_s"), report);
    });
}

/// An album may have an interlude.
void check_length(PreflightInput const& input, Rule const& rule, Report& report) {
    if (input.release.kind != ReleaseKind::single && input.release.tracks.size() > 1) return report.not_applicable();
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.seconds < limit(rule, "least_s"))
            report.broken(facts.file, fmt::format("{:.1f} s", facts.seconds),
                          fmt::format("{:.0f} s", limit(rule, "least_s")));
    });
}

void check_dropout(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.dc_offset > limit(rule, "most_dc"))
            report.broken(facts.file, fmt::format("offset of {:.4f}", facts.dc_offset),
                          fmt::format("{}", limit(rule, "most_dc")));
        if (facts.longest_silence_s > limit(rule, "most_silence_s"))
            report.broken(facts.file, fmt::format("{:.1f} s of silence inside", facts.longest_silence_s),
                          fmt::format("{} s", limit(rule, "most_silence_s")));
    });
}

void check_duration(PreflightInput const& input, Rule const& rule, Report& report) {
    std::size_t index = 0;
    each_file(input, report, [&](AudioFacts const& facts) {
        auto const written = input.release.tracks[index++].seconds.count();
        if (std::abs(facts.seconds - written) > limit(rule, "tolerance_s"))
            report.broken(facts.file, fmt::format("{:.2f} s, written as {:.2f} s", facts.seconds, written),
                          fmt::format("±{} s", limit(rule, "tolerance_s")));
    });
}

void check_dynamics(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.loudness_range_lu < limit(rule, "least_lu") || facts.loudness_range_lu > limit(rule, "most_lu"))
            report.broken(facts.file, fmt::format("range of {:.1f} LU", facts.loudness_range_lu),
                          fmt::format("{} to {} LU", limit(rule, "least_lu"), limit(rule, "most_lu")));
    });
}

void check_correlation(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.correlation < limit(rule, "least"))
            report.broken(facts.file, fmt::format("correlation of {:.2f}", facts.correlation),
                          fmt::format("{}", limit(rule, "least")));
    });
}

void check_noise(PreflightInput const& input, Rule const& rule, Report& report) {
    each_file(input, report, [&](AudioFacts const& facts) {
        if (facts.lufs < limit(rule, "least_lufs"))
            report.broken(facts.file, fmt::format("silence ({:.0f} LUFS)", facts.lufs),
                          fmt::format("{:.0f} LUFS", limit(rule, "least_lufs")));
        if (facts.noisiness > limit(rule, "most_flatness"))
            report.broken(facts.file, fmt::format("noise (spectral flatness {:.2f})", facts.noisiness),
                          fmt::format("{:.2f}", limit(rule, "most_flatness")));
    });
}

}  // namespace

void add_audio_checks(Checks& checks) {
    checks["audio_codec"] = check_codec;
    checks["audio_rate"] = check_rate;
    checks["audio_channels"] = check_channels;
    checks["loudness"] = check_loudness;
    checks["true_peak"] = check_true_peak;
    checks["clipping"] = check_clipping;
    checks["edges_silence"] = check_edges;
    checks["edges_silence_fine"] = check_fine_edges;
    checks["length"] = check_length;
    checks["dropout"] = check_dropout;
    checks["duration"] = check_duration;
    checks["dynamics"] = check_dynamics;
    checks["correlation"] = check_correlation;
    checks["noise"] = check_noise;
}

}  // namespace troupe::distribution::impl
