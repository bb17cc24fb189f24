#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "distribution/release.hpp"

/// The parts of `validate`. Every error is invalid_input and names the field by its path in the release.
namespace troupe::distribution::impl {

/// "release.<field>: <why>".
[[nodiscard]] tl::unexpected<Error> wrong(std::string const& field, std::string const& why);

/// A file inside the release's folder.
[[nodiscard]] Result<void> check_path(std::string const& field, std::string const& file);
[[nodiscard]] Result<void> check_rights(std::string const& field, RightsLine const& line);
/// Named, each once, a main one among them. An empty list stands for the release's artist.
[[nodiscard]] Result<void> check_artists(std::string const& field, std::vector<ShownArtist> const& artists);
[[nodiscard]] Result<void> check_track(Track const& track, std::string const& field);
/// Dates, territories, deals, pre-order, takedown and the threads of messages.
[[nodiscard]] Result<void> check_terms(Release const& release);

}  // namespace troupe::distribution::impl
