#pragma once

#include <filesystem>

#include "feedback/money.hpp"

/// Large statements with totals that are known exactly.
namespace troupe::feedback {

constexpr int track_count = 200;    ///< of a label
constexpr int matched_tracks = 180;  ///< that the label knows; the others wait in the inbox

/// The ISRC of track `number`, from 0.
[[nodiscard]] std::string isrc_of(int number);

struct WrittenFile {
    int rows = 0;
    std::int64_t quantity = 0;
    Micros net = 0;  ///< rounded to the micro-unit once, from the exact sum of rows with eight or twelve decimals
};

/// DDEX financial report of one month: a row for each track, day, territory and tier; `rows` of them.
[[nodiscard]] WrittenFile write_dsr(std::filesystem::path const& file, int rows);
/// DistroKid: a row for each track, store, country and month, with twelve decimals.
[[nodiscard]] WrittenFile write_distrokid(std::filesystem::path const& file, int rows);

}  // namespace troupe::feedback
