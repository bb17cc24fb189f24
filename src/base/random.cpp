#include "base/random.hpp"

#include <bit>
#include <cmath>
#include <numbers>

namespace troupe {
namespace {

std::uint64_t splitmix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    auto z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

std::uint64_t stable_hash(std::string_view text, std::uint64_t seed) {
    auto hash = seed;
    for (auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

Random::Random(std::uint64_t seed) : seed_(seed) {
    auto state = seed;
    for (auto& word : state_) word = splitmix(state);
}

Random Random::stream(std::string_view name) const {
    auto mixed = seed_;
    return Random(stable_hash(name, splitmix(mixed)));
}

Random Random::stream(std::string_view name, std::uint64_t index) const {
    auto mixed = stable_hash(name, seed_) + index;
    return Random(splitmix(mixed));
}

std::uint64_t Random::next() {
    auto const result = std::rotl(state_[1] * 5, 7) * 9;
    auto const t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

std::size_t Random::below(std::size_t count) {
    assert(count > 0);
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

int Random::between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1)); }

bool Random::chance(double probability) { return uniform() < probability; }

double Random::normal() {
    auto const radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

std::size_t Random::weighted(std::span<double const> weights) {
    double total = 0;
    for (auto w : weights) total += w > 0 ? w : 0;
    if (total <= 0) return below(weights.size());
    auto left = uniform() * total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        left -= weights[i] > 0 ? weights[i] : 0;
        if (left < 0) return i;
    }
    return weights.size() - 1;
}

}  // namespace troupe
