#include "music/impl/critic.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "music/impl/harmony.hpp"
#include "music/impl/listening.hpp"

namespace troupe::music::impl {
namespace {

using BarOnsets = std::bitset<16>;

double entropy(std::array<double, 12> const& weights) {
    double sum = 0;
    for (auto const weight : weights) sum += weight;
    double bits = 0;
    for (auto const weight : weights)
        if (weight > 0 && sum > 0) bits -= weight / sum * std::log2(weight / sum);
    return bits;
}

bool is_pitched(Part const& part) { return part.name != "drums" && part.name != "fx" && part.name != "texture"; }

void measure_pitches(Score const& score, Metrics& metrics) {
    std::array<double, 12> classes{};
    double inside = 0, all = 0;
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            classes[static_cast<std::size_t>(note.pitch % 12)] += 1;
            all += note.length;
            if (in_scale(note.pitch, score.tonic, score.mode)) inside += note.length;
        }
    }
    metrics.pitch_class_entropy = entropy(classes);
    metrics.scale_consistency = all > 0 ? inside / all : 1;
}

void measure_groove(Score const& score, Metrics& metrics) {
    std::vector<BarOnsets> bars(static_cast<std::size_t>(score.bars));
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;  // the songs compared with are for piano and voice
        for (auto const& note : part.notes) {
            auto const bar = static_cast<std::size_t>(note.tick / score.bar_ticks());
            if (bar < bars.size()) bars[bar].set(static_cast<std::size_t>(note.tick % score.bar_ticks() / ticks_per_step % 16));
        }
    }
    double adjacent = 0, all = 0;
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < bars.size(); ++a)
        for (std::size_t b = a + 1; b < bars.size(); ++b) {
            auto const alike = 1 - static_cast<double>((bars[a] ^ bars[b]).count()) / 16;
            if (b == a + 1) adjacent += alike;
            all += alike;
            ++pairs;
        }
    if (bars.size() > 1) metrics.groove_consistency = adjacent / static_cast<double>(bars.size() - 1);
    if (pairs > 0) metrics.grooving_similarity = all / static_cast<double>(pairs);
}

std::vector<Note> melody_of(Score const& score) {
    std::vector<Note> notes;
    for (auto const* name : {"lead", "vocals"})
        if (auto const* part = score.part(name); part != nullptr) notes.insert(notes.end(), part->notes.begin(), part->notes.end());
    std::stable_sort(notes.begin(), notes.end(), [](auto const& a, auto const& b) { return a.tick < b.tick; });
    return notes;
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

void measure_bars(Score const& score, std::vector<Note> const& melody, Metrics& metrics) {
    std::map<int, std::vector<std::pair<int, int>>> bars;
    for (auto const& note : melody) {
        bars[note.tick / score.bar_ticks()].emplace_back(note.tick % score.bar_ticks(), note.pitch);
        auto const in_beat = note.tick % ticks_per_beat;
        if (in_beat == 0) metrics.on_beat += 1;
        if (in_beat == ticks_per_beat / 2) metrics.on_half_beat += 1;
    }
    if (melody.empty()) return;
    auto const count = static_cast<double>(melody.size());
    metrics.on_beat /= count;
    metrics.on_half_beat /= count;
    metrics.active_bars = static_cast<double>(bars.size()) / std::max(1, score.bars);
    metrics.notes_per_bar = count / static_cast<double>(bars.size());
    std::map<std::vector<std::pair<int, int>>, int> exact;
    std::map<std::vector<int>, int> rhythms;
    auto const rhythm_of = [](auto const& bar) {
        std::vector<int> rhythm;
        for (auto const& [tick, pitch] : bar) rhythm.push_back(tick);
        return rhythm;
    };
    for (auto const& [index, bar] : bars) {
        ++exact[bar];
        ++rhythms[rhythm_of(bar)];
    }
    for (auto const& [index, bar] : bars) {
        if (exact[bar] > 1) metrics.bars_returning += 1.0 / static_cast<double>(bars.size());
        if (rhythms[rhythm_of(bar)] > 1) metrics.rhythms_returning += 1.0 / static_cast<double>(bars.size());
    }
}

struct Row {
    double Metrics::*value;
    double p5, p25, p75, p95;
};

/// shared/notes/music.md has the table whole.
std::array<Row, 15> const real_songs{{{&Metrics::pitch_class_entropy, 2.57, 2.69, 2.90, 3.29},
                                      {&Metrics::scale_consistency, .83, .96, 1.0, 1.0},
                                      {&Metrics::groove_consistency, .72, .79, .88, .94},
                                      {&Metrics::grooving_similarity, .65, .71, .84, .92},
                                      {&Metrics::steps, .28, .38, .51, .62},
                                      {&Metrics::repeats, .07, .16, .29, .41},
                                      {&Metrics::thirds, .08, .13, .23, .31},
                                      {&Metrics::leaps, .04, .08, .13, .19},
                                      {&Metrics::wide_leaps, .0, .02, .05, .09},
                                      {&Metrics::range, 14, 17, 20, 25},
                                      {&Metrics::notes_per_bar, 3.5, 4.6, 6.6, 8.7},
                                      {&Metrics::active_bars, .62, .70, .80, .87},
                                      {&Metrics::on_beat, .24, .34, .54, .68},
                                      {&Metrics::on_half_beat, .17, .28, .43, .52},
                                      {&Metrics::bars_returning, .33, .70, .96, 1.0}}};

double marks(double value, Row const& row) {
    if (value >= row.p25 && value <= row.p75) return 1;
    auto const off = value < row.p25 ? (row.p25 - value) / std::max(1e-3, row.p25 - row.p5) : (value - row.p75) / std::max(1e-3, row.p95 - row.p75);
    return std::max(0.0, 1 - 0.5 * off);
}

}  // namespace

Metrics measure(Score const& score) {
    Metrics metrics;
    measure_pitches(score, metrics);
    measure_groove(score, metrics);
    auto const melody = melody_of(score);
    measure_moves(melody, metrics);
    measure_bars(score, melody, metrics);
    metrics.chords_per_bar = static_cast<double>(score.chords.size()) / std::max(1, score.bars);
    return metrics;
}

double judge(Metrics const& metrics, Genre const& genre) {
    // What a genre states for its own melody counts instead of the songs' density.
    double sum = 0, weight = 0;
    for (auto const& row : real_songs) {
        auto target = row;
        if (row.value == &Metrics::notes_per_bar) {
            auto const scale = genre.melody.density / 5.5;
            for (auto* bound : {&target.p5, &target.p25, &target.p75, &target.p95}) *bound *= scale;
        }
        auto const importance = row.value == &Metrics::steps || row.value == &Metrics::scale_consistency ? 2.0 : 1.0;
        sum += importance * marks(metrics.*row.value, target);
        weight += importance;
    }
    return sum / weight;
}

double judge_key(Score const& score) {
    std::array<double, 12> chroma{};
    for (auto const& part : score.parts) {
        if (!is_pitched(part)) continue;
        for (auto const& note : part.notes) {
            auto const weight = note.velocity * std::sqrt(static_cast<double>(note.length));
            // What the ear gets with every tone: its fifth and its third among the partials.
            chroma[static_cast<std::size_t>(note.pitch % 12)] += weight;
            chroma[static_cast<std::size_t>((note.pitch + 7) % 12)] += 0.25 * weight;
            chroma[static_cast<std::size_t>((note.pitch + 4) % 12)] += 0.08 * weight;
        }
    }
    return std::clamp(0.5 + 4 * key_margin(chroma, score.tonic, is_minor(score.mode)), 0.0, 1.0);
}

}  // namespace troupe::music::impl
