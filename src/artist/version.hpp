#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::artist {

/// Why a version was written.
BOOST_DEFINE_ENUM_CLASS(VersionKind, created, evolved, edited, undone, locked, recast, state_changed)

/// One field that a version changed; null stands for "was not there" or "is gone". A list of weights that names the same
/// things in the same order is compared entry by entry, any other list is one field.
struct Change {
    std::string path;  ///< "style.production.space.value", "style.genres[0].weight"
    json::Value before;
    json::Value after;
};
BOOST_DESCRIBE_STRUCT(Change, (), (path, before, after))

/// Who changes an artist, when and why.
struct Authorship {
    std::string by;      ///< "owner", "evolution", a key's name; never blank
    std::string reason;  ///< one sentence for people; never blank
    TimePoint at{};
    json::Value evidence;  ///< what the decision rests on: observations, file and rows; null when it is a person's wish
};

/// One link of an artist's history.
struct Version {
    int number = 1;  ///< 1, 2, 3 without gaps
    TimePoint at{};
    std::string by;
    std::string reason;
    VersionKind kind = VersionKind::created;
    json::Value evidence;
    std::vector<Change> diff;   ///< against the version before; empty for the first
    std::string previous_hash;  ///< of the version before; empty for the first
    std::string hash;           ///< SHA-256 of the document's JSON with this field empty
};
BOOST_DESCRIBE_STRUCT(Version, (), (number, at, by, reason, kind, evidence, diff, previous_hash, hash))

/// The fields in which two profiles differ, in the order of the document.
[[nodiscard]] std::vector<Change> diff(Profile const& before, Profile const& after);

}  // namespace troupe::artist
