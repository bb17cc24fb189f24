#include "distribution/release.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.hpp"

namespace troupe::distribution {
namespace {

tl::unexpected<Error> wrong(std::string const& field, std::string const& why) {
    return fail(ErrorCode::invalid_input, "release." + field + ": " + why);
}

Result<void> check_path(std::string const& field, std::string const& file) {
    if (file.empty()) return wrong(field, "is empty; name the file, relative to the release's folder");
    std::filesystem::path const path(file);
    bool leaves = path.is_absolute();
    for (auto const& part : path) leaves = leaves || part == "..";
    if (leaves) return wrong(field, fmt::format("\"{}\" lies outside the release's folder", text::excerpt(file)));
    return {};
}

Result<void> check_track(Track const& track, std::string const& field) {
    if (text::trim(track.title).empty()) return wrong(field + ".title", "is empty");
    TRY(check_path(field + ".file", track.file));
    if (!(track.seconds.count() > 0 && track.seconds.count() < 86'400))
        return wrong(field + ".seconds", fmt::format("{} is no length of a recording", track.seconds.count()));
    for (std::size_t i = 0; i < track.contributors.size(); ++i)
        if (text::trim(track.contributors[i].name).empty())
            return wrong(fmt::format("{}.contributors[{}].name", field, i), "is empty");
    if (!track.instrumental && track.language.empty())
        return wrong(field + ".language", "is empty; say what is sung, or mark the track as instrumental");
    return {};
}

Result<void> check_year(std::string const& field, RightsLine const& line) {
    if (line.year < 1900 || line.year > 2200) return wrong(field + ".year", fmt::format("{} is no year", line.year));
    if (text::trim(line.owner).empty()) return wrong(field + ".owner", "is empty; name the label or the owner");
    return {};
}

}  // namespace

bool can_become(ReleaseState from, ReleaseState to) {
    if (to == ReleaseState::withdrawn) return from != ReleaseState::withdrawn;
    if (from == ReleaseState::withdrawn || from == ReleaseState::out) return false;
    if (to == ReleaseState::draft) return from != ReleaseState::draft;
    return static_cast<int>(to) == static_cast<int>(from) + 1;
}

Result<void> validate(Release const& release) {
    if (release.id.empty()) return wrong("id", "is empty");
    if (release.slug.empty() || release.slug != text::slug(release.slug))
        return wrong("slug", fmt::format("\"{}\" is no plain name; \"{}\" would be", text::excerpt(release.slug),
                                         text::slug(release.slug.empty() ? release.title : release.slug)));
    if (text::trim(release.title).empty()) return wrong("title", "is empty");
    if (text::trim(release.artist).empty()) return wrong("artist", "is empty");
    if (text::trim(release.label).empty()) return wrong("label", "is empty; an artist without one is their own label");
    if (text::trim(release.genre).empty()) return wrong("genre", "is empty");
    if (release.tracks.empty()) return wrong("tracks", "are missing");
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        TRY(check_track(release.tracks[i], fmt::format("tracks[{}]", i)));
    TRY(check_path("cover.file", release.cover.file));
    TRY(check_year("p_line", release.p_line));
    TRY(check_year("c_line", release.c_line));
    if (!release.release_date.ok()) return wrong("release_date", "is no day");
    if (release.territories.empty()) return wrong("territories", "are missing; \"Worldwide\" is all of them");
    return {};
}

}  // namespace troupe::distribution
