#pragma once

#include "evolution/evolve.hpp"

namespace troupe::evolution::impl {

/// One way in which a profile can be moved.
struct Move {
    std::string factor;  ///< "mood", "tempo", "platform", "territory"
    std::string level;   ///< "dark"; empty for a number
    double amount = 0;   ///< -1..1: how much of the largest step, and for numbers in which direction
};

/// What a move did to one field.
struct Moved {
    std::string path;
    json::Value before;
    json::Value after;
};

/// The field that a factor's level stands for, as it is called in changes; empty when no lever belongs to it.
[[nodiscard]] std::string path_of(std::string const& factor, std::string const& level);

/// Moves the profile; nothing comes back when the field cannot move (no lever, no plasticity, at its end).
std::optional<Moved> apply(Move const& move, artist::Profile& profile, EvolveSettings const& settings);

}  // namespace troupe::evolution::impl
