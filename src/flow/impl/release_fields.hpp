#pragma once

#include <optional>
#include <string>
#include <vector>

#include "distribution/release.hpp"
#include "flow/field_change.hpp"

/// What a person may set of a release's description.
namespace troupe::flow::impl {

struct EditableTrack {
    std::string title, version;
    std::vector<distribution::Contributor> contributors;
    std::vector<distribution::ShownArtist> artists;
    std::optional<distribution::RightsLine> p_line;
    std::optional<Date> first_published;
    std::string language, iswc;
    bool explicit_lyrics = false, instrumental = false;
    std::optional<std::string> lyrics;
};
BOOST_DESCRIBE_STRUCT(EditableTrack, (),
                      (title, version, contributors, artists, p_line, first_published, language, iswc, explicit_lyrics,
                       instrumental, lyrics))

struct EditableRelease {
    std::string title, version;
    distribution::ReleaseKind type = distribution::ReleaseKind::single;
    std::string artist, artist_isni, label, language, genre, sub_genre, catalog_number;
    std::vector<distribution::ShownArtist> artists;
    distribution::RightsLine p_line, c_line;
    Date release_date{};
    std::optional<Date> original_release_date;
    std::vector<std::string> territories, excluded_territories;
    std::optional<distribution::PreOrder> pre_order;
    std::vector<distribution::Deal> deals;
    std::optional<Date> takedown_date;
    std::vector<EditableTrack> tracks;
    std::vector<int> order;  ///< present numbers of the tracks, from 1
    std::string cover;       ///< id of another cover; empty: it stays
};
BOOST_DESCRIBE_STRUCT(EditableRelease, (),
                      (title, version, type, artist, artist_isni, label, language, genre, sub_genre, catalog_number,
                       artists, p_line, c_line, release_date, original_release_date, territories, excluded_territories,
                       pre_order, deals, takedown_date, tracks, order, cover))

struct ChangedRelease {
    distribution::Release release;   ///< its files still under their old names
    std::vector<std::size_t> order;  ///< where each of its tracks stood before
    std::string cover;               ///< id of the one that is wanted; empty: the present one
};

/// The release with the changes, checked as far as its files need not be read: types, texts, numbers, shares, and that
/// a message can be written of it. The only track of a release goes by the release's title. Error: invalid_input,
/// naming the field; also when nothing would change.
[[nodiscard]] Result<ChangedRelease> changed_release(distribution::Release const& release,
                                                     std::vector<FieldChange> const& changes);

}  // namespace troupe::flow::impl
