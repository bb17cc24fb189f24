#include "distribution/release.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "distribution/impl/release_checks.hpp"

namespace troupe::distribution {
namespace {

using impl::wrong;

Result<void> check_names(Release const& release) {
    if (release.id.empty()) return wrong("id", "is empty");
    if (release.slug.empty() || release.slug != text::slug(release.slug))
        return wrong("slug", fmt::format("\"{}\" is no plain name; \"{}\" would be", text::excerpt(release.slug),
                                         text::slug(release.slug.empty() ? release.title : release.slug)));
    if (text::trim(release.title).empty()) return wrong("title", "is empty");
    if (text::trim(release.artist).empty()) return wrong("artist", "is empty");
    if (text::trim(release.label).empty()) return wrong("label", "is empty; an artist without one is their own label");
    if (text::trim(release.genre).empty()) return wrong("genre", "is empty");
    return impl::check_artists("artists", release.artists);
}

/// A video is a release of its own: no store takes one among recordings of sound.
Result<void> check_kind(Release const& release) {
    bool const is_video = release.kind == ReleaseKind::video_single;
    if (is_video && release.tracks.size() != 1)
        return wrong("tracks", fmt::format("a video single has one, this has {}", release.tracks.size()));
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        if (release.tracks[i].video.has_value() != is_video)
            return wrong(fmt::format("tracks[{}].video", i),
                         is_video ? "is missing; describe the picture, or choose another kind"
                                  : "belongs to a release of the kind video_single alone");
    return {};
}

Result<void> check_tracks(Release const& release) {
    if (release.tracks.empty()) return wrong("tracks", "are missing");
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        TRY(impl::check_track(release.tracks[i], fmt::format("tracks[{}]", i)));
    return check_kind(release);
}

}  // namespace

bool can_become(ReleaseState from, ReleaseState to) {
    if (to == ReleaseState::withdrawn) return from != ReleaseState::withdrawn;
    if (from == ReleaseState::withdrawn || from == ReleaseState::out) return false;
    if (to == ReleaseState::draft) return from != ReleaseState::draft;
    return static_cast<int>(to) == static_cast<int>(from) + 1;
}

Result<void> validate(Release const& release) {
    TRY(check_names(release));
    TRY(check_tracks(release));
    TRY(impl::check_path("cover.file", release.cover.file));
    TRY(impl::check_rights("p_line", release.p_line));
    TRY(impl::check_rights("c_line", release.c_line));
    return impl::check_terms(release);
}

std::vector<ShownArtist> shown_artists(Release const& release) {
    if (!release.artists.empty()) return release.artists;
    return {{release.artist, ArtistRole::main, release.artist_isni}};
}

std::vector<ShownArtist> shown_artists(Release const& release, Track const& track) {
    return track.artists.empty() ? shown_artists(release) : track.artists;
}

std::string artist_name(Release const& release, Track const& track) {
    return track.artists.empty() ? release.artist : shown_name(track.artists);
}

MessageThread const* find_thread(Release const& release, std::string const& recipient) {
    auto const found = std::find_if(release.threads.begin(), release.threads.end(),
                                    [&](auto const& thread) { return thread.recipient == recipient; });
    return found == release.threads.end() ? nullptr : &*found;
}

}  // namespace troupe::distribution
