#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr int kick = 36, snare = 38, clap = 39, hat = 42, tom = 45, crash = 49;

struct Blow {
    double velocity = 0;
    int strokes = 1;
    double chance = 1;
};

Blow blow_of(char symbol) {
    switch (symbol) {
        case 'X': return {1.0};
        case 'x': return {0.84};
        case 'o': return {0.6};
        case 'g': return {0.32};
        case '?': return {0.5, 1, 0.35};
        case 'r': return {0.7, 2};
        case 't': return {0.66, 3};
        default: return {};
    }
}

class Drummer {
public:
    explicit Drummer(Draft& draft)
        : draft_(draft), random_(draft.random.stream("drums")), part_(draft.add_part("drums", "drums")) {}

    void play() {
        auto const& sections = draft_.score.sections;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (!plays(sections[i], "drums")) continue;
            if (sections[i].name == "build") play_build(sections[i]);
            else play_section(sections[i], i + 1 < sections.size() ? &sections[i + 1] : nullptr);
            if (sections[i].energy >= 0.6 && i > 0) strike(sections[i].first_bar * draft_.bar_ticks(), crash, 0.75);
        }
        std::stable_sort(part_.notes.begin(), part_.notes.end(), [](auto const& a, auto const& b) { return a.tick < b.tick; });
    }

private:
    /// One pattern for each level of energy in the whole song: variation comes from what is added to it, and from the
    /// hands, which are freer than kick and backbeat.
    DrumPattern const* pattern_for(double energy) {
        int const level = level_of(energy);
        if (!chosen_.contains(level)) {
            auto draws = habitual(draft_, "beat." + std::to_string(level), 0.8, random_.stream("pattern", static_cast<std::uint64_t>(level)));
            auto const* row = choose_for_energy(draft_.plan.genre->drums, energy, draft_.plan, draws);
            if (row == nullptr) return nullptr;
            auto& pattern = chosen_[level] = *row;
            for (auto& [lane, steps] : pattern.lanes)
                if (lane != "kick" && lane != "snare" && lane != "clap")
                    steps = varied(steps, draft_.plan.metre, 0.5 * draft_.plan.variation, 'o', draws);
        }
        return &chosen_[level];
    }

    void strike(int tick, int pitch, double velocity, int shift = 0) {
        auto const& accents = draft_.plan.habits.accents;
        auto const step = static_cast<std::size_t>(tick % draft_.bar_ticks() / ticks_per_step) % accents.size();
        Note note{tick, 0, ticks_per_step, pitch, touch(draft_, pitch == kick ? velocity : velocity * accents[step], random_), 0};
        note.shift = feel(draft_, tick, random_, pitch == kick ? 0.3 : 1) + shift;
        part_.notes.push_back(note);
    }

    int late(int pitch) const {
        if (pitch != snare && pitch != clap) return 0;
        return static_cast<int>(std::lround((draft_.plan.genre->humanise.late_snare_ms + draft_.plan.habits.backbeat_ms) * draft_.plan.bpm / 60.0 * ticks_per_beat / 1000));
    }

    void play_step(int pitch, char symbol, int tick, double level) {
        auto const blow = blow_of(symbol);
        if (blow.velocity <= 0 || (blow.chance < 1 && !random_.chance(blow.chance))) return;
        for (int s = 0; s < blow.strokes; ++s) {
            auto const velocity = blow.velocity * level * (blow.strokes > 1 ? 0.75 + 0.25 * s / blow.strokes : 1);
            if (s == 0) strike(tick, pitch, velocity, late(pitch));
            else part_.notes.push_back({tick + s * ticks_per_step / blow.strokes, 0, ticks_per_step / 2, pitch, touch(draft_, velocity, random_), 0});
        }
    }

    char symbol_at(std::string const& steps, int bar_in_section, int step) const {
        return steps[static_cast<std::size_t>(bar_in_section * draft_.plan.steps_per_bar() + step) % steps.size()];
    }

    void play_bar(DrumPattern const& pattern, int bar, int bar_in_section, int until_step, double level) {
        for (auto const& [lane, steps] : pattern.lanes) {
            int const pitch = drum_pitch(lane);
            for (int step = 0; step < until_step; ++step) {
                play_step(pitch, symbol_at(steps, bar_in_section, step), bar * draft_.bar_ticks() + step * ticks_per_step, level);
            }
        }
    }

    void play_section(ScoreSection const& section, ScoreSection const* next) {
        auto const* pattern = pattern_for(section.energy);
        if (pattern == nullptr) return;
        auto const level = 0.82 + 0.18 * section.energy;
        bool const leads_on = next != nullptr && plays(*next, "drums");
        for (int i = 0; i < section.bars; ++i) {
            int const bar = section.first_bar + i;
            bool const last = i + 1 == section.bars;
            bool const small = i % 8 == 7 || (i % 4 == 3 && random_.chance(0.35));
            int const steps = draft_.plan.steps_per_bar();
            int const half = steps - middle_of(draft_.plan.metre);
            int const fill = last && leads_on ? (section.energy > 0.4 ? half : half / 2) : last && next != nullptr ? 2 : small ? 2 : 0;
            play_bar(*pattern, bar, i, steps - fill, level);
            if (fill > 0) play_fill(*pattern, bar, i, fill, level);
            decorate(bar, i, section.energy);
        }
    }

    /// What a drummer adds now and then: a ghost note around the middle of the bar, a kick before the second beat.
    void decorate(int bar, int bar_in_section, double energy) {
        auto const density = std::clamp(0.25 + 0.25 * draft_.plan.sound.at("density") + draft_.plan.habits.ghosts, 0.0, 0.8);
        int const start = bar * draft_.bar_ticks();
        int const middle = middle_of(draft_.plan.metre);
        if (bar_in_section % 2 == 1 && energy > 0.35 && random_.chance(density))
            strike(start + (middle + (random_.chance(0.5) ? -1 : 1)) * ticks_per_step, snare, 0.22);
        if (bar_in_section % 4 == 3 && energy > 0.45 && random_.chance(density)) strike(start + 3 * ticks_per_step, kick, 0.55);
    }

    void play_fill(DrumPattern const& pattern, int bar, int bar_in_section, int steps, double level) {
        auto const first = draft_.plan.steps_per_bar() - steps;
        auto const tick = bar * draft_.bar_ticks() + first * ticks_per_step;
        auto const style = random_.below(4);
        bool const soft = draft_.plan.genre->family == "electronic" && steps > 2 && random_.chance(0.5);
        for (int s = 0; s < steps; ++s) {
            auto const at = tick + s * ticks_per_step;
            auto const swell = level * (0.45 + 0.5 * (s + 1) / steps);
            if (soft || (style == 0 && steps > 2)) {
                // The kick stays away: the return is the effect.
                replay_without_kick(pattern, bar_in_section, first + s, at, level);
            } else if (style == 1) {
                if (s % 2 == 0 || random_.chance(0.5)) strike(at, s < steps / 2 ? snare : tom, swell);
            } else if (style == 2) {
                strike(at, s % 4 == 3 ? snare : s % 2 == 0 ? tom : snare, swell * (s % 2 == 0 ? 1 : 0.6));
            } else {
                replay_without_kick(pattern, bar_in_section, first + s, at, level);
                if (s >= steps / 2) strike(at, snare, swell * 0.8);
            }
        }
    }

    void replay_without_kick(DrumPattern const& pattern, int bar_in_section, int step, int tick, double level) {
        for (auto const& [lane, steps] : pattern.lanes)
            if (lane != "kick")
                play_step(drum_pitch(lane), symbol_at(steps, bar_in_section, step), tick, level);
    }

    /// Beats, eighths, sixteenths, louder and louder; the last beat is silence.
    void play_build(ScoreSection const& section) {
        int const steps = section.bars * draft_.plan.steps_per_bar();
        auto const start = section.first_bar * draft_.bar_ticks();
        int const beat = draft_.plan.metre.is_compound() ? 6 : 4;
        for (int s = 0; s < steps - 2; ++s) {
            auto const done = static_cast<double>(s) / steps;
            int const every = done < 0.5 ? beat : done < 0.75 ? 2 : 1;
            if (s % every == 0) strike(start + s * ticks_per_step, done < 0.5 ? clap : snare, 0.35 + 0.55 * done);
            if (done < 0.75 && s % beat == 0) strike(start + s * ticks_per_step, kick, 0.8);
            if (s % 2 == 0) strike(start + s * ticks_per_step, hat, 0.3 + 0.3 * done);
        }
    }

    Draft& draft_;
    Random random_;
    Part& part_;
    std::map<int, DrumPattern> chosen_;
};

}  // namespace

void write_drums(Draft& draft) {
    bool const wanted = std::any_of(draft.score.sections.begin(), draft.score.sections.end(), [](auto const& s) { return plays(s, "drums"); });
    if (wanted) Drummer(draft).play();
}

}  // namespace troupe::music::impl
