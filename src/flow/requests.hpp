#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

/// What waits in the queue for the jobs that make no content.
namespace troupe::flow {

struct ArtistJob {
    std::string id;  ///< that the artist gets
    std::string prompt;
    std::uint64_t seed = 0;
    bool lock_core = false;
    std::string by = "owner";
    int proposal = 0;  ///< 1 to 3: that one of `propose_artists`
};
BOOST_DESCRIBE_STRUCT(ArtistJob, (), (id, prompt, seed, lock_core, by, proposal))

}  // namespace troupe::flow
