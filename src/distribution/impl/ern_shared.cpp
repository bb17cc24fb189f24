#include <fmt/format.h>

#include "base/text.hpp"
#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

void write_party(xml_node parent, char const* name, MessageParty const& party) {
    auto node = add(parent, name);
    add(node, "PartyId", party.dpid.empty() ? no_dpid : party.dpid.c_str());
    if (!party.name.empty()) add(add(node, "PartyName"), "FullName", party.name);
}

}  // namespace

void write_header(xml_node root, MessageSettings const& settings) {
    auto header = add(root, "MessageHeader");
    add(header, "MessageThreadId", settings.thread_id);
    add(header, "MessageId", settings.message_id);
    write_party(header, "MessageSender", settings.sender);
    write_party(header, "MessageRecipient", settings.recipient);
    add(header, "MessageCreatedDateTime", format_time(settings.created));
    add(header, "MessageControlType", settings.control == MessageControl::live ? "LiveMessage" : "TestMessage");
}

void add_proprietary_id(xml_node parent, Message const& message, std::string const& id) {
    set(add(parent, "ProprietaryId", id), "Namespace", message.name_space);
}

xml_node add_rights(xml_node parent, char const* name, RightsLine const& line) {
    auto node = add(parent, name);
    add(node, "Year", line.year);
    add(node, std::string_view(name) == "PLine" ? "PLineText" : "CLineText",
        fmt::format("{} {}", line.year, line.owner));
    return node;
}

void add_territories(xml_node parent, std::vector<std::string> const& territories,
                     std::vector<std::string> const& excluded) {
    for (auto const& territory : territories) add(parent, "TerritoryCode", territory);
    for (auto const& territory : excluded) add(parent, "ExcludedTerritoryCode", territory);
}

/// A day is sold from its first moment to its last.
void add_period(xml_node parent, Offer const& offer, DealDates style) {
    auto period = add(parent, "ValidityPeriod");
    bool const is_day = style == DealDates::day;
    add(period, is_day ? "StartDate" : "StartDateTime", format_date(offer.start) + (is_day ? "" : "T00:00:00"));
    if (offer.end)
        add(period, is_day ? "EndDate" : "EndDateTime", format_date(*offer.end) + (is_day ? "" : "T23:59:59"));
}

void add_offers(xml_node list, xml_node deals, Message const& message, AddDeal& add_deal) {
    for (auto const& offer : message.offers)
        if (!offer.is_pre_order) add_deal(deals, message, offer);
    for (auto const& offer : message.offers) {
        if (!offer.is_pre_order) continue;
        auto orders = add(list, "ReleaseDeal");
        add(orders, "DealReleaseReference", "R0");
        add_deal(orders, message, offer);
    }
}

xml_node add_root(pugi::xml_document& document, char const* name, std::string const& name_space) {
    auto root = document.append_child(name);
    set(root, "xmlns:ern", name_space);
    set(root, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    set(root, "xsi:schemaLocation", name_space + " " + name_space + "/release-notification.xsd");
    return root;
}

void add_size(xml_node parent, int width_px, int height_px) {
    set(add(parent, "ImageHeight", height_px), "UnitOfMeasure", "Pixel");
    set(add(parent, "ImageWidth", width_px), "UnitOfMeasure", "Pixel");
}

void add_sound_format(xml_node parent, Track const& track) {
    auto const container = container_of(track.file);
    if (!container.empty()) add(parent, "ContainerFormat", container);
    add(parent, "AudioCodecType", container == "WAV" ? "PCM" : "FLAC");
    add(parent, "NumberOfChannels", track.channels);
    set(add(parent, "SamplingRate", track.sample_rate_hz), "UnitOfMeasure", "Hz");
    add(parent, "BitsPerSample", track.bits);
    add(parent, "Duration", duration(track.seconds));
}

void add_title_parts(xml_node parent, Title const& title) {
    add(parent, "TitleText", title.text);
    if (!title.version.empty()) add(parent, "SubTitle", title.version);
}

char const* parental_warning(bool is_explicit) { return is_explicit ? "Explicit" : "NotExplicit"; }

bool is_explicit(Message const& message) {
    for (auto const& recording : message.recordings)
        if (recording.track->explicit_lyrics) return true;
    return false;
}

std::string container_of(std::string const& file) {
    auto const name = text::lower(file);
    if (name.ends_with(".wav")) return "WAV";
    if (name.ends_with(".mp4")) return "MP4";
    if (name.ends_with(".mov")) return "QuickTime";
    return {};
}

}  // namespace troupe::distribution::impl
