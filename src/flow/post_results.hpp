#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "feedback/import_post_results.hpp"
#include "flow/studio.hpp"

/// What came back for posts: from files, and from the platforms that say so.
namespace troupe::flow {

struct PostResultsRequest {
    std::filesystem::path file;
    bool accepts_good_rows = false;
};

/// Reads a file of results and keeps what it says. Errors: not_found, invalid_input (header, size), unavailable.
[[nodiscard]] Result<feedback::PostResultImport> import_post_results(Studio& studio, PostResultsRequest const& request);

/// What waits in the queue: one channel is asked about its posts.
struct ResultsJob {
    std::string channel;
};
BOOST_DESCRIBE_STRUCT(ResultsJob, (), (channel))

/// What a channel said.
struct AskedResults {
    std::string channel;
    int due = 0;  ///< posts that are as old as a reading is wanted of
    int read = 0;
    int gone = 0;         ///< of those read
    std::string problem;  ///< why the rest is not reported; empty: all of it is
};
BOOST_DESCRIBE_STRUCT(AskedResults, (), (channel, due, read, gone, problem))

/// The posts of a channel that are to be asked about: out for at most 30 days, known by the platform's own id, and with
/// no reading since they were 1, 3, 7 or 28 days old, whichever was last. Those that are gone are left alone.
[[nodiscard]] Result<std::vector<social::OutboxRecord>> posts_to_ask(Studio& studio, std::string const& channel);

/// Asks about 100 of them at most, oldest first. What was read is kept as it comes, and stays when the channel fails in
/// the middle: that is told in `problem`. Errors: not_found (no such channel), unavailable (the database), cancelled.
[[nodiscard]] Result<AskedResults> ask_results(Studio& studio, std::string const& channel, std::stop_token stop);

/// A job for every channel that can be asked. Error: conflict (there is none, and how results come in then).
[[nodiscard]] Result<std::vector<jobs::JobId>> begin_results(Studio& studio);

/// A job for every channel with something to ask about, one an hour, however many processes ask. How many.
[[nodiscard]] Result<int> begin_due_results(Studio& studio);

/// A post that is out, and what came back for it last.
struct PostResultLine {
    std::string post;  ///< id in the outbox
    std::string artist, platform, channel, title, url;
    std::optional<TimePoint> sent, read;  ///< sent: nothing where a person posted it and nobody said when
    social::PostCounts counts;
    bool is_gone = false;
    std::string says;  ///< in words
};
BOOST_DESCRIBE_STRUCT(PostResultLine, (),
                      (post, artist, platform, channel, title, url, sent, read, counts, is_gone, says))

/// Of the last 30 days, oldest first. `artist` empty: everybody's. Error: unavailable.
[[nodiscard]] Result<std::vector<PostResultLine>> recent_results(Studio& studio, std::string const& artist);

/// All readings of a post, oldest first. Error: not_found.
[[nodiscard]] Result<std::vector<social::PostReading>> readings_of(Studio& studio, std::string const& post);

}  // namespace troupe::flow
