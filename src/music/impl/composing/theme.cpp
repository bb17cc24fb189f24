#include "music/impl/composing/theme.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "music/impl/composing/rhythm.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr double exactly = 9;

/// One motif within the theme: A as it is, a with another ending, S moved with the harmony, B an answer, C the close.
struct Unit {
    char letter = 'A';
    std::size_t first = 0, count = 0;  ///< of its slots
};

std::string draw_shape(int units, std::string const& kind, Random random) {
    if (units <= 2) return random.chance(0.7) ? "Aa" : "AB";
    auto const shapes = kind == "hook"   ? std::vector<std::string>{"AaAB", "ASAB", "AAaB", "ABAC"}
                        : kind == "bridge" ? std::vector<std::string>{"ASaB", "ABSC", "AaBC"}
                                           : std::vector<std::string>{"AAaB", "ABAC", "ASAB", "AaAB"};
    auto shape = random.pick(shapes);
    if (units == 4) return shape;
    std::string twice;
    for (char const letter : shape) twice += std::string(letter == 'A' ? "Aa" : letter == 'S' ? "SS" : letter == 'B' ? "BB" : "aC");
    return twice.substr(0, static_cast<std::size_t>(units));
}

class ThemeWriter {
public:
    ThemeWriter(Draft const& draft, std::string kind, int start_tick, Random const& random)
        : draft_(draft), plan_(draft.plan), style_(draft.plan.melody), kind_(std::move(kind)), start_(start_tick), random_(random),
          land_(terrain_at(draft, start_tick)), ladder_(ladder_of(land_)) {}

    Theme write() {
        shape_ = draw_shape(theme_bars / style_.motif_bars, kind_, random_.stream("shape." + kind_));
        lay_out();
        raise();
        auto draws = random_.stream("pitch." + kind_);
        draw_motif(draws);
        Theme theme;
        auto const pitches = draw_pitches(slots_, land_, draws);
        for (std::size_t i = 0; i < slots_.size(); ++i)
            theme.push_back({slots_[i].tick, 0, slots_[i].length, pitches[i], slots_[i].strong ? 0.85 : 0.72, 0});
        add_pickups(theme);
        return theme;
    }

private:
    bool is_hook_theme() const { return kind_ == "hook"; }
    int unit_steps() const { return style_.motif_bars * plan_.steps_per_bar(); }

    double density() const {
        auto const stir = is_hook_theme() ? 1.08 : kind_ == "bridge" ? 0.8 : 0.97;
        return std::max(0.5, style_.density * stir * (1 + 0.3 * plan_.sound.at("density")));
    }

    std::vector<int> rhythm(std::string const& name, double breath, double busier) {
        auto draws = random_.stream("rhythm." + kind_ + "." + name);
        auto const taste = draw_taste(unit_steps(), draws);
        auto const sung = std::max(2, static_cast<int>(std::lround(unit_steps() * (1 - breath))));
        auto const count = std::max(1, static_cast<int>(std::lround(density() * busier * sung / 16)));
        return draw_onsets(sung, count, plan_.metre, style_, taste);
    }

    /// The artist's motif opens the hook: its own rhythm, then what was drawn.
    void put_motif_rhythm(std::vector<int>& onsets) const {
        std::vector<int> head;
        for (int const eighth : plan_.habits.rhythm)
            if (eighth * 2 < unit_steps() - 1) head.push_back(eighth * 2);
        std::erase_if(onsets, [&](int onset) { return onset < head.back() + 2; });
        onsets.insert(onsets.begin(), head.begin(), head.end());
    }

    void lay_out() {
        auto const breath = std::clamp(style_.rest * (is_hook_theme() ? 0.45 : 0.65), 0.0, 0.7);
        auto main = rhythm("A", breath, 1);
        auto const answer = rhythm("B", std::min(0.75, breath + 0.2), 0.95);
        auto const close = rhythm("C", std::min(0.75, breath + 0.3), 0.85);
        if (plan_.habits.own && is_hook_theme()) put_motif_rhythm(main);
        for (std::size_t u = 0; u < shape_.size(); ++u) {
            bool const last = u + 1 == shape_.size();
            char const letter = shape_[u];
            auto const& onsets = letter == 'B' ? answer : letter == 'C' ? close : main;
            auto const first = static_cast<int>(u) * unit_steps();
            auto fresh = slots_of(onsets, first, unit_steps(), last || letter == 'C', plan_.metre);
            units_.push_back({letter, slots_.size(), fresh.size()});
            slots_.insert(slots_.end(), fresh.begin(), fresh.end());
        }
    }

    /// Where each tone should lie: hooks above verses, an arch over the theme, one peak in its third quarter.
    void raise() {
        auto const base = is_hook_theme() ? 0.3 : kind_ == "prechorus" ? 0.05 : kind_ == "bridge" ? 0.15 : -0.45;
        for (auto& slot : slots_) {
            auto const place = static_cast<double>(slot.tick) / (theme_bars * draft_.bar_ticks());
            slot.height = base + 0.35 * std::sin(3.14 * place) - 0.1;
        }
        auto const& unit = units_[std::min(units_.size() - 1, units_.size() / 2)];
        for (std::size_t i = unit.first; i < unit.first + unit.count; ++i)
            if (slots_[i].strong && i > unit.first) {
                slots_[i].height = std::min(1.6, base + 1.2);
                break;
            }
    }

    /// The tone from which the artist's motif agrees best with the chords.
    int anchor() const {
        auto const middle = (style_.low + style_.high) / 2 + (is_hook_theme() ? 2 : -2);
        int best = middle;
        double least = std::numeric_limits<double>::max();
        for (int const pitch : ladder_) {
            double cost = 0.35 * std::abs(pitch - middle);
            for (std::size_t i = 0; i < plan_.habits.contour.size() && i < units_[0].count; ++i) {
                auto const tone = on_ladder(ladder_, pitch, plan_.habits.contour[i]);
                if (slots_[i].strong && !is_chord_tone(land_.chord_at(slots_[i].tick), tone)) cost += 2;
            }
            // The whole motif must lie on the ladder, or its contour would be bent.
            auto const [low, high] = std::minmax_element(plan_.habits.contour.begin(), plan_.habits.contour.end());
            auto const at = std::find(ladder_.begin(), ladder_.end(), pitch) - ladder_.begin();
            if (at + *low < 0 || at + *high >= static_cast<std::ptrdiff_t>(ladder_.size())) cost += 100;
            if (cost < least) {
                least = cost;
                best = pitch;
            }
        }
        return best;
    }

    void put_motif(std::size_t first, std::size_t count, int sign) {
        auto const from = anchor();
        for (std::size_t i = 0; i < plan_.habits.contour.size() && i < count; ++i) {
            slots_[first + i].guide = on_ladder(ladder_, from, sign * plan_.habits.contour[i]);
            slots_[first + i].pull = sign > 0 ? exactly : 2;
        }
    }

    /// The first motif is drawn alone and guides its returns.
    void draw_motif(Random& draws) {
        if (plan_.habits.own && is_hook_theme()) put_motif(0, units_[0].count, 1);
        std::vector<Slot> const first(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(units_[0].count));
        auto const motif = draw_pitches(first, land_, draws);
        for (auto const& unit : units_) guide(unit, motif);
        if (plan_.habits.own && kind_ == "verse")
            for (auto const& unit : units_)
                if (unit.letter == 'B') put_motif(unit.first, unit.count, -1);
    }

    void guide(Unit const& unit, std::vector<int> const& motif) {
        if (unit.letter == 'B' || unit.letter == 'C') return;
        // A' keeps the head and finds another ending.
        auto const kept = unit.letter == 'a' ? unit.count * 2 / 3 : unit.count;
        auto const moved = unit.letter == 'S' ? sequence_step(unit) : 0;
        for (std::size_t i = 0; i < kept && i < motif.size(); ++i) {
            auto& slot = slots_[unit.first + i];
            slot.guide = on_ladder(ladder_, motif[i], moved);
            slot.pull = fits(slot, *slot.guide) ? exactly : 1.6;
        }
    }

    bool fits(Slot const& slot, int pitch) const {
        auto const& chord = land_.chord_at(slot.tick);
        return !slot.strong || is_chord_tone(chord, pitch) || !is_chord_tone(chord, pitch - 1);
    }

    /// By how many tones the harmony has moved since the first motif, the shorter way; never none.
    int sequence_step(Unit const& unit) const {
        auto const from = land_.chord_at(slots_[0].tick).root, to = land_.chord_at(slots_[unit.first].tick).root;
        auto const semitones = (to - from + 18) % 12 - 6;
        auto const tones = static_cast<int>(std::lround(semitones * 7.0 / 12));
        return tones == 0 ? -1 : std::clamp(tones, -3, 3);
    }

    /// One or two tones that lead up or down into a phrase's first one.
    void add_pickups(Theme& theme) {
        auto draws = random_.stream("pickup." + kind_);
        if (theme.empty() || !draws.chance(style_.pickup)) return;
        int const tones = draws.between(1, 2), size = style_.grid == 1 && draws.chance(0.4) ? 1 : 2;
        int const direction = draws.chance(0.65) ? -1 : 1;
        Theme with = theme;
        for (std::size_t u = 0; u < units_.size(); u += 2) {
            auto const& target = theme[units_[u].first];
            if (units_[u].letter == 'B' || target.tick % draft_.bar_ticks() != 0) continue;
            for (int i = tones; i >= 1; --i)
                with.push_back({target.tick - i * size * ticks_per_step, 0, size * ticks_per_step,
                                on_ladder(ladder_, target.pitch, direction * i), 0.7, 0});
        }
        std::stable_sort(with.begin(), with.end(), [](Note const& a, Note const& b) { return a.tick < b.tick; });
        theme = std::move(with);
        for (std::size_t i = 0; i + 1 < theme.size(); ++i) theme[i].length = std::max(1, std::min(theme[i].length, theme[i + 1].tick - theme[i].tick));
    }

    Draft const& draft_;
    Plan const& plan_;
    MelodyStyle const& style_;
    std::string kind_;
    int start_;
    Random const& random_;
    Terrain land_;
    std::vector<int> ladder_;
    std::string shape_;
    std::vector<Slot> slots_;
    std::vector<Unit> units_;
};

}  // namespace

std::string theme_kind(ScoreSection const& section) {
    if (section.name == "verse" || section.name == "prechorus" || section.name == "bridge") return section.name;
    return "hook";
}

Terrain terrain_at(Draft const& draft, int start_tick) {
    return {draft.plan.tonic, draft.plan.mode, &draft.plan.melody, [&draft, start_tick](int tick) -> Chord const& {
                return draft.chord_at(std::clamp(start_tick + tick, 0, draft.score.ticks() - 1));
            }};
}

std::vector<Slot> slots_of(std::vector<int> const& onsets, int first_step, int steps, bool closes, Metre const& metre) {
    auto const accents = accents_of(metre);
    std::vector<Slot> slots;
    for (std::size_t i = 0; i < onsets.size(); ++i) {
        bool const last = i + 1 == onsets.size();
        int const next = last ? std::min(steps, onsets[i] + 6) : onsets[i + 1];
        int const length = std::clamp(next - onsets[i], 1, closes && last ? 12 : 8);
        bool const strong = accents[static_cast<std::size_t>(onsets[i]) % accents.size()] > 0.8 || length >= 4;
        Slot slot;
        slot.tick = (first_step + onsets[i]) * ticks_per_step;
        slot.length = length * ticks_per_step;
        slot.strong = strong;
        slot.closes = closes && last;
        slots.push_back(slot);
    }
    return slots;
}

Theme compose_theme(Draft const& draft, std::string const& kind, int start_tick, Random const& random) {
    return ThemeWriter(draft, kind, start_tick, random).write();
}

Theme reworked(Theme const& theme, Draft const& draft, int start_tick, Random random) {
    auto const fresh = compose_theme(draft, "hook", start_tick, random);
    auto const head = draft.plan.melody.motif_bars * draft.bar_ticks();
    Theme out;
    for (auto const& note : theme)
        if (note.tick < head) out.push_back(note);
    for (auto const& note : fresh)
        if (note.tick >= head) out.push_back(note);
    if (out.empty()) return fresh;
    return out;
}

}  // namespace troupe::music::impl
