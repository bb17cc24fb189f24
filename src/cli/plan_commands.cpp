#include <fmt/format.h>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/plan_text.hpp"
#include "cli/table.hpp"
#include "flow/content_files.hpp"
#include "flow/make_plan.hpp"
#include "flow/plan_changes.hpp"
#include "planning/export.hpp"

namespace troupe::cli {
namespace {

struct CreateOptions {
    std::string id;
    std::optional<int> days;
};
void describe_create(CLI::App& sub, CreateOptions& options) {
    sub.add_option("ID", options.id, "The artist")->required();
    sub.add_option("--days", options.days, "1 to 3650 (default: DEFAULT_CALENDAR_LENGTH, else 30)");
}
Result<Answer> create(Shell& shell, CreateOptions const& options) { return create_plan(shell, options.id, options.days); }

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

Result<Answer> create_plan(Shell& shell, std::string const& artist, std::optional<int> days) {
    if (days && (*days < 1 || *days > 3650)) return fail(ErrorCode::invalid_input, "--days: expected 1 to 3650");
    auto& studio = *TRY(shell.studio());
    auto const plan = TRY(flow::make_plan(studio, {artist, days.value_or(studio.preferences.calendar_days), {}}));
    return Answer{json::to_value(plan), plan_text(plan)};
}

std::string plan_text(planning::Plan const& plan) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& item : plan.items)
        rows.push_back({format_date(item.date), item.local_time, item.platform, json::enum_name(item.kind), json::enum_name(item.arc_stage),
                        item.locked ? "locked" : json::enum_name(item.state), item.brief.title, to_string(item.id)});
    auto text = fmt::format("{} days from {}, times of {}. Story: {} ({}).\n", plan.days, format_date(plan.start), plan.zone, json::enum_name(plan.arc), plan.arc_reason);
    for (auto const& note : plan.notes) text += "Note: " + note + "\n";
    return text + table({"DATE", "TIME", "PLATFORM", "KIND", "STAGE", "STATE", "WHAT", "ITEM"}, rows);
}

void add_plan(Menu const& menu) {
    auto& plan = menu.group("plan", "The calendar of an artist");
    menu.add<CreateOptions>(plan, "create", "Plan from today on", describe_create, create);
    menu.add<ById>(plan, "show", "The calendar as a list", take_id, show);
    menu.add<ExportOptions>(plan, "export", "As a calendar file, a table or JSON", describe_export, export_plan);
    menu.add<MoveOptions>(plan, "move", "Another day for an item; a release takes its campaign along", describe_move, move);
    menu.add<ItemOption>(plan, "lock", "Nothing moves this item", take_item, lock);
    menu.add<ItemOption>(plan, "unlock", "The planner may move it again", take_item, unlock);
}

}  // namespace troupe::cli
