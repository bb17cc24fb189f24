#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "catalog/content.hpp"
#include "distribution/preflight.hpp"
#include "flow/release_checks.hpp"
#include "flow/studio.hpp"

/// The folder of a release: what is written into it beside the works themselves, and how it becomes a content.
namespace troupe::flow {

/// Roles of files by their names within the folder.
using FileRoles = std::map<std::string, std::string>;

/// Checks the release and writes preflight.json, provenance.json and the draft of the package (ddex/) beside its files.
/// Errors: those of `preflight` and `write_package`.
[[nodiscard]] Result<distribution::Preflight> pack_release(Studio& studio, distribution::PreflightInput const& input,
                                                           std::filesystem::path const& folder);

/// Description, checks, measurements and all files of the folder, in the order of their names. Files without a role are
/// the package's. Links of the release (link_page.hpp) stay.
[[nodiscard]] Result<void> keep_release(Studio& studio, catalog::Content& content,
                                        distribution::PreflightInput const& input,
                                        distribution::Preflight const& checks, MeasuredRelease const& measured,
                                        std::filesystem::path const& folder, FileRoles const& roles);

}  // namespace troupe::flow
