#include "music/impl/composing/draft.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace troupe::music::impl {
namespace {

/// The second note of a pair waits; what lies between the two moves with it, so that no note overtakes another. In
/// compound metres eighths come in threes: there is nothing to swing.
double swung(Draft const& draft, int tick) {
    int const unit = draft.plan.genre->swing_grid * ticks_per_step;
    if (draft.plan.genre->swing_grid == 2 && draft.score.metre.is_compound()) return 0;
    int const place = tick % draft.bar_ticks() % (2 * unit);
    return draft.plan.swing * (unit - std::abs(place - unit));
}

}  // namespace

Chord const& Draft::chord_at(int tick) const {
    auto after = std::upper_bound(score.chords.begin(), score.chords.end(), tick,
                                  [](int at, Chord const& chord) { return at < chord.tick; });
    return after == score.chords.begin() ? score.chords.front() : *(after - 1);
}

Part& Draft::add_part(std::string const& name, std::string const& stem) {
    score.parts.push_back({name, stem, "", {}});
    auto const& instruments = plan.genre->instruments;
    if (auto const found = instruments.find(name); found != instruments.end()) {
        // The same for every candidate: the critic judges notes, not sounds. An artist keeps to few of them.
        auto draws = habitual(*this, "instrument." + name, 0.9, song.stream("instrument." + name));
        std::vector<double> weights;
        for (auto const& choice : found->second) weights.push_back(choice.weight);
        score.parts.back().patch = found->second[draws.weighted(weights)].name;
    }
    return score.parts.back();
}

Random habitual(Draft const& draft, std::string_view what, double faith, Random of_song) {
    return draft.plan.habits.own && of_song.chance(faith) ? draft.plan.habits.draws(what) : of_song;
}

bool plays(ScoreSection const& section, std::string const& part) {
    return std::find(section.parts.begin(), section.parts.end(), part) != section.parts.end();
}

bool is_hook(ScoreSection const& section) {
    return section.name == "chorus" || section.name == "hook" || section.name == "drop";
}

int feel(Draft const& draft, int tick, Random& random, double amount) {
    auto const late_ms = random.normal() * draft.plan.genre->humanise.timing_ms * amount;
    auto const ticks_per_ms = draft.plan.bpm / 60.0 * ticks_per_beat / 1000.0;
    return static_cast<int>(std::lround(swung(draft, tick) + std::clamp(late_ms, -15.0, 15.0) * ticks_per_ms));
}

double touch(Draft const& draft, double velocity, Random& random) {
    return std::clamp(velocity * (1 + random.normal() * draft.plan.genre->humanise.velocity), 0.05, 1.0);
}

}  // namespace troupe::music::impl
