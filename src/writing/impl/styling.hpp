#pragma once

#include "artist/profile.hpp"
#include "base/random.hpp"
#include "writing/impl/fact_graph.hpp"

namespace troupe::writing::impl {

/// Heaviest first, summing to 1, at most `most` of them.
[[nodiscard]] std::vector<artist::Weight> weights_of(std::map<std::string, double> const& raw, double plasticity,
                                                     std::size_t most = 8);

/// How the artist sounds, looks and posts: the genre's table moved along the axes of the target.
[[nodiscard]] artist::Style choose_style(Target const& target, Understood const& understood, GenreTable const& genres,
                                         FactGraph const& graph, Random const& random);

/// What the axes and the roster say about the voice of captions.
[[nodiscard]] artist::Voice choose_voice(Target const& target, bool is_group, Random random);

[[nodiscard]] artist::Audience choose_audience(Target const& target, FactGraph const& graph, Random random);
[[nodiscard]] artist::Behaviour choose_behaviour(Target const& target, FactGraph const& graph, Random random);

}  // namespace troupe::writing::impl
