#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/edit_content.hpp"
#include "flow/making.hpp"
#include "music/export/track_files.hpp"

/// What a label does with a track after it is made: another section, another take, other formats.
namespace troupe::flow {

struct RedoRequest {
    std::string content;                ///< id of a track
    int section = 1;                    ///< counted from 1
    std::optional<std::uint64_t> seed;  ///< by default the next one of this track
    std::optional<int> of_revision{};   ///< that is meant; by default whichever is there
};
BOOST_DESCRIBE_STRUCT(RedoRequest, (), (content, section, seed, of_revision))

/// One section composed and played anew, the rest the same to the sample, as a new revision: `undo_content` goes back.
/// Errors: not_found; invalid_input (no track, no such section, no score); unavailable (its maker cannot); conflict (it is
/// scheduled or out, or holds a person's recording); stale (it has another revision by now); cancelled.
[[nodiscard]] Result<EditedContent> redo_section(Studio& studio, RedoRequest const& request, Report const& report, std::stop_token stop);

/// The long part of it, not stored yet: `keep_change` does.
[[nodiscard]] Result<EditedContent> prepare_redo(Studio& studio, RedoRequest const& request, Report const& report, std::stop_token stop);

/// Takes another take of a song: it goes back to review, and the others are rejected with that reason. Gives the chosen one.
/// Errors: not_found; invalid_input (a track without other takes); conflict (one of them is scheduled or out).
[[nodiscard]] Result<catalog::Content> choose_take(Studio& studio, std::string const& id, std::string const& by);

/// Copies a content's files into a folder, and for a track writes other formats of its master. Gives what was written.
/// Errors: not_found, invalid_input (formats of what is no track), unavailable, cancelled.
[[nodiscard]] Result<std::vector<std::filesystem::path>> export_content(Studio& studio, std::string const& id, std::filesystem::path const& folder,
                                                                        std::vector<music::TrackFormat> const& formats, std::stop_token stop);

}  // namespace troupe::flow
