#include "evolution/skills.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/json.hpp"
#include "evolution_embedded/embedded.hpp"

namespace troupe::evolution {
namespace {

/// A test reads it, so a broken one is a broken build.
std::vector<Skill> read_skills() {
    for (auto const& file : impl::embedded_files()) {
        if (file.name != "evolution/skills.json") continue;
        auto skills = json::parse<std::vector<Skill>>(file.content);
        if (!skills) throw std::logic_error("evolution/skills.json: " + skills.error().message);
        std::ranges::stable_sort(*skills, {}, &Skill::releases);
        return *std::move(skills);
    }
    throw std::logic_error("evolution/skills.json is not built in");
}

}  // namespace

std::vector<Skill> const& all_skills() {
    static auto const skills = read_skills();
    return skills;
}

std::vector<Skill> skills_after(int releases) {
    std::vector<Skill> known;
    for (auto const& skill : all_skills())
        if (skill.releases <= releases) known.push_back(skill);
    return known;
}

Skill const* skill_used(std::span<Skill const> known, Random& random) {
    Skill const* used = nullptr;
    // Every known skill takes its draw, so that learning one more changes no other song.
    for (auto const& skill : known)
        if (random.chance(skill.chance) && used == nullptr) used = &skill;
    return used;
}

}  // namespace troupe::evolution
