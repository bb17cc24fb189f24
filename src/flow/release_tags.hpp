#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "catalog/content.hpp"
#include "distribution/release.hpp"

namespace troupe::flow {

/// Writes into the sounds of a release (masters, previews, stems) what its description says: titles, artists, label, date,
/// numbers, words; codes and what AI made into masters and previews. Their hashes and sizes in `release` follow. The files
/// lie in `folder` under their names; one whose track nobody can tell stays as it is. `cover`: another picture for masters
/// and previews. Gives the names of the files that have other bytes now. Errors: not_found, invalid_input (no sound),
/// unavailable.
[[nodiscard]] Result<std::set<std::string>> tag_sounds(std::vector<catalog::ContentFile> const& files,
                                                       distribution::Release& release,
                                                       std::filesystem::path const& folder,
                                                       std::optional<std::filesystem::path> const& cover = {});

}  // namespace troupe::flow
