#include <cmath>
#include <cstdlib>
#include <string_view>

#include "base/files.hpp"
#include "base/json.hpp"
#include "trends/emergence.hpp"
#include "trends/growth.hpp"
#include "trends_bars.hpp"

/// Trends, judged on charts from January 2021 to June 2025 with what was known before each week alone:
/// NAME value target ok|short.
///     trends_benchmark [bursts|shares|points|emergence|growth]..   all by default
///     trends_benchmark choose        emergence in 2014 to 2020: features are chosen there, never on the years that
///     judge trends_benchmark fit FOLDER    learns from all of the charts and writes what ships: data/trends
/// TROUPE_CHART_DATA is the folder of the charts; without it only what needs none is judged.
namespace troupe::trends {
namespace {

std::vector<std::span<double const>> spans(std::map<std::string, Weeks> const& series) {
    std::vector<std::span<double const>> all;
    for (auto const& [name, weeks] : series) all.emplace_back(weeks);
    return all;
}

/// Six digits of every number: more says nothing, and files stay small.
json::Value rounded(json::Value const& value) {
    if (auto const* number = value.if_double()) return std::stod(fmt::format("{:.6g}", *number));
    if (auto const* list = value.if_array()) {
        json::Array all;
        for (auto const& each : *list) all.push_back(rounded(each));
        return all;
    }
    if (auto const* object = value.if_object()) {
        json::Object all;
        for (auto const& [name, each] : *object) all[name] = rounded(each);
        return all;
    }
    return value;
}

template <class T>
Result<void> write(std::filesystem::path const& file, T const& model) {
    return write_file(file, json::print(rounded(json::to_value(model))) + "\n");
}

Result<void> fit(Charts const& charts, std::filesystem::path const& folder) {
    std::vector<FamilyModel> forecasts;
    forecasts.push_back(learn_forecasts(Family::shares, {spans(charts.genres), charts.weeks.back()}));
    forecasts.push_back(learn_forecasts(Family::points, {spans(charts.artists), charts.weeks.back()}));
    TRY(write(folder / "forecast.json", forecasts));
    TRY(write(folder / "growth.json", learn_growth({spans(charts.genres), charts.weeks.back()})));
    std::vector<Climber> artists, songs;
    for (auto const& [name, best] : charts.best) artists.push_back({best, charts.artists.at(name)});
    for (auto const& [name, best] : charts.songs) songs.push_back({best, best});
    std::vector<EmergenceModel> emergence;
    for (auto const ahead : horizons) emergence.push_back(learn_emergence("artist", artists, {81, ahead}));
    emergence.push_back(learn_emergence("song", songs, {61, 4}));
    return write(folder / "emergence.json", emergence);
}

bool judge(Charts const& charts, std::string_view what) {
    if (what == "shares") return judge_forecasts(charts, Family::shares);
    if (what == "points") return judge_forecasts(charts, Family::points);
    if (what == "emergence") return judge_emergence(charts);
    if (what == "choose") return judge_emergence(charts, {2014, 2020});
    return judge_growth(charts);
}

int run(std::vector<std::string> wanted) {
    bool const fits = wanted.size() == 2 && wanted[0] == "fit";
    if (wanted.empty()) wanted = {"bursts", "growth", "shares", "points", "emergence"};
    bool ok = true;
    if (!fits && std::erase(wanted, "bursts") > 0) ok = judge_bursts();
    if (wanted.empty()) return ok ? 0 : 1;
    auto const* const folder = std::getenv("TROUPE_CHART_DATA");
    if (folder == nullptr) {
        fmt::print("# TROUPE_CHART_DATA is not set: forecasts and emergence are not judged\n");
        return ok ? 0 : 1;
    }
    auto const charts = load_charts(folder);
    if (!charts) {
        fmt::print(stderr, "{}\n", charts.error().message);
        return 2;
    }
    if (fits) {
        auto const written = fit(*charts, wanted[1]);
        if (!written) fmt::print(stderr, "{}\n", written.error().message);
        return written ? 0 : 1;
    }
    for (auto const& what : wanted) ok = judge(*charts, what) && ok;
    return ok ? 0 : 1;
}

}  // namespace
}  // namespace troupe::trends

int main(int count, char** arguments) { return troupe::trends::run({arguments + 1, arguments + count}); }
