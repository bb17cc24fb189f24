#include "evolution/trials/comparison.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace troupe::evolution {
namespace {

/// The largest share of the stake that is ever bet, and by how much each next bet is smaller: from coarse differences, seen in a
/// few blocks, to those of a hundredth.
constexpr double largest_bet = 0.9;
constexpr double bet_ratio = 0.70710678;
/// Above this many to one a block would wait too long to be whole.
constexpr double most_to_one = 20;
/// Blocks at which the interval is narrowest for its level (Howard et al. 2021, equation 14).
constexpr double interval_tuning = 50;

std::size_t size_beside(double share, double other) {
    return static_cast<std::size_t>(std::lround(std::clamp(share / other, 1.0, most_to_one)));
}

double take_mean(std::vector<double>& waiting, std::size_t count) {
    auto const end = waiting.begin() + static_cast<std::ptrdiff_t>(count);
    auto const mean = std::accumulate(waiting.begin(), end, 0.0) / static_cast<double>(count);
    waiting.erase(waiting.begin(), end);
    return mean;
}

}  // namespace

SequentialTest::SequentialTest(double first_share, double second_share)
    : first_size_(size_beside(first_share, second_share)), second_size_(size_beside(second_share, first_share)) {
    assert(first_share > 0 && second_share > 0);
}

void SequentialTest::add(std::vector<double>& waiting, double outcome) {
    assert(outcome >= 0 && outcome <= 1);
    waiting.push_back(outcome);
    if (waiting_first_.size() < first_size_ || waiting_second_.size() < second_size_) return;
    auto const first = take_mean(waiting_first_, first_size_);
    bet(take_mean(waiting_second_, second_size_) - first);
}

void SequentialTest::bet(double difference) {
    double share = largest_bet;
    for (auto& stake : log_stakes_) {
        stake += std::log1p(share * difference);
        share *= bet_ratio;
    }
    sum_ += difference;
    ++blocks_;
}

double SequentialTest::most_evidence() const { return std::exp(std::min(*std::max_element(log_stakes_.begin(), log_stakes_.end()), 600.0)); }

Comparison SequentialTest::so_far(double error_rate) const {
    Comparison now;
    if (blocks_ == 0) return now;
    auto const highest = *std::max_element(log_stakes_.begin(), log_stakes_.end());
    double sum = 0;
    for (auto const stake : log_stakes_) sum += std::exp(stake - highest);
    auto const log_evidence = highest + std::log(sum / static_cast<double>(bet_count));
    now.evidence = std::exp(std::min(log_evidence, 600.0));  // more than enough, and still a number
    now.difference = sum_ / blocks_;
    auto const count = static_cast<double>(blocks_) + interval_tuning;
    auto const half = std::sqrt(count * std::log(count / (interval_tuning * error_rate * error_rate))) / blocks_;
    now.low = std::max(-1.0, now.difference - half);
    now.high = std::min(1.0, now.difference + half);
    now.blocks = blocks_;
    return now;
}

}  // namespace troupe::evolution
