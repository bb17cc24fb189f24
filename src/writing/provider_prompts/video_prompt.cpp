#include "writing/provider_prompts/video_prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::writing::provider_prompts {
namespace {

using Strings = std::vector<std::string>;
constexpr std::size_t most_search = 100;

/// The nearest of the ways people count bars.
std::string how_often(double cuts_per_bar) {
    if (cuts_per_bar <= 0) return "one shot, no cuts";
    if (cuts_per_bar < 0.35) return "a cut every four bars, on the first beat";
    if (cuts_per_bar < 0.75) return "a cut every two bars, on the first beat";
    if (cuts_per_bar < 1.5) return "a cut every bar, on the first beat";
    return cuts_per_bar < 3 ? "two cuts a bar, on the first and the middle beat" : "a cut on every beat";
}

/// The shots say more than the wish of the style: a short one would not be read, so some cuts are left out.
std::string cutting_of(VideoSheet const& sheet) {
    if (sheet.shots.size() < 2) return how_often(0);
    Strings times;
    for (std::size_t i = 1; i < sheet.shots.size(); ++i) times.push_back(fmt::format("{:.1f}", sheet.shots[i].from));
    auto const bar = 60 / sheet.bpm * sheet.beats_per_bar;
    auto const whole = sheet.shots.back().from - sheet.shots.front().from;
    auto const each = whole / static_cast<double>(sheet.shots.size() - 1) / bar;
    return fmt::format("{}; cuts at {} s", how_often(each > 0 ? 1 / each : 0), text::join(times, ", "));
}

std::string effect_words(VideoEffectUse const& effect) {
    static std::map<std::string, std::string> const when{{"beat", "on beats"},
                                                         {"bar", "on bars"},
                                                         {"section", "where parts change"},
                                                         {"hit", "on the hardest hits"},
                                                         {"always", "throughout"}};
    auto const found = when.find(effect.on);
    auto const* strength = effect.strength < 0.35 ? "light " : effect.strength > 0.75 ? "strong " : "";
    return strength + effect.name + (found == when.end() ? "" : " " + found->second);
}

std::string shot_words(VideoShot const& shot) {
    auto const part = shot.part.empty() ? std::string() : fmt::format(" ({})", text::replace_all(shot.part, "_", " "));
    return fmt::format("{:.1f}-{:.1f} s{}: {}", shot.from, shot.to, part, text::join(shot.search, ", "));
}

std::string percent(double share) { return fmt::format("{:.0f} %", share * 100); }

std::string safe_words(VideoPlace const& place) {
    return fmt::format("keep text out of the top {}, the bottom {}, the left {} and the right {}",
                       percent(place.keep_top), percent(place.keep_bottom), percent(place.keep_left),
                       percent(place.keep_right));
}

std::string overlay_words(Overlay const& overlay) {
    return fmt::format("\"{}\" {} from {:.1f} to {:.1f} s", overlay.text, overlay.where, overlay.from, overlay.to);
}

Strings all_search(VideoSheet const& sheet) {
    Strings words;
    for (auto const& shot : sheet.shots)
        for (auto const& each : shot.search)
            if (std::find(words.begin(), words.end(), each) == words.end()) words.push_back(each);
    return words;
}

Clause palette_clause(std::vector<Colour> const& palette) {
    if (palette.empty()) return {};
    Strings words;
    for (auto const& colour : palette) words.push_back(fmt::format("{} {}", colour.words, colour.hex));
    return {5,
            {fmt::format("Palette: {}.", text::join(words, ", ")),
             fmt::format("Colours: {}, accent {}.", words.front(), words.back()),
             fmt::format("Colours {} and {}.", palette.front().words, palette.back().words)}};
}

std::vector<Clause> clauses_of(VideoPrompt const& prompt) {
    auto const& sheet = prompt.sheet;
    auto const& place = sheet.place;
    auto const style = text::capitalised(sheet.style);
    auto const frame =
        fmt::format("{} at {}x{}, {:.0f} s", place.aspect, place.width_px, place.height_px, place.seconds);
    Strings effects, overlays;
    for (auto const& effect : sheet.effects) effects.push_back(effect_words(effect));
    for (auto const& overlay : sheet.overlays) overlays.push_back(overlay_words(overlay));
    std::vector<Clause> clauses{
        {1,
         {fmt::format("{} {} for {}, {}, for the song \"{}\" by {}.", style, place.format, place.name, frame,
                      sheet.title, sheet.artist),
          fmt::format("{} {} for {}, {} {:.0f} s.", style, place.format, place.name, place.aspect, place.seconds),
          fmt::format("{}, {} {:.0f} s.", style, place.aspect, place.seconds)}},
        {3,
         {fmt::format("Look: {}; {}.", text::enumerate(sheet.look), sheet.movement),
          sheet.look.empty() ? "" : fmt::format("Look: {}.", sheet.look.front())}},
        {2,
         {fmt::format("Cutting: {}, at {:.0f} BPM.", prompt.cutting, sheet.bpm),
          fmt::format("Cutting: {}.", prompt.cutting.substr(0, prompt.cutting.find(';')))}},
        {3,
         {sheet.grade.empty() ? "" : fmt::format("Grade: {}.", text::join(sheet.grade, ", ")),
          sheet.grade.empty() ? "" : fmt::format("Grade: {}.", sheet.grade.front())}},
        palette_clause(sheet.palette),
        {4,
         {effects.empty() ? "" : fmt::format("Effects: {}.", text::join(effects, ", ")),
          effects.empty() ? "" : fmt::format("Effects: {}.", effects.front())}},
        {5,
         {fmt::format("Text: {}; {}.", text::join(overlays, ", "), safe_words(place)),
          overlays.empty() ? "" : fmt::format("Text: {}.", overlays.front())}}};
    for (auto const& shot : sheet.shots) clauses.push_back({6, {fmt::format("{}.", shot_words(shot))}, true});
    if (auto const search = all_search(sheet); !search.empty())
        clauses.push_back({4,
                           {fmt::format("Footage: {}.", text::join(front_of(search, 3), ", ")),
                            fmt::format("Footage: {}.", search.front())}});
    if (!sheet.never.empty())
        clauses.push_back({2,
                           {fmt::format("Never show {}.", text::join(sheet.never, "; ")),
                            fmt::format("Never show {}.", sheet.never.front())}});
    return clauses;
}

std::string orientation_of(VideoPlace const& place) {
    if (place.width_px == place.height_px) return "square";
    return place.width_px < place.height_px ? "portrait" : "landscape";
}

VideoSheet cleaned(VideoSheet sheet) {
    sheet.artist = phrase(sheet.artist);
    sheet.title = phrase(sheet.title);
    for (auto& overlay : sheet.overlays) overlay.text = phrase(overlay.text);
    for (auto& shot : sheet.shots) {
        shot.search = phrases(shot.search);
        std::erase_if(shot.search, [](auto const& words) { return text::length(words) > most_search; });
    }
    sheet.never = phrases(sheet.never);
    sheet.unwanted = phrases(sheet.unwanted);
    return sheet;
}

}  // namespace

VideoPrompt video_prompt(VideoSheet sheet) {
    VideoPrompt prompt;
    prompt.sheet = cleaned(std::move(sheet));
    prompt.cutting = cutting_of(prompt.sheet);
    prompt.orientation = orientation_of(prompt.sheet.place);
    prompt.text = fit_all(clauses_of(prompt));
    std::vector<Clause> negative;
    for (auto const& words : prompt.sheet.unwanted) negative.push_back({1, {words}});
    prompt.negative = fit(negative, 500, ", ");
    return prompt;
}

}  // namespace troupe::writing::provider_prompts
