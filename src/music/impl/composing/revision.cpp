// One section of a finished song, written anew.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "music/impl/composer.hpp"
#include "music/impl/composing/candidate.hpp"
#include "music/impl/composing/contest.hpp"
#include "music/impl/composing/theme.hpp"

namespace troupe::music::impl {
namespace {

constexpr double still_the_same = 0.5;  ///< of a section's notes: more in common and it is no new version

struct Stretch {
    int start = 0, end = 0;  ///< ticks
    [[nodiscard]] bool holds(int tick) const { return tick >= start && tick < end; }
};

Stretch stretch_of(Score const& score, int section) {
    auto const& row = score.sections[static_cast<std::size_t>(section)];
    return {row.first_bar * score.bar_ticks(), (row.first_bar + row.bars) * score.bar_ticks()};
}

bool stays(std::string const& part) { return part == "texture" || part == "fx"; }

/// The tune of another section of the same kind, as a theme.
Theme tune_of(Score const& song, std::string const& part_name, Stretch const& where) {
    Theme theme;
    auto const* part = song.part(part_name);
    if (part == nullptr) return theme;
    for (auto note : part->notes) {
        if (!where.holds(note.tick) || note.tick - where.start >= theme_bars * song.bar_ticks()) continue;
        note.tick -= where.start;
        note.shift = 0;
        theme.push_back(note);
    }
    return theme;
}

/// The first other section that carries the hook.
std::optional<int> sibling_of(Score const& song, int section) {
    if (!is_hook(song.sections[static_cast<std::size_t>(section)])) return std::nullopt;
    for (int i = 0; i < static_cast<int>(song.sections.size()); ++i)
        if (i != section && is_hook(song.sections[static_cast<std::size_t>(i)])) return i;
    return std::nullopt;
}

/// The hook must be known again: its head is given to the new version.
void give_hook(Draft& draft, Score const& song, int section) {
    auto const sibling = sibling_of(song, section);
    if (!sibling) return;
    auto const where = stretch_of(song, *sibling);
    auto const start = stretch_of(song, section).start;
    if (auto const theme = tune_of(song, "lead", where); !theme.empty())
        draft.given["hook"] = reworked(theme, draft, start, draft.random.stream("melody"));
    if (auto theme = tune_of(song, "vocals", where); !theme.empty()) draft.given["sung.hook"] = std::move(theme);
}

/// Those outside as they are in `song`, cut at the borders; those inside from `fresh`.
std::vector<Chord> spliced(std::vector<Chord> const& song, std::vector<Chord> const& fresh, Stretch const& where) {
    std::vector<Chord> out;
    auto const add = [&](Chord chord, int from, int until) {
        auto const end = std::min(chord.tick + chord.length, until);
        chord.tick = std::max(chord.tick, from);
        chord.length = end - chord.tick;
        if (chord.length > 0) out.push_back(std::move(chord));
    };
    for (auto const& chord : song) add(chord, 0, where.start);
    for (auto const& chord : fresh) add(chord, where.start, where.end);
    for (auto const& chord : song) add(chord, where.end, chord.tick + chord.length);
    return out;
}

template <class Item>
std::vector<Item> spliced_items(std::vector<Item> const& song, std::vector<Item> const& fresh, Stretch const& where) {
    std::vector<Item> out;
    for (auto const& item : song)
        if (item.tick < where.start) out.push_back(item);
    for (auto item : fresh) {
        if (!where.holds(item.tick)) continue;
        item.length = std::min(item.length, where.end - item.tick);
        out.push_back(std::move(item));
    }
    for (auto const& item : song)
        if (item.tick >= where.end) out.push_back(item);
    return out;
}

Score with_section(Score const& song, Score const& fresh, Stretch const& where) {
    auto out = song;
    out.verdict = {};
    out.chords = spliced(song.chords, fresh.chords, where);
    for (auto& part : out.parts) {
        if (stays(part.name)) continue;
        auto const* other = fresh.part(part.name);
        part.notes = spliced_items(part.notes, other == nullptr ? std::vector<Note>() : other->notes, where);
    }
    for (auto const& part : fresh.parts) {
        if (stays(part.name) || out.part(part.name) != nullptr) continue;
        out.parts.push_back({part.name, part.stem, part.patch, spliced_items({}, part.notes, where)});
    }
    out.syllables = spliced_items(song.syllables, fresh.syllables, where);
    return out;
}

/// How well one chord leads to another, by the way its root goes: a fifth down best, a tritone worst.
double leading(Chord const& from, Chord const& to) {
    static constexpr std::array<double, 12> marks{0.5, 0.8, 0.8, 0.6, 0.6, 1, 0.1, 0.8, 0.6, 0.6, 0.8, 0.8};
    return marks[static_cast<std::size_t>(((to.root - from.root) % 12 + 12) % 12)];
}

double borders(Score const& score, Stretch const& where) {
    double worst = 1;
    for (std::size_t i = 1; i < score.chords.size(); ++i)
        if (score.chords[i].tick == where.start || score.chords[i].tick == where.end)
            worst = std::min(worst, leading(score.chords[i - 1], score.chords[i]));
    return worst;
}

Score write_version(Score const& song, Plan const& plan, Brief const& brief, int section, Random const& own) {
    auto draft = empty_draft(plan, brief, Random(brief.seed), own);
    write_chords(draft);
    give_hook(draft, song, section);
    write_parts(draft, brief);
    auto const where = stretch_of(song, section);
    auto version = with_section(song, draft.score, where);
    weigh(version, *plan.genre);
    version.verdict.score *= 0.8 + 0.2 * borders(version, where);
    return version;
}

}  // namespace

double section_likeness(Score const& a, Score const& b, int section) {
    auto const where = stretch_of(a, section);
    auto const notes_of = [&](Score const& score) {
        std::multiset<std::tuple<std::string, int, int>> notes;
        for (auto const& part : score.parts)
            for (auto const& note : part.notes)
                if (!stays(part.name) && where.holds(note.tick)) notes.insert({part.name, note.tick, note.pitch});
        return notes;
    };
    auto const first = notes_of(a), second = notes_of(b);
    auto const most = std::max(first.size(), second.size());
    if (most == 0) return 1;
    std::vector<std::tuple<std::string, int, int>> common;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(common));
    return static_cast<double>(common.size()) / static_cast<double>(most);
}

Result<Score> recomposed(Score const& song, Plan const& plan, Brief const& brief, int section, std::uint64_t seed, int candidates) {
    if (section < 0 || section >= static_cast<int>(song.sections.size()))
        return fail(ErrorCode::invalid_input, fmt::format("section: {} is outside 0 to {}", section, static_cast<int>(song.sections.size()) - 1));
    Random const random = Random(seed).stream("revision", static_cast<std::uint64_t>(section));
    Contest contest(*plan.genre, brief);
    int const each = std::max(1, candidates);
    bool any = false;
    for (int i = 0; i < 3 * each && (i < each || !any); ++i) {
        auto version = write_version(song, plan, brief, section, random.stream("candidate", static_cast<std::uint64_t>(i)));
        if (section_likeness(song, version, section) > still_the_same) continue;
        any = true;
        contest.hear(std::move(version));
    }
    if (!any) return fail(ErrorCode::conflict, fmt::format("section {} came out as it was in {} tries; try another seed", section, 3 * each));
    return std::move(contest).finish();
}

}  // namespace troupe::music::impl
