#pragma once

#include <pugixml.hpp>

#include "distribution/impl/message.hpp"

/// The spellings of a message.
namespace troupe::distribution::impl {

/// ERN 4.3 and 4.3.2, which differ in names and in what they say of AI.
void write_ern_4(pugi::xml_document& document, Message const& message);
void write_ern_4_resources(pugi::xml_node root, Message const& message);
void write_ern_4_deals(pugi::xml_node root, Message const& message);
/// ERN 3.8.2: parties are named where they act, and details stand under a territory.
void write_ern_382(pugi::xml_document& document, Message const& message);
void write_ern_382_resources(pugi::xml_node root, Message const& message);
void write_ern_382_deals(pugi::xml_node root, Message const& message);

/// The parts that both spell alike.
void write_header(pugi::xml_node root, MessageSettings const& settings);
void add_proprietary_id(pugi::xml_node parent, Message const& message, std::string const& id);
/// `name` is PLine or CLine.
pugi::xml_node add_rights(pugi::xml_node parent, char const* name, RightsLine const& line);
void add_territories(pugi::xml_node parent, std::vector<std::string> const& territories,
                     std::vector<std::string> const& excluded);
void add_period(pugi::xml_node parent, Offer const& offer, DealDates style);
/// How one version spells a deal of an offer, in a ReleaseDeal.
using AddDeal = void(pugi::xml_node parent, Message const& message, Offer const& offer);
/// What is sold, into `deals`; a pre-order, which is of the whole release alone, into a ReleaseDeal of its own in `list`.
void add_offers(pugi::xml_node list, pugi::xml_node deals, Message const& message, AddDeal& add_deal);
/// The root element, with where its schema is.
[[nodiscard]] pugi::xml_node add_root(pugi::xml_document& document, char const* name, std::string const& name_space);
void add_size(pugi::xml_node parent, int width_px, int height_px);
/// From the container to the duration.
void add_sound_format(pugi::xml_node parent, Track const& track);
void add_title_parts(pugi::xml_node parent, Title const& title);
[[nodiscard]] char const* parental_warning(bool is_explicit);
[[nodiscard]] bool is_explicit(Message const& message);  ///< when a track is
/// "WAV", "MP4", "QuickTime"; empty: a bare stream, as FLAC is.
[[nodiscard]] std::string container_of(std::string const& file);

}  // namespace troupe::distribution::impl
