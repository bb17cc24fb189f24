#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/shell.hpp"

/// One function for each group of commands: it adds its subcommands to the parser; a parsed one puts itself into
/// `chosen`.
namespace troupe::cli {

struct Menu {
    CLI::App& app;
    Command& chosen;

    /// A subcommand with its options: `options(sub, values)` adds them, `command(shell, values)` runs.
    template <class Values>
    void add(CLI::App& parent, std::string const& name, std::string const& help,
             std::function<void(CLI::App&, Values&)> const& options,
             std::function<Result<Answer>(Shell&, Values const&)> command) const {
        auto* sub = parent.add_subcommand(name, help);
        auto values = std::make_shared<Values>();
        options(*sub, *values);
        sub->callback([this_chosen = &chosen, values, command = std::move(command)] {
            *this_chosen = [values, command](Shell& shell) { return command(shell, *values); };
        });
    }
    [[nodiscard]] CLI::App& group(std::string const& name, std::string const& help) const {
        auto* sub = app.add_subcommand(name, help);
        sub->require_subcommand(1);
        return *sub;
    }
};

void add_debut(Menu const& menu);
void add_artist(Menu const& menu);
void add_artist_files(Menu const& menu, CLI::App& artist);  ///< export, import, schema
void add_advise(Menu const& menu, CLI::App& artist);
void add_plan(Menu const& menu);
void add_content(Menu const& menu);
void add_decisions(Menu const& menu, CLI::App& group, std::string const& what);  ///< approve, reject; `what`: content, release
void add_release(Menu const& menu);
void add_codes(Menu const& menu, CLI::App& release);  ///< codes, ai
void add_social(Menu const& menu);
void add_report(Menu const& menu);
void add_trends(Menu const& menu);
void add_music(Menu const& menu);
void add_makers(Menu const& menu);  ///< visual
void add_llm(Menu const& menu);
void add_jobs(Menu const& menu);
void add_service(Menu const& menu);  ///< serve, work, keys
void add_system(Menu const& menu);  ///< db, config, doctor
void add_trials(Menu const& menu);  ///< experiments with our own makers
void add_seed_names(Menu const& menu);
void add_simulate(Menu const& menu);

}  // namespace troupe::cli
