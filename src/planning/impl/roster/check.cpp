#include "planning/impl/roster/check.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "base/text.hpp"
#include "planning/impl/conflict.hpp"
#include "planning/impl/roster/prices.hpp"

namespace troupe::planning::impl {
namespace {

Error wrong(std::string const& field, std::string const& why) { return {ErrorCode::invalid_input, field + ": " + why}; }

std::string friday(RosterProblem const& problem, int week) {
    return problem.first.ok() ? format_date(plus_days(problem.first, 7 * week)) : fmt::format("week {}", week);
}

Result<void> check_weeks(RosterProblem const& problem, std::string const& field, std::vector<int> const& weeks) {
    for (std::size_t i = 0; i < weeks.size(); ++i)
        if (weeks[i] < 0 || weeks[i] >= problem.weeks || (i > 0 && weeks[i] <= weeks[i - 1]))
            return tl::unexpected(wrong(field, fmt::format("must be sorted weeks from 0 to {}", problem.weeks - 1)));
    return {};
}

Result<void> check_artist(RosterProblem const& problem, RosterArtist const& artist) {
    auto const field = "artists '" + text::excerpt(artist.name) + "'.";
    if (artist.genre < 0 || artist.genre >= static_cast<int>(problem.genre_value.size()))
        return tl::unexpected(wrong(field + "genre", "must be one of genre_value"));
    if (artist.gap_value.size() <= static_cast<std::size_t>(problem.min_gap_weeks))
        return tl::unexpected(wrong(field + "gap_value", "must reach beyond min_gap_weeks"));
    if (artist.previous_week && *artist.previous_week >= 0)
        return tl::unexpected(wrong(field + "previous_week", "must lie before week 0; later ones are fixed_weeks"));
    if (!artist.week_factor.empty() && artist.week_factor.size() != static_cast<std::size_t>(problem.weeks))
        return tl::unexpected(wrong(field + "week_factor", "must name every week, or none"));
    for (auto const& song : artist.songs)
        if (!std::isfinite(song.value) || song.value < 0)
            return tl::unexpected(wrong(field + "songs", "a value must not be negative"));
    TRY(check_weeks(problem, field + "fixed_weeks", artist.fixed_weeks));
    return check_weeks(problem, field + "closed_weeks", artist.closed_weeks);
}

/// The rules that can stand in the way of `at_least`, and the problem without those that are not kept.
struct Relaxed {
    enum : std::size_t { lead, gap, quiet, genre, team, count };

    static std::vector<Rule> rules(RosterProblem const& problem) {
        return {{"songs are ready, delivered and pitched in time", "plan more weeks, or have songs ready earlier"},
                {fmt::format("{} weeks lie between two releases of an artist", problem.min_gap_weeks),
                 "lower min_gap_weeks of the release rules"},
                {"artists keep their quiet periods", "shorten the quiet periods"},
                {"a genre has a capacity a week", "raise genre_releases_per_week"},
                {"the team has a capacity a week", "raise team_releases_per_week"}};
    }

    static RosterProblem without(RosterProblem problem, std::vector<bool> const& kept) {
        auto const plenty = static_cast<int>(problem.artists.size());
        for (auto& artist : problem.artists) {
            if (!kept[quiet]) artist.closed_weeks.clear();
            if (!kept[lead])
                for (auto& song : artist.songs) song.ready_week = 0;
        }
        if (!kept[gap]) problem.min_gap_weeks = 1;
        if (!kept[genre])
            for (auto& weeks : problem.genre_capacity) weeks.assign(weeks.size(), plenty);
        if (!kept[team]) problem.team_capacity.assign(problem.team_capacity.size(), plenty);
        return problem;
    }
};

/// The first artist who finds no path even alone.
RosterArtist const* stuck_alone(RosterProblem const& problem) {
    PathFinder finder(problem);
    std::vector<double> const free(static_cast<std::size_t>(problem.weeks), 0);
    std::vector<char> const open(static_cast<std::size_t>(problem.weeks), 1);
    for (auto const& artist : problem.artists)
        if (!finder.best(artist, free, open)) return &artist;
    return nullptr;
}

bool possible_in_turn(RosterProblem const& problem) {
    Prices none(problem);
    return choose_in_turn(problem, none, 1).has_value();
}

}  // namespace

Result<void> check_roster(RosterProblem const& problem) {
    if (problem.weeks < 1 || problem.weeks > 520)
        return tl::unexpected(wrong("weeks", fmt::format("{} is outside 1 to 520", problem.weeks)));
    if (problem.min_gap_weeks < 1) return tl::unexpected(wrong("min_gap_weeks", "must be at least 1"));
    auto const weeks = static_cast<std::size_t>(problem.weeks);
    auto const has_all = [&](auto const& list) { return list.size() == weeks; };
    if (!has_all(problem.season)) return tl::unexpected(wrong("season", "must name every week"));
    if (!has_all(problem.team_capacity)) return tl::unexpected(wrong("team_capacity", "must name every week"));
    if (problem.genre_value.size() != problem.genre_capacity.size())
        return tl::unexpected(wrong("genre_capacity", "must name every genre of genre_value"));
    for (std::size_t i = 0; i < problem.genre_value.size(); ++i)
        if (!has_all(problem.genre_value[i]) || !has_all(problem.genre_capacity[i]))
            return tl::unexpected(wrong(fmt::format("genre_value[{}]", i), "must name every week, as genre_capacity"));
    for (auto const& artist : problem.artists) TRY(check_artist(problem, artist));
    return {};
}

std::vector<std::string> overfull_weeks(RosterProblem const& problem) {
    std::vector<std::string> notes;
    for (int week = 0; week < problem.weeks; ++week) {
        std::vector<int> by_genre(problem.genre_value.size(), 0);
        int all = 0;
        for (auto const& artist : problem.artists)
            if (std::find(artist.fixed_weeks.begin(), artist.fixed_weeks.end(), week) != artist.fixed_weeks.end())
                ++all, ++by_genre[static_cast<std::size_t>(artist.genre)];
        auto const at = static_cast<std::size_t>(week);
        if (all > problem.team_capacity[at])
            notes.push_back(
                fmt::format("{}: {} releases are locked or out, above the team's capacity of {}. They stay.",
                            friday(problem, week), all, problem.team_capacity[at]));
        for (std::size_t genre = 0; genre < by_genre.size(); ++genre)
            if (by_genre[genre] > problem.genre_capacity[genre][at])
                notes.push_back(
                    fmt::format("{}: {} releases of {} are locked or out, above the genre's capacity of {}. They stay.",
                                friday(problem, week), by_genre[genre],
                                genre < problem.genres.size() ? problem.genres[genre] : "a genre",
                                problem.genre_capacity[genre][at]));
    }
    return notes;
}

Error explain_conflict(RosterProblem const& problem) {
    auto const rules = Relaxed::rules(problem);
    std::vector<bool> all(Relaxed::count, true);
    auto const* stuck = stuck_alone(problem);
    auto const conflict = smallest_conflict(Relaxed::count, [&](std::vector<bool> const& kept) {
        auto relaxed = Relaxed::without(problem, kept);
        if (stuck == nullptr) return possible_in_turn(relaxed);
        std::erase_if(relaxed.artists, [&](RosterArtist const& artist) { return artist.name != stuck->name; });
        return stuck_alone(relaxed) == nullptr;
    });
    auto const who =
        stuck != nullptr
            ? fmt::format("{} cannot release {} songs in {} weeks", stuck->name, stuck->at_least, problem.weeks)
            : fmt::format("no weeks were found for what must come out of {} artists in {} weeks",
                          problem.artists.size(), problem.weeks);
    if (conflict.empty()) return {ErrorCode::conflict, who + ": ask for fewer songs, or plan more weeks"};
    return {ErrorCode::conflict, who + ": " + in_words(rules, conflict) + " Or ask for fewer songs."};
}

}  // namespace troupe::planning::impl
