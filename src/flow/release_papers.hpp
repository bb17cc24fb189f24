#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "catalog/content.hpp"
#include "distribution/preflight.hpp"
#include "flow/release_checks.hpp"
#include "flow/studio.hpp"

/// The papers in the folder of a release: what is written into it beside the works themselves, and how it becomes a content.
namespace troupe::flow {

/// Roles of files by their names within the folder.
using FileRoles = std::map<std::string, std::string>;

/// Writes preflight.json, provenance.json and the package (ddex/) beside the release's files, as the label's
/// message of this moment. Errors: those of `write_package`.
[[nodiscard]] Result<void> write_papers(Studio& studio, distribution::Release const& release,
                                        distribution::Preflight const& checks, std::filesystem::path const& folder);

/// Whether a file of that name is written by `write_papers`.
[[nodiscard]] bool is_paper(std::string const& file);

/// Description, checks, measurements and all files of the folder, in the order of their names. Files without a role are
/// the package's. Links of the release (link_page.hpp) stay.
[[nodiscard]] Result<void> keep_release(Studio& studio, catalog::Content& content,
                                        distribution::PreflightInput const& input,
                                        distribution::Preflight const& checks, MeasuredRelease const& measured,
                                        std::filesystem::path const& folder, FileRoles const& roles);

}  // namespace troupe::flow
