#pragma once

#include <optional>
#include <vector>

#include "feedback/observation.hpp"

namespace troupe::evolution::impl {

/// What listeners did with what they heard. Never how many they were.
enum class Measure { saves_by_listener, saves_by_stream, kept_by_stream };

/// How a row counts: of so many exposures so many were successes.
struct Outcome {
    std::int64_t exposures = 0;
    std::int64_t successes = 0;  ///< 0 to exposures
};

/// Nothing where the row does not report that measure.
[[nodiscard]] std::optional<Outcome> outcome(feedback::Observation const& row, Measure measure);

/// The first measure that nine of ten exposures report; else one that some row reports; else nothing.
[[nodiscard]] std::optional<Measure> choose_measure(std::vector<feedback::Observation const*> const& rows);

/// "saves by listener", for people.
[[nodiscard]] char const* name_of(Measure measure);

}  // namespace troupe::evolution::impl
