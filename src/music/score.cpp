#include "music/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "music/impl/check_tables.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music {
namespace {

constexpr std::array<char const*, 12> sharp_names{"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
constexpr std::array<char const*, 12> flat_names{"C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"};

/// How a key is usually written: fewer accidentals wins, so "Bb minor" but "F# minor".
bool written_with_flats(int tonic, std::string const& mode) {
    auto const relative = impl::is_minor(mode) ? (tonic + 3) % 12 : tonic;
    return relative == 1 || relative == 3 || relative == 5 || relative == 8 || relative == 10;
}

void add_beats(Score const& score, media::Timeline& timeline) {
    auto const pulses = score.metre.pulses();
    for (int beat = 0; beat < score.bars * pulses; ++beat)
        timeline.beats.push_back({Seconds(score.seconds_at(beat * score.metre.pulse_ticks())), beat % pulses == 0, 1});
}

void add_sections(Score const& score, media::Timeline& timeline) {
    for (auto const& section : score.sections) {
        auto const start = score.seconds_at(section.first_bar * score.bar_ticks());
        auto const end = score.seconds_at((section.first_bar + section.bars) * score.bar_ticks());
        timeline.sections.push_back({section.name, Seconds(start), Seconds(end), section.energy, 1});
    }
    if (!timeline.sections.empty()) timeline.sections.back().end = timeline.length;
}

void add_drum_accents(Score const& score, media::Timeline& timeline) {
    auto const* drums = score.part("drums");
    if (drums == nullptr) return;
    for (auto const& note : drums->notes) {
        auto const kind = note.pitch == 36 ? "kick" : note.pitch == 38 || note.pitch == 39 ? "snare" : note.pitch == 45 ? "fill" : "";
        if (*kind == 0 || note.velocity < 0.4) continue;
        auto const at = Seconds(score.seconds_at(note.start()));
        // Snare and clap together are one blow.
        bool const doubled = !timeline.accents.empty() && timeline.accents.back().kind == kind &&
                             std::abs((timeline.accents.back().at - at).count()) < 0.03;
        if (!doubled) timeline.accents.push_back({at, kind, note.velocity, 1});
    }
}

void add_section_accents(Score const& score, media::Timeline& timeline) {
    double before = 0;
    for (auto const& section : score.sections) {
        auto const at = Seconds(score.seconds_at(section.first_bar * score.bar_ticks()));
        auto const rise = section.energy - before;
        if (section.name == "drop" || (rise > 0.3 && section.energy > 0.65)) timeline.accents.push_back({at, "drop", 1, 1});
        if (section.name == "chorus" || section.name == "hook" || section.name == "drop")
            timeline.accents.push_back({at, "hook", 1, 1});
        before = section.energy;
    }
    if (auto const* effects = score.part("fx"); effects != nullptr)
        for (auto const& note : effects->notes)
            if (note.pitch == 1) timeline.accents.push_back({Seconds(score.seconds_at(note.tick)), "riser", note.velocity, 1});
}

/// A line's words get the times of their syllables, where the score sings as many words as the line has.
void add_words(media::LyricMoment& line, std::vector<std::pair<Seconds, Seconds>> const& sung) {
    std::vector<std::string> words;
    for (auto& word : text::split(line.text, ' '))
        if (!text::trim(word).empty()) words.emplace_back(text::trim(word));
    if (words.size() != sung.size()) return;
    for (std::size_t i = 0; i < words.size(); ++i) line.words.push_back({sung[i].first, sung[i].second, words[i]});
}

void add_lyrics(Score const& score, media::Timeline& timeline) {
    int line = -1;
    bool begins_word = true;
    std::vector<std::pair<Seconds, Seconds>> sung;
    for (auto const& syllable : score.syllables) {
        if (syllable.line < 0) continue;
        auto const start = Seconds(score.seconds_at(syllable.tick));
        auto const end = Seconds(score.seconds_at(syllable.tick + syllable.length));
        if (syllable.line != line) {
            if (line >= 0) add_words(timeline.lyrics.back(), sung);
            sung.clear();
            begins_word = true;
            line = syllable.line;
            timeline.lyrics.push_back({start, end, score.lines[static_cast<std::size_t>(line)]});
        }
        timeline.lyrics.back().end = end;
        // "~" after a word's end holds its last tone on.
        if (begins_word && (syllable.text != "~" || sung.empty())) sung.emplace_back(start, end);
        else if (!sung.empty()) sung.back().second = end;
        begins_word = syllable.ends_word || (begins_word && syllable.text == "~");
    }
    if (line >= 0) add_words(timeline.lyrics.back(), sung);
}

/// The first loud section of the second third or so: what people would remember is there in full.
Seconds hook_of(Score const& score) {
    ScoreSection const* best = nullptr;
    double most = -1;
    for (auto const& section : score.sections) {
        double worth = section.energy;
        if (section.name == "chorus" || section.name == "drop" || section.name == "hook") worth += 0.6;
        if (section.bars < 4) worth -= 0.3;
        if (worth > most + 0.02) {
            most = worth;
            best = &section;
        }
    }
    return Seconds(best == nullptr ? 0 : score.seconds_at(best->first_bar * score.bar_ticks()));
}

}  // namespace

Part const* Score::part(std::string_view name) const {
    for (auto const& item : parts)
        if (item.name == name) return &item;
    return nullptr;
}

std::string key_name(int tonic, std::string const& mode) {
    auto const index = static_cast<std::size_t>((tonic % 12 + 12) % 12);
    return std::string(written_with_flats(tonic, mode) ? flat_names[index] : sharp_names[index]) + " " + mode;
}

Result<Key> parse_key(std::string_view text) {
    auto const wrong = [&] {
        return fail(ErrorCode::invalid_input, fmt::format("'{}' is no key; write one like F# minor, Bb major, C or D dorian", text::excerpt(text)));
    };
    auto rest = text::replace_all(text::replace_all(std::string(text::trim(text)), "♯", "#"), "♭", "b");
    static constexpr std::string_view letters = "CDEFGAB";
    static constexpr std::array<int, 7> semitones{0, 2, 4, 5, 7, 9, 11};
    if (rest.empty()) return wrong();
    auto const letter = letters.find(static_cast<char>(rest[0] >= 'a' ? rest[0] - 32 : rest[0]));
    if (letter == std::string_view::npos) return wrong();
    int tonic = semitones[letter];
    rest.erase(0, 1);
    if (!rest.empty() && (rest[0] == '#' || rest[0] == 'b')) {
        tonic += rest[0] == '#' ? 1 : 11;
        rest.erase(0, 1);
    }
    auto const ending = std::string(text::trim(rest));
    auto const mode = text::lower(ending);
    Key key{tonic % 12, "major"};
    if (ending.empty() || ending == "M" || mode == "maj" || mode == "major" || mode == "ionian") return key;
    if (ending == "m" || mode == "min" || mode == "aeolian") key.mode = "minor";
    else if (std::find(impl::mode_names().begin(), impl::mode_names().end(), mode) != impl::mode_names().end()) key.mode = mode;
    else return wrong();
    return key;
}

Result<Metre> parse_metre(std::string_view text) {
    auto const wrong = [&] { return fail(ErrorCode::invalid_input, fmt::format("'{}' is no metre; write one like 4/4, 3/4, 6/8 or 7/8", text::excerpt(text))); };
    auto const slash = text.find('/');
    if (slash == std::string_view::npos) return wrong();
    auto const number = [](std::string_view digits) {
        int value = 0;
        auto const [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return problem == std::errc{} && end == digits.data() + digits.size() ? value : 0;
    };
    Metre const metre{number(text.substr(0, slash)), number(text.substr(slash + 1))};
    if (metre.beats < 2 || metre.beats > 15 || (metre.unit != 4 && metre.unit != 8)) return wrong();
    return metre;
}

media::Timeline timeline_of(Score const& score, double tail_seconds) {
    media::Timeline timeline;
    timeline.length = Seconds(score.seconds() + tail_seconds);
    timeline.tempo = Bpm{score.bpm};
    timeline.beats_per_bar = score.metre.pulses();
    add_beats(score, timeline);
    add_sections(score, timeline);
    add_drum_accents(score, timeline);
    add_section_accents(score, timeline);
    std::stable_sort(timeline.accents.begin(), timeline.accents.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
    add_lyrics(score, timeline);
    timeline.hook_start = hook_of(score);
    return timeline;
}

}  // namespace troupe::music
