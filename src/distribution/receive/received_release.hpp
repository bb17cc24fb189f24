#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "distribution/ern.hpp"

/// A message as its receiver reads it, field by field, from the XML alone.
namespace troupe::distribution {

struct ReceivedContributor {
    std::string name;  ///< "GenerativeAI" where no person is named
    std::vector<std::string> roles;
    bool operator==(ReceivedContributor const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReceivedContributor, (), (name, roles))

struct ReceivedFile {
    std::string uri, hash, hash_type;
    bool is_provided = true;
};
BOOST_DESCRIBE_STRUCT(ReceivedFile, (), (uri, hash, hash_type, is_provided))

struct ReceivedTrack {
    std::string title, version, artist, isrc, iswc, p_line, language, first_published, parental_warning;
    std::vector<ReceivedContributor> contributors;
    long seconds = 0;
    int sample_rate_hz = 0, bits = 0, channels = 0;
    bool is_video = false;
    ReceivedFile file;
};
BOOST_DESCRIBE_STRUCT(ReceivedTrack, (),
                      (title, version, artist, isrc, iswc, p_line, language, first_published, parental_warning,
                       contributors, seconds, sample_rate_hz, bits, channels, is_video, file))

struct ReceivedCover {
    int width_px = 0, height_px = 0;
    ReceivedFile file;
};
BOOST_DESCRIBE_STRUCT(ReceivedCover, (), (width_px, height_px, file))

struct ReceivedDeal {
    std::vector<std::string> commercial_models, use_types, territories, excluded_territories;
    std::string start, end;
    bool is_pre_order = false;
};
BOOST_DESCRIBE_STRUCT(ReceivedDeal, (),
                      (commercial_models, use_types, territories, excluded_territories, start, end, is_pre_order))

struct ReceivedRelease {
    std::string message_id, thread_id, created, control;
    MessageParty sender, recipient;
    ErnVersion version = ErnVersion::ern_43;
    std::string type, title, title_version, artist, label, genre, sub_genre, upc, grid, own_id, catalog_number, p_line,
        c_line, release_date, original_release_date;
    std::vector<ReceivedTrack> tracks;
    ReceivedCover cover;
    std::vector<ReceivedDeal> deals;
};
BOOST_DESCRIBE_STRUCT(ReceivedRelease, (),
                      (message_id, thread_id, created, control, sender, recipient, version, type, title, title_version,
                       artist, label, genre, sub_genre, upc, grid, own_id, catalog_number, p_line, c_line, release_date,
                       original_release_date, tracks, cover, deals))

/// Reads ERN 4.3 and 4.3.2; of 3.8.2 what stands in the same places. The message has been checked: semantic.hpp.
/// Error: invalid_input (no message that is read here).
[[nodiscard]] Result<ReceivedRelease> read_release(std::string_view xml);

struct Difference {
    std::string field, ours, theirs;
};
BOOST_DESCRIBE_STRUCT(Difference, (), (field, ours, theirs))

/// Where what was received is not what we say of the release, every field of it that a message carries. Empty: equal.
[[nodiscard]] std::vector<Difference> differences(Release const& release, ReceivedRelease const& received);

}  // namespace troupe::distribution
