#include "music/impl/composing/habits.hpp"

#include <algorithm>

namespace troupe::music::impl {
namespace {

/// Three to six onsets within a bar of eighths, the first on its downbeat; gaps of one to three eighths.
std::vector<int> draw_rhythm(Random random) {
    auto const tones = static_cast<std::size_t>(random.between(3, 6));
    std::vector<int> rhythm{0};
    while (rhythm.size() < tones) {
        int const left = 7 - rhythm.back() - static_cast<int>(tones - rhythm.size() - 1);
        rhythm.push_back(rhythm.back() + std::clamp(1 + static_cast<int>(random.weighted(std::vector<double>{5, 4, 2})), 1, std::max(1, left)));
    }
    return rhythm;
}

/// Mostly steps, with at least one leap to know it by, and no more than an octave from end to end.
std::vector<int> draw_contour(std::size_t tones, Random random) {
    std::vector<int> contour{0};
    auto const leap_at = 1 + random.below(tones - 1);
    for (std::size_t i = 1; i < tones; ++i) {
        int const size = i == leap_at ? random.between(2, 4) : static_cast<int>(random.weighted(std::vector<double>{1.5, 5, 2}));
        int const sign = contour.back() > 2 ? -1 : contour.back() < -2 ? 1 : random.chance(0.5) ? 1 : -1;
        contour.push_back(contour.back() + sign * size);
    }
    return contour;
}

/// A hand's own swell over a beat or two: downbeats strong, the rest as it likes.
std::array<double, 16> draw_accents(Random random) {
    auto accents = Habits::every_step_alike();
    std::size_t const period = random.chance(0.5) ? 4 : 8;
    for (std::size_t step = 0; step < accents.size(); ++step)
        accents[step] = step >= period ? accents[step % period] : step % 4 == 0 ? random.uniform(0.95, 1.15) : random.uniform(0.72, 1.1);
    return accents;
}

}  // namespace

double Habits::favour(std::string_view what) const {
    if (!own) return 1;
    auto const liking = Random(seed).stream("favour").stream(what).uniform();
    return liking < 0.3 ? 4 : liking < 0.65 ? 1 : 0.3;
}

Habits habits_of(std::string_view signature) {
    Habits habits;
    if (signature.empty()) return habits;
    habits.own = true;
    habits.seed = stable_hash(signature);
    Random const random(habits.seed);
    habits.rhythm = draw_rhythm(random.stream("motif.rhythm"));
    habits.contour = draw_contour(habits.rhythm.size(), random.stream("motif.contour"));
    auto draws = random.stream("habits");
    habits.register_shift = draws.between(-4, 4);
    habits.step_bias = draws.uniform(-0.1, 0.1);
    habits.repeat = draws.uniform(-0.06, 0.06);
    habits.syncopation = draws.uniform(-0.15, 0.15);
    habits.swing = draws.uniform(-0.04, 0.06);
    habits.ghosts = draws.uniform(-0.15, 0.2);
    habits.density = draws.uniform(-0.3, 0.3);
    habits.backbeat_ms = draws.uniform(-5, 9);
    habits.accents = draw_accents(random.stream("accents"));
    return habits;
}

}  // namespace troupe::music::impl
