#include "distribution/receive/received_release.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "distribution/impl/message_shape.hpp"
#include "distribution/impl/problems.hpp"
#include "distribution/semantic.hpp"

namespace troupe::distribution {
namespace {

using impl::MessageShape;
using impl::value_of;
using pugi::xml_node;
using Names = std::map<std::string, std::string>;  ///< of parties by their reference

std::vector<std::string> values(xml_node parent, char const* name) {
    std::vector<std::string> all;
    for (auto const node : parent.children(name)) all.push_back(value_of(node));
    return all;
}

int number(xml_node node) { return std::atoi(value_of(node).c_str()); }

MessageParty party_in(xml_node node) {
    MessageParty party{value_of(node.child("PartyId")), value_of(node.child("PartyName").child("FullName"))};
    if (party.dpid == no_dpid) party.dpid.clear();
    return party;
}

Names party_names(xml_node root) {
    Names names;
    for (auto const party : root.child("PartyList").children("Party"))
        names[value_of(party.child("PartyReference"))] = value_of(party.child("PartyName").child("FullName"));
    return names;
}

std::string name_of(Names const& names, std::string const& reference) {
    auto const found = names.find(reference);
    return found == names.end() ? std::string() : found->second;
}

xml_node shown_title(xml_node thing) { return thing.child("DisplayTitle"); }

/// The word, or the owner's own where the list has none.
std::string role_word(xml_node role) {
    auto const value = role.child("Value") ? role.child("Value") : role;
    auto const own = value.attribute("UserDefinedValue");
    return own ? own.value() : value_of(value);
}

std::vector<ReceivedContributor> contributors_of(xml_node recording, Names const& names) {
    std::vector<ReceivedContributor> all;
    for (auto const node : recording.children("Contributor")) {
        ReceivedContributor one{name_of(names, value_of(node.child("ContributorPartyReference"))), {}};
        if (auto const special = node.child("SpecialContributor")) one.name = value_of(special);
        for (auto const role : node.children("Role")) one.roles.push_back(role_word(role));
        all.push_back(std::move(one));
    }
    return all;
}

ReceivedFile file_in(xml_node details) {
    auto const file = details.child("File");
    auto const hash = file.child("HashSum");
    ReceivedFile read{value_of(file.child("URI")), value_of(hash.child("HashSumValue")),
                      value_of(hash.child("Algorithm"))};
    if (auto const provided = details.child("IsProvidedInDelivery")) read.is_provided = value_of(provided) != "false";
    return read;
}

void read_sound(xml_node edition, ReceivedTrack& track) {
    auto const delivery = edition.child("TechnicalDetails").child("DeliveryFile");
    auto const rate =
        delivery.child("SamplingRate") ? delivery.child("SamplingRate") : delivery.child("AudioSamplingRate");
    bool const is_khz = std::string_view(rate.attribute("UnitOfMeasure").value()) == "kHz";
    track.sample_rate_hz = static_cast<int>(std::atof(value_of(rate).c_str()) * (is_khz ? 1000 : 1));
    track.bits = number(delivery.child("BitsPerSample"));
    track.channels = number(delivery.child(track.is_video ? "NumberOfAudioChannels" : "NumberOfChannels"));
    track.file = file_in(delivery);
}

ReceivedTrack track_in(xml_node node, Names const& names) {
    ReceivedTrack track;
    track.is_video = std::string_view(node.name()) == "Video";
    auto const edition = node.child(track.is_video ? "VideoEdition" : "SoundRecordingEdition");
    track.title = value_of(shown_title(node).child("TitleText"));
    track.version = value_of(shown_title(node).child("SubTitle"));
    track.artist = value_of(node.child("DisplayArtistName"));
    track.isrc = value_of(edition.child("ResourceId").child("ISRC"));
    track.iswc = value_of(node.child("WorkId").child("ISWC"));
    track.p_line = value_of(edition.child("PLine").child("PLineText"));
    track.language = value_of(node.child("LanguageOfPerformance"));
    auto const published = node.child("FirstPublicationDate");
    track.first_published =
        value_of(published.child("FulfillmentDate") ? published.child("FulfillmentDate") : published);
    track.parental_warning = value_of(node.child("ParentalWarningType"));
    track.contributors = contributors_of(node, names);
    track.seconds = static_cast<long>(impl::seconds_of(value_of(node.child("Duration"))));
    read_sound(edition, track);
    return track;
}

ReceivedCover cover_in(xml_node image) {
    auto const details = image.child("TechnicalDetails");
    return {number(details.child("ImageWidth")), number(details.child("ImageHeight")), file_in(details)};
}

std::vector<ReceivedDeal> deals_in(xml_node root) {
    std::vector<ReceivedDeal> deals;
    // Those of the release itself; its tracks repeat them.
    auto const first = root.child("DealList").child("ReleaseDeal");
    for (auto const node : first.children("Deal")) {
        auto const terms = node.child("DealTerms");
        auto const period = terms.child("ValidityPeriod");
        auto const day = [&](char const* date, char const* moment) {
            return value_of(period.child(date) ? period.child(date) : period.child(moment)).substr(0, 10);
        };
        deals.push_back({values(terms, "CommercialModelType"), values(terms, "UseType"), values(terms, "TerritoryCode"),
                         values(terms, "ExcludedTerritoryCode"), day("StartDate", "StartDateTime"),
                         day("EndDate", "EndDateTime"), value_of(terms.child("IsPreOrderDeal")) == "true"});
    }
    return deals;
}

void read_main_release(xml_node node, Names const& names, ReceivedRelease& read) {
    auto const id = node.child("ReleaseId");
    auto const genre = node.child("Genre") ? node.child("Genre") : node.child("DisplayGenre");
    read.type = value_of(node.child("ReleaseType"));
    read.title = value_of(shown_title(node).child("TitleText"));
    read.title_version = value_of(shown_title(node).child("SubTitle"));
    read.artist = value_of(node.child("DisplayArtistName"));
    read.label = name_of(names, value_of(node.child("ReleaseLabelReference")));
    read.genre = value_of(genre.child("GenreText") ? genre.child("GenreText") : genre.child("Value"));
    read.sub_genre = value_of(genre.child("SubGenre"));
    read.upc = value_of(id.child("ICPN"));
    read.grid = value_of(id.child("GRid"));
    read.own_id = value_of(id.child("ProprietaryId"));
    read.catalog_number = value_of(id.child("CatalogNumber"));
    read.p_line = value_of(node.child("PLine").child("PLineText"));
    read.c_line = value_of(node.child("CLine").child("CLineText"));
    read.release_date = value_of(node.child("ReleaseDate"));
    read.original_release_date = value_of(node.child("OriginalReleaseDate"));
}

}  // namespace

Result<ReceivedRelease> read_release(std::string_view xml) {
    pugi::xml_document document;
    if (xml.size() > largest_message_bytes || !text::is_valid_utf8(xml) ||
        !document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8))
        return fail(ErrorCode::invalid_input, "is no XML in UTF-8");
    auto const shape = impl::shape_of(document.document_element());
    if (!shape || shape->is_purge)
        return fail(ErrorCode::invalid_input, "is no NewReleaseMessage of ERN 3.8.2, 4.3 or 4.3.2");
    ReceivedRelease read;
    auto const header = shape->header();
    read.version = shape->version;
    read.message_id = value_of(header.child("MessageId"));
    read.thread_id = value_of(header.child("MessageThreadId"));
    read.created = value_of(header.child("MessageCreatedDateTime"));
    read.control = value_of(header.child("MessageControlType"));
    read.sender = party_in(header.child("MessageSender"));
    read.recipient = party_in(header.child("MessageRecipient"));
    auto const names = party_names(shape->root);
    for (auto const recording : shape->recordings()) read.tracks.push_back(track_in(recording, names));
    read.cover = cover_in(shape->root.child("ResourceList").child("Image"));
    read_main_release(shape->release(), names, read);
    read.deals = deals_in(shape->root);
    return read;
}

}  // namespace troupe::distribution
