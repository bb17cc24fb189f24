#include "writing/arc.hpp"

#include <algorithm>
#include <array>

namespace troupe::writing {
namespace {

/// Place, object, rule, work, wound, song, return: earlier kinds first, private facts at the end.
int order_of(artist::Fact const& fact) {
    static std::vector<std::string> const order{"home", "home.heard", "object.1", "rule.1", "home.seen", "job",
                                                "object.2", "release.1", "presence", "tension", "event.1", "origin",
                                                "subject.1", "rule.2", "event.2"};
    auto const found = std::find(order.begin(), order.end(), fact.id);
    auto const rank = static_cast<int>(found - order.begin());
    return fact.is_public ? rank : rank + 100;
}

std::string stage_of(int step, int steps) {
    static constexpr std::array<char const*, 5> stages{"setup", "escalation", "turn", "climax", "release"};
    if (steps < 5) return stages[static_cast<std::size_t>(step)];
    return stages[static_cast<std::size_t>(step * 5 / steps)];
}

}  // namespace

std::vector<Disclosure> arc(artist::Profile const& profile, int steps) {
    auto facts = profile.story.facts;
    if (steps <= 0 || facts.empty()) return {};
    std::stable_sort(facts.begin(), facts.end(), [](auto const& a, auto const& b) { return order_of(a) < order_of(b); });
    auto const new_ones = std::min(steps, static_cast<int>(facts.size()));
    // Fewer steps than facts: what is left out is the middle of the list, never the first place nor the last wound.
    std::vector<Disclosure> schedule;
    for (int step = 0; step < steps; ++step) {
        Disclosure next{.step = step, .stage = stage_of(step, steps)};
        auto const known = step * new_ones / steps;
        bool const reveals = step == 0 || known != (step - 1) * new_ones / steps;
        if (reveals) {
            auto const index = new_ones == 1 ? 0 : known * (static_cast<int>(facts.size()) - 1) / (new_ones - 1);
            next.fact = facts[static_cast<std::size_t>(index)].id;
        } else {
            next.fact = schedule[static_cast<std::size_t>(std::max(0, step - 3))].fact;
            next.is_return = true;
        }
        schedule.push_back(std::move(next));
    }
    return schedule;
}

}  // namespace troupe::writing
