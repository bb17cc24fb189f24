#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "flow/learn.hpp"

namespace troupe::cli {
namespace {

struct ImportOptions {
    std::string file;
    std::string format = "generic";
    bool accepts_good_rows = false;
};
void describe_import(CLI::App& sub, ImportOptions& options) {
    sub.add_option("FILE", options.file, "What a store or platform reported")->required();
    sub.add_option("--format", options.format, "As `troupe report formats` lists them")->capture_default_str();
    sub.add_flag("--accept-good-rows", options.accepts_good_rows, "Import the good rows even if others are bad");
}
Result<Answer> import(Shell& shell, ImportOptions const& options) {
    TRY(flow::check_report_format(options.format));
    auto const imported = TRY(flow::import_report(*TRY(shell.studio()), options.file, options.accepts_good_rows));
    return Answer{imported.value, imported.text, imported.is_complete ? 0 : 1};
}

struct NoOptions {};
void nothing(CLI::App&, NoOptions&) {}

Result<Answer> formats(Shell&, NoOptions const&) {
    json::Array all;
    std::vector<std::vector<std::string>> rows;
    for (auto const& format : flow::report_formats()) {
        all.push_back(json::Object{{"name", format.name}, {"what", format.what}});
        rows.push_back({format.name, format.what});
    }
    return Answer{all, table({"NAME", "WHAT"}, rows)};
}

Result<Answer> inbox(Shell& shell, NoOptions const&) {
    auto const rows = TRY(TRY(shell.studio())->observations.list_unmatched());
    std::vector<std::vector<std::string>> lines;
    for (auto const& row : rows) lines.push_back({format_date(row.date), row.platform, row.track, row.artist, fmt::format("{}", row.streams), fmt::format("{}:{}", row.file_name, row.line)});
    return Answer{json::to_value(rows), lines.empty() ? "Every row found its track.\n" : table({"DATE", "PLATFORM", "TRACK", "ARTIST", "STREAMS", "ROW"}, lines)};
}

}  // namespace

void add_report(Menu const& menu) {
    auto& report = menu.group("report", "What came back from stores and platforms");
    menu.add<ImportOptions>(report, "import", "Read a report: all of it, or nothing", describe_import, import);
    menu.add<NoOptions>(report, "formats", "The kinds of files that can be read", nothing, formats);
    menu.add<NoOptions>(report, "inbox", "Rows whose track nobody knows", nothing, inbox);
}

}  // namespace troupe::cli
