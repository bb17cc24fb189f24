#include "music/export/musicxml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "music/export/spelling.hpp"
#include "music/export/staff.hpp"

namespace troupe::music {
namespace {

constexpr auto prologue =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" \"http://www.musicxml.org/dtds/partwise.dtd\">\n";

/// Elements with their ends, indented. An attribute list begins with a space.
class Xml {
public:
    void open(std::string const& name, std::string const& attributes = "") {
        line(fmt::format("<{}{}>", name, attributes));
        open_.push_back(name);
    }
    void close() {
        auto const name = open_.back();
        open_.pop_back();
        line(fmt::format("</{}>", name));
    }
    void leaf(std::string_view name, std::string_view content, std::string const& attributes = "") {
        line(fmt::format("<{}{}>{}</{}>", name, attributes, text::escape_xml(content), name));
    }
    void leaf(std::string_view name, int value) { leaf(name, std::to_string(value)); }
    void empty(std::string_view name, std::string const& attributes = "") { line(fmt::format("<{}{}/>", name, attributes)); }
    std::string done() { return std::move(out_); }

private:
    void line(std::string const& content) {
        out_.append(open_.size() * 2, ' ');
        out_ += content + "\n";
    }
    std::string out_ = prologue;
    std::vector<std::string> open_;
};

struct Staff {
    std::string name;
    std::vector<Note> notes;
    bool sings = false;
    bool is_bass = false;
};

/// Whole chords where there is no tune to write.
Staff chord_staff(Score const& score) {
    Staff staff{"Chords", {}, false, false};
    for (auto const& chord : score.chords)
        for (int const pitch : chord.pitches) {
            auto const above_root = ((pitch - chord.root) % 12 + 12) % 12;
            staff.notes.push_back({.tick = chord.tick, .length = chord.length, .pitch = 53 + ((chord.root - 53) % 12 + 12) % 12 + above_root});
        }
    return staff;
}

std::vector<Staff> staves_of(Score const& score) {
    std::vector<Staff> staves;
    if (auto const* voice = score.part("vocals"); voice != nullptr) staves.push_back({"Voice", voice->notes, true, false});
    if (auto const* lead = score.part("lead"); lead != nullptr) staves.push_back({"Lead", lead->notes, false, false});
    if (staves.empty()) staves.push_back(chord_staff(score));
    if (auto const* bass = score.part("bass"); bass != nullptr) staves.push_back({"Bass", bass->notes, false, true});
    return staves;
}

struct Clef {
    char const* sign;
    int line;
    int octave;
};
/// The one that needs the fewest ledger lines.
Clef clef_of(Staff const& staff) {
    if (staff.is_bass) return {"F", 4, -1};
    double sum = 0;
    for (auto const& note : staff.notes) sum += note.pitch;
    auto const mean = staff.notes.empty() ? 67 : sum / static_cast<double>(staff.notes.size());
    if (mean < 55) return {"F", 4, 0};
    return mean > 84 ? Clef{"G", 2, 1} : Clef{"G", 2, 0};
}

class Sheet {
public:
    explicit Sheet(Score const& score) : score_(score), spelling_(score), titles_(section_titles(score)), staves_(staves_of(score)) {
        for (std::size_t i = 0; i < score.syllables.size(); ++i) syllables_.emplace(score.syllables[i].tick, i);
    }

    std::string write() {
        xml_.open("score-partwise", " version=\"4.0\"");
        write_heading();
        for (std::size_t i = 0; i < staves_.size(); ++i) write_part(i);
        xml_.close();
        return xml_.done();
    }

private:
    void write_heading() {
        xml_.open("work");
        xml_.leaf("work-title", score_.title.empty() ? "Untitled" : score_.title);
        xml_.close();
        xml_.open("identification");
        xml_.open("encoding");
        xml_.leaf("software", "Troupe");
        xml_.close();
        xml_.close();
        xml_.open("part-list");
        for (std::size_t i = 0; i < staves_.size(); ++i) {
            xml_.open("score-part", fmt::format(" id=\"P{}\"", i + 1));
            xml_.leaf("part-name", staves_[i].name);
            xml_.close();
        }
        xml_.close();
    }

    void write_part(std::size_t index) {
        auto const& staff = staves_[index];
        auto const bars = written(staff.notes, score_.metre, score_.bars);
        xml_.open("part", fmt::format(" id=\"P{}\"", index + 1));
        for (int bar = 0; bar < score_.bars; ++bar) {
            xml_.open("measure", fmt::format(" number=\"{}\"", bar + 1));
            if (bar == 0) write_attributes(staff);
            if (index == 0) write_marks(bar);
            for (auto const& note : bars[static_cast<std::size_t>(bar)]) {
                if (index == 0) write_harmonies(bar, note);
                write_note(note, staff);
            }
            if (bar + 1 == score_.bars) write_end();
            xml_.close();
        }
        xml_.close();
    }

    void write_attributes(Staff const& staff) {
        xml_.open("attributes");
        xml_.leaf("divisions", ticks_per_beat / ticks_per_step);
        xml_.open("key");
        xml_.leaf("fifths", spelling_.fifths());
        xml_.leaf("mode", score_.mode);
        xml_.close();
        xml_.open("time");
        xml_.leaf("beats", score_.metre.beats);
        xml_.leaf("beat-type", score_.metre.unit);
        xml_.close();
        auto const clef = clef_of(staff);
        xml_.open("clef");
        xml_.leaf("sign", clef.sign);
        xml_.leaf("line", clef.line);
        if (clef.octave != 0) xml_.leaf("clef-octave-change", clef.octave);
        xml_.close();
        xml_.close();
    }

    void write_marks(int bar) {
        for (std::size_t s = 0; s < score_.sections.size(); ++s) {
            if (score_.sections[s].first_bar != bar) continue;
            xml_.open("direction", " placement=\"above\"");
            xml_.open("direction-type");
            xml_.leaf("rehearsal", titles_[s]);
            xml_.close();
            xml_.close();
        }
        if (bar == 0) write_tempo();
    }

    void write_tempo() {
        auto const is_compound = score_.metre.is_compound();
        xml_.open("direction", " placement=\"above\"");
        xml_.open("direction-type");
        xml_.open("metronome");
        xml_.leaf("beat-unit", "quarter");
        if (is_compound) xml_.empty("beat-unit-dot");
        xml_.leaf("per-minute", fmt::format("{:.5g}", is_compound ? score_.bpm / 1.5 : score_.bpm));
        xml_.close();
        xml_.close();
        xml_.empty("sound", fmt::format(" tempo=\"{:.6g}\"", score_.bpm));
        xml_.close();
    }

    /// The chords that begin while this note lasts.
    void write_harmonies(int bar, WrittenNote const& note) {
        auto const from = (bar * score_.metre.steps() + note.start) * ticks_per_step;
        auto const to = from + note.length * ticks_per_step;
        for (auto const& chord : score_.chords)
            if (chord.tick >= from && chord.tick < to) write_harmony(chord, (chord.tick - from) / ticks_per_step);
    }

    void write_harmony(Chord const& chord, int offset) {
        auto const root = spelling_.root_of(chord);
        auto const kind = kind_of(chord);
        xml_.open("harmony");
        xml_.open("root");
        xml_.leaf("root-step", std::string(1, root.letter));
        if (root.alter != 0) xml_.leaf("root-alter", root.alter);
        xml_.close();
        xml_.leaf("kind", kind.kind, fmt::format(" text=\"{}\"", text::escape_xml(kind.suffix)));
        if (chord.lowest() != chord.root) {
            auto const bass = spelling_.of(chord.lowest());
            xml_.open("bass");
            xml_.leaf("bass-step", std::string(1, bass.letter));
            if (bass.alter != 0) xml_.leaf("bass-alter", bass.alter);
            xml_.close();
        }
        if (kind.added != 0) {
            xml_.open("degree", " print-object=\"no\"");
            xml_.leaf("degree-value", kind.added);
            xml_.leaf("degree-alter", 0);
            xml_.leaf("degree-type", "add");
            xml_.close();
        }
        if (offset != 0) xml_.leaf("offset", offset);
        xml_.close();
    }

    void write_note(WrittenNote const& note, Staff const& staff) {
        if (note.pitches.empty()) {
            xml_.open("note");
            xml_.empty("rest", note.is_whole_bar_rest ? " measure=\"yes\"" : "");
            write_length(note);
            xml_.close();
            return;
        }
        for (std::size_t i = 0; i < note.pitches.size(); ++i) {
            xml_.open("note");
            if (i > 0) xml_.empty("chord");
            write_pitch(note.pitches[i]);
            write_length(note);
            write_tied(note);
            if (i == 0 && staff.sings) write_lyric(note);
            xml_.close();
        }
    }

    void write_pitch(int pitch) {
        auto const name = spelling_.of(pitch);
        xml_.open("pitch");
        xml_.leaf("step", std::string(1, name.letter));
        if (name.alter != 0) xml_.leaf("alter", name.alter);
        // B# and Cb count with the octave of their letter, not with that of their sound.
        xml_.leaf("octave", (pitch - name.alter) / 12 - 1);
        xml_.close();
    }

    void write_length(WrittenNote const& note) {
        xml_.leaf("duration", note.length);
        if (note.tied_before) xml_.empty("tie", " type=\"stop\"");
        if (note.tied_after) xml_.empty("tie", " type=\"start\"");
        xml_.leaf("voice", 1);
        if (note.is_whole_bar_rest) return;
        auto const sign = sign_of(note.length);
        xml_.leaf("type", sign.type);
        for (int dot = 0; dot < sign.dots; ++dot) xml_.empty("dot");
    }

    void write_tied(WrittenNote const& note) {
        if (!note.tied_before && !note.tied_after) return;
        xml_.open("notations");
        if (note.tied_before) xml_.empty("tied", " type=\"stop\"");
        if (note.tied_after) xml_.empty("tied", " type=\"start\"");
        xml_.close();
    }

    void write_lyric(WrittenNote const& note) {
        auto const found = note.source < 0 ? syllables_.end() : syllables_.find(note.source);
        if (found == syllables_.end()) return;
        auto const index = found->second;
        auto const word = text::trim(score_.syllables[index].text);
        if (word.empty() || word == "~") return;  // the syllable before goes on
        // Over several tones the last of them says whether the word is over.
        auto last = index;
        while (last + 1 < score_.syllables.size() && score_.syllables[last + 1].text == "~") ++last;
        auto const begins = index == 0 || score_.syllables[index - 1].ends_word;
        auto const ends = score_.syllables[last].ends_word;
        xml_.open("lyric", " number=\"1\"");
        xml_.leaf("syllabic", begins ? (ends ? "single" : "begin") : (ends ? "end" : "middle"));
        xml_.leaf("text", word);
        if (last > index) xml_.empty("extend", " type=\"start\"");
        xml_.close();
    }

    void write_end() {
        xml_.open("barline", " location=\"right\"");
        xml_.leaf("bar-style", "light-heavy");
        xml_.close();
    }

    Score const& score_;
    Spelling spelling_;
    std::vector<std::string> titles_;
    std::vector<Staff> staves_;
    std::map<int, std::size_t> syllables_;  ///< by tick
    Xml xml_;
};

}  // namespace

std::string musicxml_of(Score const& score) { return Sheet(score).write(); }

}  // namespace troupe::music
