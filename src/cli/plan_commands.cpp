#include <fmt/format.h>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/plan_text.hpp"
#include "cli/table.hpp"
#include "flow/content_files.hpp"
#include "flow/make_plan.hpp"
#include "flow/plan_changes.hpp"
#include "flow/plan_roster.hpp"
#include "planning/export.hpp"

namespace troupe::cli {
namespace {

struct CreateOptions {
    std::string id;
    std::optional<int> days;
    std::optional<int> releases;
};
void describe_create(CLI::App& sub, CreateOptions& options) {
    sub.add_option("ID", options.id, "The artist")->required();
    sub.add_option("--days", options.days, "1 to 3650 (default: DEFAULT_CALENDAR_LENGTH, else 30)");
    sub.add_option("--releases", options.releases, "At least that many; what forbids them is named");
}
Result<Answer> create(Shell& shell, CreateOptions const& options) {
    return create_plan(shell, options.id, options.days, options.releases);
}

void describe_roster(CLI::App& sub, flow::RosterRequest& options) {
    sub.add_option("--weeks", options.weeks, "1 to 104 (default: 13)")->check(CLI::Range(1, 104));
    sub.add_option("--releases", options.releases, "Of every artist at least (default: as their rhythm has room for)")
        ->check(CLI::Range(0, 35));
    sub.add_flag("--apply", options.apply, "Write the dates into the plans; locked and published never move");
}

/// "4.512 of at most 4.530, 0.4 % below the bound", or that nothing is better.
std::string value_text(double value, double bound, bool proven) {
    if (proven) return fmt::format("{:.3f}, and no other dates are worth more", value);
    return fmt::format("{:.3f} of at most {:.3f}, {:.2f} % below the bound", value, bound,
                       value > 0 ? 100 * (bound / value - 1) : 0);
}

std::string roster_text(flow::RosterAnswer const& answer) {
    auto const& calendar = answer.calendar;
    std::vector<std::vector<std::string>> rows;
    for (auto const& release : calendar.releases)
        rows.push_back({format_date(release.date), release.artist, release.title, release.genre,
                        release.fixed ? "stays" : release.was ? "was " + format_date(*release.was) : release.number > 0 ? "as planned" : "new"});
    auto const counted = [](std::size_t count, std::string_view what) {
        return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    auto text = fmt::format("{} of {} in {} from {}. Value {}.\n", counted(rows.size(), "release"),
                            counted(static_cast<std::size_t>(answer.artists), "artist"),
                            counted(static_cast<std::size_t>(calendar.weeks), "week"), format_date(calendar.first),
                            value_text(calendar.value, calendar.bound, calendar.proven));
    for (auto const& note : calendar.notes) text += "Note: " + note + "\n";
    text += table({"DATE", "ARTIST", "RELEASE", "GENRE", ""}, rows);
    return text + (answer.applied ? "The plans have these dates now.\n" : "Nothing was changed: --apply writes these dates into the plans.\n");
}

Result<Answer> roster(Shell& shell, flow::RosterRequest const& options) {
    auto const answer = TRY(flow::plan_roster(*TRY(shell.studio()), options));
    return Answer{json::to_value(answer), roster_text(answer)};
}

struct ById {
    std::string id;
};
void take_id(CLI::App& sub, ById& values) { sub.add_option("ID", values.id, "The artist")->required(); }

Result<Answer> show(Shell& shell, ById const& values) {
    auto const plan = TRY(flow::find_plan(*TRY(shell.studio()), values.id));
    return Answer{json::to_value(plan), plan_text(plan)};
}

struct ExportOptions : ById {
    std::string format = "json";
    std::string file;
};
void describe_export(CLI::App& sub, ExportOptions& options) {
    take_id(sub, options);
    sub.add_option("--format", options.format)->required()->check(CLI::IsMember({"ics", "csv", "json"}));
    sub.add_option("--file", options.file, "Write it there (default: standard output)");
}
Result<Answer> export_plan(Shell& shell, ExportOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const plan = TRY(flow::find_plan(studio, options.id));
    auto const artist = TRY(flow::find_artist(studio, options.id));
    auto const text = options.format == "ics"   ? planning::to_ics(plan, {artist.name(), std::nullopt}, plan.made_at)
                      : options.format == "csv" ? planning::to_csv(plan)
                                                : json::pretty(plan);
    if (options.file.empty()) return Answer{options.format == "json" ? json::to_value(plan) : json::Value(json::Object{{"id", to_string(plan.id)}, {"format", options.format}, {"text", text}}), text};
    TRY(write_file(options.file, text));
    return Answer{json::Object{{"id", to_string(plan.id)}, {"format", options.format}, {"file", options.file}}, fmt::format("Written to {}\n", options.file)};
}

struct MoveOptions {
    std::string item;
    std::string date;
};
void describe_move(CLI::App& sub, MoveOptions& options) {
    sub.add_option("ITEM", options.item, "The item's id, as `troupe plan show` prints it")->required();
    sub.add_option("DATE", options.date, "2026-11-27")->required();
}

Answer item_answer(planning::PlanItem const& item) {
    return {json::to_value(item), fmt::format("{} {} on {}: {}\n", format_date(item.date), item.local_time, item.platform, item.brief.title)};
}

Result<Answer> move(Shell& shell, MoveOptions const& options) {
    auto const date = TRY(parse_date(options.date));
    return item_answer(TRY(flow::move_plan_item(*TRY(shell.studio()), options.item, date)));
}

struct ItemOption {
    std::string item;
};
void take_item(CLI::App& sub, ItemOption& options) { sub.add_option("ITEM", options.item, "The item's id")->required(); }
Result<Answer> lock(Shell& shell, ItemOption const& options) {
    return item_answer(TRY(flow::lock_plan_item(*TRY(shell.studio()), options.item, planning::Lock::on)));
}
Result<Answer> unlock(Shell& shell, ItemOption const& options) {
    return item_answer(TRY(flow::lock_plan_item(*TRY(shell.studio()), options.item, planning::Lock::off)));
}

}  // namespace

Result<Answer> create_plan(Shell& shell, std::string const& artist, std::optional<int> days,
                           std::optional<int> releases) {
    if (days && (*days < 1 || *days > 3650)) return fail(ErrorCode::invalid_input, "--days: expected 1 to 3650");
    auto& studio = *TRY(shell.studio());
    auto const plan = TRY(flow::make_plan(studio, {artist, days.value_or(studio.preferences.calendar_days), {}, releases}));
    return Answer{json::to_value(plan), plan_text(plan)};
}

std::string plan_text(planning::Plan const& plan) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& item : plan.items)
        rows.push_back({format_date(item.date), item.local_time, item.platform, json::enum_name(item.kind), json::enum_name(item.arc_stage),
                        item.locked ? "locked" : json::enum_name(item.state), item.brief.title, to_string(item.id)});
    auto text = fmt::format("{} days from {}, times of {}. Story: {} ({}).\n", plan.days, format_date(plan.start), plan.zone, json::enum_name(plan.arc), plan.arc_reason);
    if (!plan.releases.empty())
        text += fmt::format("{} releases, value {}.\n", plan.releases.size(),
                            value_text(plan.value, plan.bound, plan.bound <= plan.value));
    for (auto const& note : plan.notes) text += "Note: " + note + "\n";
    return text + table({"DATE", "TIME", "PLATFORM", "KIND", "STAGE", "STATE", "WHAT", "ITEM"}, rows);
}

void add_plan(Menu const& menu) {
    auto& plan = menu.group("plan", "The calendar of an artist");
    menu.add<CreateOptions>(plan, "create", "Plan from today on", describe_create, create);
    menu.add<flow::RosterRequest>(plan, "roster", "Fridays for the releases of all active artists together", describe_roster, roster);
    menu.add<ById>(plan, "show", "The calendar as a list", take_id, show);
    menu.add<ExportOptions>(plan, "export", "As a calendar file, a table or JSON", describe_export, export_plan);
    menu.add<MoveOptions>(plan, "move", "Another day for an item; a release takes its campaign along", describe_move, move);
    menu.add<ItemOption>(plan, "lock", "Nothing moves this item", take_item, lock);
    menu.add<ItemOption>(plan, "unlock", "The planner may move it again", take_item, unlock);
}

}  // namespace troupe::cli
