#include "planning/impl/roster/paths.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace troupe::planning::impl {
namespace {

constexpr double unreachable = -std::numeric_limits<double>::infinity();

}  // namespace

double worth_of(RosterProblem const& problem, RosterArtist const& artist, int week) {
    auto const at = static_cast<std::size_t>(week);
    auto const own = artist.week_factor.empty() ? 1 : artist.week_factor[at];
    return problem.season[at] * problem.genre_value[static_cast<std::size_t>(artist.genre)][at] * own;
}

double gap_worth(RosterArtist const& artist, int weeks) {
    return artist.gap_value[std::min(static_cast<std::size_t>(std::max(weeks, 0)), artist.gap_value.size() - 1)];
}

void PathFinder::prepare(RosterArtist const& artist) {
    artist_ = &artist;
    auto const weeks = static_cast<std::size_t>(problem_.weeks);
    fixed_.assign(weeks, 0);
    closed_.assign(weeks, 0);
    last_fixed_.assign(weeks, -1);
    worth_.resize(weeks);
    for (auto const week : artist.fixed_weeks) fixed_[static_cast<std::size_t>(week)] = 1;
    for (auto const week : artist.closed_weeks) closed_[static_cast<std::size_t>(week)] = 1;
    int last = -1;
    for (std::size_t week = 0; week < weeks; ++week) {
        last_fixed_[week] = last;
        if (fixed_[week] != 0) last = static_cast<int>(week);
        worth_[week] = worth_of(problem_, artist, static_cast<int>(week));
    }
    best_.resize((artist.songs.size() + 1) * weeks);
    furthest_.resize(best_.size());
}

double PathFinder::gap(int weeks) const { return gap_worth(*artist_, weeks); }

bool PathFinder::may_stand(std::size_t songs, int week) const {
    auto const at_week = static_cast<std::size_t>(week);
    if (fixed_[at_week] != 0) return true;
    return songs > 0 && week >= artist_->songs[songs - 1].ready_week && open_[at_week] != 0 && closed_[at_week] == 0;
}

double PathFinder::gain(std::size_t songs, int week) const {
    auto const at_week = static_cast<std::size_t>(week);
    return worth_[at_week] * (fixed_[at_week] != 0 ? artist_->fixed_value : artist_->songs[songs - 1].value);
}

/// Two fixed releases may stand as near to each other as they do.
bool PathFinder::too_near(int before, int week) const {
    bool const both_fixed =
        fixed_[static_cast<std::size_t>(week)] != 0 && (before < 0 || fixed_[static_cast<std::size_t>(before)] != 0);
    return !both_fixed && week - before < problem_.min_gap_weeks;
}

PathFinder::Step PathFinder::best_step(std::size_t songs, int week) const {
    bool const is_fixed = fixed_[static_cast<std::size_t>(week)] != 0;
    auto const source = is_fixed ? songs : songs - 1;
    auto const from_here = gain(songs, week);
    int const earliest = std::max(0, last_fixed_[static_cast<std::size_t>(week)]);
    Step best{unreachable, -1};
    if (source == 0 && last_fixed_[static_cast<std::size_t>(week)] < 0) {
        auto const& previous = artist_->previous_week;
        if (!previous || !too_near(*previous, week))
            best.profit = previous ? from_here * gap(week - *previous) : from_here;
    }
    int const table = static_cast<int>(artist_->gap_value.size());
    int const nearest = is_fixed ? 1 : problem_.min_gap_weeks;
    for (int before = week - nearest; before >= std::max(earliest, week - table + 1); --before) {
        auto const profit =
            best_[at(source, before)] + from_here * artist_->gap_value[static_cast<std::size_t>(week - before)];
        if (profit > best.profit && !(is_fixed && too_near(before, week))) best = {profit, before};
    }
    int const before = std::min(week - table, week - nearest);
    if (before >= earliest) {
        auto const profit = furthest_[at(source, before)] + from_here * artist_->gap_value.back();
        if (profit > best.profit) best = {profit, before};  // or a week before that one: `trace` looks
    }
    return best;
}

void PathFinder::fill(std::size_t songs) {
    double reach = unreachable;
    for (int week = 0; week < problem_.weeks; ++week) {
        auto const here = at(songs, week);
        auto const at_week = static_cast<std::size_t>(week);
        best_[here] = unreachable;
        if (may_stand(songs, week)) {
            auto const paid = fixed_[at_week] != 0 ? 0 : price_[at_week];
            best_[here] = best_step(songs, week).profit - paid;
        }
        reach = fixed_[at_week] != 0 ? best_[here] : std::max(reach, best_[here]);
        furthest_[here] = reach;
    }
}

void PathFinder::tabulate(RosterArtist const& artist, std::span<double const> price, std::span<char const> open) {
    price_ = price;
    open_ = open;
    prepare(artist);
    for (std::size_t songs = 0; songs <= artist.songs.size(); ++songs) fill(songs);
}

std::optional<Path> PathFinder::best(RosterArtist const& artist, std::span<double const> price,
                                     std::span<char const> open) {
    tabulate(artist, price, open);
    Step end{may_be_empty() ? 0 : unreachable, -1};
    std::size_t songs_at_end = 0;
    for (auto songs = artist.at_least; songs <= artist.songs.size(); ++songs)
        for (int week = first_end(); week < problem_.weeks; ++week)
            if (best_[at(songs, week)] > end.profit) {
                end = {best_[at(songs, week)], week};
                songs_at_end = songs;
            }
    if (end.profit == unreachable) return std::nullopt;
    return trace(songs_at_end, end.before);
}

std::optional<std::vector<Path>> PathFinder::within(RosterArtist const& artist, std::span<double const> price,
                                                    std::span<char const> open, double slack, std::size_t most) {
    auto const top = best(artist, price, open);
    if (!top) return std::vector<Path>();
    Walk all{.least = top->profit - slack, .most = most, .found = {}};
    if (may_be_empty() && all.least <= 0) all.found.emplace_back();
    for (auto songs = artist.at_least; songs <= artist.songs.size(); ++songs)
        for (int week = first_end(); week < problem_.weeks; ++week)
            if (best_[at(songs, week)] >= all.least) walk(all, songs, week, {});
    if (all.found.size() > most) return std::nullopt;
    return std::move(all.found);
}

void PathFinder::walk(Walk& all, std::size_t songs, int week, Path const& tail) const {
    if (all.found.size() > all.most) return;
    bool const is_fixed = fixed_[static_cast<std::size_t>(week)] != 0;
    auto const source = is_fixed ? songs : songs - 1;
    auto const paid = is_fixed ? 0 : price_[static_cast<std::size_t>(week)];
    auto const& previous = artist_->previous_week;
    int const earliest = last_fixed_[static_cast<std::size_t>(week)];
    for (int before = week - 1; before >= std::max(earliest, -1); --before) {
        bool const starts = before < 0;
        if (starts && (source != 0 || (previous && too_near(*previous, week)))) continue;
        if (!starts && too_near(before, week)) continue;
        auto const factor = !starts ? gap(week - before) : previous ? gap(week - *previous) : 1;
        auto const value = gain(songs, week) * factor;
        Path longer{tail.value + value, tail.profit + value - paid, tail.weeks};
        if (!is_fixed) longer.weeks.insert(longer.weeks.begin(), week);
        if (longer.profit + (starts ? 0 : best_[at(source, before)]) < all.least) continue;
        if (starts)
            all.found.push_back(std::move(longer));
        else
            walk(all, source, before, longer);
    }
}

Path PathFinder::trace(std::size_t songs, int week) const {
    Path path;
    while (week >= 0) {
        bool const is_fixed = fixed_[static_cast<std::size_t>(week)] != 0;
        auto const source = is_fixed ? songs : songs - 1;
        auto before = best_step(songs, week).before;
        bool const is_far = before >= 0 && week - before >= static_cast<int>(artist_->gap_value.size());
        if (is_far) {
            auto const reached = furthest_[at(source, before)];
            while (best_[at(source, before)] != reached) --before;
        }
        auto const& previous = artist_->previous_week;
        auto const factor = before >= 0 ? gap(week - before) : previous ? gap(week - *previous) : 1;
        auto const value = gain(songs, week) * factor;
        path.value += value;
        path.profit += value - (is_fixed ? 0 : price_[static_cast<std::size_t>(week)]);
        if (!is_fixed) path.weeks.push_back(week);
        songs = source;
        week = before;
    }
    std::reverse(path.weeks.begin(), path.weeks.end());
    return path;
}

}  // namespace troupe::planning::impl
