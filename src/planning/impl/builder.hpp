#pragma once

#include "base/random.hpp"
#include "planning/impl/cast.hpp"
#include "planning/impl/slots.hpp"
#include "planning/impl/stages.hpp"

namespace troupe::planning::impl {

/// Where items that go to the stores stand, beside the platforms.
inline constexpr char const* stores = "stores";

/// A plan while it is being made.
class Builder {
public:
    Builder(PlanRequest const& request, Tables const& tables, Habits habits);

    PlanRequest const& request;
    Tables const& tables;
    Habits const habits;
    Slots slots;
    Plan plan;

    [[nodiscard]] Date last() const { return plus_days(plan.start, plan.days - 1); }
    [[nodiscard]] bool contains(Date date) const { return plan.start <= date && date <= last(); }
    /// The item of an earlier plan that stands for this already.
    [[nodiscard]] std::optional<PlanItemId> kept(int release, std::string const& platform,
                                                 std::string const& purpose) const;

    /// Places an item on that day, at the artist's hour or near it, or where an hour is tried; null when the platform has
    /// no room left that day. Posts of the story have no purpose yet.
    PlanItem* add(Outlet const& outlet, Date date, std::string purpose);
    /// An item of an earlier plan, on its day: at the hour that results speak for since, or that is tried now. It stays at
    /// one that results had a say in before, and where the platform has no room.
    void follow_results(Outlet const& outlet, PlanItem& item);
    /// Places an item that goes to the stores at that minute; null when that moment has passed.
    PlanItem* add_to_stores(Date date, int minute, ItemKind kind, std::string purpose);

private:
    [[nodiscard]] PlanItemId next_id();
    void place(PlanItem& item, Slot const& slot) const;
    PlanItem& insert(std::string const& platform, Date date, Slot const& slot, std::string purpose);

    Random ids_;
    [[nodiscard]] std::optional<int> minute_to_try() const;

    Random times_;
    int story_posts_ = 0;  ///< that were placed
};

/// Takes over from an earlier plan what can stay: posts at their moment, and campaigns of releases whose day and number
/// are the same. Needs `plan.releases`.
void carry_over(Builder& builder);

/// Puts the releases of the calendar into the plan, with what they need: the package for the stores, teasers and
/// anchors. Needs `plan.releases`. What does not fit is noted.
void add_campaigns(Builder& builder);

/// Fills the stages with posts at the artist's rate; every stage gets one at least.
void add_story(Builder& builder, std::vector<Segment> const& segments);

/// What briefs call a release: its title, or "Release 2" until it has one.
[[nodiscard]] std::string spoken_title(PlannedRelease const& release);

/// Gives every new item its stage, and what to make and say: facts, motifs, callbacks, the arc. Items must be sorted.
void write_briefs(Builder& builder, std::vector<Segment> const& segments, Arc const& arc);

}  // namespace troupe::planning::impl
