#include "flow/plan_changes.hpp"

#include <fmt/format.h>

#include <functional>

#include "distribution/release.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace {

Result<planning::FoundItem> find_item(Studio& studio, std::string const& item) {
    auto found = studio.plans.find_item(TRY(parse_id<planning::PlanItemTag>(item)));
    if (!found)
        return fail(found.error().code,
                    fmt::format("plan item {} does not exist: `troupe plan show ARTIST` prints them", item));
    return found;
}

Result<planning::PlanItem> change_item(
    Studio& studio, std::string const& item,
    std::function<Result<planning::Plan>(planning::Plan, planning::PlanItemId)> const& change) {
    planning::PlanItem changed;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto const found = TRY(find_item(studio, item));
        TRY(studio.plans.put(TRY(change(TRY(studio.plans.find_by_artist(found.artist_id)), found.item.id))));
        changed = TRY(studio.plans.find_item(found.item.id)).item;
        return {};
    }));
    return changed;
}

}  // namespace

Result<planning::Plan> find_plan(Studio& studio, std::string const& id) {
    auto const artist = TRY(find_artist(studio, id));
    auto plan = studio.plans.find_by_artist(artist.id);
    if (!plan && plan.error().code == ErrorCode::not_found)
        return fail(ErrorCode::not_found,
                    fmt::format("{} has no plan yet: `troupe plan create {}`", artist.name(), id));
    return plan;
}

Result<planning::PlanItem> find_plan_item(Studio& studio, std::string const& item) {
    return TRY(find_item(studio, item)).item;
}

Result<std::vector<planning::DayForItem>> days_for_plan_item(Studio& studio, std::string const& item) {
    auto const tables = TRY(planning::load_tables(studio.preferences.planning_tables));
    auto const found = TRY(find_item(studio, item));
    return planning::days_for_item(TRY(studio.plans.find_by_artist(found.artist_id)), found.item.id, studio.clock.now(),
                                   tables);
}

Result<planning::PlanItem> move_plan_item(Studio& studio, std::string const& item, Date to) {
    auto const tables = TRY(planning::load_tables(studio.preferences.planning_tables));
    return change_item(studio, item, [&](planning::Plan plan, planning::PlanItemId id) {
        return planning::move_item(std::move(plan), id, to, studio.clock.now(), tables);
    });
}

Result<void> note_made_release(Studio& studio, catalog::Content const& content) {
    auto const plan = studio.plans.find_by_artist(content.artist);
    if (!plan && plan.error().code == ErrorCode::not_found) return {};
    if (!plan) return tl::unexpected(plan.error());
    auto const release =
        TRY(json::from_value<distribution::Release>(content.details.at("release"), json::Unknown::ignore));
    for (auto const& planned : plan->releases) {
        bool const is_it = planned.date == release.release_date && !planned.content_id &&
                           (!planned.title_known || planned.title == content.title);
        if (is_it)
            return studio.plans.put(
                TRY(planning::name_release(*plan, planned.number, content.title, to_string(content.id))));
    }
    return {};
}

Result<planning::PlanItem> lock_plan_item(Studio& studio, std::string const& item, planning::Lock lock) {
    return change_item(studio, item, [&](planning::Plan plan, planning::PlanItemId id) {
        return planning::set_lock(std::move(plan), id, lock);
    });
}

}  // namespace troupe::flow
