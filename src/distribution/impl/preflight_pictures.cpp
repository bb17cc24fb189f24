#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "distribution/impl/preflight_report.hpp"

namespace troupe::distribution::impl {
namespace {

std::string megabytes(double bytes) { return fmt::format("{:.1f} MB", bytes / 1e6); }

/// A video single shows a picture of the video, which is as wide as the video.
bool is_still(PreflightInput const& input) { return input.release.kind == ReleaseKind::video_single; }

void check_square(PreflightInput const& input, Rule const&, Report& report) {
    if (is_still(input)) return report.not_applicable();
    auto const& cover = input.cover;
    if (cover.width_px != cover.height_px || cover.width_px == 0)
        report.broken(cover.file, fmt::format("{} × {} pixels", cover.width_px, cover.height_px), "as wide as high");
}

void check_size(PreflightInput const& input, Rule const& rule, Report& report) {
    if (is_still(input)) return report.not_applicable();
    auto const& cover = input.cover;
    auto const side = std::min(cover.width_px, cover.height_px);
    if (side < rule.limits.at("least_px") || side > rule.limits.at("most_px"))
        report.broken(cover.file, fmt::format("{} pixels", side),
                      fmt::format("{:.0f} to {:.0f} pixels", rule.limits.at("least_px"), rule.limits.at("most_px")));
    if (static_cast<double>(cover.size_bytes) >= rule.limits.at("most_bytes"))
        report.broken(cover.file, megabytes(static_cast<double>(cover.size_bytes)),
                      "under " + megabytes(rule.limits.at("most_bytes")));
}

void check_colours(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const& cover = input.cover;
    if (std::find(rule.words.begin(), rule.words.end(), cover.codec) == rule.words.end())
        report.broken(cover.file, cover.codec, "jpeg or png");
    if (cover.components != 3)
        report.broken(cover.file, cover.components == 4 ? "CMYK" : fmt::format("{} colour channels", cover.components),
                      "RGB");
}

/// Letters and digits alone: a cover may set the title in capitals and break its lines.
std::string bare(std::string_view text) { return text::join(text::words(text), " "); }

void check_sharp(PreflightInput const& input, Rule const& rule, Report& report) {
    if (!input.cover.sharpness) return report.not_applicable();
    if (*input.cover.sharpness < rule.limits.at("least"))
        report.broken(input.cover.file, fmt::format("its hardest edges are soft ({:.2f})", *input.cover.sharpness),
                      fmt::format("{:.2f}", rule.limits.at("least")));
}

void check_thumbnail(PreflightInput const& input, Rule const& rule, Report& report) {
    if (!input.cover.thumbnail_contrast) return report.not_applicable();
    if (*input.cover.thumbnail_contrast < rule.limits.at("least_contrast"))
        report.broken(input.cover.file, fmt::format("contrast of {:.1f}:1 at 300 pixels", *input.cover.thumbnail_contrast),
                      fmt::format("{:.0f}:1", rule.limits.at("least_contrast")));
}

void check_text(PreflightInput const& input, Rule const&, Report& report) {
    if (input.cover.texts.empty()) return report.not_applicable();
    for (auto const& shown : input.cover.texts)
        if (bare(shown) != bare(input.release.title) && bare(shown) != bare(input.release.artist))
            report.broken(input.cover.file, fmt::format("says \"{}\"", text::excerpt(shown)),
                          fmt::format("\"{}\" and \"{}\"", input.release.artist, input.release.title));
}

void check_words(PreflightInput const& input, Rule const& rule, Report& report) {
    if (input.cover.texts.empty()) return report.not_applicable();
    for (auto const& shown : input.cover.texts)
        for (auto const& word : rule.words)
            if (holds_phrase(shown, word))
                report.broken(input.cover.file, fmt::format("says \"{}\"", text::excerpt(shown)),
                              fmt::format("no \"{}\"", word));
}

void check_content(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const& cover = input.cover;
    if (cover.entropy_bits < rule.limits.at("least_entropy_bits"))
        report.broken(cover.file, fmt::format("nearly blank ({:.2f} bits)", cover.entropy_bits),
                      fmt::format("{} bits", rule.limits.at("least_entropy_bits")));
    if (cover.border_share > rule.limits.at("most_border"))
        report.broken(cover.file, fmt::format("a plain frame of {:.1f} %", cover.border_share * 100),
                      fmt::format("{:.0f} %", rule.limits.at("most_border") * 100));
}

template <class Look>
void each_video(PreflightInput const& input, std::string_view kind, Report& report, Look look) {
    bool any = false;
    for (auto const& video : input.videos) {
        if (video.kind != kind) continue;
        any = true;
        if (video.codec != "h264") report.broken(video.file, video.codec, "h264");
        look(video);
    }
    if (!any) report.not_applicable();
}

void check_canvas(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const limit = [&](char const* name) { return rule.limits.at(name); };
    each_video(input, "canvas", report, [&](VideoFacts const& video) {
        if (video.seconds < limit("least_s") || video.seconds > limit("most_s"))
            report.broken(video.file, fmt::format("{:.2f} s", video.seconds), "3 to 8 s");
        if (video.width_px < limit("least_px") || video.width_px > limit("most_px") ||
            video.width_px * 16 != video.height_px * 9)
            report.broken(video.file, fmt::format("{} × {}", video.width_px, video.height_px),
                          "9:16, 720 to 1080 wide");
        if (video.has_sound) report.broken(video.file, "has sound", "silent");
        if (static_cast<double>(video.size_bytes) >= limit("most_bytes"))
            report.broken(video.file, megabytes(static_cast<double>(video.size_bytes)),
                          "under " + megabytes(limit("most_bytes")));
    });
}

void check_teaser(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const limit = [&](char const* name) { return rule.limits.at(name); };
    each_video(input, "teaser", report, [&](VideoFacts const& video) {
        if (video.seconds < limit("least_s") || video.seconds > limit("most_s") + 0.1)
            report.broken(video.file, fmt::format("{:.2f} s", video.seconds), "5 to 60 s");
        if (std::min(video.width_px, video.height_px) < limit("short_side_px"))
            report.broken(video.file, fmt::format("{} × {}", video.width_px, video.height_px),
                          fmt::format("{:.0f} on the short side", limit("short_side_px")));
        if (!video.has_sound) report.broken(video.file, "is silent", "with sound");
    });
}

}  // namespace

void add_picture_checks(Checks& checks) {
    checks["cover_square"] = check_square;
    checks["cover_size"] = check_size;
    checks["cover_colours"] = check_colours;
    checks["cover_text"] = check_text;
    checks["cover_words"] = check_words;
    checks["cover_content"] = check_content;
    checks["cover_sharp"] = check_sharp;
    checks["cover_thumbnail"] = check_thumbnail;
    checks["canvas"] = check_canvas;
    checks["teaser"] = check_teaser;
}

}  // namespace troupe::distribution::impl
