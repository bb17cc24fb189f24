#include "planning/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "planning/impl/builder.hpp"
#include "planning/impl/clock_time.hpp"
#include "planning/impl/release_dates.hpp"
#include "planning/impl/slots.hpp"
#include "planning/impl/stages.hpp"

namespace troupe::planning {
namespace {

std::string name_of(PlanItem const& item) {
    return fmt::format("'{}' ({}, {})", item.brief.title, item.platform, format_date(item.date));
}

PlanItem* find(Plan& plan, PlanItemId id) {
    auto const found =
        std::find_if(plan.items.begin(), plan.items.end(), [&](PlanItem const& each) { return each.id == id; });
    return found == plan.items.end() ? nullptr : &*found;
}

tl::unexpected<Error> no_such_item(PlanItemId id) {
    return fail(ErrorCode::not_found, "plan item " + to_string(id) + " does not exist");
}

bool is_fixed(PlanItem const& item) { return item.locked || item.state == ItemState::published; }

Result<void> check_movable(PlanItem const& item) {
    if (item.state == ItemState::published)
        return fail(ErrorCode::conflict, name_of(item) + " is published: it cannot move any more");
    if (item.locked) return fail(ErrorCode::conflict, name_of(item) + " is locked: unlock it first");
    return {};
}

/// Moves items within one plan.
class Mover {
public:
    Mover(Plan& plan, TimePoint now, Tables const& tables) : plan_(plan), now_(now), tables_(tables) {}

    Result<void> move(PlanItem& item, Date to) {
        TRY(check_movable(item));
        today_ = TRY(local_date(now_, plan_.zone));
        if (to < plan_.start || to > last())
            return fail(ErrorCode::invalid_input,
                        fmt::format("date: {} lies outside the plan, which runs from {} to {}", format_date(to),
                                    format_date(plan_.start), format_date(last())));
        if (item.kind == ItemKind::release) return move_release(item, to);
        TRY(check_order(item, to));
        if (auto const problem = place(item, to)) return fail(ErrorCode::conflict, *problem + nearest_day(item, to));
        if (!item.release) item.arc_stage = impl::segment_of(segments(), to).stage;
        return {};
    }

private:
    [[nodiscard]] Date last() const { return plus_days(plan_.start, plan_.days - 1); }

    [[nodiscard]] std::vector<impl::Segment> segments() const {
        std::vector<Date> releases;
        for (auto const& release : plan_.releases) releases.push_back(release.date);
        std::sort(releases.begin(), releases.end());
        return impl::cut_into_stages(plan_.start, last(), releases);
    }

    /// Between what it depends on, what depends on it, and today.
    [[nodiscard]] std::pair<Date, Date> range_of(PlanItem const& item) const {
        auto from = std::max(plan_.start, today_);
        auto to = last();
        for (auto const& other : plan_.items) {
            auto const& before = item.depends_on;
            auto const& after = other.depends_on;
            // A release opens its day; anything else may be later on its day than what follows it.
            int const apart = (other.kind == ItemKind::release || item.kind == ItemKind::release) ? 0 : 1;
            if (std::find(before.begin(), before.end(), other.id) != before.end())
                from = std::max(from, plus_days(other.date, apart));
            if (std::find(after.begin(), after.end(), item.id) != after.end())
                to = std::min(to, plus_days(other.date, -apart));
        }
        for (auto const& release : plan_.releases) {
            if (item.release != release.number) continue;
            if (item.kind == ItemKind::canvas)
                to = std::min(to, release.deliver_by);
            else if (item.kind == ItemKind::teaser)
                to = std::min(to, plus_days(release.date, -1));
            else
                from = std::max(from, release.date);
        }
        return {from, to};
    }

    Result<void> check_order(PlanItem const& item, Date to) const {
        auto const [from, until] = range_of(item);
        if (from <= to && to <= until) return {};
        if (to < today_)
            return fail(ErrorCode::invalid_input,
                        fmt::format("date: {} is over, today is {}", format_date(to), format_date(today_)));
        return fail(ErrorCode::conflict,
                    fmt::format("{} may stand from {} to {}: what it follows and what follows it are planned around it",
                                name_of(item), format_date(from), format_date(until)));
    }

    [[nodiscard]] impl::Slots slots_without(std::set<PlanItemId> const& moving) const {
        impl::Slots slots(tables_, plan_.zone, now_, plan_.quiet);
        for (auto const& item : plan_.items)
            if (!moving.contains(item.id) && item.state != ItemState::skipped) slots.take(item);
        return slots;
    }

    /// Puts it there and returns nothing, or says why it cannot.
    std::optional<std::string> place(PlanItem& item, Date to) { return place(item, to, slots_without({item.id})); }

    std::optional<std::string> place(PlanItem& item, Date to, impl::Slots const& slots) {
        auto const slot = slots.find(item.platform, to, impl::parse_clock(item.local_time).value_or(18 * 60));
        if (!slot) return fmt::format("{} has no free time on {}", item.platform, format_date(to));
        auto const shown = format_local(slot->at, plan_.zone);
        item.date = to;
        item.at = slot->at;
        item.local_time = shown ? shown->substr(11, 5) : impl::format_clock(slot->minute);
        return std::nullopt;
    }

    std::string nearest_day(PlanItem const& item, Date to) const {
        auto const [from, until] = range_of(item);
        auto const slots = slots_without({item.id});
        for (int away = 1; away <= plan_.days; ++away)
            for (auto const day : {plus_days(to, away), plus_days(to, -away)})
                if (from <= day && day <= until &&
                    slots.find(item.platform, day, impl::parse_clock(item.local_time).value_or(18 * 60)))
                    return fmt::format(": {} is the nearest free day", format_date(day));
        return ": no day of the plan is free";
    }

    /// Why a release cannot stand there; nothing when it can.
    [[nodiscard]] std::optional<std::string> release_problem(int number, Date date) const {
        auto const& rules = tables_.rules;
        if (!impl::is_friday(date)) return "is no Friday";
        auto const lead = tables_.lead_days();
        if (days_between(std::max(today_, plan_.start), date) < lead)
            return fmt::format("is nearer than the {} days that production and delivery take", lead);
        if (auto const* quiet = quiet_on(plan_.quiet, date))
            return fmt::format("lies in a quiet period ({} to {})", format_date(quiet->from), format_date(quiet->to));
        for (auto const& other : plan_.releases)
            if (other.number != number && std::abs(days_between(other.date, date)) < 7 * rules.min_gap_weeks)
                return fmt::format("is nearer than {} weeks to '{}' on {}", rules.min_gap_weeks, other.title,
                                   format_date(other.date));
        return std::nullopt;
    }

    Result<void> check_release_date(int number, Date to) const {
        auto const problem = release_problem(number, to);
        if (!problem) return {};
        for (int away = 1; away <= plan_.days; ++away)
            for (auto const day : {plus_days(to, away), plus_days(to, -away)})
                if (day >= plan_.start && day <= last() && !release_problem(number, day))
                    return fail(ErrorCode::invalid_input, fmt::format("date: {} {}. The nearest possible day is {}",
                                                                      format_date(to), *problem, format_date(day)));
        return fail(ErrorCode::invalid_input,
                    fmt::format("date: {} {}, and no other day of the plan is possible", format_date(to), *problem));
    }

    Result<void> move_release(PlanItem& release_item, Date to) {
        auto const number = release_item.release.value_or(0);
        TRY(check_release_date(number, to));
        int const days = days_between(release_item.date, to);
        std::set<PlanItemId> moving;
        for (auto const& item : plan_.items) {
            if (item.release != number || item.state == ItemState::published) continue;
            if (item.locked && item.id != release_item.id)
                return fail(
                    ErrorCode::conflict,
                    fmt::format("{} belongs to this release and is locked: unlock it, or leave the release where it is",
                                name_of(item)));
            moving.insert(item.id);
        }
        TRY(shift(moving, days));
        for (auto& release : plan_.releases) {
            if (release.number != number) continue;
            release.date = to;
            impl::set_deadlines(release, tables_);
        }
        std::sort(plan_.releases.begin(), plan_.releases.end(),
                  [](auto const& a, auto const& b) { return a.date < b.date; });
        restage();
        return {};
    }

    /// Moves the items by days. What would fall out of the plan or into the past is skipped and noted.
    Result<void> shift(std::set<PlanItemId> const& moving, int days) {
        auto slots = slots_without(moving);
        std::set<PlanItemId> skipped;
        for (auto& item : plan_.items) {
            if (!moving.contains(item.id)) continue;
            auto const to = plus_days(item.date, days);
            if (to < plan_.start || to < today_ || to > last()) {
                item.state = ItemState::skipped;
                skipped.insert(item.id);
            } else if (auto const problem = place(item, to, slots)) {
                return fail(
                    ErrorCode::conflict,
                    fmt::format("{} would move along, but {}: move what stands there first", name_of(item), *problem));
            } else {
                slots.take(item);
            }
        }
        for (auto& item : plan_.items)
            std::erase_if(item.depends_on, [&](PlanItemId before) { return skipped.contains(before); });
        if (!skipped.empty())
            plan_.notes.push_back(
                fmt::format("{} items of a moved release fell outside the plan: skipped.", skipped.size()));
        return {};
    }

    void restage() {
        auto const cut = segments();
        for (auto& item : plan_.items)
            if (!is_fixed(item)) item.arc_stage = impl::segment_of(cut, item.date).stage;
    }

    Plan& plan_;
    TimePoint now_;
    Tables const& tables_;
    Date today_{};
};

}  // namespace

Result<Plan> move_item(Plan plan, PlanItemId id, Date to, TimePoint now, Tables const& tables) {
    auto* item = find(plan, id);
    if (item == nullptr) return no_such_item(id);
    if (!to.ok()) return fail(ErrorCode::invalid_input, "date: no day of the calendar, write it like 2026-11-27");
    TRY(Mover(plan, now, tables).move(*item, to));
    std::sort(plan.items.begin(), plan.items.end(), [](PlanItem const& a, PlanItem const& b) {
        return std::tie(a.at, a.platform, a.id) < std::tie(b.at, b.platform, b.id);
    });
    return plan;
}

Result<std::vector<DayForItem>> days_for_item(Plan const& plan, PlanItemId id, TimePoint now, Tables const& tables) {
    auto const item =
        std::find_if(plan.items.begin(), plan.items.end(), [&](auto const& each) { return each.id == id; });
    if (item == plan.items.end()) return no_such_item(id);
    std::vector<DayForItem> days;
    for (int day = 0; day < plan.days; ++day) {
        auto const date = plus_days(plan.start, day);
        auto const moved =
            date == item->date && !is_fixed(*item) ? Result<Plan>(plan) : move_item(plan, id, date, now, tables);
        days.push_back({date, moved.has_value(), moved ? "" : moved.error().message});
    }
    return days;
}

Result<Plan> set_lock(Plan plan, PlanItemId id, Lock lock) {
    auto* item = find(plan, id);
    if (item == nullptr) return no_such_item(id);
    item->locked = lock == Lock::on;
    return plan;
}

Result<Plan> name_release(Plan plan, int number, std::string const& title, std::optional<std::string> content_id) {
    if (text::trim(title).empty()) return fail(ErrorCode::invalid_input, "title: must not be empty");
    auto const found = std::find_if(plan.releases.begin(), plan.releases.end(),
                                    [&](auto const& each) { return each.number == number; });
    if (found == plan.releases.end())
        return fail(ErrorCode::not_found, fmt::format("the plan has no release {}", number));
    auto const before = impl::spoken_title(*found);
    found->title = title;
    found->title_known = true;
    if (content_id) found->content_id = content_id;
    for (auto& item : plan.items) {
        if (item.release != number || item.state == ItemState::published) continue;
        for (auto* text : {&item.brief.title, &item.brief.theme, &item.brief.say})
            *text = text::replace_all(std::move(*text), before, title);
        if (item.kind == ItemKind::release && content_id) item.content_id = content_id;
    }
    return plan;
}

}  // namespace troupe::planning
