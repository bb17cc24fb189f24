#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace troupe::planning {

/// What came back for a post.
struct PostResult {
    double hour = 0;  ///< of the day on which it was posted, in the audience's zone: 0 up to 24
    Date date{};
    std::string platform;  ///< platforms are compared with themselves
    double reactions = 0;  ///< plays, saves or whatever is counted, always the same; not negative
};

/// What a history says about an artist's posting hour.
struct HourAdvice {
    bool has_evidence = false;
    double hour = 0;      ///< the best one, or the usual one without evidence; quarters of an hour
    double gain = 0;      ///< expected share more than at the usual hour: 0.2 is a fifth; shrunk towards 0
    double gain_low = 0;  ///< of an interval that holds it nine times of ten
    double gain_high = 0;
    double chance = 1;  ///< how often a history without any effect looks as uneven as this one
    int posts = 0;      ///< that were looked at
    std::string says;   ///< in a sentence
};
BOOST_DESCRIBE_STRUCT(HourAdvice, (), (has_evidence, hour, gain, gain_low, gain_high, chance, posts, says))

/// Looks for an hour that is better than the usual one.
///
/// The logarithm of the reactions, less each platform's mean and a straight trend over time, is a smooth curve over the
/// hours (a Gaussian process: neighbours within an hour and a half share their effect; its deviation before any
/// evidence is 0.25, so an hour is seldom worth more than 1.6 times another) plus noise whose size is estimated. The
/// curve's estimate is shrunk by that prior. Its height above the mean counts as evidence only where at most one in
/// twenty of 399 shufflings of the same results over the same hours reach it: on flat histories it abstains in 95 of
/// 100. Hours are proposed only where three posts or more stand within an hour. Under 20 posts nothing is said. Posts
/// with an hour outside the day or negative reactions are left out. Same history, same advice.
[[nodiscard]] HourAdvice learn_posting_hour(std::vector<PostResult> const& history, double usual_hour);

}  // namespace troupe::planning
