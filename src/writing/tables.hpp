#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/live_file.hpp"
#include "base/result.hpp"

namespace troupe::writing {

/// What artists of a genre are like. Weights are relative (they need not sum to 1), axes are tenths (-10..10).
struct Genre {
    std::string name;         ///< as people write it: "dub techno"
    std::string music_genre;  ///< of the music engine: techno, ambient, trap, dark_trap, phonk, hip_hop, lo_fi, edm, ...
    std::string family;       ///< electronic, hip_hop, band, pop, acoustic
    std::vector<std::string> aliases;  ///< words that name it in a prompt
    std::vector<std::string> nearest;  ///< genres we do not have and for which this one stands in; the artist says so
    std::vector<std::string> hints;    ///< words that suggest it
    std::map<std::string, double> axes;
    std::vector<double> bpm;  ///< slowest and fastest
    std::map<std::string, double> modes;
    std::map<std::string, double> moods;
    std::map<std::string, double> instruments;
    std::map<std::string, double> vocals;  ///< none, sung, rapped, spoken, choir, vocoder
    std::map<std::string, double> production;  ///< tenths: brightness, space, grit, density, swing, warmth
    std::map<std::string, double> visual_families;
    std::vector<std::string> name_styles;
    std::vector<std::string> registers;  ///< of the voice, likeliest first
    std::vector<std::string> themes;
    std::vector<std::string> influences;
    std::string listeners;
    std::vector<std::string> interests;
    std::vector<int> ages;  ///< youngest and oldest listener
    std::vector<std::string> homes;  ///< countries it comes from (ISO 3166-1 alpha-2), where it has any; a home there is likelier
};
BOOST_DESCRIBE_STRUCT(Genre, (),
                      (name, music_genre, family, aliases, nearest, hints, axes, bpm, modes, moods, instruments, vocals,
                       production, visual_families, name_styles, registers, themes, influences, listeners, interests,
                       ages, homes))

/// The genres by id.
using GenreTable = std::map<std::string, Genre, std::less<>>;

/// The built-in table, with the file's entries merged over it: `{"genres": {"techno": {"bpm": [128, 140]}}}` changes one
/// field of one genre; an entry with a new id adds a genre and must be whole.
/// Errors: not_found (no such file), invalid_input naming the file and the field ("genres.techno.bpm[1]: ..").
[[nodiscard]] Result<GenreTable> load_genres(std::optional<std::filesystem::path> const& file = std::nullopt);

/// The same table, followed: it is read again when the file changes.
[[nodiscard]] Result<LiveFile<GenreTable>> open_genres(std::optional<std::filesystem::path> const& file);

}  // namespace troupe::writing
