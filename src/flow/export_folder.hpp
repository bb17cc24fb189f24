#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "flow/studio.hpp"

/// Copies of an artist's work for people: the folder that a debut leaves behind.
namespace troupe::flow {

struct Exported {
    std::filesystem::path folder;
    std::filesystem::path index;     ///< the press kit
    int written = 0;                 ///< files that were missing or new
    int kept = 0;                    ///< files that were there already
    std::vector<std::string> notes;  ///< files that somebody changed: they are left as they are
};

/// Whether files could be written below `out`. Errors: invalid_input (a file is in the way), unavailable (not allowed,
/// full); nothing remains.
[[nodiscard]] Result<void> check_out_folder(std::filesystem::path const& out);

/// Writes `<out>/<artist>/`: press kit, passport, identity kit, plan and every release with its link page. Only what is missing is
/// written, and each file whole or not at all; passport, plan and press kit follow the present state.
/// A folder of that name that belongs to another artist is left alone: a longer name is taken.
///
/// Errors: not_found (the artist), invalid_input (a file is in the way), unavailable (disk).
[[nodiscard]] Result<Exported> export_artist(Studio& studio, artist::ArtistId artist, std::filesystem::path const& out);

}  // namespace troupe::flow
