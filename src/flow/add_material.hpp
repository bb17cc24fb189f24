#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/edit_content.hpp"
#include "flow/making.hpp"

/// What a person brings: a finished song, a stem, a sung line.
namespace troupe::flow {

BOOST_DEFINE_ENUM_CLASS(MaterialRole, master, stem, vocals)

struct MaterialRequest {
    std::string target;                        ///< id: of an artist for a master, of a track for stems and vocals
    std::vector<std::filesystem::path> files;  ///< WAV or FLAC (MP3 and OGG are read, too), 1 s to 30 minutes; one for a master
    MaterialRole role = MaterialRole::master;
    std::string rights;  ///< who owns it and who may use it, for the provenance; must be given
    std::string by;      ///< who sang, played or made it; empty: "a person"
    std::string title;   ///< of a master; empty: the file's name
    std::string at;      ///< where stems and vocals begin: seconds ("12.5") or a bar ("bar 9"); empty: the beginning
    bool joins_mix() const { return role != MaterialRole::master; }
};

/// A finished song becomes a content of its own, kept as it is but for its level, with beats and sections as heard. Stems
/// and vocals are mixed into a track, which gets a new revision with new master and stems; `undo_content` goes back.
/// Provenance names the person, the rights and the files' hashes, and what AI made is counted anew.
/// Errors: not_found; invalid_input (a broken or silent file, too long, no rights, a place that is not there); conflict (the
/// track is scheduled or out); unavailable; cancelled.
[[nodiscard]] Result<EditedContent> add_material(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token stop);

/// What can be said of a request without reading its files. Error: invalid_input.
[[nodiscard]] Result<void> check_material(MaterialRequest const& request);

/// Its two parts, for who wants them in different units: the long work, and keeping what it made.
[[nodiscard]] Result<EditedContent> prepare_material(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token stop);
[[nodiscard]] Result<EditedContent> keep_material(Studio& studio, MaterialRequest const& request, EditedContent prepared);

}  // namespace troupe::flow
