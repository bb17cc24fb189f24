#include "music/export/chord_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "music/export/spelling.hpp"

namespace troupe::music {
namespace {

constexpr int bars_in_a_row = 4;

std::string tempo_line(Score const& score) {
    // In compound metres the foot taps dotted quarters.
    if (score.metre.is_compound()) return fmt::format("{:.4g} dotted quarters a minute", score.bpm / 1.5);
    return fmt::format("{:.4g} BPM", score.bpm);
}

std::string heading(Score const& score) {
    auto const seconds = static_cast<int>(std::lround(score.seconds()));
    return fmt::format("{}\nKey of {} {}, {}, {}/{}, {} bars, {}:{:02}\n", score.title.empty() ? "Untitled" : score.title,
                       to_text(Spelling(score).tonic()), score.mode, tempo_line(score), score.metre.beats, score.metre.unit, score.bars,
                       seconds / 60, seconds % 60);
}

Chord const* chord_at(Score const& score, int tick) {
    for (auto const& chord : score.chords)
        if (tick >= chord.tick && tick < chord.tick + chord.length) return &chord;
    return nullptr;
}

/// "Am", or pulse by pulse "G / E7 /" where the harmony moves within the bar.
std::string cell(Score const& score, Spelling const& spelling, int bar) {
    std::vector<std::string> pulses;
    for (int pulse = 0; pulse < score.metre.pulses(); ++pulse) {
        // The middle of the pulse: a chord that comes an eighth early belongs to the pulse it leads to.
        auto const tick = bar * score.bar_ticks() + pulse * score.metre.pulse_ticks() + score.metre.pulse_ticks() / 2;
        auto const* chord = chord_at(score, tick);
        pulses.push_back(chord == nullptr ? "N.C." : chord_name(*chord, spelling));
    }
    if (std::all_of(pulses.begin(), pulses.end(), [&](auto const& name) { return name == pulses.front(); })) return pulses.front();
    std::string text, before;
    for (auto const& name : pulses) {
        text += (text.empty() ? "" : " ") + (name == before ? std::string("/") : name);
        before = name;
    }
    return text;
}

std::string rows(std::vector<std::string> const& cells, std::size_t width) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        text += fmt::format("| {:<{}} ", cells[i], width);
        if (i % bars_in_a_row == bars_in_a_row - 1 || i + 1 == cells.size()) text += "|\n";
    }
    return text;
}

}  // namespace

std::string chord_chart_of(Score const& score) {
    Spelling const spelling(score);
    std::vector<std::string> cells;
    std::size_t width = 4;
    for (int bar = 0; bar < score.bars; ++bar) {
        cells.push_back(cell(score, spelling, bar));
        width = std::max(width, cells.back().size());
    }
    auto text = heading(score);
    auto const titles = section_titles(score);
    for (std::size_t s = 0; s < score.sections.size(); ++s) {
        auto const& section = score.sections[s];
        auto const from = cells.begin() + std::clamp(section.first_bar, 0, score.bars);
        auto const to = cells.begin() + std::clamp(section.first_bar + section.bars, 0, score.bars);
        text += fmt::format("\n[{}]  bars {}-{}\n", titles[s], section.first_bar + 1, section.first_bar + section.bars);
        text += rows({from, to}, width);
    }
    return text;
}

}  // namespace troupe::music
