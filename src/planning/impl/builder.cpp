#include "planning/impl/builder.hpp"

#include <algorithm>

#include "planning/impl/clock_time.hpp"

namespace troupe::planning::impl {

namespace {

/// Those that concern the artist and touch the calendar.
std::vector<QuietPeriod> quiet_periods_of(PlanRequest const& asked, Tables const& tables) {
    std::vector<QuietPeriod> periods;
    auto const last = plus_days(asked.start, asked.days - 1);
    for (auto const& period : tables.constraints.quiet_periods)
        if (period.from <= last && asked.start <= period.to && concerns(period, asked.profile.core.name))
            periods.push_back(period);
    return periods;
}

}  // namespace

Builder::Builder(PlanRequest const& asked, Tables const& known, Habits habits_of_artist)
    : request(asked),
      tables(known),
      habits(std::move(habits_of_artist)),
      slots(known, habits.zone, asked.now, quiet_periods_of(asked, known)),
      ids_(Random(asked.seed).stream("planning.ids." + to_string(asked.artist_id) + format_date(asked.start))),
      times_(Random(asked.seed).stream("planning.times")) {
    plan.id = make_id<PlanTag>(asked.now, [this] { return ids_.next(); });
    plan.artist_id = asked.artist_id;
    plan.start = asked.start;
    plan.days = asked.days;
    plan.zone = habits.zone;
    plan.seed = asked.seed;
    plan.made_at = asked.now;
    plan.quiet = quiet_periods_of(asked, known);
}

std::optional<PlanItemId> Builder::kept(int release, std::string const& platform, std::string const& purpose) const {
    if (!request.previous) return std::nullopt;
    for (auto const& item : plan.items)
        if (item.release == release && item.platform == platform && item.purpose == purpose) return item.id;
    return std::nullopt;
}

/// What was taken over from an earlier plan may bear the first ones already.
PlanItemId Builder::next_id() {
    auto const is_taken = [&](PlanItemId id) {
        return request.previous &&
               std::any_of(plan.items.begin(), plan.items.end(), [&](PlanItem const& item) { return item.id == id; });
    };
    auto id = make_id<PlanItemTag>(request.now, [this] { return ids_.next(); });
    while (is_taken(id)) id = make_id<PlanItemTag>(request.now, [this] { return ids_.next(); });
    return id;
}

PlanItem& Builder::insert(std::string const& platform, Date date, Slot const& slot, std::string purpose) {
    PlanItem item;
    item.id = next_id();
    item.date = date;
    place(item, slot);
    item.zone = habits.zone;
    item.platform = platform;
    item.purpose = std::move(purpose);
    plan.items.push_back(std::move(item));
    return plan.items.back();
}

void Builder::place(PlanItem& item, Slot const& slot) const {
    item.at = slot.at;
    // A moment that a switch to summer time skips is the first one after it.
    auto const shown = format_local(slot.at, habits.zone);
    item.local_time = shown ? shown->substr(11, 5) : format_clock(slot.minute);
}

void Builder::follow_results(Outlet const& outlet, PlanItem& item) {
    auto const tried = item.release ? std::nullopt : minute_to_try();
    if (!item.release) ++story_posts_;
    if (item.hour_from_results || !(tried || habits.hour_is_learned)) return;
    auto const slot = slots.find(item.platform, item.date, tried ? *tried : habits.minute + outlet.platform->minutes_from_hour);
    if (!slot) return;
    place(item, *slot);
    item.hour_from_results = true;
}

std::optional<int> Builder::minute_to_try() const {
    auto const at = static_cast<std::size_t>(story_posts_ / habits.tries_every);
    if (story_posts_ % habits.tries_every != 0 || at >= habits.tried_minutes.size()) return std::nullopt;
    return habits.tried_minutes[at];
}

PlanItem* Builder::add(Outlet const& outlet, Date date, std::string purpose) {
    int const jitter = 5 * times_.between(-3, 3);
    auto const tried = purpose.empty() ? minute_to_try() : std::nullopt;
    int const wanted = tried ? *tried : habits.minute + outlet.platform->minutes_from_hour + jitter;
    auto const slot = slots.find(outlet.platform->id, date, wanted);
    if (!slot) return nullptr;
    if (purpose.empty()) ++story_posts_;
    auto& item = insert(outlet.platform->id, date, *slot, std::move(purpose));
    item.hour_from_results = tried.has_value() || habits.hour_is_learned;
    slots.take(item);
    return &item;
}

PlanItem* Builder::add_to_stores(Date date, int minute, ItemKind kind, std::string purpose) {
    auto const slot = slots.find(stores, date, minute);
    if (!slot) return nullptr;
    auto& item = insert(stores, date, *slot, std::move(purpose));
    item.kind = kind;
    item.format = kind == ItemKind::release ? "single" : "loop";
    return &item;
}

}  // namespace troupe::planning::impl
