#pragma once

#include <set>

#include "planning/change.hpp"
#include "planning/testing/random_request.hpp"

namespace troupe::planning::testing {

enum class OneChange { a_day_passes, a_lock, a_moved_release, a_moved_post, an_announcement, a_title };
inline constexpr std::array all_changes{OneChange::a_day_passes, OneChange::a_lock,          OneChange::a_moved_release,
                                        OneChange::a_moved_post, OneChange::an_announcement, OneChange::a_title};

/// What came of planning again after one change.
struct Replanned {
    PlanRequest request;
    Plan before;  ///< the plan of today with the change in it
    Plan after;
    std::set<PlanItemId> asked;  ///< items that the change itself is about
};

inline PlanItem const* pick_free(Plan const& plan, Random& random, bool is_release) {
    std::vector<PlanItem const*> free;
    for (auto const& item : plan.items)
        if (is_release == (item.kind == ItemKind::release)) free.push_back(&item);
    return free.empty() ? nullptr : free[random.below(free.size())];
}

inline void apply_by_hand(OneChange change, Random& random, Replanned& replanned) {
    auto& plan = replanned.before;
    bool const moves_release = change == OneChange::a_moved_release;
    auto const* item = pick_free(plan, random, moves_release);
    if (item == nullptr) return;
    auto const id = item->id;
    auto const release = item->release;
    auto const days = moves_release ? 7 * (random.chance(0.5) ? 1 : -1) : random.between(-2, 2);
    if (change != OneChange::a_lock) {
        auto moved = move_item(plan, id, plus_days(item->date, days), replanned.request.now);
        if (moved) plan = *std::move(moved);
    }
    plan = *set_lock(std::move(plan), id, Lock::on);
    for (auto const& each : plan.items)
        if (each.id == id || (moves_release && each.release == release)) replanned.asked.insert(each.id);
}

/// A release from outside; those of the plan that stand within three weeks of it must give way.
inline void announce(Replanned& replanned, Date date) {
    replanned.request.existing.push_back({.title = "Sudden", .date = date});
    for (auto const& release : replanned.before.releases) {
        bool const in_the_way = std::abs(days_between(release.date, date)) < 7 * built_in_tables().rules.min_gap_weeks;
        for (auto const& item : replanned.before.items)
            if (in_the_way && item.release == release.number) replanned.asked.insert(item.id);
    }
}

/// Plans, changes one thing, and plans again a day later; nothing where the first plan cannot be made.
inline std::optional<Replanned> replan(std::uint64_t seed, OneChange change) {
    Random random(stable_hash("change", seed));
    Replanned replanned{.request = random_request(seed), .before = {}, .after = {}, .asked = {}};
    auto& request = replanned.request;
    request.days = std::max(request.days, 60);
    request.now = TimePoint{std::chrono::sys_days{request.start}} + std::chrono::hours{8};
    auto plan = make_plan(request);
    if (!plan) return std::nullopt;
    replanned.before = *std::move(plan);
    if (change == OneChange::a_lock || change == OneChange::a_moved_release || change == OneChange::a_moved_post)
        apply_by_hand(change, random, replanned);
    if (change == OneChange::a_title) request.existing.push_back({.title = "A Name At Last"});
    if (change == OneChange::an_announcement) announce(replanned, plus_days(request.start, random.between(20, 50)));
    request.previous = replanned.before;
    request.start = plus_days(request.start, 1);
    request.now += std::chrono::hours{24};
    auto again = make_plan(request);
    if (!again) return std::nullopt;
    replanned.after = *std::move(again);
    return replanned;
}

/// The share of the free items still to come that stand elsewhere or nowhere, those apart that the change is about.
inline double moved_share(Replanned const& replanned) {
    int free = 0;
    int moved = 0;
    for (auto const& item : replanned.before.items) {
        bool const is_free = !item.locked && item.state == ItemState::planned && !replanned.asked.contains(item.id);
        if (!is_free || item.at < replanned.request.now) continue;
        ++free;
        auto const same = std::find_if(replanned.after.items.begin(), replanned.after.items.end(),
                                       [&](PlanItem const& each) { return each.id == item.id; });
        moved += same == replanned.after.items.end() || same->at != item.at || same->platform != item.platform ? 1 : 0;
    }
    return free == 0 ? 0 : moved / static_cast<double>(free);
}

}  // namespace troupe::planning::testing
