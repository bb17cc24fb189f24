#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/release.hpp"

/// Writes DDEX ERN 4.3 (http://ddex.net/xml/ern/43): the message that tells a store of a new release.
namespace troupe::distribution {

BOOST_DEFINE_ENUM_CLASS(MessageControl, test, live)
BOOST_DEFINE_ENUM_CLASS(HashAlgorithm, md5, sha256)

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
};

/// A file as the message names it.
struct DeliveredFile {
    std::string uri;   ///< relative to the message: "resources/..."
    std::string hash;  ///< hexadecimal, of the algorithm of the settings
};

struct DeliveredFiles {
    std::vector<DeliveredFile> tracks;  ///< one for each track of the release, in its order
    DeliveredFile cover;
};

/// A complete NewReleaseMessage of the profile SimpleAudioSingle: valid against the XSD of 4.3, every reference closed,
/// durations in whole seconds. The same input gives the same bytes. Without an ISRC or UPC the proprietary ids stand
/// in.
///
/// ERN 4.3 has no field for the share of AI: disclosure.hpp carries it beside the message.
///
/// Errors: invalid_input (not a single with one track; a live message without codes or DPIDs; a text with characters
/// that XML cannot hold), each naming the field.
[[nodiscard]] Result<std::string> write_message(Release const& release, MessageSettings const& settings,
                                                DeliveredFiles const& files);

}  // namespace troupe::distribution
