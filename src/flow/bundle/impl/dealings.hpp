#pragma once

#include <boost/describe.hpp>
#include <set>
#include <string>
#include <vector>

#include "distribution/codes.hpp"
#include "distribution/delivery/delivery_record.hpp"
#include "flow/studio.hpp"
#include "social/outbox.hpp"

/// What an artist's works have had to do with the world: their codes, deliveries and posts. What another home must
/// know, so that nothing gets a second code, and nothing goes out twice.
namespace troupe::flow::bundle::impl {

/// A code of the label's book. Elsewhere it is one that somebody else gave: prefixes stay at home, because two homes
/// with one prefix would give its codes twice.
struct CarriedCode {
    distribution::CodeKind kind = distribution::CodeKind::isrc;
    std::string value;
    std::string owner;  ///< the hash of the recording, or the release's id
    std::string release, title;
};
BOOST_DESCRIBE_STRUCT(CarriedCode, (), (kind, value, owner, release, title))

struct CarriedDealings {
    std::vector<CarriedCode> codes;                        ///< of the artist's releases, by release, kind and value
    std::vector<distribution::DeliveryRecord> deliveries;  ///< by release and store; their revisions stay at home
    /// Those that left, or may have: what still waits is planned anew from what was approved. Oldest first.
    std::vector<social::OutboxRecord> posts;

    [[nodiscard]] bool is_empty() const { return codes.empty() && deliveries.empty() && posts.empty(); }
};
BOOST_DESCRIBE_STRUCT(CarriedDealings, (), (codes, deliveries, posts))

/// Of the artist and these releases of theirs, ids in order.
[[nodiscard]] Result<CarriedDealings> dealings_of(Studio& studio, std::string const& artist,
                                                  std::set<std::string> const& releases);

/// They are the artist's, and stand there once. Error: invalid_input naming what does not fit.
[[nodiscard]] Result<void> check_dealings(CarriedDealings const& dealings, std::string const& artist,
                                          std::set<std::string> const& releases);

struct DealingsTaken {
    int codes = 0, deliveries = 0, posts = 0;
    std::vector<std::string> notes;  ///< what stayed as it is here, and why
};

/// Brings in what is not here, within a unit of work; `writes` false: only counts. What is here and later stays.
[[nodiscard]] Result<DealingsTaken> bring_dealings(Studio& studio, CarriedDealings const& dealings, bool writes);

}  // namespace troupe::flow::bundle::impl
