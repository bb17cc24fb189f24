#include "writing/provider_prompts/plain_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "base/text.hpp"

namespace troupe::writing::provider_prompts {
namespace {

struct Lch {
    double lightness, chroma, hue;  ///< hue in degrees, 0..360
};

double linear(int byte) {
    auto const v = byte / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

/// Ottosson, https://bottosson.github.io/posts/oklab/
Lch to_oklch(unsigned long rgb) {
    auto const r = linear(static_cast<int>(rgb >> 16U & 0xFFU));
    auto const g = linear(static_cast<int>(rgb >> 8U & 0xFFU));
    auto const b = linear(static_cast<int>(rgb & 0xFFU));
    auto const l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    auto const m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    auto const s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    auto const lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    auto const a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    auto const bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    auto const hue = std::atan2(bb, a) * 180 / std::numbers::pi;
    return {lightness, std::hypot(a, bb), hue < 0 ? hue + 360 : hue};
}

struct Step {
    double below;
    char const* words;
};

template <std::size_t Count>
std::string first_below(std::array<Step, Count> const& steps, double value) {
    for (auto const& step : steps)
        if (value < step.below) return step.words;
    return steps.back().words;
}

std::string hue_words(Lch const& colour) {
    static constexpr std::array<Step, 14> hues{{{12, "rose"},
                                                {40, "red"},
                                                {62, "orange"},
                                                {88, "amber"},
                                                {114, "yellow"},
                                                {132, "lime"},
                                                {165, "green"},
                                                {200, "teal"},
                                                {225, "cyan"},
                                                {275, "blue"},
                                                {305, "violet"},
                                                {332, "purple"},
                                                {352, "pink"},
                                                {361, "rose"}}};
    auto const name = first_below(hues, colour.hue);
    if (colour.lightness < 0.68 && (name == "amber" || name == "orange")) return "brown";
    if (colour.lightness < 0.68 && (name == "yellow" || name == "lime")) return "olive";
    return name;
}

/// What is said of a trait: nothing near the middle, more of it far out.
struct Leaning {
    char const* name;
    char const* high;
    char const* low;
};

void say(std::vector<std::string>& out, double value, double least, Leaning const& leaning) {
    if (value >= least) out.emplace_back(leaning.high);
    if (value <= -least) out.emplace_back(leaning.low);
}

}  // namespace

std::vector<std::string> front_of(std::vector<std::string> list, std::size_t count) {
    if (list.size() > count) list.resize(count);
    return list;
}

double rounded(double value) { return std::round(value * 1000) / 1000; }

std::string colour_words(std::string_view hex) {
    if (hex.size() != 7 || hex[0] != '#' ||
        hex.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string_view::npos)
        return {};
    auto const colour = to_oklch(std::strtoul(std::string(hex.substr(1)).c_str(), nullptr, 16));
    static constexpr std::array<Step, 6> greys{{{0.25, "near-black"},
                                                {0.45, "dark grey"},
                                                {0.65, "grey"},
                                                {0.85, "light grey"},
                                                {0.95, "off-white"},
                                                {2, "white"}}};
    if (colour.chroma < 0.015) return first_below(greys, colour.lightness);
    static constexpr std::array<Step, 6> lights{
        {{0.25, "near-black "}, {0.38, "deep "}, {0.52, "dark "}, {0.72, ""}, {0.86, "light "}, {2, "pale "}}};
    auto const is_dull = colour.chroma < 0.045 && colour.lightness >= 0.25;
    return first_below(lights, colour.lightness) + (is_dull ? "greyish " : "") + hue_words(colour);
}

std::vector<std::string> look_words(std::map<std::string, artist::Trait> const& visual) {
    static constexpr std::array<Leaning, 6> leanings{
        {{"darkness", "dark", "light and open"},
         {"contrast", "hard contrast", "soft contrast"},
         {"abstraction", "mostly abstract", "concrete, recognisable things"},
         {"motion", "restless", "still"},
         {"grain", "visible grain", "clean surfaces"},
         {"ornament", "ornate", "plain"}}};
    std::vector<std::string> out;
    for (auto const& leaning : leanings) {
        auto const found = visual.find(leaning.name);
        if (found != visual.end()) say(out, found->second.value, 0.25, leaning);
    }
    if (out.empty()) out.emplace_back("even, natural light");
    return out;
}

std::string family_words(std::string_view family) {
    static std::map<std::string, std::string, std::less<>> const known{
        {"aura", "soft fields of light"},    {"swiss", "a strict grid of few large shapes"},
        {"flow", "flowing bands of colour"}, {"landscape", "layered horizons"},
        {"chrome", "liquid metal"},          {"rings", "concentric rings"},
        {"type", "a collage of letters and cut shapes"}, {"crystal", "facets of light"},
        {"growth", "growing plants and roots"}, {"city", "facades and lit windows"}};
    auto const found = known.find(family);
    return found == known.end() ? text::replace_all(std::string(family), "_", " ") : found->second;
}

SoundWords sound_words(std::map<std::string, double> const& production) {
    static constexpr std::array<Leaning, 6> wanted{{{"space", "wide reverberant space", "dry and close"},
                                                    {"brightness", "bright open highs", "muted highs"},
                                                    {"warmth", "warm low mids", "cold and lean"},
                                                    {"grit", "rough worn textures", "clean sound"},
                                                    {"density", "dense layers", "few layers with room between them"},
                                                    {"swing", "swung timing", "straight timing"}}};
    static constexpr std::array<Leaning, 6> opposites{{{"space", "dry room sound", "long reverb"},
                                                       {"brightness", "muffled mix", "harsh highs"},
                                                       {"warmth", "thin icy tone", "tape warmth"},
                                                       {"grit", "glossy polish", "overdrive"},
                                                       {"density", "bare arrangement", "wall of sound"},
                                                       {"swing", "rigid grid", "shuffle feel"}}};
    SoundWords out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        auto const found = production.find(wanted[i].name);
        if (found == production.end()) continue;
        say(out.wanted, found->second, 0.2, wanted[i]);
        say(out.unwanted, found->second, 0.3, opposites[i]);
    }
    return out;
}

std::string tempo_words(double bpm) {
    static constexpr std::array<Step, 7> tempi{{{62, "very slow"},
                                                {82, "slow"},
                                                {98, "unhurried"},
                                                {114, "medium"},
                                                {128, "brisk"},
                                                {148, "fast"},
                                                {1e9, "very fast"}}};
    return first_below(tempi, bpm);
}

std::string emotion_words(double valence, double energy) {
    static constexpr std::array<std::array<char const*, 3>, 3> words{
        {{"quiet grief", "heavy-hearted unease", "tension close to anger"},
         {"calm distance", "thoughtful longing", "restless drive"},
         {"quiet contentment", "easy warmth", "elation"}}};
    auto const row = valence < -0.25 ? 0U : valence > 0.25 ? 2U : 1U;
    auto const column = energy < 0.4 ? 0U : energy > 0.7 ? 2U : 1U;
    return words[row][column];
}

std::string language_name(std::string_view code) {
    static std::map<std::string, std::string, std::less<>> const names{
        {"en", "English"},    {"de", "German"},    {"fr", "French"},  {"es", "Spanish"}, {"it", "Italian"},
        {"pt", "Portuguese"}, {"nl", "Dutch"},     {"pl", "Polish"},  {"sv", "Swedish"}, {"ja", "Japanese"},
        {"ko", "Korean"},     {"uk", "Ukrainian"}, {"ru", "Russian"}, {"tr", "Turkish"}};
    auto const found = names.find(code.substr(0, code.find('-')));
    return found == names.end() ? std::string(code) : found->second;
}

std::string vocal_words(std::string_view vocals) {
    static std::map<std::string, std::string, std::less<>> const known{
        {"none", "instrumental"},   {"sung", "sung vocals"},   {"rapped", "rapped vocals"},
        {"spoken", "spoken voice"}, {"choir", "choir vocals"}, {"vocoder", "vocoder vocals"}};
    auto const found = known.find(vocals);
    return found == known.end() ? std::string(vocals) + " vocals" : found->second;
}

}  // namespace troupe::writing::provider_prompts
