#include <fmt/format.h>

#include "catalog/push_assets.hpp"
#include "cli/commands.hpp"
#include "cli/doctor.hpp"
#include "cli/settings.hpp"
#include "cli/table.hpp"

namespace troupe::cli {
namespace {

struct NoOptions {};
void nothing(CLI::App&, NoOptions&) {}

Result<Answer> config(Shell& shell, NoOptions const&) {
    auto const settings = read_settings(shell);
    std::vector<std::vector<std::string>> rows;
    bool all_good = true;
    for (auto const& setting : settings) {
        all_good = all_good && setting.problem.empty();
        rows.push_back({setting.name, setting.shown, setting.source, setting.problem});
    }
    return Answer{json::to_value(settings), table({"NAME", "VALUE", "FROM", "PROBLEM"}, rows), all_good ? 0 : 1};
}

Result<Answer> doctor(Shell& shell, NoOptions const&) {
    auto const findings = examine(shell);
    std::string text;
    bool can_work = true;
    for (auto const& finding : findings) {
        can_work = can_work && (finding.is_good || !finding.is_needed);
        text += fmt::format("{} {:<22} {}\n", finding.is_good ? "ok     " : finding.is_needed ? "MISSING" : "absent ", finding.name, finding.what);
        if (!finding.is_good) text += fmt::format("{:31}{}\n", "", finding.advice);
    }
    text += can_work ? "Everything that a debut needs is here.\n" : "Something that a debut needs is missing: see MISSING above.\n";
    return Answer{json::to_value(findings), text, can_work ? 0 : 1};
}

Result<Answer> migrate(Shell& shell, NoOptions const&) {
    auto const value = TRY(shell.maintenance.migrate());
    return Answer{value, json::pretty(value)};
}
Result<Answer> check(Shell& shell, NoOptions const&) {
    auto const value = TRY(shell.maintenance.check());
    auto const* object = value.if_object();
    auto const* problems = object == nullptr ? nullptr : object->if_contains("problems");
    auto const is_whole = problems == nullptr || !problems->is_array() || problems->as_array().empty();
    return Answer{value, json::pretty(value), is_whole ? 0 : 1};
}

struct FileOption {
    std::string file;
};
Result<Answer> backup(Shell& shell, FileOption const& options) {
    auto const value = TRY(shell.maintenance.backup(options.file));
    return Answer{value, fmt::format("Written to {}\n", options.file)};
}
Result<Answer> restore(Shell& shell, FileOption const& options) {
    auto const value = TRY(shell.maintenance.restore(options.file));
    return Answer{value, fmt::format("Restored from {}\n", options.file)};
}
void take_file(CLI::App& sub, FileOption& options) { sub.add_option("FILE", options.file)->required(); }

struct PushOptions {
    std::string from;
    bool reads_back = false;
};
void take_push(CLI::App& sub, PushOptions& options) {
    sub.add_option("--from", options.from, "Folder of the files (default: assets in TROUPE_HOME)");
    sub.add_flag("--read-back", options.reads_back, "Read every file whole from the bucket and compare");
}

/// One line for every tenth that is done.
std::function<void(int, int)> tenths(Shell& shell) {
    return [&shell, told = 0](int done, int all) mutable {
        auto const tenth = done * 10 / all;
        if (tenth == told) return;
        told = tenth;
        shell.err << fmt::format("{:3d} %  {} of {} files\n", tenth * 10, done, all) << std::flush;
    };
}

Result<Answer> push(Shell& shell, PushOptions const& options) {
    auto const bucket = shell.configuration.get("S3_BUCKET_NAME");
    if (!bucket) return fail(ErrorCode::invalid_input, "S3_BUCKET_NAME: set the bucket that the files are to go to; see docs/s3.md");
    catalog::PushWishes const wishes{options.from.empty() ? shell.home / "assets" : std::filesystem::path(options.from), options.reads_back};
    auto const pushed = TRY(catalog::push_assets(TRY(shell.studio())->assets, wishes, tenths(shell), shell.stop));
    auto text = fmt::format("{} files, {:.1f} MB, are in bucket {}.\n", pushed.files, static_cast<double>(pushed.bytes) / 1e6, *bucket);
    for (auto const& problem : pushed.problems) text += "problem: " + problem + "\n";
    return Answer{json::to_value(pushed), text, pushed.problems.empty() ? 0 : 1};
}

}  // namespace

void add_system(Menu const& menu) {
    menu.add<NoOptions>(menu.app, "config", "Every setting, its value and where it came from", nothing, config);
    menu.add<NoOptions>(menu.app, "doctor", "What is installed, what is missing, and what it would be good for", nothing, doctor);
    auto& assets = menu.group("assets", "Files of what was made");
    menu.add<PushOptions>(assets, "push", "Copy the files of this home into the bucket of S3_BUCKET_NAME", take_push, push);
    auto& db = menu.group("db", "The database");
    menu.add<NoOptions>(db, "migrate", "Make it, or bring it to this version", nothing, migrate);
    menu.add<NoOptions>(db, "check", "Is it whole", nothing, check);
    menu.add<FileOption>(db, "backup", "A copy of this moment", take_file, backup);
    menu.add<FileOption>(db, "restore", "Put a backup in its place", take_file, restore);
}

}  // namespace troupe::cli
