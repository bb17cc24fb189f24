#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

/// What came back for a post.
namespace troupe::social {

/// What people did with it since it went out. Nothing: the platform does not say, which is not 0.
struct PostCounts {
    std::optional<std::int64_t> views;    ///< or plays
    std::optional<std::int64_t> likes;    ///< favourites, hearts
    std::optional<std::int64_t> reposts;  ///< shares, boosts
    std::optional<std::int64_t> replies;  ///< comments
    std::optional<std::int64_t> clicks;   ///< on its link
};
BOOST_DESCRIBE_STRUCT(PostCounts, (), (views, likes, reposts, replies, clicks))

[[nodiscard]] bool says_nothing(PostCounts const& counts);
/// "412 views, 30 likes"; "nothing is reported".
[[nodiscard]] std::string describe(PostCounts const& counts);

/// The counts of one post as they stood at one time. What it brought is its newest reading; the others show how it
/// came.
struct PostReading {
    std::string post;    ///< id of the outbox record
    std::string artist;  ///< id
    std::string platform;
    TimePoint read{};
    std::optional<TimePoint> posted;  ///< when it went out, where a file says so; else the outbox knows
    PostCounts counts;
    bool is_gone = false;  ///< it was not there any more
    std::string source;    ///< the channel that was asked, or a file's SHA-256
};
BOOST_DESCRIBE_STRUCT(PostReading, (), (post, artist, platform, read, posted, counts, is_gone, source))

/// Whether both say the same, wherever it is from.
[[nodiscard]] bool says_the_same(PostReading const& a, PostReading const& b);

struct ReadingCount {
    int kept = 0;           ///< new
    int already_known = 0;  ///< were there, with the same counts
    int replaced = 0;       ///< were there with others
};
BOOST_DESCRIBE_STRUCT(ReadingCount, (), (kept, already_known, replaced))

/// Port: keeps readings, one of a post at a time. Adapters: storage (SQL), testing (memory). Every call takes part in
/// the unit of work of its thread and may fail with unavailable.
class PostResultStore {
public:
    virtual ~PostResultStore() = default;
    /// Takes them in, all or none. One of the same post and time with other counts is replaced.
    virtual Result<ReadingCount> keep(std::vector<PostReading> const& readings) = 0;
    /// By time.
    virtual Result<std::vector<PostReading>> of_post(std::string const& post) = 0;
    /// By post, then time.
    virtual Result<std::vector<PostReading>> of_artist(std::string const& artist) = 0;
    /// Forgets those of the artist. How many they were.
    virtual Result<int> remove_by_artist(std::string const& artist) = 0;
};

}  // namespace troupe::social
