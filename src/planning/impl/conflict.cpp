#include "planning/impl/conflict.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::planning::impl {

std::string in_words(std::vector<Rule> const& rules, std::vector<std::size_t> const& conflict) {
    std::vector<std::string> said;
    std::vector<std::string> ways;
    for (auto const i : conflict) {
        said.push_back(fmt::format("({}) {}", said.size() + 1, rules[i].says));
        if (!rules[i].way_out.empty()) ways.push_back(rules[i].way_out);
    }
    auto text = "these cannot all be kept: " + text::join(said, "; ") + ".";
    if (!ways.empty()) text += " Any one of these makes room: " + text::join(ways, "; ") + ".";
    return text;
}

}  // namespace troupe::planning::impl
