#include "music/export/staff.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

namespace troupe::music {
namespace {

/// A sound on the page, in sixteenths from the beginning of the song.
struct Event {
    int start = 0;
    int end = 0;
    std::vector<int> pitches;
    int source = 0;
};

int to_sixteenths(int ticks) { return (ticks + ticks_per_step / 2) / ticks_per_step; }

/// Notes that begin together are one chord; the next one ends it.
std::vector<Event> events_of(std::vector<Note> notes, int song_end) {
    std::stable_sort(notes.begin(), notes.end(), [](Note const& a, Note const& b) { return a.tick < b.tick; });
    std::vector<Event> events;
    for (auto const& note : notes) {
        auto const start = to_sixteenths(std::max(0, note.tick));
        if (start >= song_end) continue;
        auto const end = std::clamp(to_sixteenths(note.tick + note.length), start + 1, song_end);
        if (!events.empty() && events.back().start == start) {
            events.back().end = std::max(events.back().end, end);
            events.back().pitches.push_back(note.pitch);
        } else events.push_back({start, end, {note.pitch}, note.tick});
    }
    for (auto& event : events) {
        std::sort(event.pitches.begin(), event.pitches.end());
        event.pitches.erase(std::unique(event.pitches.begin(), event.pitches.end()), event.pitches.end());
    }
    return events;
}

/// Where a note is played short, the page shows the value that it stands for.
void close_breaths(std::vector<Event>& events, int song_end) {
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const next = i + 1 < events.size() ? events[i + 1].start : song_end;
        auto& event = events[i];
        event.end = std::min(event.end, next);
        auto const gap = next - event.end;
        if (i + 1 < events.size() && gap > 0 && gap <= std::clamp((event.end - event.start) / 2, 1, 2)) event.end = next;
    }
}

constexpr std::array<int, 9> signs{24, 16, 12, 8, 6, 4, 3, 2, 1};

/// Whether a sign may stand there without hiding the beat: it begins on a pulse, stays within one, or is the quarter
/// of the usual syncopation (eighth, quarter, eighth).
bool is_readable(int start, int length, Metre metre) {
    auto const pulse = metre.pulse_ticks() / ticks_per_step;
    auto const offset = start % pulse;
    if (offset + length <= pulse) return true;
    if (offset == 0) return !metre.is_compound() || length % pulse == 0;
    return !metre.is_compound() && pulse == 4 && offset == 2 && length == 4;
}

int longest_sign(int start, int left, Metre metre) {
    for (int const length : signs)
        if (length <= left && is_readable(start, length, metre)) return length;
    return 1;
}

/// Cuts a stretch of one bar into signs.
void cut(std::vector<WrittenNote>& bar, int start, int end, Metre metre, WrittenNote const& model) {
    for (int at = start; at < end;) {
        auto note = model;
        note.start = at;
        note.length = longest_sign(at, end - at, metre);
        note.tied_before = !model.pitches.empty() && (model.tied_before || at > start);
        note.tied_after = !model.pitches.empty() && (model.tied_after || at + note.length < end);
        if (at > start) note.source = -1;
        at += note.length;
        bar.push_back(std::move(note));
    }
}

class Page {
public:
    Page(Metre metre, int bars) : metre_(metre), length_(metre.steps()), bars_(static_cast<std::size_t>(bars)) {}

    /// From `from` to `to`, over as many bars as that is; without pitches a rest.
    void add(int from, int to, Event const& event) {
        for (int at = from; at < to;) {
            auto const bar = at / length_;
            auto const end = std::min(to, (bar + 1) * length_);
            WrittenNote model{0, 0, event.pitches, at > from, end < to, false, event.pitches.empty() || at > from ? -1 : event.source};
            auto& notes = bars_[static_cast<std::size_t>(bar)];
            if (event.pitches.empty() && end - at == length_) notes.push_back({0, length_, {}, false, false, true, -1});
            else cut(notes, at - bar * length_, end - bar * length_, metre_, model);
            at = end;
        }
    }
    std::vector<std::vector<WrittenNote>> done() { return std::move(bars_); }

private:
    Metre metre_;
    int length_;
    std::vector<std::vector<WrittenNote>> bars_;
};

}  // namespace

std::vector<std::vector<WrittenNote>> written(std::vector<Note> const& notes, Metre metre, int bars) {
    auto const song_end = bars * metre.steps();
    auto events = events_of(notes, song_end);
    close_breaths(events, song_end);
    Page page(metre, bars);
    int at = 0;
    for (auto const& event : events) {
        page.add(at, event.start, {});
        page.add(event.start, event.end, event);
        at = event.end;
    }
    page.add(at, song_end, {});
    return page.done();
}

NoteSign sign_of(int sixteenths) {
    static std::map<int, NoteSign> const known{{1, {"16th", 0}},   {2, {"eighth", 0}}, {3, {"eighth", 1}}, {4, {"quarter", 0}}, {6, {"quarter", 1}},
                                               {8, {"half", 0}},   {12, {"half", 1}},  {16, {"whole", 0}}, {24, {"whole", 1}}};
    auto const found = known.find(sixteenths);
    assert(found != known.end());
    return found->second;
}

}  // namespace troupe::music
