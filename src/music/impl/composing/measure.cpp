#include "music/impl/composing/measure.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t most_steps = 64;
using BarOnsets = std::bitset<most_steps>;
using Histogram = std::array<double, 12>;

double entropy(Histogram const& weights) {
    double sum = 0;
    for (auto const weight : weights) sum += weight;
    double bits = 0;
    for (auto const weight : weights)
        if (weight > 0 && sum > 0) bits -= weight / sum * std::log2(weight / sum);
    return bits;
}

std::vector<Histogram> bar_histograms(Score const& score) {
    std::vector<Histogram> bars(static_cast<std::size_t>(std::max(0, score.bars)));
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            auto const bar = static_cast<std::size_t>(note.tick / score.bar_ticks());
            if (bar < bars.size()) bars[bar][static_cast<std::size_t>(note.pitch % 12)] += 1;
        }
    }
    return bars;
}

/// The mean over every window of that many bars in which something sounds.
double window_entropy(std::vector<Histogram> const& bars, std::size_t length) {
    double sum = 0, windows = 0;
    for (std::size_t first = 0; first + length <= bars.size(); ++first) {
        Histogram window{};
        for (std::size_t bar = first; bar < first + length; ++bar)
            for (std::size_t c = 0; c < 12; ++c) window[c] += bars[bar][c];
        if (std::all_of(window.begin(), window.end(), [](double count) { return count == 0; })) continue;
        sum += entropy(window);
        ++windows;
    }
    return windows > 0 ? sum / windows : 0;
}

/// The share of the sound that the best fitting of the twelve diatonic scales holds.
double best_scale_share(Histogram const& durations) {
    double best = 0, all = 0;
    for (auto const duration : durations) all += duration;
    for (int tonic = 0; tonic < 12; ++tonic) {
        double inside = 0;
        for (int pitch = 0; pitch < 12; ++pitch)
            if (in_scale(pitch, tonic, "major")) inside += durations[static_cast<std::size_t>(pitch)];
        best = std::max(best, inside);
    }
    return all > 0 ? best / all : 1;
}

void measure_pitches(Score const& score, Metrics& metrics) {
    Histogram whole{}, durations{};
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            whole[static_cast<std::size_t>(note.pitch % 12)] += 1;
            durations[static_cast<std::size_t>(note.pitch % 12)] += note.length;
        }
    }
    auto const bars = bar_histograms(score);
    metrics.pitch_class_entropy = entropy(whole);
    metrics.bar_entropy = window_entropy(bars, 1);
    metrics.phrase_entropy = window_entropy(bars, 4);
    metrics.scale_consistency = best_scale_share(durations);
}

void measure_groove(Score const& score, Metrics& metrics) {
    auto const steps = static_cast<std::size_t>(score.metre.steps());
    std::vector<BarOnsets> bars(static_cast<std::size_t>(std::max(0, score.bars)));
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            auto const bar = static_cast<std::size_t>(note.tick / score.bar_ticks());
            if (bar < bars.size()) bars[bar].set(static_cast<std::size_t>(note.tick % score.bar_ticks() / ticks_per_step) % most_steps);
        }
    }
    double adjacent = 0, all = 0;
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < bars.size(); ++a)
        for (std::size_t b = a + 1; b < bars.size(); ++b) {
            auto const alike = 1 - static_cast<double>((bars[a] ^ bars[b]).count()) / static_cast<double>(steps);
            if (b == a + 1) adjacent += alike;
            all += alike;
            ++pairs;
        }
    if (bars.size() > 1) metrics.groove_consistency = adjacent / static_cast<double>(bars.size() - 1);
    if (pairs > 0) metrics.grooving_similarity = all / static_cast<double>(pairs);
}

void measure_moves(std::vector<Note> const& melody, Metrics& metrics) {
    double moves = 0;
    for (std::size_t i = 1; i < melody.size(); ++i) {
        auto const size = std::abs(melody[i].pitch - melody[i - 1].pitch);
        ++moves;
        (size == 0 ? metrics.repeats : size <= 2 ? metrics.steps : size <= 4 ? metrics.thirds : size <= 7 ? metrics.leaps : metrics.wide_leaps) += 1;
    }
    if (moves == 0) return;
    for (auto* share : {&metrics.repeats, &metrics.steps, &metrics.thirds, &metrics.leaps, &metrics.wide_leaps}) *share /= moves;
    auto const [low, high] = std::minmax_element(melody.begin(), melody.end(), [](auto const& a, auto const& b) { return a.pitch < b.pitch; });
    metrics.range = high->pitch - low->pitch;
}

/// Shares of onsets on the foot's beat and half way between (in compound metres: on the two eighths between).
void measure_beats(Score const& score, std::vector<Note> const& melody, Metrics& metrics) {
    auto const eighth = ticks_per_beat / 2;
    // The eighths of 5/8 and 7/8 are counted in twos: a beat is a quarter there, too.
    auto const beat = score.metre.is_compound() ? score.metre.pulse_ticks() : ticks_per_beat;
    for (auto const& note : melody) {
        auto const in_beat = note.tick % score.bar_ticks() % beat;
        if (in_beat == 0) metrics.on_beat += 1;
        else if (in_beat % eighth == 0) metrics.on_half_beat += 1;
    }
    metrics.on_beat /= static_cast<double>(melody.size());
    metrics.on_half_beat /= static_cast<double>(melody.size());
}

/// The share of bars whose content some other bar has, too.
template <class Content>
double returning(std::vector<Content> const& bars) {
    std::map<Content, int> times;
    for (auto const& bar : bars) ++times[bar];
    auto const again = std::count_if(bars.begin(), bars.end(), [&](auto const& bar) { return times[bar] > 1; });
    return bars.empty() ? 0 : static_cast<double>(again) / static_cast<double>(bars.size());
}

void measure_bars(Score const& score, std::vector<Note> const& melody, Metrics& metrics) {
    std::map<int, std::vector<std::pair<int, int>>> bars;
    for (auto const& note : melody) bars[note.tick / score.bar_ticks()].emplace_back(note.tick % score.bar_ticks(), note.pitch);
    metrics.active_bars = static_cast<double>(bars.size()) / std::max(1, score.bars);
    metrics.notes_per_bar = static_cast<double>(melody.size()) / static_cast<double>(bars.size());
    std::vector<std::vector<std::pair<int, int>>> exact;
    std::vector<std::vector<int>> rhythms;
    for (auto const& [index, bar] : bars) {
        exact.push_back(bar);
        rhythms.emplace_back();
        for (auto const& [tick, pitch] : bar) rhythms.back().push_back(tick);
    }
    metrics.bars_returning = returning(exact);
    metrics.rhythms_returning = returning(rhythms);
}

bool is_minor_chord(Chord const& chord) {
    auto const has = [&](int interval) {
        return std::find(chord.pitches.begin(), chord.pitches.end(), (chord.root + interval) % 12) != chord.pitches.end();
    };
    return has(3) && has(7) && !has(4);
}

/// More than a triad, or a triad without its third: sixths, sevenths, ninths, suspensions. Bare fifths are neither.
bool is_rich(Chord const& chord) {
    auto const has_third = [&] {
        for (int const interval : {3, 4})
            if (std::find(chord.pitches.begin(), chord.pitches.end(), (chord.root + interval) % 12) != chord.pitches.end()) return true;
        return false;
    };
    return chord.pitches.size() > 3 || (chord.pitches.size() == 3 && !has_third());
}

void measure_chords(Score const& score, Metrics& metrics) {
    metrics.chords_per_bar = static_cast<double>(score.chords.size()) / std::max(1, score.bars);
    if (score.chords.empty()) return;
    std::set<std::pair<int, std::vector<int>>> distinct;
    double rich = 0, inverted = 0, minor = 0;
    for (auto const& chord : score.chords) {
        distinct.insert({chord.lowest(), chord.pitches});
        rich += is_rich(chord) ? 1 : 0;
        inverted += chord.lowest() != chord.root ? 1 : 0;
        minor += is_minor_chord(chord) ? 1 : 0;
    }
    auto const count = static_cast<double>(score.chords.size());
    metrics.distinct_chords = static_cast<double>(distinct.size());
    metrics.rich_chords = rich / count;
    metrics.inverted_chords = inverted / count;
    metrics.minor_chords = minor / count;
}

}  // namespace

bool is_pitched(Part const& part) { return part.name != "drums" && part.name != "fx" && part.name != "texture"; }

std::vector<Note> melody_of(Score const& score) {
    std::vector<Note> notes;
    for (auto const* name : {"lead", "vocals"})
        if (auto const* part = score.part(name); part != nullptr) notes.insert(notes.end(), part->notes.begin(), part->notes.end());
    std::stable_sort(notes.begin(), notes.end(), [](auto const& a, auto const& b) { return a.tick < b.tick; });
    return notes;
}

Metrics measure(Score const& score) {
    Metrics metrics;
    measure_pitches(score, metrics);
    measure_groove(score, metrics);
    measure_chords(score, metrics);
    auto const melody = melody_of(score);
    if (melody.empty()) return metrics;
    measure_moves(melody, metrics);
    measure_beats(score, melody, metrics);
    measure_bars(score, melody, metrics);
    return metrics;
}

}  // namespace troupe::music::impl
