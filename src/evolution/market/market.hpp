#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "evolution/style_learner.hpp"

/// ArtistMarket v1: an audience whose tastes are known to the simulator alone, differ by platform, drift, and now and
/// then jump. What policies are measured in; nothing of it is ever shown to a real artist as evidence.
namespace troupe::evolution::market {

constexpr std::size_t factor_count = 7;
constexpr std::size_t platform_count = 3;
constexpr std::size_t segment_count = 6;
constexpr std::size_t level_count = 32;

/// What a policy decides for one item: genre (6, a ring), mood (5, a ring), tempo (4), visual (4, a ring), hook (3),
/// posting slot (6), prompt template (4): 34,560 arms.
using Arm = std::array<std::uint8_t, factor_count>;
constexpr std::array<std::size_t, factor_count> sizes{6, 5, 4, 4, 3, 6, 4};
constexpr std::array<double, factor_count> deviations{.60, .45, .30, .30, .30, .25, .30};  ///< of tastes, log odds
constexpr double mixed_share = 0.12;  ///< of the variance of tastes: what is left when all segments are heard together
constexpr double slot_deviation = 0.17;  ///< of an audience, for what each platform makes of a slot
constexpr std::array<char const*, factor_count> names{"genre", "mood", "tempo", "visual", "hook", "slot", "template"};
constexpr std::size_t genre = 0, mood = 1, visual = 3, slot = 5;

/// What the artist is; tempo and the rest are not part of it.
struct Core {
    std::uint8_t genre = 0, mood = 0, visual = 0;
};

/// 0: the core itself, 1: as far from it as it gets.
[[nodiscard]] double identity_distance(Core const& core, Arm const& arm);
constexpr double identity_limit = 0.45;  ///< of the benchmark; artists have a smaller one

/// The space as a StyleLearner sees it, bounded by the limit around the core; its deviations are those of an audience.
[[nodiscard]] StyleSpace style_space(Core const& core, double limit = identity_limit);
[[nodiscard]] StyleChoice to_choice(Arm const& arm);
[[nodiscard]] Arm to_arm(StyleChoice const& choice);

BOOST_DEFINE_ENUM_CLASS(Taste, strong, none)

/// The tastes of all segments and the mixture of segments on each platform. Artists of one roster share it, and each
/// adds what its own identity attracts.
class Market {
public:
    /// Draws tastes and `artists` cores from the streams of the seed. Taste::none: every choice is liked the same.
    Market(std::uint64_t seed, std::size_t artists = 1, Taste taste = Taste::strong);

    [[nodiscard]] Core const& core(std::size_t artist) const { return cores_[artist]; }
    /// Expected rate of saves, 0..1.
    [[nodiscard]] double save_rate(std::size_t artist, std::size_t platform, Arm const& arm) const;
    /// The best arm within the limit that coordinate ascent finds (three starts: the core, the arm before, one at
    /// random; six sweeps), knowing all tastes.
    [[nodiscard]] Arm oracle(std::size_t artist, std::size_t platform, double limit = identity_limit);
    /// One item later: tastes drift, mixtures drift, and with 0.8 % one segment has new tastes.
    void pass();
    /// Nearly all tastes are new.
    void shock();

private:
    using Tastes = std::array<std::array<double, level_count>, segment_count>;
    using Utilities = std::array<double, segment_count>;
    [[nodiscard]] double taste(std::size_t artist, std::size_t segment, std::size_t factor, std::size_t level) const;
    [[nodiscard]] Utilities utilities(std::size_t artist, std::size_t platform, Arm const& arm) const;
    [[nodiscard]] double rate_of(std::size_t platform, Utilities const& utilities) const;
    [[nodiscard]] double climb(std::size_t artist, std::size_t platform, double limit, Arm& arm) const;
    void draw_segment(std::size_t segment);

    Taste taste_;
    Random stream_, search_;
    std::vector<Core> cores_;
    Tastes tastes_{};
    std::vector<std::array<double, segment_count>> attraction_;  ///< by artist: share of its bonus that is left
    std::array<std::array<std::array<double, sizes[mood]>, sizes[genre]>, segment_count> pairs_{};
    std::array<std::array<double, segment_count>, platform_count> mixture_{};
    std::array<std::array<double, sizes[slot]>, platform_count> slots_{};
    std::vector<std::array<Arm, platform_count>> last_best_;
};

/// How many of an artist's audience hear an item, and what they do: growth follows from being saved.
class Audience {
public:
    Audience(std::uint64_t seed, std::size_t artist);
    /// Plays an item of that save rate to it. Every item has random bits of its own, so that policies meet the same luck.
    SaveCount hear(double save_rate);
    /// Where the next item goes: the same for all policies.
    [[nodiscard]] std::size_t next_platform();
    [[nodiscard]] double size() const;  ///< 30 to 1,000,000 people

private:
    Random platforms_, luck_;
    double log_size_;
    std::uint64_t items_ = 0;
};

/// Successes of `count` trials, drawn exactly: inversion where few are expected, else Hoermann's transformed rejection
/// (BTRS, J. Stat. Comput. Simul. 46, 1993).
[[nodiscard]] std::int64_t binomial(std::int64_t count, double chance, Random& random);

}  // namespace troupe::evolution::market
