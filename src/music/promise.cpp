#include "music/promise.hpp"

#include <fmt/format.h>

#include <cmath>

#include "music/metre.hpp"
#include "music/score.hpp"

namespace troupe::music {
namespace {

constexpr double same_tempo = 0.02;
constexpr double is_sure = 0.5;

std::string doubt(double confidence) {
    return confidence < is_sure ? fmt::format(", heard with doubt: {:.0f} % sure", confidence * 100) : std::string();
}

/// What the tempo was heard at, over what was asked, without whole octaves.
double tempo_ratio(double heard, double asked) {
    auto const octaves = std::log2(heard / asked);
    return std::exp2(octaves - std::round(octaves));
}

std::string tempo_difference(Brief const& brief, Analysis const& heard) {
    if (brief.bpm <= 0) return {};
    if (heard.bpm <= 0) return fmt::format("asked for {:g} BPM, heard no steady tempo", brief.bpm);
    auto const ratio = tempo_ratio(heard.bpm, brief.bpm);
    if (std::abs(ratio - 1) <= same_tempo) return {};
    return fmt::format("asked for {:g} BPM, heard {:.1f} ({:.0f} % {}{})", brief.bpm, brief.bpm * ratio,
                       std::abs(ratio - 1) * 100, ratio > 1 ? "faster" : "slower", doubt(heard.bpm_confidence));
}

bool is_major(Key const& key) { return key.mode == "major"; }

/// The detector tells major from minor alone: a church mode counts as the one that its third makes it.
Key plain(Key key) {
    key.mode = key.mode == "major" || key.mode == "mixolydian" || key.mode == "lydian" ? "major" : "minor";
    return key;
}

std::string relation(Key const& asked, Key const& heard) {
    if (asked.tonic == heard.tonic) return is_major(heard) ? ", its parallel major" : ", its parallel minor";
    auto const relative = (asked.tonic + (is_major(asked) ? 9 : 3)) % 12;
    return relative == heard.tonic && is_major(asked) != is_major(heard) ? ", its relative" : "";
}

std::string key_difference(Brief const& brief, Analysis const& heard) {
    auto const asked = parse_key(brief.key);
    auto const found = parse_key(heard.key);
    if (brief.key.empty() || !asked || !found) return {};
    auto const wanted = plain(*asked);
    if (wanted.tonic == found->tonic && is_major(wanted) == is_major(*found)) return {};
    return fmt::format("asked for {}, heard {}{}{}", brief.key, heard.key, relation(wanted, *found),
                       doubt(heard.key_confidence));
}

double bar_seconds(Brief const& brief, Analysis const& heard) {
    auto const metre = parse_metre(brief.metre.empty() ? "4/4" : brief.metre).value_or(Metre{});
    auto const bpm = brief.bpm > 0 ? brief.bpm : heard.bpm > 0 ? heard.bpm : 120;
    return static_cast<double>(metre.bar_ticks()) / ticks_per_beat * 60 / bpm;
}

std::string length_difference(Brief const& brief, Analysis const& heard) {
    auto const asked = brief.seconds.value_or(0);
    auto const more = heard.seconds - asked;
    if (asked <= 0 || std::abs(more) <= bar_seconds(brief, heard)) return {};
    return fmt::format("asked for {:.0f} s, is {:.0f} s ({:.0f} s {})", asked, heard.seconds, std::abs(more),
                       more > 0 ? "longer" : "shorter");
}

}  // namespace

std::vector<std::string> differences(Brief const& brief, Analysis const& heard, Capabilities const& promised) {
    std::vector<std::string> all;
    auto const tell = [&](std::string words) {
        if (!words.empty()) all.push_back(std::move(words));
    };
    if (!promised.exact_tempo) tell(tempo_difference(brief, heard));
    if (!promised.exact_key) tell(key_difference(brief, heard));
    if (!promised.exact_form) tell(length_difference(brief, heard));
    if (!promised.sings_lyrics && has_voice(brief) && !brief.lyrics.empty())
        tell("asked for the words to be sung, this maker does not sing them");
    return all;
}

}  // namespace troupe::music
