#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "feedback/observation.hpp"

namespace troupe::feedback::impl {

/// What sets the streams of one row, beyond those that the place usually brings, apart from people's. Each sign is about 0
/// for the artist's usual audience and is cut off at about 3. Signs of counts that were not reported are 0.
struct Signs {
    enum Name : std::size_t { growth, looped, once, unsaved, unskipped, flat, lonely, mostly, size };
    std::array<double, size> values{};
    bool is_complete = false;  ///< listeners, saves and skips were reported
    bool is_long = false;      ///< the excess lasts for days, so flatness is known
    double times = 1;          ///< the streams beside the baseline, each with 20 more: growth that is not cut off
};

/// In a sentence: "hardly anybody saved them".
[[nodiscard]] std::string_view phrase(Signs::Name sign);

/// The signs of each row; nothing for rows with fewer than `least_streams` or without a rise. All rows are of one artist; each
/// is compared with that artist's own history: the same track, platform and territory for its size (the lower quarter of the eight
/// weeks before), all of the artist's rows for what listeners do.
[[nodiscard]] std::vector<std::optional<Signs>> signs_of(std::vector<Observation> const& rows, std::int64_t least_streams);

/// Log odds that the rise is made by machines.
[[nodiscard]] double suspicion(Signs const& signs);

}  // namespace troupe::feedback::impl
