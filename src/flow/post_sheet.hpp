#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace troupe::flow {

/// One caption, ready to be posted.
struct Post {
    std::optional<std::string> item;  ///< id of the plan item
    std::string date;                 ///< "2026-11-27"; empty: not planned
    std::string local_time;           ///< "19:30", in the audience's zone
    std::string platform;
    std::string purpose;
    std::string text;
    std::vector<std::string> hashtags;
    std::vector<std::string> facts;   ///< ids of the facts it tells
    std::string written_by;           ///< "troupe writer", or a model
    std::string frame;                ///< bank entry it was made from; empty: none
};
BOOST_DESCRIBE_STRUCT(Post, (), (item, date, local_time, platform, purpose, text, hashtags, facts, written_by, frame))

inline constexpr auto post_sheet_name = "captions.json";

/// `details` of a content of kind post, and the file captions.json.
struct PostSheet {
    std::string artist;
    std::string language;
    std::vector<Post> posts;
};
BOOST_DESCRIBE_STRUCT(PostSheet, (), (artist, language, posts))

}  // namespace troupe::flow
