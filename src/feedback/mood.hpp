#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "feedback/listener_comment.hpp"

namespace troupe::feedback {

/// Fewer comments than this that feel one way or the other are no evidence.
inline constexpr int least_opinions = 20;

/// What listeners' comments feel, together.
struct Mood {
    int positive = 0;
    int negative = 0;
    int neither = 0;
    int not_read = 0;  ///< in no language that is read
    bool has_evidence = false;
    double share = 0;  ///< of positive ones among those that feel either way; with evidence alone, as are its bounds
    double low = 0;   ///< of an interval that holds it nine times of ten (Wilson 1927). Of who happened to write alone:
    double high = 0;  ///< a reader's mistakes come on top
    std::map<std::string, int> read_by;  ///< how many each reader read
};
BOOST_DESCRIBE_STRUCT(Mood, (), (positive, negative, neither, not_read, has_evidence, share, low, high, read_by))

[[nodiscard]] Mood mood_of(std::vector<ListenerComment> const& comments);

/// In a sentence or two; empty where there is no comment at all.
[[nodiscard]] std::string describe(Mood const& mood);

}  // namespace troupe::feedback
