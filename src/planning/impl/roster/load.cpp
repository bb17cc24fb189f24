#include "planning/impl/roster/load.hpp"

#include <algorithm>

namespace troupe::planning::impl {

Load::Load(RosterProblem const& problem) : team_left_(problem.team_capacity) {
    for (auto const& weeks : problem.genre_capacity) genre_left_.insert(genre_left_.end(), weeks.begin(), weeks.end());
    open_.resize(team_left_.size());
    for (auto const& artist : problem.artists) add(artist, artist.fixed_weeks);
    for (auto* left : {&genre_left_, &team_left_})
        for (auto& each : *left) each = std::max(each, 0);
}

void Load::change(RosterArtist const& artist, std::vector<int> const& weeks, int by) {
    for (auto const week : weeks) {
        genre_left_[at(artist.genre, week)] -= by;
        team_left_[static_cast<std::size_t>(week)] -= by;
    }
}

std::span<char const> Load::open(int genre) {
    for (std::size_t week = 0; week < team_left_.size(); ++week)
        open_[week] = team_left_[week] > 0 && genre_left(genre, static_cast<int>(week)) > 0 ? 1 : 0;
    return open_;
}

}  // namespace troupe::planning::impl
