#include "flow/skills.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "music/tables.hpp"

namespace troupe::flow {
namespace {

constexpr double shortest_seconds = 60;
constexpr double longest_seconds = 480;

std::vector<std::string> parts_of(music::Genre const& genre) {
    std::set<std::string> parts;
    for (auto const& form : genre.forms)
        for (auto const& section : form.sections) parts.insert(section.parts.begin(), section.parts.end());
    return {parts.begin(), parts.end()};
}

bool leave_out(music::Brief& brief, music::Genre const& genre, std::vector<std::string> const& without) {
    auto parts = parts_of(genre);
    auto const had = parts.size();
    std::erase_if(parts, [&](std::string const& part) { return std::ranges::find(without, part) != without.end(); });
    // Two that are left would be a sketch.
    if (parts.size() == had || parts.size() < 3) return false;
    if (music::has_voice(brief)) parts.emplace_back("vocals");
    brief.parts = std::move(parts);
    return true;
}

bool take_other_metre(music::Brief& brief, music::Genre const& genre, Random& random) {
    if (genre.metres.size() < 2) return false;
    brief.metre = genre.metres[1 + random.below(genre.metres.size() - 1)];
    return true;
}

bool apply(evolution::Skill const& skill, music::Brief& brief, music::Genre const& genre, Random& random) {
    bool is_used = false;
    if (!skill.without_parts.empty()) is_used = leave_out(brief, genre, skill.without_parts) || is_used;
    if (skill.other_metre) is_used = take_other_metre(brief, genre, random) || is_used;
    if (skill.length != 1) {
        brief.seconds = std::round(std::clamp(genre.seconds * skill.length, shortest_seconds, longest_seconds));
        is_used = true;
    }
    if (!skill.form.empty()) {
        brief.form = skill.form;
        is_used = true;
    }
    return is_used;
}

bool is_finished(catalog::ContentState state) {
    return state == catalog::ContentState::approved || state == catalog::ContentState::scheduled ||
           state == catalog::ContentState::published || state == catalog::ContentState::measured;
}

}  // namespace

Result<int> finished_releases(Studio& studio, artist::ArtistId artist) {
    int count = 0;
    catalog::ContentQuery query{.artist = artist, .kind = catalog::ContentKind::release, .limit = 100};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& release : page.contents) count += is_finished(release.state) ? 1 : 0;
        query.after = page.next;
    } while (query.after);
    return count;
}

std::vector<evolution::Skill> known_skills(artist::Profile const& profile) {
    std::vector<evolution::Skill> known;
    if (!profile.settings.skills) return known;
    for (auto const& skill : evolution::all_skills())
        if (std::ranges::find(*profile.settings.skills, skill.id) != profile.settings.skills->end())
            known.push_back(skill);
    return known;
}

std::optional<artist::Profile> with_new_skills(artist::Profile const& profile,
                                               std::vector<artist::Document> const& history, int releases) {
    std::set<std::string> named;
    for (auto const& document : history)
        if (auto const& skills = document.profile.settings.skills) named.insert(skills->begin(), skills->end());
    auto names = profile.settings.skills.value_or(std::vector<std::string>());
    auto const before = names.size();
    for (auto const& skill : evolution::skills_after(releases))
        if (!named.contains(skill.id)) names.push_back(skill.id);
    if (names.size() == before) return std::nullopt;
    auto next = profile;
    next.settings.skills = std::move(names);
    return next;
}

std::string use_skill(music::Brief& brief, music::Tables const& tables, std::vector<evolution::Skill> const& known,
                      std::uint64_t seed) {
    auto const genre = tables.genre_id(brief.genre);
    if (known.empty() || !genre) return {};
    auto random = Random(seed).stream("skills");
    auto const* skill = evolution::skill_used(known, random);
    return skill != nullptr && apply(*skill, brief, tables.genre(*genre), random) ? skill->id : "";
}

}  // namespace troupe::flow
