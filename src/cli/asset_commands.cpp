#include <fmt/format.h>

#include "cli/commands.hpp"
#include "catalog/push_assets.hpp"

namespace troupe::cli {
namespace {

struct PushValues {
    std::string from;
    bool reads_back = false;
};
void take_push(CLI::App& sub, PushValues& values) {
    sub.add_option("--from", values.from, "Folder of the files (default: assets in TROUPE_HOME)");
    sub.add_flag("--read-back", values.reads_back, "Read every file whole from the bucket and compare");
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

Result<Answer> push(Shell& shell, PushValues const& values) {
    if (!shell.configuration.get("S3_BUCKET_NAME"))
        return fail(ErrorCode::invalid_input, "S3_BUCKET_NAME: set the bucket that the files are to go to; see docs/s3.md");
    auto& desk = *TRY(shell.desk());
    auto const place = TRY(desk.place->look());
    catalog::PushWishes const wishes{values.from.empty() ? shell.home / "assets" : std::filesystem::path(values.from), values.reads_back};
    auto const pushed = TRY(catalog::push_assets(desk.studio.assets, wishes, tenths(shell), shell.stop));
    auto text = fmt::format("{} files, {:.1f} MB, are in {}.\n", pushed.files, static_cast<double>(pushed.bytes) / 1e6, place);
    for (auto const& problem : pushed.problems) text += "problem: " + problem + "\n";
    return Answer{json::to_value(pushed), text, pushed.problems.empty() ? 0 : 1};
}

}  // namespace

void add_assets(Menu const& menu) {
    auto& assets = menu.group("assets", "Files of what was made");
    menu.add<PushValues>(assets, "push", "Copy the files of this home into the bucket of S3_BUCKET_NAME", take_push, push);
}

}  // namespace troupe::cli
