#include "music/impl/timbre.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace troupe::music::impl {
namespace {

/// Between low and high, but not near their middle: a taste that nobody would notice is none.
double decided(Random& random, double low, double high) {
    auto const place = random.uniform(-1, 1);
    auto const away = std::copysign(0.3 + 0.7 * std::abs(place), place);
    return low + (high - low) * 0.5 * (1 + away);
}

/// The same for what multiplies.
double decided_times(Random& random, double low, double high) { return std::exp2(decided(random, std::log2(low), std::log2(high))); }

/// Three slow waves over the ten octaves: an ear for tone is broad.
std::array<double, 10> tone(Random random) {
    std::array<double, 10> curve{};
    std::array<double, 3> const strengths{decided(random, -2.4, 2.4), decided(random, -2, 2), decided(random, -1.6, 1.6)};
    for (std::size_t b = 0; b < curve.size(); ++b)
        for (std::size_t w = 0; w < strengths.size(); ++w)
            curve[b] += strengths[w] * std::cos(3.14159265358979 * (static_cast<double>(w) + 1) * (static_cast<double>(b) + 0.5) / 10);
    for (auto& value : curve) value = std::clamp(value, -3.5, 3.5);
    return curve;
}

std::array<Bell, 3> desk(Random random) {
    std::array<Bell, 3> bells;
    constexpr std::array<double, 3> lowest{180, 1300, 5500};
    for (std::size_t i = 0; i < bells.size(); ++i) {
        bells[i].hertz = lowest[i] * std::exp2(random.uniform(0, 1.2));
        bells[i].db = decided(random, -2.4, 2.4);
    }
    return bells;
}

DrumTaste drum_taste(Random random, bool kick) {
    DrumTaste taste;
    taste.semitones = kick ? decided(random, -2, 2) : decided(random, -4, 4);
    taste.length = decided_times(random, 0.6, 1.7);
    taste.bright = decided(random, -0.4, 0.4);
    taste.noise = decided_times(random, 0.55, 1.8);
    taste.click = decided_times(random, 0.4, 2.2);
    taste.drive = random.uniform(0, 0.3);
    taste.gain_db = kick ? 0.5 * decided(random, -2, 2) : decided(random, -2, 2);
    return taste;
}

PartTaste part_taste(Random random) {
    PartTaste taste;
    taste.octaves = decided(random, -0.55, 0.55);
    taste.detune = decided_times(random, 0.6, 1.7);
    taste.attack = decided_times(random, 0.6, 1.8);
    taste.length = decided_times(random, 0.65, 1.6);
    taste.index = decided_times(random, 0.7, 1.45);
    taste.reverb = decided_times(random, 0.5, 2);
    taste.width = decided(random, -0.3, 0.3);
    taste.gain_db = decided(random, -2.2, 2.2);
    return taste;
}

Throat throat(Random random) {
    Throat own;
    own.size = decided_times(random, 0.85, 1.17);
    own.breath = decided_times(random, 0.6, 4);
    own.vibrato = decided_times(random, 0.4, 1.7);
    own.vibrato_hz = random.uniform(-0.7, 0.7);
    own.doubles = decided_times(random, 0.4, 1.8);
    return own;
}

}  // namespace

std::size_t drum_family(std::string const& drum) {
    if (drum == "kick") return 0;
    if (drum == "snare" || drum == "clap" || drum == "rim") return 1;
    return drum == "hat" || drum == "open" || drum == "ride" || drum == "crash" || drum == "shaker" ? 2 : 3;
}

std::size_t fader_of(std::string const& part) {
    if (part == "drums" || part == "fx") return 0;
    if (part == "bass") return 1;
    if (part == "pad" || part == "texture") return 3;
    if (part == "arp") return 4;
    return part == "lead" || part == "vocals" ? 5 : 2;
}

Timbre timbre_of(std::string const& signature) {
    if (signature.empty()) return {};
    Random const own = Random(stable_hash(signature)).stream("timbre");
    auto random = own;
    Timbre timbre;
    timbre.room = decided_times(random, 0.65, 1.5);
    timbre.delay_steps = std::array{0.0, 2.0, 3.0, 4.0, 6.0}[random.below(5)];
    timbre.drive = random.uniform(0, 0.22);
    timbre.width = decided(random, -0.3, 0.3);
    timbre.duck = decided_times(random, 0.6, 1.35);
    timbre.tone_db = tone(own.stream("tone"));
    timbre.desk = desk(own.stream("desk"));
    for (std::size_t i = 0; i < drum_families; ++i) timbre.drums[i] = drum_taste(own.stream("drums", i), i == 0);
    for (std::size_t i = 0; i < faders; ++i) timbre.parts[i] = part_taste(own.stream("part", i));
    timbre.throat = throat(own.stream("throat"));
    return timbre;
}

}  // namespace troupe::music::impl
