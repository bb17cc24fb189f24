#include "music/fallback_track_maker.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace troupe::music {

Capabilities FallbackTrackMaker::capabilities() const {
    auto const one = first_.capabilities(), other = second_.capabilities();
    return {.exact_tempo = one.exact_tempo && other.exact_tempo,
            .exact_key = one.exact_key && other.exact_key,
            .exact_form = one.exact_form && other.exact_form,
            .stems = one.stems && other.stems,
            .score = one.score && other.score,
            .seed = one.seed && other.seed,
            .sings_lyrics = one.sings_lyrics && other.sings_lyrics,
            .revises = one.revises || other.revises,
            .previews = one.previews,
            .longest_seconds = std::min(one.longest_seconds, other.longest_seconds)};
}

Result<Track> FallbackTrackMaker::make(Brief const& brief, std::filesystem::path const& folder,
                                       Progress const& progress, std::stop_token stop) {
    double reached = 0;
    auto const first_part = [&](double fraction, std::string_view what) {
        reached = std::max(reached, fraction);
        if (progress) progress(reached, what);
    };
    auto made = first_.make(brief, folder, first_part, stop);
    if (made || made.error().code == ErrorCode::invalid_input || made.error().code == ErrorCode::cancelled) return made;
    log::warning("track.stood_in", {{"reason", made.error().message}});
    // Progress must not fall: what is left is the second maker's.
    auto const rest = [&](double fraction, std::string_view what) {
        if (progress) progress(reached + (1 - reached) * fraction, what);
    };
    auto track = second_.make(brief, folder, rest, std::move(stop));
    if (track)
        track->notes.insert(track->notes.begin(),
                            made.error().message + "; made by " + track->provenance.engine + " instead");
    return track;
}

Result<Track> FallbackTrackMaker::revise(Brief const& brief, Revision const& revision,
                                         std::filesystem::path const& folder, Progress const& progress,
                                         std::stop_token stop) {
    auto& maker = first_.capabilities().revises ? first_ : second_;
    return maker.revise(brief, revision, folder, progress, std::move(stop));
}

Result<std::filesystem::path> FallbackTrackMaker::preview(Brief const& brief, std::filesystem::path const& folder,
                                                          std::stop_token stop) {
    return first_.preview(brief, folder, std::move(stop));
}

}  // namespace troupe::music
