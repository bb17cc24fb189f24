#include "planning/violations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace troupe::planning {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// "19:30" as minutes; -1 for anything else.
int minute_of(std::string const& clock) {
    if (clock.size() != 5 || clock[2] != ':') return -1;
    return ((clock[0] - '0') * 10 + clock[1] - '0') * 60 + (clock[3] - '0') * 10 + clock[4] - '0';
}

class Check {
public:
    Check(Plan const& plan, TimePoint now, Tables const& tables)
        : plan_(plan), now_(now), tables_(tables), last_(plus_days(plan.start, plan.days - 1)) {
        for (auto const& item : plan.items)
            if (item.locked || item.state == ItemState::published)
                if (item.release) kept_releases_.insert(*item.release);
    }

    std::vector<Violation> run() {
        for (auto const& release : plan_.releases) check_release(release);
        check_distances();
        for (std::size_t i = 0; i < plan_.items.size(); ++i) check_item(i);
        check_platforms();
        return std::move(found_);
    }

private:
    void add(char const* rule, std::string says) { found_.push_back({rule, std::move(says)}); }

    [[nodiscard]] bool is_kept(PlannedRelease const& release) const {
        return release.fixed || kept_releases_.contains(release.number);
    }

    static std::string name_of(PlannedRelease const& release) {
        return fmt::format("release {} on {}", release.number, format_date(release.date));
    }
    static std::string name_of(PlanItem const& item) {
        return fmt::format("{} {} {} ({})", item.platform, format_date(item.date), item.local_time, item.purpose);
    }

    void check_release(PlannedRelease const& release) {
        auto const name = name_of(release);
        auto const today = local_date(now_, plan_.zone).value_or(plan_.start);
        if (is_kept(release)) return;
        if (release.date < plan_.start || release.date > last_) add("outside", name);
        if (std::chrono::weekday{std::chrono::sys_days{release.date}} != std::chrono::Friday) add("friday", name);
        int lead = tables_.rules.min_lead_days;
        for (auto const& store : tables_.constraints.stores) lead = std::max(lead, store.delivery_days);
        auto const ahead = days_between(std::max(plan_.start, today), release.date);
        if (ahead < lead) add("lead", fmt::format("{} is {} days ahead, {} are needed", name, ahead, lead));
        for (auto const& store : tables_.constraints.stores) check_window(release, store);
        for (auto const& period : plan_.quiet)
            if (period.from <= release.date && release.date <= period.to) add("quiet_period", name);
    }

    void check_window(PlannedRelease const& release, StoreLead const& store) {
        auto const window = std::find_if(release.windows.begin(), release.windows.end(),
                                         [&](StoreWindow const& each) { return each.store == store.name; });
        if (window == release.windows.end()) return add("window", name_of(release) + " says nothing of " + store.name);
        if (days_between(window->deliver_by, release.date) < store.delivery_days ||
            days_between(release.deliver_by, release.date) < store.delivery_days)
            add("window", fmt::format("{} reaches {} too late", name_of(release), store.name));
        if (store.pitch_days > 0 &&
            (!window->pitch_by || days_between(*window->pitch_by, release.date) < store.pitch_days))
            add("window", fmt::format("{} is pitched to {} too late", name_of(release), store.name));
    }

    void check_distances() {
        for (std::size_t i = 1; i < plan_.releases.size(); ++i) {
            auto const& before = plan_.releases[i - 1];
            auto const& after = plan_.releases[i];
            if (is_kept(before) && is_kept(after)) continue;
            if (days_between(before.date, after.date) < 7 * tables_.rules.min_gap_weeks)
                add("gap", fmt::format("{} is too near to {}", name_of(after), name_of(before)));
        }
    }

    void check_item(std::size_t at) {
        auto const& item = plan_.items[at];
        auto const name = name_of(item);
        bool const was_there = !ids_.insert(item.id).second;
        if (was_there) add("id", name + ": its id stands twice");
        if (at > 0 && item.at < plan_.items[at - 1].at) add("order", name + " is earlier than the one before it");
        if (item.state == ItemState::skipped || item.state == ItemState::published || item.locked) return;
        if (item.date < plan_.start || item.date > last_) add("outside", name);
        if (item.at < now_) add("past", name);
        auto const shown = format_local(item.at, plan_.zone);
        if (!shown || shown->substr(0, 10) != format_date(item.date) || shown->substr(11, 5) != item.local_time)
            add("clock", fmt::format("{} is {} there", name, shown.value_or("?")));
        if (item.brief.title.empty() || item.brief.theme.empty() || item.purpose.empty()) add("brief", name);
        for (auto const& before : item.depends_on)
            if (!ids_.contains(before)) add("order", name + " depends on something later");
        bool const is_public = tables_.find_platform(item.platform) != nullptr;
        for (auto const& period : plan_.quiet)
            if (is_public && period.from <= item.date && item.date <= period.to) add("quiet_period", name);
        check_place(item);
    }

    /// Teasers before their release, anchors behind it, the package in time.
    void check_place(PlanItem const& item) {
        for (auto const& release : plan_.releases) {
            if (item.release != release.number) continue;
            bool const late = item.kind == ItemKind::canvas    ? item.date > release.deliver_by
                              : item.kind == ItemKind::release ? item.date != release.date
                              : item.kind == ItemKind::teaser  ? item.date >= release.date
                                                               : item.date < release.date;
            if (late) add("deadline", name_of(item) + " stands on the wrong side of " + name_of(release));
        }
    }

    void check_platforms() {
        std::map<std::string, std::vector<PlanItem const*>> by_platform;
        for (auto const& item : plan_.items)
            if (item.state != ItemState::skipped && tables_.find_platform(item.platform) != nullptr)
                by_platform[item.platform].push_back(&item);
        for (auto const& [id, items] : by_platform) check_platform(*tables_.find_platform(id), items);
    }

    static bool is_free(PlanItem const& item) { return !item.locked && item.state != ItemState::published; }

    void check_platform(Platform const& platform, std::vector<PlanItem const*> const& items) {
        std::map<Date, int> per_day;
        auto const most = static_cast<std::size_t>(platform.most_in_24_hours);
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto const& item = *items[i];
            auto const minute = minute_of(item.local_time);
            bool const awake = minute >= minute_of(platform.quiet_to) && minute < minute_of(platform.quiet_from);
            if (!awake && is_free(item)) add("quiet_hours", name_of(item));
            if (++per_day[item.date] > platform.max_per_day && is_free(item)) add("per_day", name_of(item));
            if (i == 0) continue;
            bool const movable = is_free(item) || is_free(*items[i - 1]);
            if (movable && item.at - items[i - 1]->at < minutes{platform.min_gap_minutes})
                add("spacing", name_of(item));
            if (movable && i >= most && item.at - items[i - most]->at < hours{24}) add("in_24_hours", name_of(item));
        }
    }

    Plan const& plan_;
    TimePoint now_;
    Tables const& tables_;
    Date last_;
    std::set<int> kept_releases_;
    std::set<PlanItemId> ids_;
    std::vector<Violation> found_;
};

}  // namespace

std::vector<Violation> violations(Plan const& plan, TimePoint now, Tables const& tables) {
    return Check(plan, now, tables).run();
}

}  // namespace troupe::planning
