#include <fmt/format.h>

#include "calls/catalogue.hpp"
#include "calls/named_upload.hpp"
#include "feedback/observation.hpp"
#include "feedback/pieces.hpp"
#include "feedback/report.hpp"
#include "flow/content_files.hpp"
#include "flow/learn.hpp"
#include "flow/listener_comments.hpp"
#include "flow/observe.hpp"
#include "flow/post_results.hpp"
#include "flow/release_report.hpp"
#include "flow/reports.hpp"

/// What came back from stores and platforms.
namespace troupe::calls {
namespace {

using access::Role;

struct ImportInput {
    std::string format;
    bool accept_good_rows = false;
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(ImportInput, (), (format, accept_good_rows, file_name))
struct Imported : feedback::ImportResult {
    std::string id;  ///< the file's SHA-256
};
BOOST_DESCRIBE_STRUCT(Imported, (feedback::ImportResult), (id))
Result<Imported> import(Context& context, ImportInput const& input) {
    TRY(flow::check_report_format(context.studio(), input.format));
    auto const upload = TRY(NamedUpload::open(*context.upload, input.file_name));
    auto const imported =
        TRY(flow::import_report(context.studio(), upload.file(), input.accept_good_rows, input.format));
    context.change = Change{"", nullptr, imported.value, ""};
    return json::from_value<Imported>(imported.value);
}

struct CommentsInput {
    bool accept_good_rows = false;
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(CommentsInput, (), (accept_good_rows, file_name))
Result<feedback::CommentImport> comments(Context& context, CommentsInput const& input) {
    auto const upload = TRY(NamedUpload::open(*context.upload, input.file_name));
    auto const imported =
        TRY(flow::import_comments(context.studio(), {upload.file(), input.accept_good_rows, false}, context.stop));
    context.change = Change{"", nullptr, json::to_value(imported), ""};
    return imported;
}

Result<feedback::PostResultImport> post_results(Context& context, CommentsInput const& input) {
    auto const imported = TRY(flow::import_post_results(context.studio(), {*context.upload, input.accept_good_rows}));
    context.change = Change{"", nullptr, json::to_value(imported), ""};
    return imported;
}

struct Formats {
    std::vector<flow::ReportFormat> formats;
};
BOOST_DESCRIBE_STRUCT(Formats, (), (formats))
Result<Formats> formats(Context& context, Nothing const&) {
    return Formats{TRY(flow::report_formats(context.studio()))};
}

struct Rows {
    std::vector<feedback::Observation> rows;
};
BOOST_DESCRIBE_STRUCT(Rows, (), (rows))

struct Inbox {
    std::vector<flow::InboxItem> rows;
};
BOOST_DESCRIBE_STRUCT(Inbox, (), (rows))
Result<Inbox> inbox(Context& context, Nothing const&) { return Inbox{TRY(flow::report_inbox(context.studio()))}; }

struct AssignInput {
    std::string item;
    std::string content_id;
};
BOOST_DESCRIBE_STRUCT(AssignInput, (), (item, content_id))
Result<flow::Assigned> assign(Context& context, AssignInput const& input) {
    auto const assigned = TRY(flow::assign_report(context.studio(), input.item, input.content_id));
    context.change = Change{assigned.content_id, nullptr, json::to_value(assigned), ""};
    return assigned;
}

struct Files {
    std::vector<feedback::StatementFile> files;
};
BOOST_DESCRIBE_STRUCT(Files, (), (files))
Result<Files> reconcile(Context& context, Nothing const&) {
    return Files{feedback::reconcile_pieces(TRY(context.studio().statements.list_files()))};
}

struct DecisionInput {
    std::string report;
    bool accept = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecisionInput, (), (report, accept, reason))
Result<feedback::StatementFile> decide(Context& context, DecisionInput const& input) {
    auto const file = TRY(
        flow::decide_report(context.studio(), {input.report, input.accept, context.caller.name, input.reason}));
    context.change = Change{file.sha256, nullptr, json::to_value(file), input.reason};
    return file;
}

struct MoneyInput {
    feedback::MoneyBy by = feedback::MoneyBy::artist;
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(MoneyInput, (), (by, artist_id))
struct MoneyLines {
    std::vector<flow::Money> lines;
};
BOOST_DESCRIBE_STRUCT(MoneyLines, (), (lines))
Result<MoneyLines> money(Context& context, MoneyInput const& input) {
    return MoneyLines{TRY(flow::report_money(context.studio(), input.by, input.artist_id))};
}

struct UsageInput {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(UsageInput, (), (artist_id))
struct Usage {
    std::vector<feedback::PeriodUse> periods;
};
BOOST_DESCRIBE_STRUCT(Usage, (), (periods))
Result<Usage> usage(Context& context, UsageInput const& input) {
    auto const artist = TRY(flow::find_artist(context.studio(), input.artist_id));
    return Usage{TRY(context.studio().statements.usage(to_string(artist.id)))};
}

struct ByRelease {
    std::string release_id;
};
BOOST_DESCRIBE_STRUCT(ByRelease, (), (release_id))
Result<flow::ReleaseReport> release_report(Context& context, ByRelease const& input) {
    return flow::report_release(context.studio(), input.release_id);
}

struct ClearInput {
    std::string observation;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ClearInput, (), (observation, reason))
Result<feedback::Observation> clear(Context& context, ClearInput const& input) {
    auto const row = TRY(flow::clear_flag(context.studio(), input.observation, context.caller.name, input.reason));
    context.change = Change{row.content_id, nullptr, json::to_value(row), input.reason};
    return row;
}

struct ByArtist {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(ByArtist, (), (artist_id))
Result<Rows> observations(Context& context, ByArtist const& input) {
    return Rows{TRY(context.studio().observations.list_by_artist(
        to_string(TRY(flow::find_artist(context.studio(), input.artist_id)).id)))};
}

/// One number from one platform and day, as a program would report it.
struct ObserveInput {
    std::string content_id;
    Date date{};
    std::string platform;
    std::string territory = "ZZ";
    std::int64_t streams = 0;
    std::optional<std::int64_t> listeners;
    std::optional<std::int64_t> saves;
    std::optional<std::int64_t> skips;
    std::optional<std::int64_t> shares;
};
BOOST_DESCRIBE_STRUCT(ObserveInput, (),
                      (content_id, date, platform, territory, streams, listeners, saves, skips, shares))
Result<feedback::ImportCount> observe(Context& context, ObserveInput const& input) {
    auto const count =
        TRY(flow::observe(context.studio(), {input.content_id, input.date, input.platform, input.territory,
                                             input.streams, input.listeners, input.saves, input.skips, input.shares}));
    context.change = Change{input.content_id, nullptr, json::to_value(input), ""};
    return count;
}

void add_files(Catalogue& catalogue) {
    catalogue.add<ImportInput>({.name = "report.import",
                                .http = "POST /api/reports",
                                .group = "Reports",
                                .summary = "Read a report: all of it, or nothing",
                                .role = Role::editor,
                                .effect = Effect::changes,
                                .about = {{"format", "As report.formats lists them; empty: as its heading says"},
                                          {"accept_good_rows", "Import the good rows even if others are bad"},
                                          {"file_name", about_file_name}},
                                .upload = "text/csv",
                                .is_tool = false},
                               import);
    catalogue.add<CommentsInput>({.name = "report.comments",
                                  .http = "POST /api/reports/comments",
                                  .group = "Reports",
                                  .summary = "Read how listeners' comments feel, by word lists; their words are not kept",
                                  .role = Role::editor,
                                  .effect = Effect::changes,
                                  .about = {{"accept_good_rows", "Read the good rows even if others are bad"},
                                            {"file_name", about_file_name}},
                                  .upload = "text/csv",
                                  .is_tool = false},
                                 comments);
    catalogue.add<CommentsInput>({.name = "report.posts",
                                  .http = "POST /api/reports/posts",
                                  .group = "Reports",
                                  .summary = "Read what came back for posts: post,platform,read,views,likes,reposts,replies,clicks,posted",
                                  .role = Role::editor,
                                  .effect = Effect::changes,
                                  .about = {{"accept_good_rows", "Read the good rows even if others are bad"}},
                                  .upload = "text/csv",
                                  .is_tool = false},
                                 post_results);
    catalogue.add<Nothing>({.name = "report.formats",
                            .http = "GET /api/reports/formats",
                            .group = "Reports",
                            .summary = "The kinds of files that can be read"},
                           formats);
    catalogue.add<Nothing>({.name = "report.inbox",
                            .http = "GET /api/reports/inbox",
                            .group = "Reports",
                            .summary = "What waits for its track, with suggestions"},
                           inbox);
    catalogue.add<AssignInput>({.name = "report.assign",
                                .http = "POST /api/reports/inbox",
                                .group = "Reports",
                                .summary = "Say whose an item of the inbox is",
                                .role = Role::editor,
                                .effect = Effect::changes,
                                .required = {"item", "content_id"},
                                .about = {{"item", "Its id in report.inbox"}, {"content_id", "The track"}},
                                .example = json::Object{{"item", "019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e57"},
                                                        {"content_id", "019a8f3c-1e2b-7c4d-9a10-2f6b8d1c3e58"}}},
                               assign);
}

void add_statements(Catalogue& catalogue) {
    catalogue.add<Nothing>({.name = "report.reconcile",
                            .http = "GET /api/reports/statements",
                            .group = "Reports",
                            .summary = "Statements, with their own totals beside the sums of their rows"},
                           reconcile);
    catalogue.add<ByRelease>({.name = "report.release",
                              .http = "GET /api/releases/{release_id}/report",
                              .group = "Reports",
                              .summary = "How a release does: beside the artist's others at the same age, with intervals; its money; what nobody knows yet",
                              .about = {{"release_id", "The release"}}},
                             release_report);
    catalogue.add<DecisionInput>({.name = "report.decide",
                                  .http = "POST /api/reports/statements/{report}",
                                  .group = "Reports",
                                  .summary = "Accept or discard a statement whose totals do not agree",
                                  .role = Role::approver,
                                  .effect = Effect::changes,
                                  .required = {"accept", "reason"},
                                  .about = {{"report", "Its SHA-256, or how that begins"},
                                            {"accept", "Count it as it is; else it is forgotten"}},
                                  .example = json::Object{{"accept", false}, {"reason", "The store sent a better one"}}},
                                 decide);
}

void add_sums(Catalogue& catalogue) {
    catalogue.add<MoneyInput>({.name = "report.money",
                               .http = "GET /api/reports/money",
                               .group = "Reports",
                               .summary = "What stores paid, in millionths of each currency",
                               .about = {{"artist_id", "Of this one alone"}}},
                              money);
    catalogue.add<UsageInput>({.name = "report.usage",
                               .http = "GET /api/artists/{artist_id}/usage",
                               .group = "Reports",
                               .summary = "Streams in statements, by their periods"},
                              usage);
}

void add_observations(Catalogue& catalogue) {
    catalogue.add<ClearInput>({.name = "observation.clear",
                               .http = "POST /api/observations/{observation}/clear",
                               .group = "Reports",
                               .summary = "Say that flagged numbers are real",
                               .role = Role::approver,
                               .effect = Effect::changes,
                               .required = {"reason"},
                               .example = json::Object{{"reason", "A playlist of ours took it up that day"}}},
                              clear);
    catalogue.add<ByArtist>({.name = "observation.list",
                             .http = "GET /api/artists/{artist_id}/observations",
                             .group = "Reports",
                             .summary = "All that came back for an artist"},
                            observations);
    catalogue.add<ObserveInput>(
        {.name = "observation.create",
         .http = "POST /api/content/{content_id}/observations",
         .group = "Reports",
         .summary = "One day's numbers of one platform",
         .role = Role::editor,
         .effect = Effect::changes,
         .required = {"date", "platform", "streams"},
         .bounds = {{"streams", 0, 1e15}, {"platform", 1, 80}},
         .example = json::Object{{"date", "2026-11-20"}, {"platform", "spotify"}, {"streams", 412}}},
        observe);
}

}  // namespace

void add_reports(Catalogue& catalogue) {
    add_files(catalogue);
    add_statements(catalogue);
    add_sums(catalogue);
    add_observations(catalogue);
}

}  // namespace troupe::calls
