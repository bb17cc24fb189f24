#include "planning/posting_hour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/random.hpp"

namespace troupe::planning {
namespace {

constexpr int least_posts = 20;
constexpr int shufflings = 399;
constexpr double level = 0.05;
constexpr double prior_deviation = 0.25;  ///< of the log of reactions, over hours
constexpr double neighbourhood = 1.5;     ///< hours
constexpr int posts_near = 3;
constexpr int steps_a_day = 96;  ///< quarters of an hour

double hours_apart(double a, double b) {
    auto const apart = std::abs(a - b);
    return std::min(apart, 24 - apart);
}

double covariance(double a, double b) {
    auto const off = hours_apart(a, b) / neighbourhood;
    return prior_deviation * prior_deviation * std::exp(-0.5 * off * off);
}

std::string clock(double hour) {
    auto const minutes = static_cast<int>(std::lround(hour * 60)) % (24 * 60);
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

/// A lower triangular matrix L with L L' = A, row by row.
class Cholesky {
public:
    explicit Cholesky(std::vector<std::vector<double>> a) : l_(std::move(a)) {
        for (std::size_t i = 0; i < l_.size(); ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                double sum = l_[i][j];
                for (std::size_t k = 0; k < j; ++k) sum -= l_[i][k] * l_[j][k];
                l_[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / l_[j][j];
            }
    }

    /// x of A x = b.
    [[nodiscard]] std::vector<double> solve(std::vector<double> b) const {
        for (std::size_t i = 0; i < b.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) b[i] -= l_[i][k] * b[k];
            b[i] /= l_[i][i];
        }
        for (std::size_t i = b.size(); i-- > 0;) {
            for (std::size_t k = i + 1; k < b.size(); ++k) b[i] -= l_[k][i] * b[k];
            b[i] /= l_[i][i];
        }
        return b;
    }

private:
    std::vector<std::vector<double>> l_;
};

/// Logs of reactions without each platform's mean and the straight trend over time.
std::vector<double> residuals(std::vector<PostResult> const& posts) {
    std::map<std::string, std::vector<std::size_t>> by_platform;
    std::vector<double> rest;
    std::vector<double> day;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        by_platform[posts[i].platform].push_back(i);
        rest.push_back(std::log1p(posts[i].reactions));
        day.push_back(days_between(posts.front().date, posts[i].date));
    }
    for (auto* values : {&rest, &day})
        for (auto const& [platform, members] : by_platform) {
            double sum = 0;
            for (auto const i : members) sum += (*values)[i];
            for (auto const i : members) (*values)[i] -= sum / static_cast<double>(members.size());
        }
    double together = 0;
    double alone = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) together += rest[i] * day[i], alone += day[i] * day[i];
    for (std::size_t i = 0; i < rest.size() && alone > 0; ++i) rest[i] -= together / alone * day[i];
    return rest;
}

/// The curve over the hours, once for all shufflings: its height at an hour is a sum of results with these weights.
class Curve {
public:
    Curve(std::vector<PostResult> const& posts, double noise, double usual) : posts_(posts), usual_(usual) {
        std::vector<std::vector<double>> a(posts.size(), std::vector<double>(posts.size()));
        for (std::size_t i = 0; i < posts.size(); ++i)
            for (std::size_t j = 0; j < posts.size(); ++j)
                a[i][j] = covariance(posts[i].hour, posts[j].hour) + (i == j ? noise * noise : 0);
        Cholesky const factor(std::move(a));
        for (int step = 0; step < steps_a_day; ++step) {
            auto const hour = step / 4.0;
            auto const near = std::count_if(posts.begin(), posts.end(),
                                            [&](PostResult const& post) { return hours_apart(post.hour, hour) <= 1; });
            if (near >= posts_near) add(factor, hour);
        }
    }

    struct Peak {
        double hour = 0;
        double height = 0;     ///< above the usual hour
        double deviation = 0;  ///< of that height
        double score = 0;      ///< of the height above the mean, in what noise alone makes of it
    };

    /// The most surprising height above the mean of all posts, among the hours that lie above the usual one.
    [[nodiscard]] Peak peak(std::vector<double> const& results) const {
        Peak best{.hour = usual_};
        for (auto const& place : places_) {
            auto const score = sum(place.own, results) / std::max(place.spread, 1e-9);
            if (score <= best.score) continue;
            auto const height = sum(place.above_usual, results);
            if (height > 0) best = {place.hour, height, place.deviation, score};
        }
        return best;
    }

private:
    struct Place {
        double hour = 0;
        std::vector<double> own;          ///< weights of the results in the curve's height here
        std::vector<double> above_usual;  ///< and in what it lies above the usual hour
        double deviation = 0;             ///< of the latter, after the evidence
        double spread = 0;                ///< of the former, under noise alone
    };

    static double sum(std::vector<double> const& weights, std::vector<double> const& results) {
        double sum = 0;
        for (std::size_t i = 0; i < results.size(); ++i) sum += weights[i] * results[i];
        return sum;
    }

    void add(Cholesky const& factor, double hour) {
        if (hours_apart(hour, usual_) < 0.5) return;
        std::vector<double> here;
        std::vector<double> difference;
        for (auto const& post : posts_) {
            here.push_back(covariance(post.hour, hour));
            difference.push_back(here.back() - covariance(post.hour, usual_));
        }
        Place place{.hour = hour, .own = factor.solve(here), .above_usual = factor.solve(difference)};
        auto variance = 2 * (covariance(0, 0) - covariance(hour, usual_));
        double square = 0;
        for (std::size_t i = 0; i < here.size(); ++i) {
            variance -= place.above_usual[i] * difference[i];
            square += place.own[i] * place.own[i];
        }
        place.deviation = std::sqrt(std::max(0.0, variance));
        place.spread = std::sqrt(square);
        places_.push_back(std::move(place));
    }

    std::vector<PostResult> const& posts_;
    double usual_;
    std::vector<Place> places_;
};

double deviation_of(std::vector<double> const& values) {
    double square = 0;
    for (auto const value : values) square += value * value;
    return std::sqrt(square / static_cast<double>(std::max<std::size_t>(1, values.size() - 1)));
}

double chance_of(Curve const& curve, std::vector<double> results, double score) {
    Random random(stable_hash("planning.posting_hour"));
    int as_high = 1;
    for (int round = 0; round < shufflings; ++round) {
        random.shuffle(results);
        as_high += curve.peak(results).score >= score ? 1 : 0;
    }
    return as_high / (shufflings + 1.0);
}

std::vector<PostResult> sound(std::vector<PostResult> const& history) {
    auto posts = history;
    std::erase_if(posts, [](PostResult const& post) {
        return !(post.hour >= 0 && post.hour < 24) || !(post.reactions >= 0) || !std::isfinite(post.reactions) ||
               !post.date.ok();
    });
    return posts;
}

}  // namespace

HourAdvice learn_posting_hour(std::vector<PostResult> const& history, double usual_hour) {
    auto const posts = sound(history);
    HourAdvice advice{.hour = usual_hour, .posts = static_cast<int>(posts.size())};
    if (advice.posts < least_posts) {
        advice.says = fmt::format("No evidence about the hour yet ({} of {} posts): the usual {} stays.", advice.posts,
                                  least_posts, clock(usual_hour));
        return advice;
    }
    auto const results = residuals(posts);
    auto const noise = std::max(0.05, deviation_of(results));
    Curve const curve(posts, noise, usual_hour);
    auto const peak = curve.peak(results);
    advice.chance = peak.score > 0 ? chance_of(curve, results, peak.score) : 1;
    if (advice.chance > level || peak.height <= 0) {
        advice.says = fmt::format(
            "No evidence about the hour: {} posts differ as chance alone would have it ({:.0f} in 100). The usual {} "
            "stays.",
            advice.posts, 100 * advice.chance, clock(usual_hour));
        return advice;
    }
    advice.has_evidence = true;
    advice.hour = peak.hour;
    advice.gain = std::expm1(peak.height);
    advice.gain_low = std::expm1(peak.height - 1.645 * peak.deviation);
    advice.gain_high = std::expm1(peak.height + 1.645 * peak.deviation);
    advice.says = fmt::format(
        "{} does better than the usual {}: {:+.0f} % expected ({:+.0f} to {:+.0f}), from {} posts; chance alone does "
        "that {:.1f} times in 100.",
        clock(advice.hour), clock(usual_hour), 100 * advice.gain, 100 * advice.gain_low, 100 * advice.gain_high,
        advice.posts, 100 * advice.chance);
    return advice;
}

}  // namespace troupe::planning
