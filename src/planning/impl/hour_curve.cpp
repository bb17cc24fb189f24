#include "planning/impl/hour_curve.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <map>

namespace troupe::planning::impl {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double prior_deviation = 0.25;  ///< of the log of reactions, over hours
constexpr double neighbourhood = 1.5;     ///< hours
constexpr double least_noise = 0.05;
constexpr int posts_near = 3;
constexpr int steps_a_day = 96;  ///< quarters of an hour

Matrix covariances(std::vector<double> const& a, std::vector<double> const& b) {
    Matrix all(static_cast<Eigen::Index>(a.size()), static_cast<Eigen::Index>(b.size()));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto const off = hours_apart(a[i], b[j]) / neighbourhood;
            all(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
                prior_deviation * prior_deviation * std::exp(-0.5 * off * off);
        }
    return all;
}

std::vector<double> hours_of(std::vector<PostResult> const& posts) {
    std::vector<double> hours;
    for (auto const& post : posts) hours.push_back(post.hour);
    return hours;
}

Eigen::LLT<Matrix> factor_of(std::vector<double> const& hours, double noise) {
    auto all = covariances(hours, hours);
    all.diagonal().array() += noise * noise;
    return all.llt();
}

std::vector<double> as_list(Vector const& vector) { return {vector.begin(), vector.end()}; }

double sum(std::vector<double> const& weights, std::vector<double> const& results) {
    double sum = 0;
    for (std::size_t i = 0; i < results.size(); ++i) sum += weights[i] * results[i];
    return sum;
}

/// Each platform's mean taken from its values.
void centre(std::vector<double>& values, std::map<std::string, std::vector<std::size_t>> const& by_platform) {
    for (auto const& [platform, members] : by_platform) {
        double sum = 0;
        for (auto const i : members) sum += values[i];
        for (auto const i : members) values[i] -= sum / static_cast<double>(members.size());
    }
}

}  // namespace

double hours_apart(double a, double b) {
    auto const apart = std::abs(a - b);
    return std::min(apart, 24 - apart);
}

std::vector<PostResult> sound_posts(std::vector<PostResult> const& history) {
    auto posts = history;
    std::erase_if(posts, [](PostResult const& post) {
        return !(post.hour >= 0 && post.hour < 24) || !(post.reactions >= 0) || !std::isfinite(post.reactions) ||
               !post.date.ok();
    });
    std::stable_sort(posts.begin(), posts.end(), [](auto const& a, auto const& b) { return a.date < b.date; });
    return posts;
}

std::vector<double> residuals(std::vector<PostResult> const& posts) {
    std::map<std::string, std::vector<std::size_t>> by_platform;
    std::vector<double> rest;
    std::vector<double> day;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        by_platform[posts[i].platform].push_back(i);
        rest.push_back(std::log1p(posts[i].reactions));
        day.push_back(days_between(posts.front().date, posts[i].date));
    }
    centre(rest, by_platform);
    centre(day, by_platform);
    auto const alone = sum(day, day);
    auto const slope = alone > 0 ? sum(rest, day) / alone : 0;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= slope * day[i];
    return rest;
}

HourCurve::HourCurve(std::vector<PostResult> const& posts, double noise, double usual) : usual_(usual) {
    auto const hours = hours_of(posts);
    auto const factor = factor_of(hours, std::max(noise, least_noise));
    Vector const at_usual = covariances(hours, {usual});
    for (int step = 0; step < steps_a_day; ++step) {
        auto const hour = step / 4.0;
        auto const near =
            std::count_if(hours.begin(), hours.end(), [&](double each) { return hours_apart(each, hour) <= 1; });
        if (near < posts_near || hours_apart(hour, usual) < 0.5) continue;
        Vector const here = covariances(hours, {hour});
        Vector const difference = here - at_usual;
        Vector own = factor.solve(here);
        own.array() -= own.mean();  // a result that all share is no height
        Vector const above = factor.solve(difference);
        auto const before = 2 * (covariances({hour}, {hour})(0, 0) - covariances({hour}, {usual})(0, 0));
        places_.push_back({hour, as_list(own / std::max(own.norm(), 1e-9)), as_list(above),
                           std::sqrt(std::max(0.0, before - above.dot(difference)))});
    }
}

HourCurve::Peak HourCurve::peak(std::vector<double> const& results) const {
    Peak best{.hour = usual_};
    for (auto const& place : places_) {
        auto const score = sum(place.own, results);
        if (score <= best.score) continue;
        auto const height = sum(place.above_usual, results);
        if (height > 0) best = {place.hour, height, place.deviation, score};
    }
    return best;
}

std::vector<double> best_hours_drawn(std::vector<PostResult> const& posts, HourWindow const& window, int count,
                                     Random random) {
    auto const results = residuals(posts);
    auto const noise = std::sqrt(sum(results, results) / static_cast<double>(std::max<std::size_t>(1, results.size())));
    std::vector<double> open;
    for (int step = 0; step < steps_a_day; ++step)
        if (window.from <= step / 4.0 && step / 4.0 <= window.to) open.push_back(step / 4.0);
    auto const hours = hours_of(posts);
    auto const factor = factor_of(hours, std::max(noise, least_noise));
    Matrix const across = covariances(open, hours);
    Vector const mean =
        across * factor.solve(Eigen::Map<Vector const>(results.data(), static_cast<Eigen::Index>(results.size())));
    Matrix left = covariances(open, open) - across * factor.solve(across.transpose());
    left.diagonal().array() += 1e-9;  // of rounding
    Matrix const root = left.llt().matrixL();
    std::vector<double> best;
    for (int draw = 0; draw < count; ++draw) {
        Vector luck(mean.size());
        for (auto& each : luck) each = random.normal();
        Eigen::Index place = 0;
        (mean + root * luck).maxCoeff(&place);
        best.push_back(open[static_cast<std::size_t>(place)]);
    }
    return best;
}

}  // namespace troupe::planning::impl
