#include "planning/posting_hour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "base/random.hpp"
#include "planning/impl/hour_curve.hpp"

namespace troupe::planning {
namespace {

constexpr int least_posts = 20;
constexpr std::size_t most_posts = 300;
constexpr int shufflings = 399;
constexpr double level = 0.05;
constexpr double weight_of_first = 3, weight_of_later = 7;

std::string clock(double hour) {
    auto const minutes = static_cast<int>(std::lround(hour * 60)) % (24 * 60);
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

double deviation_of(std::vector<double> const& values) {
    double square = 0;
    for (auto const value : values) square += value * value;
    return std::sqrt(square / static_cast<double>(std::max<std::size_t>(1, values.size() - 1)));
}

/// A history, and the curve through it.
struct Sight {
    explicit Sight(std::vector<PostResult> const& posts, double usual)
        : results(impl::residuals(posts)), curve(posts, deviation_of(results), usual), peak(curve.peak(results)) {}
    std::vector<double> results;
    impl::HourCurve curve;
    impl::HourCurve::Peak peak;
};

/// How often results that are shuffled from `from` on look as uneven as they do.
double chance_of(Sight const& sight, std::size_t from) {
    if (sight.peak.score <= 0) return 1;
    Random random(stable_hash("planning.posting_hour"));
    int higher = 0, as_high = 0;
    for (int round = 0; round < shufflings; ++round) {
        std::vector<double> later(sight.results.begin() + static_cast<std::ptrdiff_t>(from), sight.results.end());
        random.shuffle(later);
        auto results = sight.results;
        std::copy(later.begin(), later.end(), results.begin() + static_cast<std::ptrdiff_t>(from));
        auto const score = sight.curve.peak(results).score;
        higher += score > sight.peak.score ? 1 : 0;
        as_high += score >= sight.peak.score ? 1 : 0;
    }
    // Of a whole history no better order than its own may be called chance; of a part of it, ties are halved.
    return from == 0 ? (1.0 + as_high) / (shufflings + 1) : (1 + 0.5 * (higher + as_high)) / (shufflings + 2);
}

/// Of trials one after the other, whose hours the earlier ones chose.
double chance_of_trials(std::vector<PostResult> const& posts, double usual) {
    boost::math::normal const normal;
    double sum = 0, square = 0;
    for (std::size_t from = 0; from < posts.size();) {
        auto const to = std::min(from + posts_a_trial, posts.size());
        std::vector<PostResult> const so_far(posts.begin(), posts.begin() + static_cast<std::ptrdiff_t>(to));
        auto const chance = std::min(chance_of(Sight(so_far, usual), from), 1 - 1e-3);
        auto const weight = (from == 0 ? weight_of_first : weight_of_later) * static_cast<double>(to - from);
        sum += std::sqrt(weight) * quantile(complement(normal, chance));
        square += weight;
        from = to;
    }
    return cdf(complement(normal, sum / std::sqrt(square)));
}

void propose(HourAdvice& advice, impl::HourCurve::Peak const& peak) {
    auto const usual = advice.hour;
    advice.has_evidence = true;
    advice.hour = peak.hour;
    advice.gain = std::expm1(peak.height);
    advice.gain_low = std::expm1(peak.height - 1.645 * peak.deviation);
    advice.gain_high = std::expm1(peak.height + 1.645 * peak.deviation);
    advice.says = fmt::format(
        "{} does better than the usual {}: {:+.0f} % expected ({:+.0f} to {:+.0f}), from {} posts; chance alone does "
        "that {:.1f} times in 100.",
        clock(advice.hour), clock(usual), 100 * advice.gain, 100 * advice.gain_low, 100 * advice.gain_high,
        advice.posts, 100 * advice.chance);
}

}  // namespace

HourAdvice learn_posting_hour(std::vector<PostResult> const& history, double usual_hour) {
    auto posts = impl::sound_posts(history);
    while (posts.size() > most_posts) posts.erase(posts.begin(), posts.begin() + posts_a_trial);
    HourAdvice advice{.hour = usual_hour, .posts = static_cast<int>(posts.size())};
    if (advice.posts < least_posts) {
        advice.says = fmt::format("No evidence about the hour yet ({} of {} posts): the usual {} stays.", advice.posts,
                                  least_posts, clock(usual_hour));
        return advice;
    }
    Sight const sight(posts, usual_hour);
    bool const were_tried = std::any_of(posts.begin(), posts.end(), [](PostResult const& post) { return post.was_tried; });
    advice.chance = were_tried ? chance_of_trials(posts, usual_hour) : chance_of(sight, 0);
    if (advice.chance <= level && sight.peak.height > 0) {
        propose(advice, sight.peak);
        return advice;
    }
    advice.says = fmt::format(
        "No evidence about the hour: {} posts differ as chance alone would have it ({:.0f} in 100). The usual {} stays.",
        advice.posts, 100 * advice.chance, clock(usual_hour));
    return advice;
}

std::vector<double> hours_to_try(std::vector<PostResult> const& history, HourWindow const& window, int count,
                                 std::uint64_t seed) {
    auto const posts = impl::sound_posts(history);
    auto const random = Random(seed).stream("planning.hours_to_try");
    auto const first = Random(random).uniform();
    std::vector<double> hours;
    for (int i = 0; i < count; ++i) {
        // Steps of the golden ratio leave no two neighbours close and no gap wide, however many there are.
        auto const at = std::fmod(first + 0.6180339887498949 * (static_cast<double>(posts.size()) + i), 1.0);
        hours.push_back(std::round(4 * (window.from + at * (window.to - window.from))) / 4);
    }
    auto const whole = posts.size() / posts_a_trial * posts_a_trial;
    if (whole == 0) return hours;
    std::vector<PostResult> const seen(posts.begin(), posts.begin() + static_cast<std::ptrdiff_t>(whole));
    auto const drawn = impl::best_hours_drawn(seen, window, count, random.stream("drawn", posts.size()));
    for (std::size_t i = 0; i < hours.size(); ++i)
        if (i % 5 != 4) hours[i] = drawn[i];
    return hours;
}

}  // namespace troupe::planning
