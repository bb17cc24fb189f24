#include "flow/release_songs.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace {

/// Tracks that do not say what they were made from have a title of their own, and so have their words: the newest of
/// that title from before the track.
Result<std::optional<catalog::Content>> words_by_title(Studio& studio, catalog::Content const& track) {
    catalog::ContentQuery query{.artist = track.artist, .kind = catalog::ContentKind::lyrics, .limit = 200};
    do {
        auto page = TRY(studio.contents.list(query));
        for (auto& words : page.contents)
            if (words.title == track.title && words.created <= track.created) return std::optional(std::move(words));
        query.after = page.next;
    } while (query.after);
    return std::optional<catalog::Content>();
}

Result<std::optional<catalog::Content>> words_of(Studio& studio, catalog::Content const& track,
                                                 TrackDetails const& details) {
    if (track.provenance.kind == media::MakerKind::human) return std::optional<catalog::Content>();
    if (details.words.empty()) return words_by_title(studio, track);
    auto found = find_content(studio, details.words);
    if (found) return std::optional(*std::move(found));
    if (found.error().code != ErrorCode::not_found) return tl::unexpected(found.error());
    return std::optional<catalog::Content>();
}

}  // namespace

Result<std::vector<ReleaseSong>> songs_of(Studio& studio, MakeRequest const& release) {
    std::vector<ReleaseSong> songs;
    auto const ids = track_ids(release);
    if (ids.empty()) return fail(ErrorCode::invalid_input, "the track is missing: make it first");
    for (auto const& id : ids) {
        auto track = TRY(find_content(studio, id));
        auto details = TRY(track_details(track));
        auto words = release.tracks.empty() ? std::optional(TRY(find_needed(studio, release.words, "the words")))
                                            : TRY(words_of(studio, track, details));
        auto folder = song_folder(songs.size(), ids.size(), track.title);
        songs.push_back({std::move(track), std::move(words), std::move(details), std::move(folder)});
    }
    return songs;
}

std::string song_folder(std::size_t index, std::size_t count, std::string const& title) {
    if (count < 2) return {};
    return fmt::format("{:02}-{}/", index + 1, text::slug(title));
}

std::string plain_lyrics(ReleaseSong const& song) {
    if (!song.words) return {};
    auto const words = json::from_value<writing::Lyrics>(song.words->details, json::Unknown::ignore);
    std::string text;
    if (!words) return text;
    for (auto const& section : words->sections) {
        if (!text.empty()) text += "\n";
        for (auto const& line : section.lines) text += line.text + "\n";
    }
    return text;
}

}  // namespace troupe::flow
