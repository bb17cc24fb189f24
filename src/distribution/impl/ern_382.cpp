#include "distribution/impl/ern_382.hpp"

#include <fmt/format.h>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

constexpr char const* name_space_382 = "http://ddex.net/xml/ern/382";

char const* profile_of(Message const& message) {
    switch (message.release.kind) {
        case ReleaseKind::video_single:
            return "CommonReleaseTypes/14/VideoSingle";
        case ReleaseKind::single:
            return "CommonReleaseTypes/14/AudioSingle";
        default:
            return "CommonReleaseTypes/14/AudioAlbumMusicOnly";
    }
}

void add_release_type(xml_node parent, Message const& message) {
    switch (message.release.kind) {
        case ReleaseKind::video_single:
            add(parent, "ReleaseType", "VideoSingle");
            break;
        case ReleaseKind::single:
            add(parent, "ReleaseType", "Single");
            break;
        case ReleaseKind::album:
            add(parent, "ReleaseType", "Album");
            break;
        case ReleaseKind::ep:
            add_own_word(parent, "ReleaseType", message.name_space, "EP");
            break;  // its list has none
    }
}

void add_release_ids(xml_node parent, Message const& message) {
    auto const& release = message.release;
    auto id = add(parent, "ReleaseId");
    if (release.grid.is_given()) add(id, "GRid", release.grid.value);
    if (release.upc.is_given())
        set(add(id, "ICPN", release.upc.value), "IsEan", release.upc.value.size() == 13 ? "true" : "false");
    if (!release.catalog_number.empty())
        set(add(id, "CatalogNumber", release.catalog_number), "Namespace", message.name_space);
    add_proprietary_id(id, message, release.id);
}

xml_node add_reference(xml_node parent, std::string const& reference, bool is_primary) {
    auto node = add(parent, "ReleaseResourceReference", reference);
    set(node, "ReleaseResourceType", is_primary ? "PrimaryResource" : "SecondaryResource");
    return node;
}

void add_item(xml_node group, Message const& message, Recording const& recording, int sequence) {
    auto item = add(group, "ResourceGroupContentItem");
    add(item, "SequenceNumber", sequence);
    add(item, "ResourceType", message.is_video() ? "Video" : "SoundRecording");
    add_reference(item, recording.reference, true);
}

/// One bundle of tracks in their order; the picture belongs to the whole and is not counted.
void write_contents(xml_node parent, Message const& message) {
    auto whole = add(parent, "ResourceGroup");
    auto group = add(whole, "ResourceGroup");
    add(group, "SequenceNumber", 1);
    int sequence = 0;
    for (auto const& recording : message.recordings) add_item(group, message, recording, ++sequence);
    auto picture = add(whole, "ResourceGroupContentItem");
    add(picture, "ResourceType", "Image");
    add_reference(picture, message.cover.reference, false);
}

void add_dates(xml_node parent, Release const& release) {
    add(parent, "ReleaseDate", format_date(release.release_date));
    add(parent, "OriginalReleaseDate", format_date(release.original_release_date.value_or(release.release_date)));
}

void write_main_details(xml_node parent, Message const& message) {
    auto node = add(parent, "ReleaseDetailsByTerritory");
    add(node, "TerritoryCode", "Worldwide");
    add(node, "DisplayArtistName", message.artist);
    add(node, "LabelName", message.release.label);
    add_titles_382(node, message.title);
    add_artists_382(node, message, message.artists);
    add(node, "ParentalWarningType", parental_warning(is_explicit(message)));
    write_contents(node, message);
    add_genre_382(node, message.release);
    add_dates(node, message.release);
}

void write_main_release(xml_node list, Message const& message) {
    auto node = add(list, "Release");
    set(node, "IsMainRelease", "true");
    add_release_ids(node, message);
    add(node, "ReleaseReference", "R0");
    add_title_parts(add(node, "ReferenceTitle"), message.title);
    auto references = add(node, "ReleaseResourceReferenceList");
    for (auto const& recording : message.recordings) add_reference(references, recording.reference, true);
    add_reference(references, message.cover.reference, false);
    add_release_type(node, message);
    write_main_details(node, message);
    add(node, "Duration", duration(message.seconds));
    add_rights(node, "PLine", message.release.p_line);
    add_rights(node, "CLine", message.release.c_line);
}

void write_track_details(xml_node parent, Message const& message, Recording const& recording) {
    auto const& track = *recording.track;
    auto node = add(parent, "ReleaseDetailsByTerritory");
    add(node, "TerritoryCode", "Worldwide");
    add(node, "DisplayArtistName", recording.artist);
    add(node, "LabelName", message.release.label);
    add_titles_382(node, {track.title, track.version});
    add_artists_382(node, message, recording.artists);
    add(node, "ParentalWarningType", parental_warning(track.explicit_lyrics));
    add_item(add(node, "ResourceGroup"), message, recording, 1);
    add_genre_382(node, message.release);
    add_dates(node, message.release);
}

void write_track_release(xml_node list, Message const& message, Recording const& recording, int number) {
    auto const& track = *recording.track;
    auto node = add(list, "Release");
    auto id = add(node, "ReleaseId");
    if (track.isrc.is_given()) add(id, "ISRC", track.isrc.value);
    add_proprietary_id(id, message, recording.own_id + "_track");
    add(node, "ReleaseReference", fmt::format("R{}", number));
    add_title_parts(add(node, "ReferenceTitle"), {track.title, track.version});
    add_reference(add(node, "ReleaseResourceReferenceList"), recording.reference, true);
    add(node, "ReleaseType", message.is_video() ? "VideoTrackRelease" : "TrackRelease");
    write_track_details(node, message, recording);
    add(node, "Duration", duration(track.seconds));
    add_rights(node, "PLine", recording.p_line);
    add_rights(node, "CLine", message.release.c_line);
}

xml_node write_root(pugi::xml_document& document, Message const& message, char const* name) {
    auto root = add_root(document, name, name_space_382);
    set(root, "MessageSchemaVersionId", "ern/382");
    if (message.settings.kind != MessageKind::purge) set(root, "ReleaseProfileVersionId", profile_of(message));
    set(root, "LanguageAndScriptCode", message.release.language);
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

void add_party_382(xml_node parent, Party const& party) {
    add(add(parent, "PartyName"), "FullName", party.name);
    if (!party.isni.empty()) set(add(parent, "PartyId", party.isni), "IsISNI", "true");
}

/// Its list has no remixers: they stand as artists here and with their own word among the contributors.
void add_artists_382(xml_node parent, Message const& message, std::vector<Billing> const& artists) {
    int sequence = 0;
    for (auto const& artist : artists) {
        auto node = add(parent, "DisplayArtist");
        set(node, "SequenceNumber", std::to_string(++sequence));
        add_party_382(node, message.parties[artist.party]);
        add(node, "ArtistRole",
            artist.role == ArtistRole::main       ? "MainArtist"
            : artist.role == ArtistRole::featured ? "FeaturedArtist"
                                                  : "Artist");
    }
}

void add_titles_382(xml_node parent, Title const& title) {
    auto formal = add(parent, "Title");
    set(formal, "TitleType", "FormalTitle");
    add_title_parts(formal, title);
    auto shown = add(parent, "Title");
    set(shown, "TitleType", "DisplayTitle");
    add(shown, "TitleText", full_title(title.text, title.version));
}

void add_genre_382(xml_node parent, Release const& release) {
    auto node = add(parent, "Genre");
    add(node, "GenreText", release.genre);
    if (!release.sub_genre.empty()) add(node, "SubGenre", release.sub_genre);
}

void write_ern_382(pugi::xml_document& document, Message const& message) {
    if (message.settings.kind == MessageKind::purge) return write_purge(document, message);
    auto root = write_root(document, message, "ern:NewReleaseMessage");
    write_header(root, message.settings);
    add(root, "UpdateIndicator", message.settings.kind == MessageKind::release ? "OriginalMessage" : "UpdateMessage");
    write_ern_382_resources(root, message);
    auto releases = add(root, "ReleaseList");
    write_main_release(releases, message);
    int number = 0;
    for (auto const& recording : message.recordings) write_track_release(releases, message, recording, ++number);
    write_ern_382_deals(root, message);
}

}  // namespace troupe::distribution::impl
