#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "artist/document.hpp"
#include "catalog/content.hpp"
#include "music/brief.hpp"
#include "visual/brief.hpp"
#include "visual/footage/search_words.hpp"
#include "visual/tables.hpp"
#include "writing/tables.hpp"
#include "writing/writer.hpp"

/// Maps an artist to what each maker is told. The makers know nothing of artists; this is the one place that knows both.
namespace troupe::flow {

/// The look of every picture of this artist. Its seed is the artist's own, so a catalogue hangs together. Lettering and
/// the way videos move come from the tables, by the artist's genres and moods; trends lean on the latter a little, as far
/// as settings.trend_alignment lets them.
[[nodiscard]] visual::Look look_of(artist::Document const& artist, visual::Tables const& tables);

/// What clips are looked for with, for a song of that mood and genre of the artist: words of the artist's motifs, and where
/// the footage table knows them those of mood and genre. Both may be empty.
[[nodiscard]] visual::SearchWords::Sources footage_sources(artist::Profile const& profile, std::string const& mood, std::string const& genre,
                                                           writing::GenreTable const& genres);

/// How many syllables a line may have that the grooves carry: a sung one is no longer than a breath, a rapped one fills
/// its bar. `vocals` as in the style.
struct SyllableRange {
    int low = 6;
    int high = 13;
};
[[nodiscard]] SyllableRange syllables_carried(std::string_view vocals);

/// What the writer shall write for the next song.
[[nodiscard]] writing::LyricsRequest words_wanted(artist::Document const& artist, std::uint64_t seed);

/// A song that is to be made.
struct SongPlan {
    music::Brief brief;
    json::Value factors;  ///< what is tried with it, in the words of the artist's style: genre, mood, mode, tempo..
};

/// What the composer shall make: tempo within the artist's range, key by the artist's modes, the words that were
/// written. Drawn from `seed` alone, so the same request gives the same song.
[[nodiscard]] SongPlan plan_song(artist::Document const& artist, writing::Lyrics const& words,
                                 writing::GenreTable const& identity_genres, music::Tables const& music_tables,
                                 std::uint64_t seed);

/// The seed of one thing that is made for an artist: a stream of the artist's seed, by name and number.
[[nodiscard]] std::uint64_t seed_for(artist::Document const& artist, std::string_view what, std::uint64_t number);

/// "Friday 27 November".
[[nodiscard]] std::string spoken_date(Date date);

}  // namespace troupe::flow
