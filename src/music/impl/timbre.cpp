#include "music/impl/timbre.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace troupe::music::impl {
namespace {

/// Three slow waves over the ten octaves: an ear for tone is broad.
std::array<double, 10> tone(Random random) {
    std::array<double, 10> curve{};
    std::array<double, 3> const strengths{random.uniform(-2.2, 2.2), random.uniform(-1.9, 1.9), random.uniform(-1.6, 1.6)};
    for (std::size_t b = 0; b < curve.size(); ++b)
        for (std::size_t w = 0; w < strengths.size(); ++w)
            curve[b] += strengths[w] * std::cos(3.14159265358979 * (static_cast<double>(w) + 1) * (static_cast<double>(b) + 0.5) / 10);
    for (auto& value : curve) value = std::clamp(value, -3.5, 3.5);
    return curve;
}

}  // namespace

Timbre timbre_of(std::string const& signature) {
    if (signature.empty()) return {};
    auto random = Random(stable_hash(signature)).stream("timbre");
    Timbre timbre;
    timbre.room = std::exp2(random.uniform(-0.62, 0.6));
    timbre.delay_steps = std::array{0.0, 2.0, 3.0, 4.0, 6.0}[random.below(5)];
    timbre.detune = std::exp2(random.uniform(-0.5, 0.58));
    timbre.octaves = random.uniform(-0.6, 0.6);
    timbre.drum_semitones = random.uniform(-3.5, 3.5);
    timbre.drum_length = std::exp2(random.uniform(-0.5, 0.5));
    timbre.drive = random.uniform(0, 0.22);
    timbre.width = random.uniform(-0.2, 0.2);
    timbre.tone_db = tone(random.stream("tone"));
    for (auto& level : timbre.balance_db) level = random.uniform(-2.2, 2.2);
    return timbre;
}

}  // namespace troupe::music::impl
