#include "distribution/ern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <sstream>

#include "base/text.hpp"
#include "distribution/impl/message_input.hpp"

namespace troupe::distribution {
namespace {

using pugi::xml_node;

constexpr char const* worldwide = "Worldwide";

struct Party {
    std::string reference;
    std::string name;
    std::string isni, ipi, dpid;
    std::vector<std::string> roles;
};

/// Everything the parts of the message are written from.
struct Context {
    Release const& release;
    MessageSettings const& settings;
    DeliveredFiles const& files;
    std::vector<Party> parties;  ///< the artist, the label, then everyone else who took part
    std::string name_space;      ///< whose proprietary ids these are
};

xml_node add(xml_node parent, char const* name) { return parent.append_child(name); }

xml_node add(xml_node parent, char const* name, std::string const& value) {
    auto node = parent.append_child(name);
    node.append_child(pugi::node_pcdata).set_value(value.c_str());
    return node;
}

xml_node add(xml_node parent, char const* name, int value) { return add(parent, name, std::to_string(value)); }
xml_node add(xml_node parent, char const* name, bool value) {
    return add(parent, name, std::string(value ? "true" : "false"));
}

void set(xml_node node, char const* name, std::string const& value) {
    node.append_attribute(name).set_value(value.c_str());
}

/// What the profile demands of everything that may differ between countries.
void everywhere(xml_node node) {
    set(node, "ApplicableTerritoryCode", worldwide);
    set(node, "IsDefault", "true");
}

std::string dpid_or_none(std::string const& dpid) { return dpid.empty() ? no_dpid : dpid; }

/// Whole seconds: a widely used reader drops all seconds of "PT3M5.25S".
std::string duration(Seconds length) {
    auto const total = std::max(1L, std::lround(length.count()));
    std::string out = "PT";
    if (total >= 3600) out += fmt::format("{}H", total / 3600);
    if (total >= 60) out += fmt::format("{}M", total % 3600 / 60);
    return out + fmt::format("{}S", total % 60);
}

std::string full_title(Track const& track) {
    return track.version.empty() ? track.title : track.title + " (" + track.version + ")";
}

void add_titles(xml_node parent, std::string const& title, std::string const& version, std::string const& shown) {
    everywhere(add(parent, "DisplayTitleText", shown));
    auto node = add(parent, "DisplayTitle");
    everywhere(node);
    add(node, "TitleText", title);
    if (!version.empty()) add(node, "SubTitle", version);
}

void add_artist(xml_node parent, Context const& context) {
    everywhere(add(parent, "DisplayArtistName", context.release.artist));
    auto node = add(parent, "DisplayArtist");
    set(node, "SequenceNumber", "1");
    add(node, "ArtistPartyReference", context.parties[0].reference);
    add(node, "DisplayArtistRole", std::string("MainArtist"));
}

void add_proprietary_id(xml_node parent, Context const& context, std::string const& id) {
    set(add(parent, "ProprietaryId", id), "Namespace", context.name_space);
}

void add_rights(xml_node parent, char const* name, char const* text_name, RightsLine const& line) {
    auto node = add(parent, name);
    everywhere(node);
    add(node, "Year", line.year);
    add(node, text_name, fmt::format("{} {}", line.year, line.owner));
}

void add_file(xml_node parent, Context const& context, DeliveredFile const& file) {
    auto node = add(parent, "File");
    add(node, "URI", file.uri);
    auto hash = add(node, "HashSum");
    add(hash, "Algorithm", std::string(context.settings.hash == HashAlgorithm::md5 ? "MD5" : "SHA-256"));
    add(hash, "HashSumValue", file.hash);
}

void write_message_party(xml_node parent, char const* name, MessageParty const& party) {
    auto node = add(parent, name);
    add(node, "PartyId", dpid_or_none(party.dpid));
    if (!party.name.empty()) add(add(node, "PartyName"), "FullName", party.name);
}

void write_header(xml_node root, Context const& context) {
    auto header = add(root, "MessageHeader");
    add(header, "MessageThreadId", context.settings.thread_id);
    add(header, "MessageId", context.settings.message_id);
    write_message_party(header, "MessageSender", context.settings.sender);
    write_message_party(header, "MessageRecipient", context.settings.recipient);
    add(header, "MessageCreatedDateTime", format_time(context.settings.created));
    add(header, "MessageControlType",
        std::string(context.settings.control == MessageControl::live ? "LiveMessage" : "TestMessage"));
}

void write_parties(xml_node root, Context const& context) {
    auto list = add(root, "PartyList");
    for (auto const& party : context.parties) {
        auto node = add(list, "Party");
        add(node, "PartyReference", party.reference);
        add(add(node, "PartyName"), "FullName", party.name);
        if (party.isni.empty() && party.ipi.empty() && party.dpid.empty()) continue;
        auto id = add(node, "PartyId");
        if (!party.isni.empty()) add(id, "ISNI", party.isni);
        if (!party.dpid.empty()) add(id, "DPID", party.dpid);
        if (!party.ipi.empty()) add(id, "IpiNameNumber", party.ipi);
    }
}

/// One entry for each party, with all its roles.
void add_contributors(xml_node parent, Context const& context) {
    int sequence = 0;
    for (auto const& party : context.parties) {
        if (party.roles.empty()) continue;
        auto node = add(parent, "Contributor");
        set(node, "SequenceNumber", std::to_string(++sequence));
        add(node, "ContributorPartyReference", party.reference);
        for (auto const& role : party.roles) add(node, "Role", role);
    }
}

void add_sound_file(xml_node edition, Context const& context, Track const& track) {
    auto details = add(edition, "TechnicalDetails");
    add(details, "TechnicalResourceDetailsReference", std::string("T1"));
    auto file = add(details, "DeliveryFile");
    add(file, "Type", std::string("AudioFile"));
    bool const is_wav = text::lower(track.file).ends_with(".wav");
    if (is_wav) add(file, "ContainerFormat", std::string("WAV"));
    add(file, "AudioCodecType", std::string(is_wav ? "PCM" : "FLAC"));
    add(file, "NumberOfChannels", track.channels);
    set(add(file, "SamplingRate", track.sample_rate_hz), "UnitOfMeasure", "Hz");
    add(file, "BitsPerSample", track.bits);
    add(file, "Duration", duration(track.seconds));
    add_file(file, context, context.files.tracks[0]);
    add(file, "IsProvidedInDelivery", true);
}

void write_edition(xml_node recording, Context const& context, Track const& track) {
    auto edition = add(recording, "SoundRecordingEdition");
    auto id = add(edition, "ResourceId");
    if (track.isrc.is_given()) add(id, "ISRC", track.isrc.value);
    add_proprietary_id(id, context, context.release.id + "_1");
    add_rights(edition, "PLine", "PLineText", context.release.p_line);
    add_sound_file(edition, context, track);
}

std::string warning_of(Track const& track) { return track.explicit_lyrics ? "Explicit" : "NotExplicit"; }

void write_recording(xml_node list, Context const& context) {
    auto const& track = context.release.tracks[0];
    auto node = add(list, "SoundRecording");
    set(node, "LanguageAndScriptCode", context.release.language);
    add(node, "ResourceReference", std::string("A1"));
    add(node, "Type", std::string("MusicalWorkSoundRecording"));
    write_edition(node, context, track);
    if (!track.iswc.empty()) add(add(node, "WorkId"), "ISWC", track.iswc);
    add_titles(node, track.title, track.version, full_title(track));
    add_artist(node, context);
    add_contributors(node, context);
    add(node, "Duration", duration(track.seconds));
    everywhere(add(node, "FirstPublicationDate", format_date(context.release.release_date)));
    add(node, "ParentalWarningType", warning_of(track));
    add(node, "HasVocalPerformance", !track.instrumental);
    add(node, "IsInstrumental", track.instrumental);
    if (!track.instrumental) add(node, "LanguageOfPerformance", track.language);
}

void write_image(xml_node list, Context const& context) {
    auto const& cover = context.release.cover;
    auto node = add(list, "Image");
    add(node, "ResourceReference", std::string("A2"));
    add(node, "Type", std::string("FrontCoverImage"));
    add_proprietary_id(add(node, "ResourceId"), context, context.release.id + "_cover");
    add_rights(node, "CLine", "CLineText", context.release.c_line);
    add(node, "ParentalWarningType", std::string("NotExplicit"));
    auto details = add(node, "TechnicalDetails");
    add(details, "TechnicalResourceDetailsReference", std::string("T2"));
    add(details, "ImageCodecType", std::string(text::lower(cover.file).ends_with(".png") ? "PNG" : "JPEG"));
    set(add(details, "ImageHeight", cover.height_px), "UnitOfMeasure", "Pixel");
    set(add(details, "ImageWidth", cover.width_px), "UnitOfMeasure", "Pixel");
    add_file(details, context, context.files.cover);
    add(details, "IsProvidedInDelivery", true);
}

void write_release_ids(xml_node release_node, Context const& context) {
    auto const& release = context.release;
    auto id = add(release_node, "ReleaseId");
    if (release.grid.is_given()) add(id, "GRid", release.grid.value);
    if (release.upc.is_given()) add(id, "ICPN", release.upc.value);
    if (!release.catalog_number.empty())
        set(add(id, "CatalogNumber", release.catalog_number), "Namespace", context.name_space);
    add_proprietary_id(id, context, release.id);
}

void add_cover_link(xml_node parent) {
    set(add(parent, "LinkedReleaseResourceReference", std::string("A2")), "LinkDescription", "CoverArt");
}

void write_contents(xml_node node) {
    auto group = add(node, "ResourceGroup");
    auto item = add(group, "ResourceGroupContentItem");
    add(item, "SequenceNumber", 1);
    add(item, "ReleaseResourceReference", std::string("A1"));
    add_cover_link(item);
}

void write_release(xml_node root, Context const& context) {
    auto const& release = context.release;
    auto node = add(add(root, "ReleaseList"), "Release");
    add(node, "ReleaseReference", std::string("R0"));
    add(node, "ReleaseType", std::string("SingleResourceRelease"));
    write_release_ids(node, context);
    add_titles(node, release.title, release.tracks[0].version,
               full_title({.title = release.title, .version = release.tracks[0].version}));
    add_artist(node, context);
    everywhere(add(node, "ReleaseLabelReference", context.parties[1].reference));
    add_rights(node, "PLine", "PLineText", release.p_line);
    add_rights(node, "CLine", "CLineText", release.c_line);
    add(node, "Duration", duration(release.tracks[0].seconds));
    auto genre = add(node, "Genre");
    everywhere(genre);
    add(genre, "GenreText", release.genre);
    if (!release.sub_genre.empty()) add(genre, "SubGenre", release.sub_genre);
    everywhere(add(node, "ReleaseDate", format_date(release.release_date)));
    everywhere(add(node, "OriginalReleaseDate", format_date(release.release_date)));
    add(node, "ReleaseVisibilityReference", std::string("V1"));
    add(node, "ParentalWarningType", warning_of(release.tracks[0]));
    write_contents(node);
}

struct Terms {
    char const* model;
    std::vector<char const*> uses;
};

void add_deal(xml_node parent, Context const& context, Terms const& terms) {
    auto node = add(add(parent, "Deal"), "DealTerms");
    for (auto const& territory : context.release.territories) add(node, "TerritoryCode", territory);
    add(add(node, "ValidityPeriod"), "StartDate", format_date(context.release.release_date));
    add(node, "CommercialModelType", std::string(terms.model));
    for (auto const* use : terms.uses) add(node, "UseType", std::string(use));
}

void write_deals(xml_node root, Context const& context) {
    auto list = add(root, "DealList");
    auto deals = add(list, "ReleaseDeal");
    add(deals, "DealReleaseReference", std::string("R0"));
    add_deal(deals, context, {"AdvertisementSupportedModel", {"NonInteractiveStream", "OnDemandStream"}});
    add_deal(deals, context, {"SubscriptionModel", {"ConditionalDownload", "NonInteractiveStream", "OnDemandStream"}});
    add_deal(deals, context, {"PayAsYouGoModel", {"PermanentDownload"}});
    auto visibility = add(list, "ReleaseVisibility");
    add(visibility, "VisibilityReference", std::string("V1"));
    for (auto const& territory : context.release.territories) add(visibility, "TerritoryCode", territory);
    auto const midnight = format_date(context.release.release_date) + "T00:00:00";
    add(visibility, "ReleaseDisplayStartDateTime", midnight);
    add(visibility, "CoverArtPreviewStartDateTime", midnight);
    add(visibility, "FullTrackListingPreviewStartDateTime", midnight);
}

/// Who is named where: one party a name, so that an artist who also composes is one party with two roles.
std::vector<Party> collect_parties(Release const& release, MessageSettings const& settings) {
    std::vector<Party> parties{{"PArtist", release.artist, release.artist_isni, "", "", {}},
                               {"PLabel", release.label, "", "", settings.sender.dpid, {}}};
    for (auto const& contributor : release.tracks[0].contributors) {
        auto found = std::find_if(parties.begin(), parties.end(),
                                  [&](auto const& p) { return p.reference != "PLabel" && p.name == contributor.name; });
        if (found == parties.end())
            found = parties.insert(
                parties.end(), {fmt::format("PContributor{}", parties.size() - 1), contributor.name, "", "", "", {}});
        if (found->isni.empty()) found->isni = contributor.isni;
        if (found->ipi.empty()) found->ipi = contributor.ipi;
        for (auto const& role : contributor.roles)
            if (std::find(found->roles.begin(), found->roles.end(), role) == found->roles.end())
                found->roles.push_back(role);
    }
    return parties;
}

xml_node write_root(pugi::xml_document& document, Release const& release) {
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("UTF-8");
    auto root = document.append_child("ern:NewReleaseMessage");
    set(root, "xmlns:ern", "http://ddex.net/xml/ern/43");
    set(root, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    set(root, "xsi:schemaLocation", "http://ddex.net/xml/ern/43 http://ddex.net/xml/ern/43/release-notification.xsd");
    set(root, "ReleaseProfileVersionId", "SimpleAudioSingle");
    set(root, "LanguageAndScriptCode", release.language);
    set(root, "AvsVersionId", "3");
    return root;
}

}  // namespace

Result<std::string> write_message(Release const& release, MessageSettings const& settings,
                                  DeliveredFiles const& files) {
    TRY(impl::check_message_input(release, settings, files));
    Context const context{release, settings, files, collect_parties(release, settings),
                          dpid_or_none(settings.sender.dpid)};
    pugi::xml_document document;
    auto root = write_root(document, release);
    write_header(root, context);
    write_parties(root, context);
    auto resources = add(root, "ResourceList");
    write_recording(resources, context);
    write_image(resources, context);
    write_release(root, context);
    write_deals(root, context);
    std::ostringstream out;
    document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
    return out.str();
}

}  // namespace troupe::distribution
