#pragma once

#include "artist/profile.hpp"
#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/tables.hpp"
#include "writing/wordnet.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// What an identity is made from.
struct Source {
    Banks const& banks;
    GenreTable const& genres;
    WordNet const& net;
    std::string default_language;
};

/// From a sentence to a whole document: understand, aim, choose facts, name, style, tell.
[[nodiscard]] Result<artist::Profile> compose_identity(IdentityRequest const& request, Source const& source);
/// The same for a prompt that is understood already.
[[nodiscard]] Result<artist::Profile> compose_identity(IdentityRequest const& request, Understood const& understood,
                                                       Source const& source);

}  // namespace troupe::writing::impl
