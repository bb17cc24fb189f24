#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "calls/calendar.hpp"
#include "calls/catalogue.hpp"
#include "flow/begin.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/plan_changes.hpp"
#include "flow/plan_roster.hpp"
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
    std::optional<int> releases;
};
BOOST_DESCRIBE_STRUCT(CreateInput, (), (artist_id, days, duration, releases))
Result<Answer> create(Context& context, CreateInput const& input) {
    auto const days = input.days ? input.days : input.duration;
    auto const id = input.artist_id;
    auto const job =
        TRY(flow::begin_plan(context.studio(), {id, days.value_or(context.studio().preferences.calendar_days), {}, input.releases}));
    context.change =
        Change{id, nullptr, json::Object{{"days", days.value_or(context.studio().preferences.calendar_days)}}, ""};
    auto const result = [id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_plan(later.studio(), id)));
    };
    return Answer{Begun{{{"id", id}, {"artist_id", id}}, {job}, result}};
}

Result<planning::Plan> show(Context& context, ById const& input) {
    return flow::find_plan(context.studio(), input.artist_id);
}

Result<Answer> as_calendar(Context& context, ById const& input) {
    auto const plan = TRY(flow::find_plan(context.studio(), input.artist_id));
    auto const name = TRY(flow::find_artist(context.studio(), input.artist_id)).name();
    return Answer{TextBody{"text/calendar; charset=utf-8", planning::to_ics(plan, {name, std::nullopt}, plan.made_at),
                           text::slug(name) + ".ics"}};
}
Result<Answer> as_table(Context& context, ById const& input) {
    auto const name = TRY(flow::find_artist(context.studio(), input.artist_id)).name();
    auto const plan = TRY(flow::find_plan(context.studio(), input.artist_id));
    return Answer{TextBody{"text/csv; charset=utf-8", planning::to_csv(plan), text::slug(name) + ".csv"}};
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

json::Value gist(planning::PlanItem const& item) {
    return json::Object{{"date", format_date(item.date)}, {"locked", item.locked}};
}
Result<planning::PlanItem> changed(Context& context, planning::PlanItem const& was,
                                   Result<planning::PlanItem> const& is) {
    auto const item = TRY(Result<planning::PlanItem>(is));
    context.change = Change{to_string(item.id), gist(was), gist(item), ""};
    return item;
}
struct Days {
    std::vector<planning::DayForItem> days;
};
BOOST_DESCRIBE_STRUCT(Days, (), (days))
Result<Days> days_for(Context& context, ItemInput const& input) {
    return Days{TRY(flow::days_for_plan_item(context.studio(), input.item_id))};
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

Result<flow::RosterAnswer> roster(Context& context, flow::RosterRequest const& input) {
    auto const answer = TRY(flow::plan_roster(context.studio(), input));
    if (answer.applied)
        context.change = Change{"roster", nullptr,
                                json::Object{{"weeks", input.weeks}, {"artists", answer.artists},
                                             {"releases", answer.calendar.releases.size()}}, ""};
    return answer;
}
void add_roster_plan(Catalogue& catalogue) {
    catalogue.add<flow::RosterRequest>(
        {.name = "plan.roster",
         .http = "POST /api/roster/plan",
         .group = "Plans",
         .summary = "Fridays for the releases of all active artists together, with a bound on every other calendar",
         .role = Role::editor,
         .effect = Effect::changes,
         .bounds = {{"weeks", 1, 104}, {"releases", 0, 35}},
         .about = {{"releases", "Of every artist at least; 0: as their rhythm has room for"},
                   {"apply", "Write the dates into the plans; without it nothing changes. Locked and published stay"}},
         .example = json::Object{{"weeks", 13}}},
        roster);
}

struct LinkInput {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(LinkInput, (), (artist_id))
struct MadeLink {
    access::CalendarLink link;
    std::string path;
};
BOOST_DESCRIBE_STRUCT(MadeLink, (), (link, path))
Result<MadeLink> make_link(Context& context, LinkInput const& input) {
    access::CalendarLink link{
        flow::next_id<access::CalendarLinkTag>(context.studio()), "", context.caller.name, context.now(), {}};
    if (!input.artist_id.empty()) link.artist = to_string(TRY(flow::find_artist(context.studio(), input.artist_id)).id);
    auto const secret = access::random_secret();
    TRY(context.desk.calendars.insert(link, sha256_hex(secret)));
    context.change = Change{to_string(link.id), nullptr, json::to_value(link), ""};
    return MadeLink{link, "/calendars/" + secret + ".ics"};
}
struct Links {
    std::vector<access::CalendarLink> links;
};
BOOST_DESCRIBE_STRUCT(Links, (), (links))
Result<Links> links(Context& context, Nothing const&) { return Links{TRY(context.desk.calendars.list())}; }
struct LinkById {
    std::string link_id;
};
BOOST_DESCRIBE_STRUCT(LinkById, (), (link_id))
Result<access::CalendarLink> revoke_link(Context& context, LinkById const& input) {
    auto const link =
        TRY(context.desk.calendars.revoke(TRY(parse_id<access::CalendarLinkTag>(input.link_id)), context.now()));
    context.change = Change{input.link_id, nullptr, json::to_value(link), ""};
    return link;
}

void add_links(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "calendar.list",
                            .http = "GET /api/calendars",
                            .group = "Plans",
                            .summary = "Links to calendars, never their addresses",
                            .role = Role::editor,
                            .is_tool = false},
                           links);
    catalogue.add<LinkInput>(
        {.name = "calendar.create",
         .http = "POST /api/calendars",
         .group = "Plans",
         .summary = "An address for calendar programs, of an artist or the whole roster; shown this once",
         .role = Role::editor,
         .effect = Effect::changes,
         .about = {{"artist_id", "None: the whole roster"}},
         .is_tool = false},
        make_link);
    catalogue.add<LinkById>({.name = "calendar.revoke",
                             .http = "DELETE /api/calendars/{link_id}",
                             .group = "Plans",
                             .summary = "The address shows nothing any more",
                             .role = Role::editor,
                             .effect = Effect::changes,
                             .is_tool = false},
                            revoke_link);
}

}  // namespace

Result<TextBody> linked_calendar(Desk& desk, std::string const& secret) {
    auto const link = desk.calendars.find_by_hash(sha256_hex(secret));
    if (!link && link.error().code != ErrorCode::not_found) return tl::unexpected(link.error());
    if (!link || link->revoked)
        return fail(ErrorCode::not_found, "there is no calendar at this address, or not any more");
    auto const now = desk.studio.clock.now();
    if (!link->artist.empty()) {
        auto const plan = TRY(flow::find_plan(desk.studio, link->artist));
        auto const name = TRY(flow::find_artist(desk.studio, link->artist)).name();
        return TextBody{"text/calendar; charset=utf-8", planning::to_ics(plan, {name, {}}, now), "artist.ics"};
    }
    std::vector<planning::NamedPlan> plans;
    for (auto const& artist : TRY(flow::roster(desk.studio)))
        if (auto plan = desk.studio.plans.find_by_artist(artist.id)) plans.push_back({artist.name(), *std::move(plan)});
    return TextBody{"text/calendar; charset=utf-8", planning::to_ics(plans, {"Roster", {}}, now), "roster.ics"};
}

void add_plans(Catalogue& catalogue) {
    catalogue.add_answer<planning::Plan>({.name = "plan.create",
                                         .http = "POST /api/artists/{artist_id}/plan",
                                         .group = "Plans",
                                         .summary = "Plan from today on",
                                         .role = Role::editor,
                                         .effect = Effect::begins,
                                         .bounds = {{"days", 1, 3650}, {"duration", 1, 3650}, {"releases", 0, 521}},
                                         .about = {{"duration", "The same as days, by its older name"},
                                                   {"releases", "At least, or an error that names the rules in the way"}},
                                         .example = json::Object{{"days", 90}}},
                                        create);
    catalogue.add<ById>({.name = "plan.show",
                         .http = "GET /api/artists/{artist_id}/plan",
                         .group = "Plans",
                         .summary = "The calendar with all its items"},
                        show);
    catalogue.add_file<ById>("text/calendar",
                             {.name = "plan.calendar",
                              .http = "GET /api/artists/{artist_id}/plan.ics",
                              .group = "Plans",
                              .summary = "For calendar programs",
                              .is_tool = false},
                             as_calendar);
    catalogue.add_file<ById>("text/csv",
                             {.name = "plan.table",
                              .http = "GET /api/artists/{artist_id}/plan.csv",
                              .group = "Plans",
                              .summary = "For spreadsheets",
                              .is_tool = false},
                             as_table);
    catalogue.add<ItemInput>({.name = "plan.days",
                              .http = "GET /api/plan-items/{item_id}/days",
                              .group = "Plans",
                              .summary = "Each day of the plan: whether the item could move there, or why not"},
                             days_for);
    catalogue.add<MoveInput>({.name = "plan.move",
                              .http = "POST /api/plan-items/{item_id}/move",
                              .group = "Plans",
                              .summary = "Another day for an item; a release takes its campaign along",
                              .role = Role::editor,
                              .effect = Effect::changes,
                              .required = {"date"},
                              .example = json::Object{{"date", "2026-12-04"}}},
                             move);
    catalogue.add<ItemInput>({.name = "plan.lock",
                              .http = "POST /api/plan-items/{item_id}/lock",
                              .group = "Plans",
                              .summary = "Nothing moves this item",
                              .role = Role::editor,
                              .effect = Effect::changes},
                             lock);
    catalogue.add<ItemInput>({.name = "plan.unlock",
                              .http = "POST /api/plan-items/{item_id}/unlock",
                              .group = "Plans",
                              .summary = "The planner may move it again",
                              .role = Role::editor,
                              .effect = Effect::changes},
                             unlock);
    add_roster_plan(catalogue);
    add_links(catalogue);
}

}  // namespace troupe::calls
