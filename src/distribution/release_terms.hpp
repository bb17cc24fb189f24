#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

/// On what terms a release is sold and heard, and what was told to whom about it.
namespace troupe::distribution {

/// One offer. Words of DDEX: data/distribution/deals.json lists those that ERN 3.8.2, 4.3 and 4.3.2 have in common.
struct Deal {
    std::vector<std::string> commercial_models;     ///< at least one: SubscriptionModel, PayAsYouGoModel..
    std::vector<std::string> use_types;             ///< at least one: OnDemandStream, PermanentDownload..
    std::vector<std::string> territories;           ///< ISO 3166-1 alpha-2, or Worldwide alone; empty: the release's
    std::vector<std::string> excluded_territories;  ///< from Worldwide
    std::optional<Date> start;                      ///< first day; nothing: the release date
    std::optional<Date> end;                        ///< last day; nothing: until told otherwise
};
BOOST_DESCRIBE_STRUCT(Deal, (), (commercial_models, use_types, territories, excluded_territories, start, end))

/// Streams paid by advertisements, streams by subscription, and downloads: what most releases are offered for.
[[nodiscard]] std::vector<Deal> const& usual_deals();

/// Selling before the release date, and what can be seen and heard until then.
struct PreOrder {
    Date start{};  ///< first day of the orders, before the release date
    bool shows_cover = true;
    bool shows_tracks = true;
    bool plays_clips = false;
};
BOOST_DESCRIBE_STRUCT(PreOrder, (), (start, shows_cover, shows_tracks, plays_clips))

BOOST_DEFINE_ENUM_CLASS(MessageKind, release, update, takedown, purge)

struct SentMessage {
    std::string id;
    MessageKind kind = MessageKind::release;
    TimePoint created{};
};
BOOST_DESCRIBE_STRUCT(SentMessage, (), (id, kind, created))

/// All messages to one store about one release: an update is one only within its thread.
struct MessageThread {
    std::string id;                     ///< the MessageThreadId of every message in it
    std::string recipient;              ///< the store's DPID
    std::vector<SentMessage> messages;  ///< oldest first, each with an id of its own
};
BOOST_DESCRIBE_STRUCT(MessageThread, (), (id, recipient, messages))

}  // namespace troupe::distribution
