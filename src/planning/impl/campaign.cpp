#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "planning/impl/builder.hpp"

namespace troupe::planning::impl {
namespace {

std::string step_purpose(int days) {
    if (days == 0) return "release_day";
    return days < 0 ? fmt::format("tease_{}", -days) : fmt::format("after_{}", days);
}

/// How many outlets speak on a step: all of them on the release day, fewer of a private artist before and after.
std::size_t reach_count(Builder const& builder, CampaignStep const& step) {
    auto const all = builder.habits.outlets.size();
    if (step.days == 0) return all;
    auto const extra = step.reach * static_cast<double>(all - 1) * builder.habits.publicness;
    return std::min(all, 1 + static_cast<std::size_t>(std::lround(extra)));
}

class Campaign {
public:
    Campaign(Builder& builder, PlannedRelease const& release) : builder_(builder), release_(release) {}

    void run() {
        add_package();
        for (auto const& step : builder_.tables.rules.teasers) add_step(step);
        add_release();
        for (auto const& step : builder_.tables.rules.anchors) add_step(step);
        note("Outside the calendar", outside_);
        note("Without a free time", full_);
    }

private:
    void note(char const* why, std::set<std::string> const& steps) {
        if (steps.empty()) return;
        builder_.plan.notes.push_back(fmt::format("{}, left out: {} of '{}'.", why,
                                                  text::enumerate({steps.begin(), steps.end()}), release_.title));
    }

    bool is_package_kept() {
        package_ = builder_.kept(release_.number, stores, "prepare");
        return package_.has_value();
    }

    void add_package() {
        if (!builder_.contains(release_.deliver_by) || is_package_kept()) return;
        if (auto* item = builder_.add_to_stores(release_.deliver_by, 12 * 60, ItemKind::canvas, "prepare")) {
            item->release = release_.number;
            package_ = item->id;
        }
    }

    void add_release() {
        for (auto const& item : builder_.plan.items)
            if (item.kind == ItemKind::release && item.release == release_.number) release_item_ = item.id;
        if (release_item_) return;
        auto* item = builder_.add_to_stores(release_.date, 0, ItemKind::release, "release");
        if (item == nullptr) return;  // it is out already: its day has begun
        item->release = release_.number;
        item->content_id = release_.content_id;
        if (package_) item->depends_on.push_back(*package_);
        release_item_ = item->id;
    }

    void add_step(CampaignStep const& step) {
        auto const date = plus_days(release_.date, step.days);
        auto const label = step.days < 0 ? fmt::format("T{}", step.days) : fmt::format("T+{}", step.days);
        if (!builder_.contains(date)) {
            outside_.insert(label);
            return;
        }
        auto const& outlets = builder_.habits.outlets;
        std::size_t missing = reach_count(builder_, step);
        bool const turns_around = step.days > 0;  // after the release the smaller platforms speak, too
        std::optional<PlanItemId> first;
        for (std::size_t i = 0; i < outlets.size() && missing > 0; ++i) {
            auto const at = turns_around ? (i + static_cast<std::size_t>(step.days)) % outlets.size() : i;
            if (auto const placed = add_to(outlets[at], date, step)) {
                --missing;
                if (!first) first = placed;
            }
        }
        if (missing > 0) full_.insert(label);
        if (step.days < 0 && first) last_teaser_ = first;
    }

    std::optional<PlanItemId> add_to(Outlet const& outlet, Date date, CampaignStep const& step) {
        auto const purpose = step_purpose(step.days);
        if (auto const stands = builder_.kept(release_.number, outlet.platform->id, purpose)) return stands;
        auto* item = builder_.add(outlet, date, purpose);
        if (item == nullptr) return std::nullopt;
        item->release = release_.number;
        auto const& formats = outlet.platform->formats;
        item->kind = step.days < 0    ? ItemKind::teaser
                     : step.days == 0 ? outlet.platform->release_kind
                                      : formats.front().kind;
        item->format = step.days < 0    ? outlet.platform->teaser_format
                       : step.days == 0 ? outlet.platform->release_format
                                        : formats.front().name;
        auto const& before = step.days < 0 ? last_teaser_ : release_item_;
        if (before) item->depends_on.push_back(*before);
        return item->id;
    }

    Builder& builder_;
    PlannedRelease const& release_;
    std::optional<PlanItemId> package_;
    std::optional<PlanItemId> last_teaser_;
    std::optional<PlanItemId> release_item_;
    std::set<std::string> outside_;
    std::set<std::string> full_;
};

}  // namespace

void add_campaigns(Builder& builder) {
    auto const releases = builder.plan.releases;
    for (auto const& release : releases) Campaign(builder, release).run();
}

}  // namespace troupe::planning::impl
