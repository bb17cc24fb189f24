#include "trends/lead_lag.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace troupe::trends {
namespace {

constexpr int longest_lead = 8;
constexpr int least_weeks = 52;
constexpr double above_at_once = 0.1;

/// Changes from week to week by the number of the week, as logarithms bounded to three usual ones: no week rules.
std::map<int, double> changes_of(WeeklySeries const& series) {
    auto const first = days_between(Date{std::chrono::year(1970) / 1 / 5}, series.first) / 7;
    std::map<int, double> changes;
    double squares = 0;
    for (std::size_t i = 1; i < series.values.size(); ++i) {
        auto const change = std::log1p(series.values[i]) - std::log1p(series.values[i - 1]);
        if (std::isnan(change)) continue;
        changes[first + static_cast<int>(i)] = change;
        squares += change * change;
    }
    auto const usual = changes.empty() ? 0 : std::sqrt(squares / static_cast<double>(changes.size()));
    for (auto& [week, change] : changes) change = usual > 0 ? std::clamp(change / usual, -3.0, 3.0) : 0;
    return changes;
}

struct Agreement {
    double correlation = 0;
    int weeks = 0;
};
/// Correlation of one's changes with the other's `lag` weeks later.
std::optional<Agreement> agreement(std::map<int, double> const& one, std::map<int, double> const& other, int lag) {
    double ab = 0, aa = 0, bb = 0;
    int weeks = 0;
    for (auto const& [week, change] : one) {
        auto const later = other.find(week + lag);
        if (later == other.end()) continue;
        ab += change * later->second;
        aa += change * change;
        bb += later->second * later->second;
        ++weeks;
    }
    if (weeks < least_weeks || aa <= 0 || bb <= 0) return std::nullopt;
    return Agreement{ab / std::sqrt(aa * bb), weeks};
}

struct Sums {
    std::array<double, 2 * longest_lead + 1> correlations{};  ///< by lag, from -longest_lead on
    int series = 0;
    double weeks = 0;
};

void add(Sums& sums, WeeklySeries const& one, WeeklySeries const& other) {
    auto const a = changes_of(one), b = changes_of(other);
    Sums added = sums;
    for (int lag = -longest_lead; lag <= longest_lead; ++lag) {
        auto const found = agreement(a, b, lag);
        if (!found) return;
        added.correlations[static_cast<std::size_t>(lag + longest_lead)] += found->correlation;
        if (lag == 0) added.weeks += found->weeks;
    }
    ++added.series;
    sums = added;
}

std::optional<Lead> lead_of(Sums const& sums, std::string const& one, std::string const& other) {
    if (sums.series == 0) return std::nullopt;
    auto const best = static_cast<int>(std::max_element(sums.correlations.begin(), sums.correlations.end()) -
                                       sums.correlations.begin()) -
                      longest_lead;
    auto const at = [&](int lag) {
        return sums.correlations[static_cast<std::size_t>(lag + longest_lead)] / sums.series;
    };
    // Under chance a mean correlation deviates by one over the root of all weeks; the largest of 17 stays under 2.9 of
    // these.
    auto const least = 2.9 / std::sqrt(sums.weeks);
    if (best == 0 || at(best) < least || at(best) < at(0) + above_at_once) return std::nullopt;
    Lead lead;
    lead.leader = best > 0 ? one : other;
    lead.follower = best > 0 ? other : one;
    lead.weeks = std::abs(best);
    lead.correlation = at(best);
    lead.at_once = at(0);
    lead.series = sums.series;
    return lead;
}

}  // namespace

std::vector<Lead> find_leads(std::vector<WeeklySeries> const& series) {
    using Place = std::tuple<Kind, std::string, std::string, std::string>;  // kind, country, two platforms
    std::map<Place, Sums> pairs;
    for (auto const& one : series)
        for (auto const& other : series)
            if (one.key.kind == other.key.kind && one.key.name == other.key.name &&
                one.key.country == other.key.country && one.key.platform < other.key.platform)
                add(pairs[{one.key.kind, one.key.country, one.key.platform, other.key.platform}], one, other);
    std::vector<Lead> leads;
    for (auto const& [place, sums] : pairs) {
        auto lead = lead_of(sums, std::get<2>(place), std::get<3>(place));
        if (!lead) continue;
        lead->kind = std::get<0>(place);
        lead->country = std::get<1>(place);
        leads.push_back(*std::move(lead));
    }
    return leads;
}

}  // namespace troupe::trends
