#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"
#include "media/audio.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t peak_count = 800;

/// The highest sample of each of equal steps, the loudest step at 1.
Result<std::vector<float>> peaks_of(std::filesystem::path const& file) {
    auto const audio = TRY(media::read_audio(file));
    std::vector<float> peaks(peak_count, 0.0F);
    for (auto const& channel : audio.channels)
        for (std::size_t i = 0; i < channel.size(); ++i) {
            auto& peak = peaks[i * peak_count / channel.size()];
            peak = std::max(peak, std::abs(channel[i]));
        }
    auto const highest = *std::max_element(peaks.begin(), peaks.end());
    for (auto& peak : peaks) peak = highest > 0 ? std::round(peak / highest * 1000.0F) / 1000.0F : 0.0F;
    return peaks;
}

Result<void> add_track_files(Studio& studio, catalog::Content& content, music::Track const& track, std::filesystem::path const& folder) {
    TRY(add_file(studio, content, folder, track.master, "master"));
    TRY(add_file(studio, content, folder, track.mp3, "preview"));
    for (auto const& stem : track.stems) TRY(add_file(studio, content, folder, stem.file, "stem"));
    if (!track.midi.empty()) TRY(add_file(studio, content, folder, track.midi, "midi"));
    if (track.lyrics_lrc) TRY(add_file(studio, content, folder, *track.lyrics_lrc, "timed_lyrics"));
    return add_text(studio, content, "analysis.json", "analysis", json::pretty(track.analysis));
}

}  // namespace

Result<TrackDetails> track_details(catalog::Content const& track) {
    if (track.kind != catalog::ContentKind::track)
        return fail(ErrorCode::invalid_input, fmt::format("content {} is a {}, not a track", to_string(track.id), json::enum_name(track.kind)));
    return json::from_value<TrackDetails>(track.details, json::Unknown::ignore);
}

Result<catalog::Content> make_track(Making const& making) {
    auto& studio = making.studio;
    auto const artist = TRY(find_artist(studio, making.request.artist));
    auto const words_content = TRY(find_needed(studio, making.request.words, "the title and words"));
    auto const words = TRY(json::from_value<writing::Lyrics>(words_content.details, json::Unknown::ignore));
    auto const song = plan_song(artist, words, *studio.identity_genres.now(), *studio.music_tables.now(), making.request.seed);

    auto const work = TRY(WorkFolder::open(studio, making.request.content));
    auto const report = [&](double fraction, std::string_view what) { making.report(fraction * 0.95, std::string(what)); };
    auto const track = TRY(studio.tracks.make(song.brief, work.path(), report, making.stop));

    auto content = TRY(begin_content(making, catalog::ContentKind::track, words.title));
    content.brief = json::to_value(song.brief);
    content.provenance = track.provenance;
    content.details = json::to_value(TrackDetails{track.analysis, track.timeline, track.key, TRY(peaks_of(track.master)), track.notes, song.factors});
    TRY(add_track_files(studio, content, track, work.path()));
    return content;
}

}  // namespace troupe::flow
