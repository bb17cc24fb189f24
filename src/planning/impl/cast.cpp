#include "planning/impl/cast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"

namespace troupe::planning::impl {
namespace {

std::optional<double> posting(artist::Profile const& profile, char const* name) {
    auto const found = profile.style.posting.find(name);
    if (found == profile.style.posting.end()) return std::nullopt;
    return found->second.value;
}

void add_missing_outlets(std::vector<Outlet>& outlets, Tables const& tables, std::vector<std::string>& notes) {
    auto const wanted = static_cast<std::size_t>(tables.rules.platforms_at_least);
    std::vector<std::string> added;
    for (auto const& platform : tables.platforms) {
        if (outlets.size() >= wanted) break;
        if (std::any_of(outlets.begin(), outlets.end(), [&](Outlet const& each) { return each.platform == &platform; }))
            continue;
        outlets.push_back({&platform, platform.default_weight * 0.3});
        added.push_back(platform.name);
    }
    if (!added.empty())
        notes.push_back(fmt::format("The profile names fewer than {} platforms: {} added, with a small share.", wanted,
                                    text::enumerate(added)));
}

std::vector<Outlet> choose_outlets(artist::Profile const& profile, Tables const& tables,
                                   std::vector<std::string>& notes) {
    std::vector<Outlet> outlets;
    for (auto const& weight : profile.behaviour.platforms) {
        auto const* platform = tables.find_platform(weight.name);
        if (platform == nullptr) {
            notes.push_back(fmt::format("Platform '{}' of the profile is not in the table of platforms: left out.",
                                        text::excerpt(weight.name)));
        } else if (std::none_of(outlets.begin(), outlets.end(),
                                [&](Outlet const& each) { return each.platform == platform; })) {
            outlets.push_back({platform, std::max(weight.weight, 0.01)});
        }
    }
    std::stable_sort(outlets.begin(), outlets.end(),
                     [](Outlet const& a, Outlet const& b) { return a.share > b.share; });
    outlets.resize(std::min(outlets.size(), static_cast<std::size_t>(tables.rules.platforms_at_most)));
    add_missing_outlets(outlets, tables, notes);
    double sum = 0;
    for (auto const& outlet : outlets) sum += outlet.share;
    for (auto& outlet : outlets) outlet.share /= sum;
    return outlets;
}

/// Words of the identity, each with the weight of the place where it stands.
std::map<std::string, double> identity_words(artist::Profile const& profile) {
    std::map<std::string, double> found;
    auto const add = [&](std::string_view source, double weight) {
        for (auto const& word : text::words(source)) found[word] = std::max(found[word], weight);
    };
    for (auto const& mood : profile.style.moods) add(mood.name, 1.5 * mood.weight);
    for (auto const& trait : profile.behaviour.personality) add(trait, 1);
    add(profile.core.archetype, 0.8);
    for (auto const& value : profile.core.values) add(value, 0.3);
    for (auto const& fact : profile.story.facts)
        if (fact.kind == "tension") add(fact.text, 0.5);
    add(profile.understanding.prompt, 0.7);
    return found;
}

}  // namespace

Result<Habits> read_habits(artist::Profile const& profile, Tables const& tables, std::vector<std::string>& notes) {
    Habits habits;
    habits.zone = profile.audience.time_zone.empty() ? "UTC" : profile.audience.time_zone;
    if (auto const known =
            at_local(Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{1}}, 0, habits.zone);
        !known)
        return within("audience.time_zone", known.error());
    habits.publicness = std::clamp(profile.behaviour.publicness, 0.0, 1.0);
    habits.posts_per_week =
        std::clamp(posting(profile, "posts_per_week").value_or(4), 0.0, 14.0) * (0.4 + 0.6 * habits.publicness);
    habits.gap_weeks = std::clamp(posting(profile, "release_gap_weeks").value_or(tables.rules.default_gap_weeks),
                                  static_cast<double>(tables.rules.min_gap_weeks), 26.0);
    auto const hour = posting(profile, "hour");
    if (!hour) notes.emplace_back("No posting hour is known yet: 18:30 in the audience's time zone is assumed.");
    habits.minute = static_cast<int>(std::lround(std::clamp(hour.value_or(18.5), 0.0, 23.75) * 4)) * 15;
    habits.outlets = choose_outlets(profile, tables, notes);
    return habits;
}

ChosenArc choose_arc(artist::Profile const& profile, Tables const& tables, std::uint64_t seed) {
    auto const words = identity_words(profile);
    auto random = Random(seed).stream("planning.arc");
    ChosenArc chosen;
    double best = -1;
    for (auto const& arc : tables.arcs) {
        double score = 0.01 * random.uniform();
        std::vector<std::string> heard;
        for (auto const& word : arc.words) {
            auto const found = words.find(word);
            if (found == words.end()) continue;
            score += found->second;
            heard.push_back("\"" + word + "\"");
        }
        if (score <= best) continue;
        best = score;
        chosen.arc = &arc;
        chosen.reason = heard.empty() ? fmt::format("{}: nothing in the identity asks for another arc", arc.why)
                                      : fmt::format("{}: the identity says {}", arc.why, text::enumerate(heard));
    }
    return chosen;
}

double valence_at(Arc const& arc, double share) {
    auto const position = std::clamp(share, 0.0, 1.0) * static_cast<double>(arc.curve.size() - 1);
    auto const index = std::min(static_cast<std::size_t>(position), arc.curve.size() - 2);
    auto const part = position - static_cast<double>(index);
    auto const value = arc.curve[index] + part * (arc.curve[index + 1] - arc.curve[index]);
    return std::round(value * 100) / 100;
}

}  // namespace troupe::planning::impl
