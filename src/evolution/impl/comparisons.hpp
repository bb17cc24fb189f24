#pragma once

#include "evolution/impl/levers.hpp"
#include "evolution/impl/posterior.hpp"

namespace troupe::evolution::impl {

/// A question that the evidence can answer: is one side better than the other?
struct Comparison {
    std::string factor;
    std::string level;    ///< of the side that the contrast favours; empty for a number
    std::string against;  ///< for people: "calm", "other moods"
    std::vector<double> contrast;
    std::vector<Move> moves;  ///< what to do if it is; amounts are relative to each other, at most 1
    double share = 1;         ///< of the step that such an answer earns
};

/// The questions worth asking, and how much there is on either side.
struct Inquiry {
    std::vector<Comparison> comparisons;
    std::vector<Comparison> without_lever;  ///< answers to these change nothing
    std::vector<std::string> missing;       ///< questions that cannot be asked yet, and what it takes
};

/// One factor at a time: levels against each other, numbers up against down, platforms and territories.
[[nodiscard]] Inquiry compare_factors(Sample const& sample, Posterior const& posterior, artist::Profile const& profile,
                                      EvolveSettings const& settings);

/// Whole tracks against the artist's others, for when releases differ in several things at once.
[[nodiscard]] std::vector<Comparison> compare_tracks(Sample const& sample, Posterior const& posterior,
                                                     EvolveSettings const& settings);

}  // namespace troupe::evolution::impl
