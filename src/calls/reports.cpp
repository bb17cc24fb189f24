#include <fmt/format.h>

#include "calls/catalogue.hpp"
#include "feedback/observation.hpp"
#include "feedback/report.hpp"
#include "flow/content_files.hpp"
#include "flow/learn.hpp"
#include "flow/observe.hpp"

/// What came back from stores and platforms.
namespace troupe::calls {
namespace {

using access::Role;

struct ImportInput {
    std::string format = "generic";
    bool accept_good_rows = false;
};
BOOST_DESCRIBE_STRUCT(ImportInput, (), (format, accept_good_rows))
struct Imported : feedback::ImportResult {
    std::string id;  ///< the file's SHA-256
};
BOOST_DESCRIBE_STRUCT(Imported, (feedback::ImportResult), (id))
Result<Imported> import(Context& context, ImportInput const& input) {
    TRY(flow::check_report_format(input.format));
    auto const imported = TRY(flow::import_report(context.studio(), *context.upload, input.accept_good_rows));
    context.change = Change{"", nullptr, imported.value, ""};
    return json::from_value<Imported>(imported.value);
}

struct Formats {
    std::vector<flow::ReportFormat> formats;
};
BOOST_DESCRIBE_STRUCT(Formats, (), (formats))
Result<Formats> formats(Context&, Nothing const&) { return Formats{flow::report_formats()}; }

struct Rows {
    std::vector<feedback::Observation> rows;
};
BOOST_DESCRIBE_STRUCT(Rows, (), (rows))
Result<Rows> inbox(Context& context, Nothing const&) {
    return Rows{TRY(context.studio().observations.list_unmatched())};
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

}  // namespace

void add_reports(Catalogue& catalogue) {
    catalogue.add<ImportInput>({.name = "report.import",
                                .http = "POST /api/reports",
                                .group = "Reports",
                                .summary = "Read a report: all of it, or nothing",
                                .role = Role::editor,
                                .effect = Effect::changes,
                                .about = {{"format", "As report.formats lists them"},
                                          {"accept_good_rows", "Import the good rows even if others are bad"}},
                                .upload = "text/csv",
                                .is_tool = false},
                               import);
    catalogue.add<Nothing>({.name = "report.formats",
                            .http = "GET /api/reports/formats",
                            .group = "Reports",
                            .summary = "The kinds of files that can be read"},
                           formats);
    catalogue.add<Nothing>({.name = "report.inbox",
                            .http = "GET /api/reports/inbox",
                            .group = "Reports",
                            .summary = "Rows whose track nobody knows"},
                           inbox);
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

}  // namespace troupe::calls
