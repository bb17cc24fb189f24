#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// Notes in each part the General MIDI instrument of its patch, where it has one.
void name_instruments(Score& score, Genre const& genre, std::map<std::string, Patch> const& patches);

/// Parts that sampled instruments play: each as a sound file of its own, made by the fluidsynth program from a soundfont.
/// Only those whose patch names a General MIDI instrument (guitars, strings, pianos, winds): everything else stays with
/// the synthesiser. The files are gone with the orchestra.
class Orchestra {
public:
    Orchestra() = default;
    Orchestra(Orchestra&&) = default;
    Orchestra& operator=(Orchestra&&) = delete;
    ~Orchestra();

    /// Errors: invalid_input (no soundfont, or a broken one; names the file), unavailable (fluidsynth is not installed),
    /// cancelled.
    [[nodiscard]] static Result<Orchestra> play(Score const& score, std::filesystem::path const& soundfont, std::filesystem::path const& folder,
                                                std::stop_token stop);

    [[nodiscard]] bool is_empty() const { return recordings_.empty(); }
    /// The file of a part, or null: the synthesiser plays it.
    [[nodiscard]] std::filesystem::path const* recording(std::string const& part) const;

private:
    std::map<std::string, std::filesystem::path> recordings_;
};

}  // namespace troupe::music::impl
