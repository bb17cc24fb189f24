#include <fmt/format.h>

#include <algorithm>

#include "music/impl/check_tables.hpp"
#include "music/score.hpp"

namespace troupe::music {
namespace {

constexpr int most_bars = 4000;
constexpr std::size_t most_notes = 200'000;
constexpr int longest_shift = 4 * ticks_per_beat;

tl::unexpected<Error> wrong(std::string const& field, std::string const& what) { return fail(ErrorCode::invalid_input, field + ": " + what); }

Result<void> check_frame(Score const& score) {
    if (!(score.bpm >= 20 && score.bpm <= 400)) return wrong("bpm", fmt::format("{} is outside 20 to 400", score.bpm));
    if (score.metre.beats < 2 || score.metre.beats > 15 || (score.metre.unit != 4 && score.metre.unit != 8))
        return wrong("metre", fmt::format("{}/{} is no metre", score.metre.beats, score.metre.unit));
    if (score.tonic < 0 || score.tonic > 11) return wrong("tonic", fmt::format("{} is outside 0 to 11", score.tonic));
    auto const& modes = impl::mode_names();
    if (std::find(modes.begin(), modes.end(), score.mode) == modes.end()) return wrong("mode", fmt::format("'{}' is unknown", score.mode));
    if (score.bars < 1 || score.bars > most_bars) return wrong("bars", fmt::format("{} is outside 1 to {}", score.bars, most_bars));
    return {};
}

Result<void> check_sections(Score const& score) {
    int bar = 0;
    for (std::size_t i = 0; i < score.sections.size(); ++i) {
        auto const& section = score.sections[i];
        if (section.first_bar != bar || section.bars < 1 || section.bars > score.bars - bar)
            return wrong(fmt::format("sections[{}]", i), "does not follow the one before it");
        bar += section.bars;
    }
    if (bar != score.bars) return wrong("sections", fmt::format("fill {} of {} bars", bar, score.bars));
    return {};
}

bool lies_within(Score const& score, int tick, int length) { return tick >= 0 && tick < score.ticks() && length >= 1 && length <= score.ticks(); }

Result<void> check_parts(Score const& score) {
    for (auto const& part : score.parts) {
        if (part.notes.size() > most_notes) return wrong("parts." + part.name, fmt::format("has more than {} notes", most_notes));
        for (std::size_t i = 0; i < part.notes.size(); ++i) {
            auto const& note = part.notes[i];
            bool const sounds = note.pitch >= 0 && note.pitch <= 127 && note.slide_to >= 0 && note.slide_to <= 127 && note.velocity > 0 && note.velocity <= 1;
            if (!lies_within(score, note.tick, note.length) || note.shift < -longest_shift || note.shift > longest_shift || !sounds)
                return wrong(fmt::format("parts.{}.notes[{}]", part.name, i), "lies outside the song or cannot be played");
        }
    }
    return {};
}

Result<void> check_words_and_chords(Score const& score) {
    for (std::size_t i = 0; i < score.chords.size(); ++i)
        if (!lies_within(score, score.chords[i].tick, score.chords[i].length) || score.chords[i].pitches.empty())
            return wrong(fmt::format("chords[{}]", i), "lies outside the song or has no tones");
    for (std::size_t i = 0; i < score.syllables.size(); ++i) {
        auto const& syllable = score.syllables[i];
        if (!lies_within(score, syllable.tick, syllable.length) || syllable.line < -1 || syllable.line >= static_cast<int>(score.lines.size()))
            return wrong(fmt::format("syllables[{}]", i), "lies outside the song or belongs to no line");
    }
    return {};
}

}  // namespace

Result<void> validate(Score const& score) {
    TRY(check_frame(score));
    TRY(check_sections(score));
    TRY(check_parts(score));
    return check_words_and_chords(score);
}

}  // namespace troupe::music
