#pragma once

#include "artist/impl/knowledge.hpp"

namespace troupe::artist::impl {

/// Facts that a sentence tells otherwise: where most of a clause stands in it and a noun, a number or a denial differs. A fact
/// that is not quoted at all is not judged here.
void check_quotes(Knowledge const& knowledge, Words const& sentence, Report& report);

}  // namespace troupe::artist::impl
