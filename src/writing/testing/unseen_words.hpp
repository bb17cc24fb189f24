#pragma once

#include <array>
#include <string_view>

#include "writing/impl/axes.hpp"

namespace troupe::writing::testing {

/// A word that the lexicon leaves out on purpose, and where a person would place it.
struct UnseenWord {
    std::string_view word;
    impl::Axis axis;
    int sign;  ///< +1 or -1
};

/// Chosen before the search through WordNet was tuned. A test keeps them out of it.
inline constexpr std::array<UnseenWord, 40> unseen_words{{
    {"lugubrious", impl::valence, -1},   {"jovial", impl::valence, 1},        {"morose", impl::valence, -1},
    {"exultant", impl::valence, 1},      {"crestfallen", impl::valence, -1},  {"mirthful", impl::valence, 1},
    {"forlorn", impl::valence, -1},      {"jubilation", impl::valence, 1},    {"frenzied", impl::energy, 1},
    {"languid", impl::energy, -1},       {"placid", impl::energy, -1},        {"boisterous", impl::energy, 1},
    {"lethargic", impl::energy, -1},     {"vigorous", impl::energy, 1},       {"tumultuous", impl::energy, 1},
    {"murky", impl::darkness, 1},        {"sepulchral", impl::darkness, 1},   {"spectral", impl::darkness, 1},
    {"tenebrous", impl::darkness, 1},    {"incandescent", impl::darkness, -1}, {"crypt", impl::darkness, 1},
    {"gelid", impl::warmth, -1},         {"frigid", impl::warmth, -1},        {"blizzard", impl::warmth, -1},
    {"affectionate", impl::warmth, 1},   {"toasty", impl::warmth, 1},         {"amorous", impl::intimacy, 1},
    {"colossal", impl::intimacy, -1},    {"grimy", impl::rawness, 1},         {"jagged", impl::rawness, 1},
    {"immaculate", impl::rawness, -1},   {"suave", impl::rawness, -1},        {"interplanetary", impl::futurism, 1},
    {"cyborg", impl::futurism, 1},       {"archaic", impl::futurism, -1},     {"antiquated", impl::futurism, -1},
    {"clandestine", impl::publicness, -1}, {"furtive", impl::publicness, -1}, {"gregarious", impl::publicness, 1},
    {"taciturn", impl::publicness, -1},
}};

/// Forty more that nothing was tuned on: chosen after the search was written, measured by the benchmark alone.
inline constexpr std::array<UnseenWord, 40> held_out_words{{
    {"woebegone", impl::valence, -1}, {"blithe", impl::valence, 1}, {"gladsome", impl::valence, 1},
    {"despondent", impl::valence, -1}, {"disconsolate", impl::valence, -1}, {"chipper", impl::valence, 1},
    {"sanguine", impl::valence, 1}, {"inconsolable", impl::valence, -1}, {"zestful", impl::energy, 1},
    {"hyperkinetic", impl::energy, 1}, {"listless", impl::energy, -1}, {"indolent", impl::energy, -1},
    {"vehement", impl::energy, 1}, {"phlegmatic", impl::energy, -1}, {"somnolent", impl::energy, -1},
    {"stygian", impl::darkness, 1}, {"cadaverous", impl::darkness, 1}, {"phosphorescent", impl::darkness, -1},
    {"lustrous", impl::darkness, -1}, {"crepuscular", impl::darkness, 1}, {"nefarious", impl::darkness, 1},
    {"nippy", impl::warmth, -1}, {"algid", impl::warmth, -1}, {"hospitable", impl::warmth, 1},
    {"cordial", impl::warmth, 1}, {"benevolent", impl::warmth, 1}, {"smitten", impl::intimacy, 1},
    {"fond", impl::intimacy, 1}, {"gargantuan", impl::intimacy, -1}, {"squalid", impl::rawness, 1},
    {"grubby", impl::rawness, 1}, {"unkempt", impl::rawness, 1}, {"genteel", impl::rawness, -1},
    {"urbane", impl::rawness, -1}, {"ultramodern", impl::futurism, 1}, {"antediluvian", impl::futurism, -1},
    {"bygone", impl::futurism, -1}, {"garrulous", impl::publicness, 1}, {"surreptitious", impl::publicness, -1},
    {"reticent", impl::publicness, -1},
}};

}  // namespace troupe::writing::testing
