#include <fmt/format.h>

#include "cli/commands.hpp"
#include "flow/trends.hpp"

namespace troupe::cli {
namespace {

struct TrendFileOptions {
    std::string file;
    bool accepts_good_rows = false;
};
void describe_file(CLI::App& sub, TrendFileOptions& options) {
    sub.add_option("FILE", options.file,
                   "CSV: kind,name,platform,country,grain,date,measure,value,source,retrieved,licence")
        ->required();
    sub.add_flag("--accept-good-rows", options.accepts_good_rows, "Import the good rows even if others are bad");
}
Result<Answer> import(Shell& shell, TrendFileOptions const& options) {
    auto const imported = TRY(flow::import_trends(*TRY(shell.studio()), options.file, options.accepts_good_rows));
    return Answer{json::to_value(imported), trends::describe(imported),
                  imported.accepted && imported.rejected.empty() ? 0 : 1};
}

struct ShowOptions {
    std::string kind, name, platform, country;
};
void describe_show(CLI::App& sub, ShowOptions& options) {
    sub.add_option("--kind", options.kind, "genre, mood, tempo_band, visual_style, hashtag, artist or song");
    sub.add_option("--name", options.name, "Of this name alone");
    sub.add_option("--platform", options.platform, "Of this platform alone");
    sub.add_option("--country", options.country, "Of this country alone (DE, ZZ for worldwide)");
}
Result<Answer> show(Shell& shell, ShowOptions const& options) {
    trends::SeriesQuery query{.name = options.name, .platform = options.platform, .country = options.country};
    if (!options.kind.empty()) query.kind = TRY(json::enum_from<trends::Kind>(options.kind, "--kind"));
    auto const survey = TRY(flow::survey_trends(*TRY(shell.studio()), query));
    return Answer{json::to_value(survey), trends::describe(survey)};
}

struct ArtistOption {
    std::string artist;
};
void describe_artist(CLI::App& sub, ArtistOption& options) {
    sub.add_option("ARTIST", options.artist, "Of this one alone (id)");
}
Result<Answer> opportunities(Shell& shell, ArtistOption const& options) {
    auto const all = TRY(flow::trend_opportunities(*TRY(shell.studio()), options.artist));
    std::string text;
    for (auto const& each : all) text += trends::describe(each);
    if (all.empty()) text = "There is no artist yet: `troupe artist create --prompt ..` makes one.\n";
    return Answer{json::to_value(all), text};
}

struct NoTrendOptions {};
Result<Answer> refresh(Shell& shell, NoTrendOptions const&) {
    auto const refreshed = TRY(flow::refresh_trends(*TRY(shell.studio()), shell.stop));
    return Answer{json::to_value(refreshed),
                  refreshed.note.empty() ? trends::describe(refreshed.sources) : refreshed.note + "\n"};
}

}  // namespace

void add_trends(Menu const& menu) {
    auto& trends = menu.group("trends", "What the world does");
    menu.add<NoTrendOptions>(
        trends, "refresh", "Ask every configured service whose time has come", [](CLI::App&, NoTrendOptions&) {},
        refresh);
    menu.add<TrendFileOptions>(trends, "import", "Read a trend file: all of it, or nothing", describe_file, import);
    menu.add<ShowOptions>(trends, "show", "Series with their changes, forecasts and doubts", describe_show, show);
    menu.add<ArtistOption>(trends, "opportunities", "Where an artist might go, with the evidence", describe_artist,
                           opportunities);
}

}  // namespace troupe::cli
