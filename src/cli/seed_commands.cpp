#include "cli/commands.hpp"
#include "cli/content_text.hpp"
#include "cli/plan_text.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"

/// The commands of the original specification, under their own names: what worked as `python -m scripts.create_artist`
/// works as `troupe create_artist`.
namespace troupe::cli {
namespace {

struct CreateOptions {
    std::string prompt;
};
Result<Answer> create_artist(Shell& shell, CreateOptions const& options) {
    auto const created = TRY(flow::create_artist(*TRY(shell.studio()), {options.prompt, {}, {}, false, "owner", shell.stop}));
    auto const id = to_string(created.artist.id);
    return Answer{json::to_value(created.artist), created.artist.name() + " (" + id + ")\nLook: troupe view_artist --id " + id + "\n"};
}

struct ViewOptions {
    std::string id;
};
Result<Answer> view_artist(Shell& shell, ViewOptions const& options) {
    auto const value = json::to_value(TRY(flow::find_artist(*TRY(shell.studio()), options.id)));
    return Answer{value, json::pretty(value)};
}

Result<Answer> generate(Shell& shell, flow::GenerateRequest const& request) { return generate_content(shell, request); }

struct PlanOptions {
    std::string id;
    std::optional<int> days;
};
Result<Answer> content_plan(Shell& shell, PlanOptions const& options) { return create_plan(shell, options.id, options.days); }

struct NoOptions {};
Result<Answer> init_db(Shell& shell, NoOptions const&) {
    auto const value = TRY(shell.maintenance.migrate());
    return Answer{value, "The database is ready: " + json::print(value) + "\n"};
}

}  // namespace

void add_seed_names(Menu const& menu) {
    auto& app = menu.app;
    menu.add<CreateOptions>(app, "create_artist", "As `artist create`",
                            [](CLI::App& sub, CreateOptions& options) { sub.add_option("--prompt", options.prompt)->required(); }, create_artist);
    menu.add<ViewOptions>(app, "view_artist", "As `artist export`",
                          [](CLI::App& sub, ViewOptions& options) { sub.add_option("--id", options.id)->required(); }, view_artist);
    menu.add<flow::GenerateRequest>(app, "generate_content", "As `content generate`",
                                    [](CLI::App& sub, flow::GenerateRequest& request) {
                                        sub.add_option("--artist_id", request.artist)->required();
                                        sub.add_option("--content_type", request.type)->required();
                                    },
                                    generate);
    menu.add<PlanOptions>(app, "create_content_plan", "As `plan create`",
                          [](CLI::App& sub, PlanOptions& options) {
                              sub.add_option("--artist_id", options.id)->required();
                              sub.add_option("--duration", options.days, "Days");
                          },
                          content_plan);
    menu.add<NoOptions>(app, "init_db", "As `db migrate`", [](CLI::App&, NoOptions&) {}, init_db);
}

}  // namespace troupe::cli
