#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/release.hpp"

/// Writes DDEX ERN: the message that tells a store of a release, of what changed in it, or that it must go.
namespace troupe::distribution {

/// 3.8.2 for stores that never moved on, 4.3 for most, 4.3.2 because it alone says what AI made.
BOOST_DEFINE_ENUM_CLASS(ErnVersion, ern_382, ern_43, ern_432)
BOOST_DEFINE_ENUM_CLASS(MessageControl, test, live)
BOOST_DEFINE_ENUM_CLASS(HashAlgorithm, md5, sha256)
/// How deals say when they begin: StartDate or StartDateTime. Stores read one or the other.
BOOST_DEFINE_ENUM_CLASS(DealDates, day, moment)
/// Both are read everywhere: all deals ended (3.8.2: the TakeDown mark), or no deals at all.
BOOST_DEFINE_ENUM_CLASS(TakedownStyle, ended_deals, no_deals)

/// What stands where the schema demands a DPID and there is none yet: too short to be one, so that nobody can take it
/// for one. Only test messages may carry it.
inline constexpr char const* no_dpid = "PADPIDANONE";

struct MessageParty {
    std::string dpid;  ///< "PADPIDA2013042401U", without dashes; empty: none yet
    std::string name;
};
BOOST_DESCRIBE_STRUCT(MessageParty, (), (dpid, name))

struct MessageSettings {
    MessageParty sender;  ///< the label
    MessageParty recipient{"", "Draft, no recipient yet"};
    std::string message_id;  ///< new for every message
    std::string thread_id;   ///< stays the same for updates of one release
    TimePoint created{};
    MessageControl control = MessageControl::test;
    HashAlgorithm hash = HashAlgorithm::md5;  ///< MD5 is what stores read everywhere
    ErnVersion version = ErnVersion::ern_43;
    MessageKind kind = MessageKind::release;
    DealDates deal_dates = DealDates::day;
    TakedownStyle takedown = TakedownStyle::ended_deals;
    bool brings_files = true;  ///< false: what changed is told without sending sound and pictures again
    std::string
        avs_version;  ///< of the allowed value sets, "11"; empty: 3 for ERN 4.3, 9 for 4.3.2. ERN 3.8.2 has none
};
BOOST_DESCRIBE_STRUCT(MessageSettings, (),
                      (sender, recipient, message_id, thread_id, created, control, hash, version, kind, deal_dates,
                       takedown, brings_files, avs_version))

/// A file as the message names it.
struct DeliveredFile {
    std::string uri;   ///< relative to the message: "resources/..."
    std::string hash;  ///< hexadecimal, of the algorithm of the settings
};

struct DeliveredFiles {
    std::vector<DeliveredFile> tracks;  ///< one for each track of the release, in its order
    DeliveredFile cover;
};

/// A complete message: valid against the XSD of its version, every reference closed, durations in whole seconds. The
/// same input gives the same bytes. Without an ISRC or UPC the proprietary ids stand in. One track is the profile
/// SimpleAudioSingle, a video SimpleVideoSingle, all else Audio.
///
/// An update is the whole message again in the thread of the first, with the same ids and a new message id. A takedown
/// ends the deals on the release's takedown date, or on the day of the message. A purge (for what should never have
/// been sent) names the release alone; it needs no files.
///
/// ERN 4.3.2 says what AI made, from the provenance of the release's assets: a recording wholly made by AI credits
/// GenerativeAI alone, whatever names its contributors bear. The other versions have no field for it.
///
/// Errors: invalid_input, naming the field: a live message without codes or DPIDs; a text with characters that XML
/// cannot hold; a message id used before; an update of what the store was never told; 4.3.2 of a file nobody recorded
/// the making of; words that DDEX does not know.
[[nodiscard]] Result<std::string> write_message(Release const& release, MessageSettings const& settings,
                                                DeliveredFiles const& files);

/// The settings of the next message to the same store: its thread, if the release has one. Whoever calls sets the
/// message id and the time.
[[nodiscard]] MessageSettings next_message(Release const& release, MessageSettings settings, MessageKind kind);

/// The release with this message in its history. Only what was sent belongs there.
[[nodiscard]] Release with_message(Release release, MessageSettings const& settings);

}  // namespace troupe::distribution
