#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace troupe::planning {

/// What came back for a post.
struct PostResult {
    double hour = 0;  ///< of the day on which it was posted, in the audience's zone: 0 up to 24
    Date date{};
    std::string platform;    ///< platforms are compared with themselves
    double reactions = 0;    ///< plays, saves or whatever is counted, always the same; not negative
    bool was_tried = false;  ///< earlier results had a say in its hour: see `PlanItem::hour_from_results`
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

/// So many posts are tried before their results change what is tried next.
inline constexpr int posts_a_trial = 30;

/// Looks for an hour that is better than the usual one.
///
/// The logarithm of the reactions, less each platform's mean and a straight trend over time, is a smooth curve over the
/// hours (a Gaussian process: neighbours within an hour and a half share their effect; its deviation before any
/// evidence is 0.25, so an hour is seldom worth more than 1.6 times another) plus noise whose size is estimated. The
/// curve's estimate is shrunk by that prior. Its height above the mean counts as evidence only where at most one in
/// twenty of 399 shufflings of the same results over the same hours reach it: on flat histories it abstains in 95 of
/// 100. Where hours were tried for earlier results, shuffling all of them would find evidence too often: then every
/// `posts_a_trial` results are shuffled with those before them left as they are, and the chances are put together by
/// weighted inverse normals, a post of the first trial counting 3 where later ones count 7 (Lehmacher & Wassmer 1999;
/// the weights were chosen on made histories of other seeds than those of the benchmark).
///
/// Hours are proposed only where three posts or more stand within an hour. Under 20 posts nothing is said, and of more
/// than 300 whole trials are forgotten, the oldest first. Posts with an hour outside the day or negative reactions are left out. Same
/// history, same advice.
[[nodiscard]] HourAdvice learn_posting_hour(std::vector<PostResult> const& history, double usual_hour);

/// Hours between which posts may be tried.
struct HourWindow {
    double from = 8;
    double to = 23;
};

/// The next `count` hours to post at, so that a better one is found soon: spread evenly over the window until the first
/// trial is over; from then on four of five where the results leave a best hour possible, the others spread. Only whole
/// trials are looked at, so that what is learned from a trial did not choose it. Quarters of an hour; same history and
/// seed, same hours.
[[nodiscard]] std::vector<double> hours_to_try(std::vector<PostResult> const& history, HourWindow const& window,
                                               int count, std::uint64_t seed);

}  // namespace troupe::planning
