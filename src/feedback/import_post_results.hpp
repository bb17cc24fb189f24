#pragma once

#include <functional>

#include "feedback/post_result_file.hpp"

namespace troupe::feedback {

/// The post that a row is about, or why it cannot be said.
struct PostMatch {
    std::string post;  ///< id in the outbox; empty: see `problem`
    std::string artist, platform;
    std::optional<TimePoint> posted;  ///< nothing: a person posted it, and nobody said when
    std::string problem;
};

/// Finds a post by its id in the outbox, its address, or its id on that platform. Given by flow.
using PostResolver = std::function<Result<PostMatch>(std::string const& post, std::string const& platform)>;

struct PostResultRequest {
    std::string bytes;
    std::string name;  ///< of the file
    TimePoint now{};
    bool accept_good_rows = false;  ///< take the good rows of a file that has bad ones
};

struct UnmatchedPost {
    int line = 0;
    std::string post;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(UnmatchedPost, (), (line, post, reason))

struct PostResultImport {
    std::string file;
    std::string sha256;
    int rows = 0;
    int posts = 0;  ///< that they are about
    social::ReadingCount count;
    bool accepted = true;       ///< false: bad rows, and the good ones were not asked for
    std::vector<int> repeated;  ///< lines that were left out: the same reading came before
    std::vector<RejectedRow> rejected;
    std::vector<UnmatchedPost> unmatched;  ///< left out: import the file again once the post is out
    std::vector<DoubtfulRow> doubtful;
    int without_time = 0;  ///< posts of which nobody knows when they went out: their hour is not learned from
};
BOOST_DESCRIBE_STRUCT(PostResultImport, (),
                      (file, sha256, rows, posts, count, accepted, repeated, rejected, unmatched, doubtful,
                       without_time))

/// A file that was read, before anything of it is kept.
struct PostResultsRead {
    PostResultImport result;
    std::vector<social::PostReading> readings;
};

/// Parses and matches; keeps nothing. Errors: those of `read_post_result_file` and of the resolver.
[[nodiscard]] Result<PostResultsRead> read_post_results(PostResultRequest const& request, PostResolver const& resolve);

/// In a few lines for people.
[[nodiscard]] std::string describe(PostResultImport const& result);

}  // namespace troupe::feedback
