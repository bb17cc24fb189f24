#pragma once

#include <pugixml.hpp>

#include "distribution/impl/message.hpp"

/// What the parts of an ERN 3.8.2 message have in common.
namespace troupe::distribution::impl {

/// Name and ISNI of whom is meant: 3.8.2 has no list of parties to point into.
void add_party_382(pugi::xml_node parent, Party const& party);
void add_artists_382(pugi::xml_node parent, Message const& message, std::vector<Billing> const& artists);
/// Both kinds that the profile demands: FormalTitle with the version apart, DisplayTitle as it is shown.
void add_titles_382(pugi::xml_node parent, Title const& title);
void add_genre_382(pugi::xml_node parent, Release const& release);

}  // namespace troupe::distribution::impl
