#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feedback/report.hpp"
#include "social/post_result.hpp"

/// What came back for posts as a file: CSV in UTF-8 with a header,
///     post,platform,read[,views][,likes][,reposts][,replies][,clicks][,posted]
/// in any order and case, separated by commas, semicolons or tabs. `post` is its id in the outbox, its address, or its
/// id on the platform; `read` is when the counts stood so, a day or a time in UTC; `posted` is when it went out, where
/// a person posted by hand. An empty cell of a count is: not reported, which is not 0. Platforms call some counts
/// otherwise: plays are views, favourites likes, shares and boosts reposts, comments replies.
namespace troupe::feedback {

/// A row, before anyone knows which post it is about.
struct WrittenResult {
    int line = 0;  ///< of the file, counted from 1
    std::string post;
    std::string platform;  ///< lower case
    TimePoint read{};
    std::optional<TimePoint> posted;
    social::PostCounts counts;
};

struct PostResultFile {
    std::string sha256;
    std::string name;
    int rows = 0;                        ///< good and bad
    std::vector<WrittenResult> results;  ///< the good ones
    std::vector<RejectedRow> rejected;   ///< every wrong cell, by line
    std::vector<DoubtfulRow> doubtful;   ///< good rows that contradict themselves
};

/// Errors: invalid_input, for what concerns the whole file, as `parse_report`.
[[nodiscard]] Result<PostResultFile> read_post_result_file(std::string_view bytes, std::string const& name,
                                                           TimePoint now);

}  // namespace troupe::feedback
