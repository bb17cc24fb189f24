#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "planning/impl/clock_time.hpp"
#include "planning/impl/release_dates.hpp"
#include "planning/tables.hpp"

namespace troupe::planning::testing {

/// The first rule that a plan of new releases breaks, in words; empty when there is none.
inline std::string broken_rule(Plan const& plan, TimePoint now) {
    auto const& tables = built_in_tables();
    auto const last = plus_days(plan.start, plan.days - 1);
    Date previous{};
    for (auto const& release : plan.releases) {
        auto const name = "release " + format_date(release.date);
        if (!impl::is_friday(release.date)) return name + " is no Friday";
        if (days_between(plan.start, release.date) < 14) return name + " breaks the lead time";
        if (release.date > last) return name + " lies outside";
        if (previous.ok() && days_between(previous, release.date) < 21) return name + " is too near to the one before";
        previous = release.date;
    }
    std::map<std::string, std::vector<PlanItem const*>> by_platform;
    std::set<PlanItemId> ids;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        auto const& item = plan.items[i];
        auto const name = item.platform + " " + format_date(item.date) + " " + item.local_time;
        if (!ids.insert(item.id).second) return name + ": id twice";
        if (item.state == ItemState::skipped) continue;
        if (item.date < plan.start || item.date > last) return name + " lies outside";
        if (item.at < now) return name + " lies in the past";
        if (i > 0 && plan.items[i - 1].at > item.at) return name + " is out of order";
        auto const shown = *format_local(item.at, plan.zone);
        if (shown.substr(0, 10) != format_date(item.date) || shown.substr(11, 5) != item.local_time)
            return name + " is not " + shown;
        if (item.brief.title.empty() || item.brief.theme.empty() || item.purpose.empty()) return name + " has no brief";
        for (auto const& before : item.depends_on)
            if (!ids.contains(before)) return name + " depends on something later";
        if (item.platform != "stores") by_platform[item.platform].push_back(&item);
    }
    for (auto const& [id, items] : by_platform) {
        auto const* platform = tables.find_platform(id);
        std::map<Date, int> per_day;
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto const minute = *impl::parse_clock(items[i]->local_time);
            if (minute < *impl::parse_clock(platform->quiet_to) || minute >= *impl::parse_clock(platform->quiet_from))
                return id + ": quiet hours";
            if (++per_day[items[i]->date] > platform->max_per_day) return id + ": too many on a day";
            if (i > 0 && items[i]->at - items[i - 1]->at < std::chrono::minutes{platform->min_gap_minutes})
                return id + ": gap";
        }
    }
    return "";
}

}  // namespace troupe::planning::testing
