#pragma once

#include "artist/profile.hpp"
#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/tables.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// From a sentence to a whole document: understand, aim, choose facts, name, style, tell.
[[nodiscard]] Result<artist::Profile> compose_identity(IdentityRequest const& request, Banks const& banks,
                                                       GenreTable const& genres, std::string const& default_language);

}  // namespace troupe::writing::impl
