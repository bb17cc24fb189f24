#include "feedback/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "feedback/impl/stream_signs.hpp"
#include "feedback/impl/suspicion_weights.hpp"

namespace troupe::feedback {
namespace {

using impl::Signs;
using Place = std::tuple<std::string, std::string, std::string, Measure>;  ///< track, platform, territory

std::string ratio_reason(Observation const& row, GuardSettings const& settings) {
    if (!row.listeners || row.streams < settings.least_looped) return "";
    if (*row.listeners == 0) return fmt::format("artificial: {} streams and no listener", row.streams);
    auto const ratio = static_cast<double>(row.streams) / static_cast<double>(*row.listeners);
    if (ratio <= settings.most_streams_per_listener) return "";
    return fmt::format("artificial: {:.0f} streams a listener on one day", ratio);
}

std::string flood_reason(Observation const& row, Signs const& signs, GuardSettings const& settings) {
    bool const is_flood = signs.times >= settings.most_times_usual && signs.values[Signs::lonely] >= settings.sudden_share;
    if (!is_flood || row.streams < settings.least_looped) return "";
    return fmt::format("artificial: nearly all of the day's streams came suddenly from {} in {}", row.platform, row.territory);
}

/// The two signs that weighed most, in words.
std::string words_for(Signs const& signs) {
    auto const& weights = signs.is_complete ? impl::complete_weights : impl::counts_weights;
    std::vector<std::pair<double, std::size_t>> weighed;
    for (std::size_t i = 0; i < Signs::size; ++i) weighed.emplace_back(weights[i + 2] * signs.values[i], i);
    std::sort(weighed.rbegin(), weighed.rend());
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < 2; ++i)
        if (weighed[i].first > 0.3) parts.emplace_back(impl::phrase(static_cast<Signs::Name>(weighed[i].second)));
    return text::join(parts, " and ");
}

/// One day says little, its neighbours in the same place say more: a farm runs for days.
class Campaigns {
public:
    Campaigns(std::vector<Observation> const& rows, std::vector<std::optional<Signs>> const& signs) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (signs[i]) places_[place_of(rows[i])].emplace(rows[i].date, impl::suspicion(*signs[i]));
    }
    [[nodiscard]] double around(Observation const& row) const {
        auto const& days = places_.at(place_of(row));
        double sum = 0, weights = 0;
        for (auto at = days.lower_bound(plus_days(row.date, -2)); at != days.end() && at->first <= plus_days(row.date, 2); ++at) {
            auto const weight = at->first == row.date ? 2.0 : 1.0;
            sum += weight * std::clamp(at->second, -8.0, 8.0);
            weights += weight;
        }
        return sum / weights;
    }

private:
    static Place place_of(Observation const& row) { return {row.content_id, row.platform, row.territory, row.measure}; }
    std::map<Place, std::map<Date, double>> places_;
};

/// Days on which analytics count a track on a platform.
class Analytics {
public:
    explicit Analytics(std::vector<Observation> const& rows) {
        for (auto const& row : rows)
            if (row.measure == Measure::analytics) days_.emplace(row.content_id, row.platform, row.date);
    }
    [[nodiscard]] bool count(Observation const& row) const {
        return row.measure == Measure::royalty && days_.contains({row.content_id, row.platform, row.date});
    }

private:
    std::set<std::tuple<std::string, std::string, Date>> days_;
};

bool is_ours(std::string const& flag) { return flag.starts_with("artificial: ") || flag == second_measure; }

}  // namespace

std::vector<std::size_t> flag_artificial(std::vector<Observation>& rows, GuardSettings const& settings) {
    auto const signs = impl::signs_of(rows, settings.least_streams);
    Campaigns const campaigns(rows, signs);
    Analytics const analytics(rows);
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        auto flags = row.flags;
        std::erase_if(flags, is_ours);
        if (row.cleared_by.empty()) {
            auto reason = ratio_reason(row, settings);
            if (reason.empty() && signs[i]) reason = flood_reason(row, *signs[i], settings);
            if (reason.empty() && signs[i] && campaigns.around(row) > (signs[i]->is_complete ? settings.least_suspicion : settings.least_suspicion_by_counts))
                reason = fmt::format("artificial: a rise on {} in {}: {}", row.platform, row.territory, words_for(*signs[i]));
            if (!reason.empty()) flags.push_back(std::move(reason));
        }
        if (analytics.count(row)) flags.emplace_back(second_measure);
        if (flags == row.flags) continue;
        row.flags = std::move(flags);
        changed.push_back(i);
    }
    return changed;
}

}  // namespace troupe::feedback
