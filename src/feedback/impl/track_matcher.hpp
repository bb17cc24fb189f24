#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feedback/report.hpp"

namespace troupe::feedback::impl {

/// Finds the tracks that a file names by content id, ISRC or title; asks the resolver once for every name.
class TrackMatcher {
public:
    explicit TrackMatcher(TrackResolver const& resolve) : resolve_(resolve) {}

    struct Found {
        std::optional<TrackMatch> track;
        std::string problem;  ///< why there is none
    };
    /// `track` and `artist` as the file writes them; `artist` may be empty. Errors: those of the resolver.
    [[nodiscard]] Result<Found> match(std::string const& track, std::string const& artist);

private:
    TrackResolver const& resolve_;
    std::map<std::pair<std::string, std::string>, std::vector<TrackMatch>> known_;
};

}  // namespace troupe::feedback::impl
