#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
/// Of several jobs that work on one thing at the same time, or turn out alike, one comes through in each round.
inline constexpr int contended_attempts = 10;

/// A person's recording whose bytes lie in the assets already.
struct MaterialJob {
    std::string target;
    std::string asset;      ///< SHA-256
    std::string file_name;  ///< as the person calls it
    std::string role;       ///< of MaterialRole
    std::string rights;
    std::string by;
    std::string title;
    std::string at;
};
BOOST_DESCRIBE_STRUCT(MaterialJob, (), (target, asset, file_name, role, rights, by, title, at))

/// A language model is asked about an artist; the advice is the job's output.
struct AdviceJob {
    std::string artist;  ///< id
};
BOOST_DESCRIBE_STRUCT(AdviceJob, (), (artist))

/// Files that nobody used any more when it was written.
struct CleaningJob {
    std::vector<std::string> assets;  ///< SHA-256 of each
};
BOOST_DESCRIBE_STRUCT(CleaningJob, (), (assets))

/// A post whose time has come.
struct PublishJob {
    std::string record;  ///< id in the outbox
};
BOOST_DESCRIBE_STRUCT(PublishJob, (), (record))

}  // namespace troupe::flow
