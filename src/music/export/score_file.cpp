#include "music/export/score_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::music {
namespace {

constexpr auto format_name = "troupe score";
constexpr int format_version = 1;
constexpr std::size_t largest_file = 64 << 20;
constexpr std::size_t most_notes = 200'000;
constexpr int most_bars = 4'000;

struct ScoreFile {
    std::string format;
    int version = 0;
    Score score;
};
BOOST_DESCRIBE_STRUCT(ScoreFile, (), (format, version, score))

tl::unexpected<Error> wrong(std::string const& path, std::string const& what) { return fail(ErrorCode::invalid_input, path + ": " + what); }

Result<void> check_frame(Score const& score) {
    if (!(score.bpm >= 20 && score.bpm <= 400)) return wrong("score.bpm", "is outside 20 to 400");
    TRY(parse_metre(fmt::format("{}/{}", score.metre.beats, score.metre.unit)));
    if (score.tonic < 0 || score.tonic > 11) return wrong("score.tonic", "is outside 0 to 11");
    TRY(parse_key("C " + score.mode));
    if (score.bars < 1 || score.bars > most_bars) return wrong("score.bars", fmt::format("is outside 1 to {}", most_bars));
    int next_bar = 0;
    for (std::size_t i = 0; i < score.sections.size(); ++i) {
        auto const& section = score.sections[i];
        if (section.first_bar != next_bar || section.bars < 1)
            return wrong(fmt::format("score.sections[{}]", i), "sections must follow each other without gaps");
        next_bar += section.bars;
    }
    return next_bar == score.bars ? Result<void>{} : wrong("score.sections", "do not fill the song's bars");
}

Result<void> check_parts(Score const& score) {
    std::size_t notes = 0;
    for (std::size_t p = 0; p < score.parts.size(); ++p) {
        notes += score.parts[p].notes.size();
        if (notes > most_notes) return wrong("score.parts", fmt::format("have more than {} notes", most_notes));
        for (std::size_t n = 0; n < score.parts[p].notes.size(); ++n) {
            auto const& note = score.parts[p].notes[n];
            bool const in_bounds = note.tick >= 0 && note.tick < score.ticks() && note.length >= 1 && note.length <= score.ticks() &&
                                   std::abs(note.shift) <= ticks_per_beat * 4 && note.pitch >= 0 && note.pitch <= 127 &&
                                   note.slide_to >= 0 && note.slide_to <= 127 && note.velocity >= 0 && note.velocity <= 1;
            if (!in_bounds) return wrong(fmt::format("score.parts[{}].notes[{}]", p, n), "lies outside the song or the range of MIDI");
        }
    }
    return {};
}

Result<void> check_harmony_and_text(Score const& score) {
    for (std::size_t i = 0; i < score.chords.size(); ++i) {
        auto const& chord = score.chords[i];
        auto const is_class = [](int pitch) { return pitch >= 0 && pitch < 12; };
        if (chord.tick < 0 || chord.length < 1 || chord.length > score.ticks() || chord.tick >= score.ticks() || !is_class(chord.root) ||
            !std::all_of(chord.pitches.begin(), chord.pitches.end(), is_class))
            return wrong(fmt::format("score.chords[{}]", i), "lies outside the song or has pitch classes outside 0 to 11");
    }
    for (std::size_t i = 0; i < score.syllables.size(); ++i) {
        auto const& syllable = score.syllables[i];
        if (syllable.tick < 0 || syllable.tick >= score.ticks() || syllable.length < 0 || syllable.length > score.ticks() ||
            syllable.line < -1 || syllable.line >= static_cast<int>(score.lines.size()))
            return wrong(fmt::format("score.syllables[{}]", i), "lies outside the song or names a line that is not there");
        if (!text::is_valid_utf8(syllable.text)) return wrong(fmt::format("score.syllables[{}].text", i), "is not valid UTF-8");
    }
    return {};
}

}  // namespace

std::string score_json(Score const& score) { return json::print(ScoreFile{format_name, format_version, score}) + "\n"; }

Result<Score> read_score(std::string_view text) {
    auto file = TRY(json::parse<ScoreFile>(text, json::Unknown::ignore));
    if (file.format != format_name) return wrong("format", fmt::format("expected \"{}\": give the score.json of a track", format_name));
    if (file.version < 1 || file.version > format_version)
        return wrong("version", fmt::format("{} is not known to this Troupe, which reads 1 to {}", file.version, format_version));
    TRY(check_frame(file.score));
    TRY(check_parts(file.score));
    TRY(check_harmony_and_text(file.score));
    return std::move(file.score);
}

Result<Score> read_score_file(std::filesystem::path const& file) {
    auto score = read_score(TRY(read_file(file, largest_file)));
    if (!score) return within(file.string(), score.error());
    return score;
}

}  // namespace troupe::music
