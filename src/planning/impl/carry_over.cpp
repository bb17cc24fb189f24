#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "planning/impl/builder.hpp"
#include "planning/impl/clock_time.hpp"

namespace troupe::planning::impl {
namespace {

/// Decides which free items of the plan of today stay where they are.
class CarryOver {
public:
    explicit CarryOver(Builder& builder) : builder_(builder) {
        for (auto const& item : builder.plan.items) known_.insert(item.id);
    }

    void run() {
        for (auto const& item : builder_.request.previous->items)
            if (!known_.contains(item.id) && may_stay(item)) keep(item);
        for (auto& item : builder_.plan.items)
            if (!item.locked && item.state != ItemState::published)
                std::erase_if(item.depends_on, [&](PlanItemId before) { return !known_.contains(before); });
    }

private:
    [[nodiscard]] bool may_stay(PlanItem const& item) const {
        if (item.state == ItemState::skipped || !builder_.contains(item.date)) return false;
        if (item.zone != builder_.habits.zone || item.at < builder_.request.now) return false;
        if (item.release && !release_stands(item)) return false;
        if (item.platform == stores) return true;
        return outlet_of(item) != nullptr && is_free(item);
    }

    /// Null: the artist does not post there.
    [[nodiscard]] Outlet const* outlet_of(PlanItem const& item) const {
        auto const& outlets = builder_.habits.outlets;
        auto const found = std::find_if(outlets.begin(), outlets.end(),
                                        [&](Outlet const& each) { return each.platform->id == item.platform; });
        return found == outlets.end() ? nullptr : &*found;
    }

    static PlannedRelease const* find(std::vector<PlannedRelease> const& releases, std::optional<int> number) {
        auto const found = std::find_if(releases.begin(), releases.end(),
                                        [&](PlannedRelease const& release) { return release.number == number; });
        return found == releases.end() ? nullptr : &*found;
    }

    /// Its release has the same number, day and deadline.
    [[nodiscard]] bool release_stands(PlanItem const& item) const {
        auto const* was = find(builder_.request.previous->releases, item.release);
        auto const* is = find(builder_.plan.releases, item.release);
        return was != nullptr && is != nullptr && was->date == is->date && was->deliver_by == is->deliver_by;
    }

    /// A release that has got its title since is spoken of by it.
    void rename(PlanItem& item) const {
        auto const* was = find(builder_.request.previous->releases, item.release);
        auto const* is = find(builder_.plan.releases, item.release);
        if (was == nullptr || is == nullptr || spoken_title(*was) == spoken_title(*is)) return;
        for (auto* text : {&item.brief.title, &item.brief.theme, &item.brief.say})
            *text = text::replace_all(std::move(*text), spoken_title(*was), spoken_title(*is));
        if (item.kind == ItemKind::release) item.content_id = is->content_id;
    }

    /// Exactly its own moment, under the rules of today.
    [[nodiscard]] bool is_free(PlanItem const& item) const {
        auto const minute = parse_clock(item.local_time);
        auto const slot = minute ? builder_.slots.find(item.platform, item.date, *minute) : std::nullopt;
        return slot && slot->at == item.at;
    }

    void keep(PlanItem const& item) {
        builder_.plan.items.push_back(item);
        auto& kept = builder_.plan.items.back();
        rename(kept);
        if (auto const* outlet = outlet_of(kept); outlet != nullptr && kept.state == ItemState::planned)
            builder_.follow_results(*outlet, kept);
        builder_.slots.take(kept);
        known_.insert(item.id);
    }

    Builder& builder_;
    std::set<PlanItemId> known_;
};

}  // namespace

void carry_over(Builder& builder) {
    if (builder.request.previous) CarryOver(builder).run();
}

}  // namespace troupe::planning::impl
