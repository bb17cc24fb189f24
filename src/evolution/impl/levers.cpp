#include "evolution/impl/levers.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::evolution::impl {
namespace {

using artist::Profile;
using artist::Trait;
using artist::Weight;

struct WeightLever {
    char const* factor;
    char const* path;
    std::vector<Weight>& (*list)(Profile&);
    std::size_t most;  ///< entries
};

WeightLever const* weight_lever(std::string const& factor) {
    static WeightLever const levers[] = {
        {"genre", "style.genres", [](Profile& p) -> std::vector<Weight>& { return p.style.genres; }, 5},
        {"mood", "style.moods", [](Profile& p) -> std::vector<Weight>& { return p.style.moods; }, 6},
        {"mode", "style.modes", [](Profile& p) -> std::vector<Weight>& { return p.style.modes; }, 6},
        {"instruments", "style.instruments", [](Profile& p) -> std::vector<Weight>& { return p.style.instruments; },
         12},
        {"lyric_theme", "style.lyric_themes", [](Profile& p) -> std::vector<Weight>& { return p.style.lyric_themes; },
         12},
        {"visual_family", "style.visual_families",
         [](Profile& p) -> std::vector<Weight>& { return p.style.visual_families; }, 6},
        // Reports speak of platforms on which the artist does not post, too: those have no lever.
        {"platform", "behaviour.platforms", [](Profile& p) -> std::vector<Weight>& { return p.behaviour.platforms; },
         0}};
    for (auto const& lever : levers)
        if (factor == lever.factor) return &lever;
    return nullptr;
}

Trait* trait_of(std::string const& factor, Profile& profile) {
    auto const in = [](std::map<std::string, Trait>& traits, std::string const& name) {
        auto const found = traits.find(name);
        return found == traits.end() ? nullptr : &found->second;
    };
    if (factor == "vocal_presence") return &profile.style.vocal_presence;
    if (factor == "hour") return in(profile.style.posting, "hour");
    if (factor.starts_with("production.")) return in(profile.style.production, factor.substr(11));
    if (factor.starts_with("visual.")) return in(profile.style.visual, factor.substr(7));
    return nullptr;
}

/// The others give way in proportion to what they have, those without plasticity nothing.
std::optional<Moved> move_weight(WeightLever const& lever, Move const& move, Profile& profile, double step) {
    auto& list = lever.list(profile);
    auto const is_it = [&](Weight const& each) { return text::lower(each.name) == move.level; };
    auto found = std::find_if(list.begin(), list.end(), is_it);
    if (found == list.end() && list.size() >= lever.most) return std::nullopt;
    if (found == list.end()) found = list.insert(list.end(), {move.level, 0, 1});
    double free = 0;
    for (auto const& each : list)
        if (!is_it(each) && each.plasticity > 0) free += each.weight;
    auto const before = found->weight;
    auto const gain = std::clamp(step * move.amount * found->plasticity, 0.0, 0.9 * free);
    if (gain < 1e-4) {
        if (before <= 0) list.erase(found);
        return std::nullopt;
    }
    found->weight += gain;
    auto const after = found->weight;
    for (auto& each : list)
        if (!is_it(each) && each.plasticity > 0) each.weight *= 1 - gain / free;
    std::stable_sort(list.begin(), list.end(), [](Weight const& a, Weight const& b) { return a.weight > b.weight; });
    return Moved{path_of(move.factor, move.level), before, after};
}

std::optional<Moved> move_trait(Trait& trait, std::string path, double change) {
    auto const before = trait.value;
    trait.value = std::clamp(before + change * trait.plasticity, trait.low, trait.high);
    if (std::abs(trait.value - before) < 1e-4) {
        trait.value = before;
        return std::nullopt;
    }
    return Moved{std::move(path), before, trait.value};
}

/// The whole range moves, so that it keeps its width.
std::optional<Moved> move_tempo(Profile& profile, double change) {
    auto& low = profile.style.tempo_low;
    auto& high = profile.style.tempo_high;
    change *= std::min(low.plasticity, high.plasticity);
    change = std::clamp(change, low.low - low.value, high.high - high.value);
    change = std::round(change * 10) / 10;
    if (std::abs(change) < 0.1) return std::nullopt;
    json::Value const before = json::Array{low.value, high.value};
    low.value += change;
    high.value += change;
    return Moved{path_of("tempo", ""), before, json::Array{low.value, high.value}};
}

/// One place forward, or in at the end: a list of names has no smaller step.
std::optional<Moved> move_territory(Profile& profile, std::string const& territory) {
    auto& list = profile.audience.territories;
    auto const before = json::to_value(list);
    auto const found = std::find(list.begin(), list.end(), territory);
    if (territory == "ZZ" || territory == "others" || (found != list.end() && found == list.begin()))
        return std::nullopt;
    if (found == list.end())
        list.push_back(territory);
    else
        std::iter_swap(found - 1, found);
    return Moved{path_of("territory", territory), before, json::to_value(list)};
}

}  // namespace

std::string path_of(std::string const& factor, std::string const& level) {
    if (factor == "territory") return "audience.territories";
    if (factor == "tempo") return "style.tempo";
    if (auto const* lever = weight_lever(factor)) return std::string(lever->path) + "[" + level + "].weight";
    if (factor == "vocal_presence") return "style.vocal_presence.value";
    if (factor == "hour") return "style.posting.hour.value";
    if (factor.starts_with("production.") || factor.starts_with("visual.")) return "style." + factor + ".value";
    return "";
}

std::optional<Moved> apply(Move const& move, Profile& profile, EvolveSettings const& settings) {
    if (move.factor == "territory") return move.amount > 0 ? move_territory(profile, move.level) : std::nullopt;
    if (move.factor == "tempo") return move_tempo(profile, move.amount * settings.tempo_step_bpm);
    if (auto const* lever = weight_lever(move.factor)) return move_weight(*lever, move, profile, settings.weight_step);
    if (auto* trait = trait_of(move.factor, profile))
        return move_trait(*trait, path_of(move.factor, ""),
                          move.amount * settings.trait_step * (trait->high - trait->low));
    return std::nullopt;
}

}  // namespace troupe::evolution::impl
