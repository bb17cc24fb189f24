#pragma once

#include <pugixml.hpp>

#include "distribution/impl/message.hpp"

/// What the parts of an ERN 4 message have in common.
namespace troupe::distribution::impl {

[[nodiscard]] inline bool has_ai(Message const& message) { return message.settings.version == ErnVersion::ern_432; }
[[nodiscard]] char const* ai_word(media::AiShare share);  ///< All, Partly, None

/// Worldwide, and the default: what the profiles demand of everything that may differ between countries.
void everywhere(pugi::xml_node node);
/// The same where 4.3.2 no longer knows these marks.
void everywhere_43(pugi::xml_node node, Message const& message);
void add_titles_4(pugi::xml_node parent, Message const& message, Title const& title);
void add_artists_4(pugi::xml_node parent, Message const& message, std::string const& name,
                   std::vector<Billing> const& artists);

}  // namespace troupe::distribution::impl
