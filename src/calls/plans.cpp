#include <fmt/format.h>

#include "base/text.hpp"
#include "calls/catalogue.hpp"
#include "flow/begin.hpp"
#include "flow/content_files.hpp"
#include "flow/plan_changes.hpp"
#include "planning/export.hpp"

/// The calendar of an artist.
namespace troupe::calls {
namespace {

using access::Role;

struct ById {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (artist_id))

struct CreateInput {
    std::string artist_id;
    std::optional<int> days;
    std::optional<int> duration;
};
BOOST_DESCRIBE_STRUCT(CreateInput, (), (artist_id, days, duration))
Result<Answer> create(Context& context, CreateInput const& input) {
    auto const days = input.days ? input.days : input.duration;
    auto const id = input.artist_id;
    auto const job = TRY(flow::begin_plan(context.studio(), {id, days.value_or(context.studio().preferences.calendar_days), {}}));
    context.change = Change{id, nullptr, json::Object{{"days", days.value_or(context.studio().preferences.calendar_days)}}, ""};
    auto const result = [id](Context& later) -> Result<json::Value> { return json::to_value(TRY(flow::find_plan(later.studio(), id))); };
    return Answer{Begun{{{"id", id}, {"artist_id", id}}, {job}, result}};
}

Result<planning::Plan> show(Context& context, ById const& input) { return flow::find_plan(context.studio(), input.artist_id); }

Result<Answer> as_calendar(Context& context, ById const& input) {
    auto const plan = TRY(flow::find_plan(context.studio(), input.artist_id));
    auto const name = TRY(flow::find_artist(context.studio(), input.artist_id)).name();
    return Answer{TextBody{"text/calendar; charset=utf-8", planning::to_ics(plan, {name, std::nullopt}, plan.made_at), text::slug(name) + ".ics"}};
}
Result<Answer> as_table(Context& context, ById const& input) {
    auto const name = TRY(flow::find_artist(context.studio(), input.artist_id)).name();
    return Answer{TextBody{"text/csv; charset=utf-8", planning::to_csv(TRY(flow::find_plan(context.studio(), input.artist_id))), text::slug(name) + ".csv"}};
}

struct ItemInput {
    std::string item_id;
};
BOOST_DESCRIBE_STRUCT(ItemInput, (), (item_id))
struct MoveInput {
    std::string item_id;
    Date date{};
};
BOOST_DESCRIBE_STRUCT(MoveInput, (), (item_id, date))

json::Value gist(planning::PlanItem const& item) { return json::Object{{"date", format_date(item.date)}, {"locked", item.locked}}; }
Result<planning::PlanItem> changed(Context& context, planning::PlanItem const& was, Result<planning::PlanItem> const& is) {
    auto const item = TRY(Result<planning::PlanItem>(is));
    context.change = Change{to_string(item.id), gist(was), gist(item), ""};
    return item;
}
Result<planning::PlanItem> move(Context& context, MoveInput const& input) {
    auto const was = TRY(flow::find_plan_item(context.studio(), input.item_id));
    return changed(context, was, flow::move_plan_item(context.studio(), input.item_id, input.date));
}
Result<planning::PlanItem> lock(Context& context, ItemInput const& input) {
    auto const was = TRY(flow::find_plan_item(context.studio(), input.item_id));
    return changed(context, was, flow::lock_plan_item(context.studio(), input.item_id, planning::Lock::on));
}
Result<planning::PlanItem> unlock(Context& context, ItemInput const& input) {
    auto const was = TRY(flow::find_plan_item(context.studio(), input.item_id));
    return changed(context, was, flow::lock_plan_item(context.studio(), input.item_id, planning::Lock::off));
}

}  // namespace

void add_plans(Catalogue& catalogue) {
    catalogue.add_begun<planning::Plan>({.name = "plan.create", .http = "POST /api/artists/{artist_id}/plan", .group = "Plans", .summary = "Plan from today on", .role = Role::editor, .effect = Effect::begins,
                                         .bounds = {{"days", 1, 3650}, {"duration", 1, 3650}}, .about = {{"duration", "The same as days, by its older name"}}, .example = json::Object{{"days", 90}}}, create);
    catalogue.add<ById>({.name = "plan.show", .http = "GET /api/artists/{artist_id}/plan", .group = "Plans", .summary = "The calendar with all its items"}, show);
    catalogue.add_file<ById>("text/calendar", {.name = "plan.calendar", .http = "GET /api/artists/{artist_id}/plan.ics", .group = "Plans", .summary = "For calendar programs", .is_tool = false}, as_calendar);
    catalogue.add_file<ById>("text/csv", {.name = "plan.table", .http = "GET /api/artists/{artist_id}/plan.csv", .group = "Plans", .summary = "For spreadsheets", .is_tool = false}, as_table);
    catalogue.add<MoveInput>({.name = "plan.move", .http = "POST /api/plan-items/{item_id}/move", .group = "Plans", .summary = "Another day for an item; a release takes its campaign along", .role = Role::editor,
                              .effect = Effect::changes, .required = {"date"}, .example = json::Object{{"date", "2026-12-04"}}}, move);
    catalogue.add<ItemInput>({.name = "plan.lock", .http = "POST /api/plan-items/{item_id}/lock", .group = "Plans", .summary = "Nothing moves this item", .role = Role::editor, .effect = Effect::changes}, lock);
    catalogue.add<ItemInput>({.name = "plan.unlock", .http = "POST /api/plan-items/{item_id}/unlock", .group = "Plans", .summary = "The planner may move it again", .role = Role::editor, .effect = Effect::changes}, unlock);
}

}  // namespace troupe::calls
