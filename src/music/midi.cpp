#include "music/midi.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include "music/impl/harmony.hpp"

namespace troupe::music {
namespace {

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

void put_variable(std::string& out, std::uint32_t value) {
    std::string digits(1, static_cast<char>(value & 0x7f));
    while (value >>= 7) digits.insert(digits.begin(), static_cast<char>((value & 0x7f) | 0x80));
    out += digits;
}

struct Event {
    int tick = 0;
    int order = 0;  ///< of events at one tick: names, then offs, then ons
    std::string bytes;
};

class TrackWriter {
public:
    void meta(int tick, int type, std::string const& data, int order = 0) {
        std::string bytes{'\xff', static_cast<char>(type)};
        put_variable(bytes, static_cast<std::uint32_t>(data.size()));
        events_.push_back({tick, order, bytes + data});
    }
    void message(int tick, int order, int status, int first, int second = -1) {
        std::string bytes{static_cast<char>(status), static_cast<char>(first)};
        if (second >= 0) bytes += static_cast<char>(second);
        events_.push_back({tick, order, bytes});
    }
    std::string chunk(int end_tick) {
        std::stable_sort(events_.begin(), events_.end(), [](Event const& a, Event const& b) {
            return a.tick != b.tick ? a.tick < b.tick : a.order < b.order;
        });
        std::string body;
        int at = 0;
        for (auto const& event : events_) {
            put_variable(body, static_cast<std::uint32_t>(event.tick - at));
            body += event.bytes;
            at = event.tick;
        }
        put_variable(body, static_cast<std::uint32_t>(std::max(0, end_tick - at)));
        body += std::string("\xff\x2f\x00", 3);
        std::string out = "MTrk";
        put(out, static_cast<std::uint32_t>(body.size()), 4);
        return out + body;
    }

private:
    std::vector<Event> events_;
};

/// Sharps (positive) or flats of the key's signature.
int signature(Score const& score) {
    static std::map<std::string, int> const to_major{{"major", 0}, {"minor", 3},      {"dorian", 10},
                                                     {"phrygian", 8}, {"mixolydian", 5}, {"lydian", 7}};
    auto const major = (score.tonic + to_major.at(score.mode)) % 12;
    auto const fifths = major * 7 % 12;
    return fifths > 6 ? fifths - 12 : fifths;
}

std::string conductor_track(Score const& score) {
    TrackWriter track;
    track.meta(0, 0x03, score.title.empty() ? "Troupe" : score.title);
    std::string tempo;
    put(tempo, static_cast<std::uint32_t>(std::lround(60e6 / score.bpm)), 3);
    track.meta(0, 0x51, tempo);
    track.meta(0, 0x58, {static_cast<char>(score.metre.beats), static_cast<char>(score.metre.unit == 8 ? 3 : 2), static_cast<char>(score.metre.is_compound() ? 36 : 24), 8});
    track.meta(0, 0x59, {static_cast<char>(signature(score)), static_cast<char>(impl::is_minor(score.mode) ? 1 : 0)});
    for (auto const& section : score.sections) track.meta(section.first_bar * score.bar_ticks(), 0x06, section.name, 1);
    for (auto const& chord : score.chords) track.meta(chord.tick, 0x01, chord.roman, 2);
    return track.chunk(score.ticks());
}

int program_of(std::string const& part) {
    static std::map<std::string, int> const programs{{"bass", 38}, {"chords", 4}, {"pad", 89},    {"arp", 81},
                                                     {"lead", 80}, {"fx", 97},    {"texture", 96}, {"vocals", 53}};
    auto const found = programs.find(part);
    return found == programs.end() ? 0 : found->second;
}

std::string part_track(Score const& score, Part const& part, int channel) {
    TrackWriter track;
    track.meta(0, 0x03, part.name);
    if (channel != 9) track.message(0, 1, 0xc0 | channel, part.program >= 0 ? part.program : program_of(part.name));
    for (auto const& note : part.notes) {
        auto const velocity = std::clamp(static_cast<int>(std::lround(note.velocity * 127)), 1, 127);
        auto const on = note.start();
        auto const off = std::min(on + std::max(1, note.length), std::max(on + 1, score.ticks()));
        track.message(on, 4, 0x90 | channel, note.pitch, velocity);
        track.message(off, 3, 0x80 | channel, note.pitch, 64);
    }
    if (part.name == "vocals")
        for (auto const& syllable : score.syllables) track.meta(syllable.tick, 0x05, syllable.text + (syllable.ends_word ? " " : "-"), 2);
    return track.chunk(score.ticks());
}

}  // namespace

std::string midi_of(Score const& score) {
    std::string out = "MThd";
    put(out, 6, 4);
    put(out, 1, 2);
    put(out, static_cast<std::uint32_t>(score.parts.size() + 1), 2);
    put(out, ticks_per_beat, 2);
    out += conductor_track(score);
    int channel = 0;
    for (auto const& part : score.parts) {
        if (channel == 9) ++channel;
        out += part_track(score, part, part.name == "drums" ? 9 : channel++);
    }
    return out;
}

}  // namespace troupe::music
