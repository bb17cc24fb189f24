#pragma once

#include <boost/describe.hpp>
#include <span>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/result.hpp"

/// What an artist learns to do by releasing: each skill widens what its songs may be, a little and now and then.
namespace troupe::evolution {

struct Skill {
    std::string id;
    std::string title;                       ///< for people
    std::string what;                        ///< one clause: "now and then a song that leaves the drums out"
    int releases = 0;                        ///< that must be out
    double chance = 0;                       ///< 0..1, of a song to use it
    std::vector<std::string> without_parts;  ///< of the song: "drums"
    bool other_metre = false;                ///< one of the genre's, not its usual one
    double length = 1;                       ///< times the genre's usual length
    std::vector<std::string> form;           ///< names of sections; empty: the genre's own
};
BOOST_DESCRIBE_STRUCT(Skill, (), (id, title, what, releases, chance, without_parts, other_metre, length, form))

/// data/evolution/skills.json, by the releases they take.
[[nodiscard]] std::vector<Skill> const& all_skills();

/// Those of so many releases.
[[nodiscard]] std::vector<Skill> skills_after(int releases);

/// The one that this song uses, or null: at most one at a time.
[[nodiscard]] Skill const* skill_used(std::span<Skill const> known, Random& random);

}  // namespace troupe::evolution
