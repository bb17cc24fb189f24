#pragma once

#include <span>

#include "planning/roster.hpp"

namespace troupe::planning::impl {

/// Releases by genre and week and by week, against what genre and team can carry.
class Load {
public:
    /// With the fixed releases in it already; where those alone are too many, nothing is left.
    explicit Load(RosterProblem const& problem);

    void add(RosterArtist const& artist, std::vector<int> const& weeks) { change(artist, weeks, 1); }
    void remove(RosterArtist const& artist, std::vector<int> const& weeks) { change(artist, weeks, -1); }

    /// By week: may one more song of that genre come out?
    [[nodiscard]] std::span<char const> open(int genre);
    /// What genre and team have left in that week; negative where they carry too much.
    [[nodiscard]] int genre_left(int genre, int week) const { return genre_left_[at(genre, week)]; }
    [[nodiscard]] int team_left(int week) const { return team_left_[static_cast<std::size_t>(week)]; }

private:
    void change(RosterArtist const& artist, std::vector<int> const& weeks, int by);
    [[nodiscard]] std::size_t at(int genre, int week) const {
        return static_cast<std::size_t>(genre) * team_left_.size() + static_cast<std::size_t>(week);
    }

    std::vector<int> genre_left_;
    std::vector<int> team_left_;
    std::vector<char> open_;
};

}  // namespace troupe::planning::impl
