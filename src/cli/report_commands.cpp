#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "feedback/pieces.hpp"
#include "flow/learn.hpp"
#include "flow/listener_comments.hpp"
#include "flow/post_results.hpp"
#include "flow/release_report.hpp"
#include "flow/reports.hpp"

namespace troupe::cli {
namespace {

struct ImportOptions {
    std::string file;
    std::string format;
    bool accepts_good_rows = false;
};
void describe_import(CLI::App& sub, ImportOptions& options) {
    sub.add_option("FILE", options.file, "What a store or platform reported")->required();
    sub.add_option("--format", options.format, "As `troupe report formats` lists them; by default as its heading says");
    sub.add_flag("--accept-good-rows", options.accepts_good_rows, "Import the good rows even if others are bad");
}
Result<Answer> import(Shell& shell, ImportOptions const& options) {
    auto& studio = *TRY(shell.studio());
    TRY(flow::check_report_format(studio, options.format));
    auto const imported = TRY(flow::import_report(studio, options.file, options.accepts_good_rows, options.format));
    return Answer{imported.value, imported.text, imported.is_complete ? 0 : 1};
}

struct CommentOptions {
    std::string file;
    bool accepts_good_rows = false;
    bool asks_model = false;
};
void describe_comments(CLI::App& sub, CommentOptions& options) {
    sub.add_option("FILE", options.file, "CSV: date,platform,track,comment and, if you like, language, id, artist")->required();
    sub.add_flag("--accept-good-rows", options.accepts_good_rows, "Read the good rows even if others are bad");
    sub.add_flag("--with-model", options.asks_model, "A language model reads; their words go to it, and stand in `troupe llm review`");
}
Result<Answer> comments(Shell& shell, CommentOptions const& options) {
    flow::CommentsRequest const request{options.file, options.accepts_good_rows, options.asks_model};
    auto const imported = TRY(flow::import_comments(*TRY(shell.studio()), request, shell.stop));
    return Answer{json::to_value(imported), feedback::describe(imported), imported.accepted && imported.rejected.empty() ? 0 : 1};
}

struct PostOptions {
    std::string file;
    bool accepts_good_rows = false;
};
void describe_posts(CLI::App& sub, PostOptions& options) {
    sub.add_option("FILE", options.file, "CSV: post,platform,read and what is reported of views, likes, reposts, replies, clicks; posted, if you like")->required();
    sub.add_flag("--accept-good-rows", options.accepts_good_rows, "Read the good rows even if others are bad");
    sub.footer("post is its id in `troupe social outbox`, its address, or its id on the platform; read is a day, or a time like 2026-11-27T09:30:00Z.\n"
               "An empty cell is: not reported. From these results the next plan learns its posting hour.");
}
Result<Answer> posts(Shell& shell, PostOptions const& options) {
    auto const imported = TRY(flow::import_post_results(*TRY(shell.studio()), {options.file, options.accepts_good_rows}));
    return Answer{json::to_value(imported), feedback::describe(imported), imported.accepted && imported.rejected.empty() ? 0 : 1};
}

struct NoOptions {};
void nothing(CLI::App&, NoOptions&) {}

Result<Answer> formats(Shell& shell, NoOptions const&) {
    std::vector<std::vector<std::string>> rows;
    auto const formats = TRY(flow::report_formats(*TRY(shell.studio())));
    for (auto const& format : formats) rows.push_back({format.name, format.what, format.note});
    return Answer{json::to_value(formats), table({"NAME", "WHAT", "NOT SURE"}, rows)};
}

Result<Answer> inbox(Shell& shell, NoOptions const&) {
    auto const items = TRY(flow::report_inbox(*TRY(shell.studio())));
    std::vector<std::vector<std::string>> lines;
    for (auto const& item : items) {
        std::vector<std::string> maybe;
        for (auto const& each : item.suggestions) maybe.push_back(fmt::format("{} ({})", each.title, each.content_id));
        lines.push_back({item.id, item.track.empty() ? item.release : item.track, item.artist, item.isrc, fmt::format("{}", item.rows), fmt::format("{}", item.streams),
                         item.file, text::join(maybe, ", ")});
    }
    auto const text = lines.empty() ? "Every row found its track.\n"
                                    : table({"ID", "TRACK", "ARTIST", "ISRC", "ROWS", "STREAMS", "ROW", "PERHAPS"}, lines) + "`troupe report assign ID TRACK` says whose it is.\n";
    return Answer{json::to_value(items), text};
}

struct AssignOptions {
    std::string item, content;
};
void describe_assign(CLI::App& sub, AssignOptions& options) {
    sub.add_option("ID", options.item, "As `troupe report inbox` lists it")->required();
    sub.add_option("TRACK", options.content, "The id of the track")->required();
}
Result<Answer> assign(Shell& shell, AssignOptions const& options) {
    auto const assigned = TRY(flow::assign_report(*TRY(shell.studio()), options.item, options.content));
    return Answer{json::to_value(assigned), fmt::format("{} rows are {}'s now.\n", assigned.rows, assigned.content_id)};
}

struct ReconcileOptions {
    std::string accept, discard, reason;
};
void describe_reconcile(CLI::App& sub, ReconcileOptions& options) {
    auto* accept = sub.add_option("--accept", options.accept, "Count this statement (the start of its id) although its totals do not agree");
    sub.add_option("--discard", options.discard, "Forget this statement")->excludes(accept);
    sub.add_option("--reason", options.reason, "Why; it is kept");
}

std::string sums(std::map<std::string, feedback::Micros> const& net) {
    std::vector<std::string> parts;
    for (auto const& [currency, micros] : net) parts.push_back(fmt::format("{} {}", feedback::format_micros(micros), currency));
    return text::join(parts, ", ");
}

/// What a piece lacks, or what is wrong with the statement that it belongs to.
std::string piece_text(feedback::StatementFile const& file) {
    auto const& whole = *file.whole;
    auto out = fmt::format("  {}: piece {} of {} of {}", file.name, whole.piece, whole.pieces, whole.name);
    if (!whole.missing.empty()) return out + fmt::format("; import {} too, its totals are checked when all are there\n", fmt::join(whole.missing, ", "));
    for (auto const& total : whole.totals)
        if (!total.agrees) out += fmt::format("; {}: says {}, the pieces hold {}", total.what, total.stated, total.counted);
    return out + "\n";
}

std::string file_text(std::vector<feedback::StatementFile> const& files) {
    if (files.empty()) return "No statement has been imported.\n";
    std::vector<std::vector<std::string>> lines;
    std::string wrong;
    for (auto const& file : files) {
        lines.push_back({file.sha256.substr(0, 12), file.name, file.format, json::enum_name(file.state), fmt::format("{}", file.rows), sums(file.net), file.decided_by});
        for (auto const& check : file.checks)
            if (!check.agrees) wrong += fmt::format("  {}: {}: says {}, its rows say {}\n", file.name, check.what, check.stated, check.counted);
    }
    std::string pieces;
    for (auto const& file : files)
        if (file.whole) pieces += piece_text(file);
    auto out = table({"ID", "FILE", "FORMAT", "STATE", "ROWS", "NET", "DECIDED BY"}, lines) + wrong + pieces;
    if (!wrong.empty()) out += "`troupe report reconcile --accept ID --reason ..` or `--discard ID --reason ..` decides.\n";
    return out;
}

Result<Answer> reconcile(Shell& shell, ReconcileOptions const& options) {
    auto& studio = *TRY(shell.studio());
    if (options.accept.empty() && options.discard.empty()) {
        auto const files = feedback::reconcile_pieces(TRY(studio.statements.list_files()));
        return Answer{json::to_value(files), file_text(files)};
    }
    bool const accepts = !options.accept.empty();
    auto const file = TRY(flow::decide_report(studio, {accepts ? options.accept : options.discard, accepts, "owner", options.reason}));
    return Answer{json::to_value(file), fmt::format("{} is {}.\n", file.name, json::enum_name(file.state))};
}

struct MoneyOptions {
    std::string by = "artist", artist;
};
void describe_money(CLI::App& sub, MoneyOptions& options) {
    sub.add_option("--by", options.by, "artist, release, store or month")->capture_default_str()->check(CLI::IsMember({"artist", "release", "store", "month"}));
    sub.add_option("--artist", options.artist, "Of this one alone (id)");
}
Result<Answer> money(Shell& shell, MoneyOptions const& options) {
    auto const by = TRY(json::enum_from<feedback::MoneyBy>(options.by, "by"));
    auto const lines = TRY(flow::report_money(*TRY(shell.studio()), by, options.artist));
    std::vector<std::vector<std::string>> rows;
    for (auto const& line : lines) rows.push_back({line.name, line.currency, feedback::format_micros(line.net), feedback::format_micros(line.gross), fmt::format("{}", line.quantity), fmt::format("{}", line.rows)});
    return Answer{json::to_value(lines), rows.empty() ? "No statement has been imported.\n" : table({text::capitalised(options.by), "CURRENCY", "NET", "GROSS", "QUANTITY", "ROWS"}, rows)};
}

struct ReleaseOptions {
    std::string release;
};
void describe_release(CLI::App& sub, ReleaseOptions& options) { sub.add_option("RELEASE", options.release, "The release (id)")->required(); }
Result<Answer> release(Shell& shell, ReleaseOptions const& options) {
    auto const report = TRY(flow::report_release(*TRY(shell.studio()), options.release));
    return Answer{json::to_value(report), report.text};
}

struct ClearOptions {
    std::string observation, reason;
};
void describe_clear(CLI::App& sub, ClearOptions& options) {
    sub.add_option("ROW", options.observation, "Key of the flagged observation")->required();
    sub.add_option("--reason", options.reason, "Why its numbers are real; it is kept")->required();
}
Result<Answer> clear(Shell& shell, ClearOptions const& options) {
    auto const row = TRY(flow::clear_flag(*TRY(shell.studio()), options.observation, "owner", options.reason));
    return Answer{json::to_value(row), fmt::format("{} of {} counts for learning again.\n", row.track, format_date(row.date))};
}

}  // namespace

void add_report(Menu const& menu) {
    auto& report = menu.group("report", "What came back from stores and platforms");
    menu.add<ImportOptions>(report, "import", "Read a report: all of it, or nothing", describe_import, import);
    menu.add<CommentOptions>(report, "comments", "Read how listeners' comments feel; their words are not kept", describe_comments, comments);
    menu.add<PostOptions>(report, "posts", "Read what came back for posts; the posting hour is learned from it", describe_posts, posts);
    menu.add<NoOptions>(report, "formats", "The kinds of files that can be read", nothing, formats);
    menu.add<NoOptions>(report, "inbox", "What waits for its track, with suggestions", nothing, inbox);
    menu.add<AssignOptions>(report, "assign", "Say whose an item of the inbox is", describe_assign, assign);
    menu.add<ReleaseOptions>(report, "release", "How a release does beside the artist's others, and what nobody knows yet", describe_release, release);
    menu.add<ReconcileOptions>(report, "reconcile", "Statements, with their own totals beside the sums of their rows", describe_reconcile, reconcile);
    menu.add<MoneyOptions>(report, "money", "What stores paid, by artist, release, store or month", describe_money, money);
    menu.add<ClearOptions>(report, "clear", "Say that flagged numbers are real", describe_clear, clear);
}

}  // namespace troupe::cli
