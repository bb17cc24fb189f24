#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "flow/making.hpp"
#include "writing/writer.hpp"

/// The files of contents, on their way between folders and the assets.
namespace troupe::flow {

/// A content of the request, without files: id, artist, item, seed and times are filled in; in review.
[[nodiscard]] Result<catalog::Content> begin_content(Making const& making, catalog::ContentKind kind, std::string title);

/// Words in the content's provenance: who wrote them, and of which kind that writer is.
void credit_to(catalog::Content& content, writing::Credit const& credit);

/// Puts a file of a folder into the assets and lists it in the content under its path within that folder.
[[nodiscard]] Result<void> add_file(Studio& studio, catalog::Content& content, std::filesystem::path const& folder,
                                    std::filesystem::path const& file, std::string role);
[[nodiscard]] Result<void> add_text(Studio& studio, catalog::Content& content, std::string name, std::string role,
                                    std::string_view text);

/// Brings all files of a content into a folder under their names, as links where the disk allows: for reading only.
[[nodiscard]] Result<void> lay_out(Studio& studio, catalog::Content const& content, std::filesystem::path const& folder);

[[nodiscard]] Result<artist::Document> find_artist(Studio& studio, std::string const& id);
[[nodiscard]] Result<artist::DocumentText> find_artist_text(Studio& studio, std::string const& id);
[[nodiscard]] Result<catalog::Content> find_content(Studio& studio, std::string const& id);
[[nodiscard]] Result<catalog::ContentSketch> find_content_sketch(Studio& studio, std::string const& id);
/// The artist's newest of a kind that nobody has rejected; nothing when there is none.
[[nodiscard]] Result<std::optional<catalog::Content>> latest_of(Studio& studio, artist::ArtistId artist, catalog::ContentKind kind);
/// The content that a request names; an error that names what is missing. `what` is for people: "the track".
[[nodiscard]] Result<catalog::Content> find_needed(Studio& studio, std::optional<std::string> const& id, std::string_view what);

/// "audio/flac" by the name's extension.
[[nodiscard]] std::string media_type_of(std::filesystem::path const& file);

}  // namespace troupe::flow
