#include "music/melody_print.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>

#include "base/random.hpp"
#include "music/score.hpp"

namespace troupe::music {
namespace {

constexpr std::size_t run = 5;
constexpr std::size_t tune_run = 7;

std::vector<Note> melody_of(Score const& score) {
    std::vector<Note> notes;
    for (auto const* name : {"lead", "vocals"})
        if (auto const* part = score.part(name); part != nullptr) notes.insert(notes.end(), part->notes.begin(), part->notes.end());
    std::stable_sort(notes.begin(), notes.end(), [](auto const& a, auto const& b) { return a.tick < b.tick; });
    return notes;
}

/// Intervals as they are, times between onsets in eighths: small differences of performance do not hide a copy.
std::uint32_t gram_at(std::vector<Note> const& notes, std::size_t first) {
    std::string text;
    for (std::size_t i = first; i + 1 < first + run; ++i) {
        text += static_cast<char>(notes[i + 1].pitch - notes[i].pitch);
        text += static_cast<char>(std::min(16, (notes[i + 1].tick - notes[i].tick) / (2 * ticks_per_step)));
    }
    return static_cast<std::uint32_t>(stable_hash(text));
}

/// Intervals alone. Nothing for runs that hardly move: repeated tones and trills are in every song.
std::optional<std::uint32_t> tune_at(std::vector<Note> const& notes, std::size_t first) {
    std::string text = "tune";
    std::set<int> moves;
    for (std::size_t i = first; i + 1 < first + tune_run; ++i) {
        auto const move = notes[i + 1].pitch - notes[i].pitch;
        text += static_cast<char>(move);
        if (move != 0) moves.insert(move);
    }
    if (moves.size() < 3) return std::nullopt;
    return static_cast<std::uint32_t>(stable_hash(text));
}

}  // namespace

MelodyPrint print_of(Score const& score) {
    MelodyPrint print{score.title, {}};
    auto const notes = melody_of(score);
    for (std::size_t i = 0; i + run <= notes.size(); ++i) print.grams.push_back(gram_at(notes, i));
    for (std::size_t i = 0; i + tune_run <= notes.size(); ++i)
        if (auto const tune = tune_at(notes, i)) print.grams.push_back(*tune);
    std::sort(print.grams.begin(), print.grams.end());
    print.grams.erase(std::unique(print.grams.begin(), print.grams.end()), print.grams.end());
    return print;
}

double likeness(MelodyPrint const& a, MelodyPrint const& b) {
    auto const fewer = std::min(a.grams.size(), b.grams.size());
    if (fewer == 0) return 0;
    std::vector<std::uint32_t> common;
    std::set_intersection(a.grams.begin(), a.grams.end(), b.grams.begin(), b.grams.end(), std::back_inserter(common));
    return static_cast<double>(common.size()) / static_cast<double>(fewer);
}

}  // namespace troupe::music
