#pragma once

#include <optional>
#include <vector>

#include "music/brief.hpp"
#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// Hears candidates one by one and keeps the best that is nobody's copy.
class Contest {
public:
    Contest(Genre const& genre, Brief const& brief) : genre_(genre), brief_(brief) {}

    /// The candidate must have been weighed.
    void hear(Score candidate);
    /// Some candidate is unlike the catalogue.
    [[nodiscard]] bool has_winner() const { return winner_.has_value(); }
    /// The best, or the least alike when all were refused, with its verdict. At least one must have been heard.
    [[nodiscard]] Score finish() &&;

private:
    Genre const& genre_;
    Brief const& brief_;
    std::optional<Score> winner_;
    std::optional<Score> refused_;  ///< the least alike of those refused
    std::vector<double> scores_;
    int heard_ = 0;
    int refusals_ = 0;
};

}  // namespace troupe::music::impl
