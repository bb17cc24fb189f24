#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace troupe {

/// FNV-1a, 64 bits: a stable number for a text, the same on every machine and build.
[[nodiscard]] std::uint64_t stable_hash(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325ULL);

/// Our own generator (xoshiro256**, seeded by splitmix64; Blackman & Vigna, https://prng.di.unimi.it), because the
/// standard distributions differ between libraries and a render must repeat. Every stage draws from a stream named
/// after it, so that one stage drawing more does not change another.
class Random {
public:
    explicit Random(std::uint64_t seed);

    /// An independent generator for `name`, which depends on the seed this one was made with and on the name alone.
    [[nodiscard]] Random stream(std::string_view name) const;
    [[nodiscard]] Random stream(std::string_view name, std::uint64_t index) const;

    [[nodiscard]] std::uint64_t next();
    [[nodiscard]] double uniform();                         ///< [0, 1)
    [[nodiscard]] double uniform(double low, double high);  ///< [low, high)
    [[nodiscard]] std::size_t below(std::size_t count);     ///< 0 .. count-1; count > 0
    [[nodiscard]] int between(int low, int high);           ///< both ends included
    [[nodiscard]] bool chance(double probability);
    [[nodiscard]] double normal();  ///< mean 0, deviation 1
    /// An index drawn in proportion to the weights; negative ones count as 0. All 0: uniform. Must not be empty.
    [[nodiscard]] std::size_t weighted(std::span<double const> weights);

    template <class Container>
    [[nodiscard]] auto const& pick(Container const& items) {
        assert(!items.empty());
        return items[below(items.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t seed_;
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace troupe
