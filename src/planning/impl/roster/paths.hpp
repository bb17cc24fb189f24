#pragma once

#include <span>

#include "planning/roster.hpp"

namespace troupe::planning::impl {

/// The weeks of one artist's songs and what they bring.
struct Path {
    double value = 0;        ///< without prices, fixed releases included
    double profit = 0;       ///< value less prices
    std::vector<int> weeks;  ///< of the songs
};

/// The best path of one artist under prices, exact: best[r][w] is the highest profit of r songs whose last release,
/// fixed or not, stands in week w; O(songs x weeks x length of the gap table). It keeps its tables: one finder serves
/// many artists, one after the other.
class PathFinder {
public:
    explicit PathFinder(RosterProblem const& problem) : problem_(problem) {}

    /// `price` by week, to be paid for songs (fixed releases pay nothing); `open` by week, 0 where no song may come
    /// out. Nothing when fixed weeks or `at_least` leave no path.
    [[nodiscard]] std::optional<Path> best(RosterArtist const& artist, std::span<double const> price,
                                           std::span<char const> open);

    /// Every path whose profit lies within `slack` of the best one's. Nothing when there are more than `most`.
    [[nodiscard]] std::optional<std::vector<Path>> within(RosterArtist const& artist, std::span<double const> price,
                                                          std::span<char const> open, double slack, std::size_t most);

private:
    /// A way into a week: the profit so far, and the week before (-1: this is the first release).
    struct Step {
        double profit = 0;
        int before = -1;
    };
    /// Walks back from an end through every step that can still reach `least`.
    struct Walk {
        double least = 0;
        std::size_t most = 0;
        std::vector<Path> found;
    };
    void tabulate(RosterArtist const& artist, std::span<double const> price, std::span<char const> open);
    void walk(Walk& walk, std::size_t songs, int week, Path const& tail) const;
    void prepare(RosterArtist const& artist);
    void fill(std::size_t songs);
    [[nodiscard]] bool may_stand(std::size_t songs, int week) const;
    [[nodiscard]] double gap(int weeks) const;
    [[nodiscard]] double gain(std::size_t songs, int week) const;
    [[nodiscard]] Step best_step(std::size_t songs, int week) const;
    [[nodiscard]] int first_end() const { return artist_->fixed_weeks.empty() ? 0 : artist_->fixed_weeks.back(); }
    [[nodiscard]] bool may_be_empty() const { return artist_->fixed_weeks.empty() && artist_->at_least == 0; }
    [[nodiscard]] bool too_near(int before, int week) const;
    [[nodiscard]] std::size_t at(std::size_t songs, int week) const {
        return songs * static_cast<std::size_t>(problem_.weeks) + static_cast<std::size_t>(week);
    }
    [[nodiscard]] Path trace(std::size_t songs, int week) const;

    RosterProblem const& problem_;
    RosterArtist const* artist_ = nullptr;
    std::span<double const> price_;
    std::span<char const> open_;
    std::vector<char> fixed_;       ///< by week
    std::vector<char> closed_;      ///< by week: the artist's own
    std::vector<int> last_fixed_;   ///< by week: the fixed week before it, or -1
    std::vector<double> worth_;     ///< by week: season times genre
    std::vector<double> best_;      ///< (songs + 1) x weeks
    std::vector<double> furthest_;  ///< the best of best_ from the last fixed week up to this one
};

/// Season times genre times the artist's own factor.
[[nodiscard]] double worth_of(RosterProblem const& problem, RosterArtist const& artist, int week);

/// By weeks since the release before; 1 for the first of all.
[[nodiscard]] double gap_worth(RosterArtist const& artist, int weeks);

}  // namespace troupe::planning::impl
