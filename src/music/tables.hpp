#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/live_file.hpp"
#include "base/result.hpp"
#include "music/genre.hpp"

namespace troupe::music {

/// The genres, moods and tempi the engine knows: the built-in ones of data/music, with a user's files merged over them.
/// A user's file is an object of rows by id, each merged field by field (objects deep, lists whole) over the built-in
/// row, or over its first parent when it is a new one:
///
///     {"lofi": {"bpm": {"high": 96}}, "garage": {"parents": ["house"], "swing": 0.3}}
class Tables {
public:
    /// Errors: not_found, invalid_input; both name the file and the path in it ("genres.json: lofi.bpm.low: ...").
    [[nodiscard]] static Result<Tables> load(std::optional<std::filesystem::path> const& genre_db = {},
                                             std::optional<std::filesystem::path> const& mood_db = {},
                                             std::optional<std::filesystem::path> const& tempo_db = {});

    /// What an id, name or alias stands for, whatever its case and punctuation: "Lo-Fi" is "lofi". Nothing if unknown.
    [[nodiscard]] std::optional<std::string> genre_id(std::string_view word) const;
    [[nodiscard]] std::optional<std::string> mood_id(std::string_view word) const;
    [[nodiscard]] std::optional<std::string> tempo_id(std::string_view word) const;

    /// By id; the id must exist.
    [[nodiscard]] Genre const& genre(std::string const& id) const { return genres_.at(id); }
    [[nodiscard]] Mood const& mood(std::string const& id) const { return moods_.at(id); }
    [[nodiscard]] Tempo const& tempo(std::string const& id) const { return tempi_.at(id); }

    [[nodiscard]] std::map<std::string, Genre> const& genres() const { return genres_; }
    [[nodiscard]] std::map<std::string, Mood> const& moods() const { return moods_; }
    [[nodiscard]] std::map<std::string, Tempo> const& tempi() const { return tempi_; }
    /// Instruments and drums that every genre may name.
    [[nodiscard]] std::map<std::string, Patch> const& patches() const { return patches_; }
    [[nodiscard]] std::map<std::string, DrumVoice> const& kit() const { return kit_; }

private:
    std::map<std::string, Genre> genres_;
    std::map<std::string, Mood> moods_;
    std::map<std::string, Tempo> tempi_;
    std::map<std::string, Patch> patches_;
    std::map<std::string, DrumVoice> kit_;
};

/// Tables that are read again when one of the files changes. Errors: as Tables::load.
[[nodiscard]] Result<LiveFile<Tables>> open_tables(std::optional<std::filesystem::path> const& genre_db,
                                                   std::optional<std::filesystem::path> const& mood_db,
                                                   std::optional<std::filesystem::path> const& tempo_db);

}  // namespace troupe::music
