#include "distribution/impl/ern_4.hpp"

#include <fmt/format.h>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

char const* artist_role(ArtistRole role) {
    switch (role) {
        case ArtistRole::featured:
            return "FeaturedArtist";
        case ArtistRole::remixer:
            return "Artist";
        default:
            return "MainArtist";
    }
}

void write_parties(xml_node root, Message const& message) {
    auto list = add(root, "PartyList");
    for (auto const& party : message.parties) {
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

char const* profile_of(Message const& message) {
    if (message.is_video()) return "SimpleVideoSingle";
    return message.is_simple() ? "SimpleAudioSingle" : "Audio";
}

char const* release_type(Message const& message) {
    if (message.is_simple()) return "SingleResourceRelease";
    switch (message.release.kind) {
        case ReleaseKind::ep:
            return "EP";
        case ReleaseKind::album:
            return "Album";
        default:
            return "Single";
    }
}

void add_release_ids(xml_node parent, Message const& message) {
    auto const& release = message.release;
    auto id = add(parent, "ReleaseId");
    if (release.grid.is_given()) add(id, "GRid", release.grid.value);
    if (release.upc.is_given()) add(id, "ICPN", release.upc.value);
    if (!release.catalog_number.empty())
        set(add(id, "CatalogNumber", release.catalog_number), "Namespace", message.name_space);
    add_proprietary_id(id, message, release.id);
}

void add_genre(xml_node parent, Message const& message) {
    auto node = add(parent, has_ai(message) ? "DisplayGenre" : "Genre");
    everywhere(node);
    add(node, "GenreText", message.release.genre);
    if (!message.release.sub_genre.empty()) add(node, "SubGenre", message.release.sub_genre);
}

void add_cover_link(xml_node parent, Message const& message) {
    set(add(parent, "LinkedReleaseResourceReference", message.cover.reference), "LinkDescription",
        message.is_video() ? "VideoScreenCapture" : "CoverArt");
}

/// A single's picture belongs to its only track, an album's to the whole.
void write_contents(xml_node parent, Message const& message) {
    auto group = add(parent, "ResourceGroup");
    int sequence = 0;
    for (auto const& recording : message.recordings) {
        auto item = add(group, "ResourceGroupContentItem");
        add(item, "SequenceNumber", ++sequence);
        add(item, "ReleaseResourceReference", recording.reference);
        if (message.is_simple()) add_cover_link(item, message);
    }
    if (!message.is_simple()) add_cover_link(group, message);
}

void add_dates(xml_node parent, Message const& message) {
    auto const& release = message.release;
    everywhere(add(parent, "ReleaseDate", format_date(release.release_date)));
    everywhere(
        add(parent, "OriginalReleaseDate", format_date(release.original_release_date.value_or(release.release_date))));
    if (!message.offers.empty()) add(parent, "ReleaseVisibilityReference", "V1");
}

void write_release(xml_node list, Message const& message) {
    auto const& release = message.release;
    auto node = add(list, "Release");
    add(node, "ReleaseReference", "R0");
    add(node, "ReleaseType", release_type(message));
    add_release_ids(node, message);
    add_titles_4(node, message, message.title);
    add_artists_4(node, message, message.artist, message.artists);
    everywhere(add(node, "ReleaseLabelReference", message.parties[message.label].reference));
    everywhere_43(add_rights(node, "PLine", release.p_line), message);
    everywhere_43(add_rights(node, "CLine", release.c_line), message);
    add(node, "Duration", duration(message.seconds));
    add_genre(node, message);
    add_dates(node, message);
    add(node, "ParentalWarningType", parental_warning(is_explicit(message)));
    write_contents(node, message);
    if (message.ai) add(node, "ContainsAI", ai_word(*message.ai));
}

void write_track_releases(xml_node list, Message const& message) {
    int number = 0;
    for (auto const& recording : message.recordings) {
        auto node = add(list, "TrackRelease");
        add(node, "ReleaseReference", fmt::format("R{}", ++number));
        add_proprietary_id(add(node, "ReleaseId"), message, recording.own_id + "_track");
        add(node, "ReleaseResourceReference", recording.reference);
        everywhere(add(node, "ReleaseLabelReference", message.parties[message.label].reference));
        add_genre(node, message);
    }
}

xml_node write_root(pugi::xml_document& document, Message const& message, char const* name) {
    bool const is_432 = has_ai(message);
    auto root = add_root(document, name, is_432 ? "http://ddex.net/xml/ern/432" : "http://ddex.net/xml/ern/43");
    bool const is_purge = message.settings.kind == MessageKind::purge;
    if (!is_purge) set(root, "ReleaseProfileVersionId", profile_of(message));
    set(root, "LanguageAndScriptCode", message.release.language);
    auto const& avs = message.settings.avs_version;
    set(root, "AvsVersionId", !avs.empty() ? avs : is_432 ? "9" : "3");
    return root;
}

void write_purge(pugi::xml_document& document, Message const& message) {
    auto root = write_root(document, message, "ern:PurgeReleaseMessage");
    write_header(root, message.settings);
    auto purged = add(root, "PurgedRelease");
    add_release_ids(purged, message);
    add_title_parts(add(purged, "Title"), message.title);
}

}  // namespace

char const* ai_word(media::AiShare share) {
    switch (share) {
        case media::AiShare::all:
            return "All";
        case media::AiShare::partly:
            return "Partly";
        default:
            return "None";
    }
}

void everywhere(xml_node node) {
    set(node, "ApplicableTerritoryCode", "Worldwide");
    set(node, "IsDefault", "true");
}

void everywhere_43(xml_node node, Message const& message) {
    if (!has_ai(message)) everywhere(node);
}

void add_titles_4(xml_node parent, Message const& message, Title const& title) {
    everywhere(add(parent, "DisplayTitleText", full_title(title.text, title.version)));
    auto node = add(parent, "DisplayTitle");
    everywhere_43(node, message);
    add_title_parts(node, title);
    // 4.3.2 keeps what a thing is called apart from how it is shown; they differ where there is a version.
    if (has_ai(message) && !title.version.empty()) add_title_parts(add(parent, "FormalTitle"), title);
}

void add_artists_4(xml_node parent, Message const& message, std::string const& name,
                   std::vector<Billing> const& artists) {
    everywhere_43(add(parent, "DisplayArtistName", name), message);
    int sequence = 0;
    for (auto const& artist : artists) {
        auto node = add(parent, "DisplayArtist");
        set(node, "SequenceNumber", std::to_string(++sequence));
        add(node, "ArtistPartyReference", message.parties[artist.party].reference);
        add(node, "DisplayArtistRole", artist_role(artist.role));
        if (artist.role == ArtistRole::remixer) add(node, "ArtisticRole", "Remixer");
    }
}

void write_ern_4(pugi::xml_document& document, Message const& message) {
    if (message.settings.kind == MessageKind::purge) return write_purge(document, message);
    auto root = write_root(document, message, "ern:NewReleaseMessage");
    write_header(root, message.settings);
    write_parties(root, message);
    write_ern_4_resources(root, message);
    auto releases = add(root, "ReleaseList");
    write_release(releases, message);
    if (!message.is_simple()) write_track_releases(releases, message);
    write_ern_4_deals(root, message);
}

}  // namespace troupe::distribution::impl
