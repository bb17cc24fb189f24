#include "flow/trends.hpp"

#include "calls/catalogue.hpp"
#include "calls/named_upload.hpp"

/// What the world does.
namespace troupe::calls {
namespace {

using access::Role;

struct TrendImportInput {
    bool accept_good_rows = false;
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(TrendImportInput, (), (accept_good_rows, file_name))
Result<trends::TrendImport> import(Context& context, TrendImportInput const& input) {
    auto const upload = TRY(NamedUpload::open(*context.upload, input.file_name));
    auto const imported = TRY(flow::import_trends(context.studio(), upload.file(), input.accept_good_rows));
    context.change = Change{imported.id, nullptr, json::to_value(imported), ""};
    return imported;
}

struct TrendQuery {
    std::optional<trends::Kind> kind;
    std::string name, platform, country;
};
BOOST_DESCRIBE_STRUCT(TrendQuery, (), (kind, name, platform, country))
Result<trends::Survey> show(Context& context, TrendQuery const& input) {
    return flow::survey_trends(
        context.studio(),
        {.kind = input.kind, .name = input.name, .platform = input.platform, .country = input.country});
}

struct OpportunityInput {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(OpportunityInput, (), (artist_id))
struct OpportunityList {
    std::vector<trends::Opportunities> artists;
};
BOOST_DESCRIBE_STRUCT(OpportunityList, (), (artists))
Result<OpportunityList> opportunities(Context& context, OpportunityInput const& input) {
    return OpportunityList{TRY(flow::trend_opportunities(context.studio(), input.artist_id))};
}

struct SourceList {
    std::vector<trends::SourceState> sources;
};
BOOST_DESCRIBE_STRUCT(SourceList, (), (sources))
Result<SourceList> sources(Context& context, Nothing const&) {
    return SourceList{TRY(context.studio().trends.source_states())};
}

Result<Answer> refresh(Context& context, Nothing const&) {
    auto const job = TRY(flow::begin_trend_refresh(context.studio()));
    auto const result = [job](Context& later) -> Result<json::Value> {
        return TRY(later.studio().queue.find(job)).output;
    };
    return Answer{Begun{{{"id", to_string(job)}}, {job}, result}};
}

}  // namespace

void add_trends(Catalogue& catalogue) {
    catalogue.add<TrendImportInput>({.name = "trends.import",
                                     .http = "POST /api/trends",
                                     .group = "Trends",
                                     .summary = "Read a trend file: all of it, or nothing",
                                     .role = Role::editor,
                                     .effect = Effect::changes,
                                     .about = {{"accept_good_rows", "Import the good rows even if others are bad"},
                                               {"file_name", about_file_name}},
                                     .upload = "text/csv",
                                     .is_tool = false},
                                    import);
    catalogue.add<TrendQuery>(
        {.name = "trends.show",
         .http = "GET /api/trends",
         .group = "Trends",
         .summary =
             "Series with their changes, forecasts and doubts; who leads, and what the successful do differently",
         .about = {{"kind", "Of this kind alone"}, {"country", "ISO 3166-1 alpha-2, or ZZ for worldwide"}}},
        show);
    catalogue.add<OpportunityInput>({.name = "trends.opportunities",
                                     .http = "GET /api/trends/opportunities",
                                     .group = "Trends",
                                     .summary = "Where an artist might go, with the evidence; no evidence is an answer",
                                     .about = {{"artist_id", "Of this one alone"}}},
                                    opportunities);
    catalogue.add<Nothing>({.name = "trends.sources",
                            .http = "GET /api/trends/sources",
                            .group = "Trends",
                            .summary = "How the services that are asked are doing"},
                           sources);
    catalogue.add_answer<flow::TrendRefresh>({.name = "trends.refresh",
                                              .http = "POST /api/trends/refresh",
                                              .group = "Trends",
                                              .summary = "Ask every configured service whose time has come",
                                              .role = Role::editor,
                                              .effect = Effect::begins},
                                             refresh);
}

}  // namespace troupe::calls
