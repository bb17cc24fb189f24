#pragma once

#include <map>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "base/random.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/tables.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// What the facts are chosen for.
struct Target {
    std::string genre_id;
    Genre const* genre = nullptr;
    Axes axes{};
    double publicness = 0.5;  ///< 0..1
    std::string vocals = "none";
};

/// The genre, the axes and the voice that the prompt and the roster lead to.
[[nodiscard]] Target aim(Understood const& understood, GenreTable const& genres,
                         std::vector<RosterEntry> const& roster, Random random);

/// The chosen entries, by role: home, heard, seen, job, object, object2, event, event2, rule, rule2, presence, origin,
/// release, tension; and the years in which things happened.
struct FactGraph {
    std::map<std::string, Entry const*, std::less<>> roles;
    std::map<std::string, int, std::less<>> years;
    std::vector<Entry const*> values, personality;
    Entry const* archetype = nullptr;
    double score = 0;

    [[nodiscard]] Entry const& at(std::string_view role) const { return *roles.find(role)->second; }
};

/// The best of twelve consistent graphs: how well they suit the target, and how new they are to the roster.
[[nodiscard]] FactGraph choose_facts(Target const& target, Understood const& understood, Banks const& banks,
                                     std::vector<RosterEntry> const& roster, Random const& random);

/// The graph as the facts of the document; entries leave the tag "from:<key>".
[[nodiscard]] std::vector<artist::Fact> facts_of(FactGraph const& graph, Understood const& understood);

}  // namespace troupe::writing::impl
