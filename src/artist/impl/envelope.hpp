#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "artist/document.hpp"

namespace troupe::artist::impl {

/// What stands around the profile in a document's JSON.
struct Envelope {
    ArtistId id;
    std::optional<std::string> name;
    State state = State::candidate;
    bool core_locked = false;
    std::string core_hash;
    std::uint64_t seed = 0;
    Version version;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (id, name, state, core_locked, core_hash, seed, version))

}  // namespace troupe::artist::impl
