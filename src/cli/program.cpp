#include "cli/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/log.hpp"
#include "base/version.hpp"
#include "cli/commands.hpp"

namespace troupe::cli {
namespace {

constexpr auto introduction =
    "Troupe invents virtual music artists and runs them: who they are, what they release, how it sounds and looks.\n"
    "\n"
    "  troupe debut --prompt \"A mysterious electronic music producer\"    one sentence in, a finished release out\n"
    "  troupe artist list                                                  who is on the roster\n"
    "  troupe COMMAND --help                                               what a command takes";

void report_error(Shell& shell, Error const& error) {
    if (shell.is_json) {
        json::Value const value = json::Object{{"error", json::Object{{"code", json::enum_name(error.code)}, {"message", error.message}}}};
        shell.out << json::pretty(value);
    }
    if (!log::is_on_standard_error()) shell.err << "troupe: " << error.message << "\n";  // else it is in the log
}

/// `--json` may stand anywhere, before and after the command.
bool take_json_flag(std::vector<std::string>& arguments) {
    auto const end = std::remove(arguments.begin(), arguments.end(), "--json");
    auto const found = end != arguments.end();
    arguments.erase(end, arguments.end());
    return found;
}

int wrong_use(Shell& shell, CLI::App& app, CLI::ParseError const& error) {
    if (error.get_exit_code() == 0) return app.exit(error, shell.out, shell.err);
    report_error(shell, {ErrorCode::invalid_input, error.what()});
    auto const* deepest = &app;
    while (!deepest->get_subcommands().empty()) deepest = deepest->get_subcommands().front();
    shell.err << "Run with --help to see what " << (deepest == &app ? "troupe" : deepest->get_name()) << " takes.\n";
    return 2;
}

int run_chosen(Command const& command, Shell& shell) {
    auto const answer = command(shell);
    if (!answer) {
        log::error("command.failed", {{"code", json::enum_name(answer.error().code)}, {"message", answer.error().message}});
        report_error(shell, answer.error());
        return exit_code(answer.error().code);
    }
    if (shell.is_json) shell.out << json::pretty(answer->value);
    else shell.out << answer->text << (answer->text.empty() || answer->text.ends_with('\n') ? "" : "\n");
    shell.out.flush();
    return answer->exit_code;
}

}  // namespace

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::invalid_input: return 2;
        case ErrorCode::not_found: return 3;
        default: return 1;
    }
}

int run(std::vector<std::string> arguments, Shell& shell) {
    shell.is_json = take_json_flag(arguments);
    CLI::App app(introduction, "troupe");
    app.footer("Every command takes --json: the machine-readable result alone on standard output. State lives in $TROUPE_HOME.");
    app.require_subcommand(1);
    app.set_version_flag("--version", fmt::format("troupe {}", program_version));
    Command chosen;
    Menu const menu{app, chosen};
    for (auto* add : {&add_debut, &add_artist, &add_plan, &add_content, &add_release, &add_social, &add_report, &add_trends, &add_music, &add_makers, &add_llm, &add_trials, &add_jobs,
                      &add_service, &add_system, &add_seed_names, &add_simulate})
        add(menu);
    try {
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
        app.parse(arguments);
    } catch (CLI::ParseError const& error) {
        return wrong_use(shell, app, error);
    }
    return run_chosen(chosen, shell);
}

}  // namespace troupe::cli
