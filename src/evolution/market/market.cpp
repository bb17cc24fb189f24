#include "evolution/market/market.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::evolution::market {
namespace {

constexpr std::array<std::size_t, factor_count> offsets{0, 6, 11, 15, 19, 22, 28};
constexpr double drift = 0.05;
constexpr double genre_attraction = 0.4, mood_attraction = 0.3;  // audience that came for what the artist is

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double ring(std::size_t a, std::size_t b, std::size_t size) {
    auto const apart = a > b ? a - b : b - a;
    return static_cast<double>(std::min(apart, size - apart));
}

/// Gamma of shape 1.5, exactly: half a chi-square of three degrees of freedom.
double gamma_of_three_halves(Random& random) {
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        auto const z = random.normal();
        sum += z * z / 2;
    }
    return sum;
}

template <class Values>
void normalise(Values& values) {
    double sum = 0;
    for (auto const value : values) sum += value;
    for (auto& value : values) value /= sum;
}

}  // namespace

double identity_distance(Core const& core, Arm const& arm) {
    return .5 * ring(core.genre, arm[genre], sizes[genre]) / 3 + .3 * ring(core.mood, arm[mood], sizes[mood]) / 2 +
           .2 * ring(core.visual, arm[visual], sizes[visual]) / 2;
}

StyleSpace style_space(Core const& core, double limit) {
    StyleSpace space;
    for (std::size_t i = 0; i < factor_count; ++i) {
        space.factors.push_back({names[i], {}, deviations[i] * std::sqrt(mixed_share)});
        for (std::size_t level = 0; level < sizes[i]; ++level) space.factors[i].levels.push_back(std::to_string(level));
    }
    space.factors[slot].context_deviation = slot_deviation;
    space.contexts = platform_count;
    space.bounded = {genre, mood, visual};
    space.pair = {genre, mood};
    for (std::uint8_t g = 0; g < sizes[genre]; ++g)
        for (std::uint8_t m = 0; m < sizes[mood]; ++m)
            for (std::uint8_t v = 0; v < sizes[visual]; ++v)
                if (identity_distance(core, {g, m, 0, v}) <= limit + 1e-9) space.allowed.push_back({g, m, v});
    return space;
}

StyleChoice to_choice(Arm const& arm) { return {arm.begin(), arm.end()}; }

Arm to_arm(StyleChoice const& choice) {
    Arm arm{};
    for (std::size_t i = 0; i < factor_count; ++i) arm[i] = static_cast<std::uint8_t>(choice[i]);
    return arm;
}

Market::Market(std::uint64_t seed, std::size_t artists, Taste taste)
    : taste_(taste), stream_(Random(seed).stream("market")), search_(Random(seed).stream("oracle")) {
    for (std::size_t segment = 0; segment < segment_count; ++segment) draw_segment(segment);
    for (auto& segment : pairs_)
        for (auto& row : segment)
            for (auto& value : row) value = .35 * stream_.normal();
    for (std::size_t platform = 0; platform < platform_count; ++platform) {
        for (auto& share : mixture_[platform]) share = gamma_of_three_halves(stream_);
        normalise(mixture_[platform]);
        for (auto& value : slots_[platform]) value = .25 * stream_.normal();
    }
    auto draw = Random(seed).stream("cores");
    for (std::size_t i = 0; i < artists; ++i) {
        Core core;
        core.genre = static_cast<std::uint8_t>(draw.below(sizes[genre]));
        core.mood = static_cast<std::uint8_t>(draw.below(sizes[mood]));
        core.visual = static_cast<std::uint8_t>(draw.below(sizes[visual]));
        cores_.push_back(core);
        auto& attracted = attraction_.emplace_back();
        attracted.fill(1);
        last_best_.emplace_back().fill({core.genre, core.mood, 0, core.visual});
    }
}

void Market::draw_segment(std::size_t segment) {
    for (std::size_t i = 0; i < factor_count; ++i)
        for (std::size_t level = 0; level < sizes[i]; ++level)
            tastes_[segment][offsets[i] + level] = deviations[i] * stream_.normal();
}

double Market::taste(std::size_t artist, std::size_t segment, std::size_t factor, std::size_t level) const {
    auto const& core = cores_[artist];
    auto const bonus = factor == genre && level == core.genre ? genre_attraction
                       : factor == mood && level == core.mood ? mood_attraction
                                                              : 0;
    return tastes_[segment][offsets[factor] + level] + bonus * attraction_[artist][segment];
}

Market::Utilities Market::utilities(std::size_t artist, std::size_t platform, Arm const& arm) const {
    Utilities sums{};
    if (taste_ == Taste::none) return sums;
    for (std::size_t segment = 0; segment < segment_count; ++segment) {
        sums[segment] = pairs_[segment][arm[genre]][arm[mood]] + slots_[platform][arm[slot]];
        for (std::size_t i = 0; i < factor_count; ++i) sums[segment] += taste(artist, segment, i, arm[i]);
    }
    return sums;
}

double Market::rate_of(std::size_t platform, Utilities const& sums) const {
    double rate = 0;
    for (std::size_t segment = 0; segment < segment_count; ++segment)
        rate += mixture_[platform][segment] * sigmoid(sums[segment] - 1.2);
    return rate;
}

double Market::save_rate(std::size_t artist, std::size_t platform, Arm const& arm) const {
    return rate_of(platform, utilities(artist, platform, arm));
}

double Market::climb(std::size_t artist, std::size_t platform, double limit, Arm& arm) const {
    auto best = save_rate(artist, platform, arm);
    for (int sweep = 0; sweep < 6; ++sweep) {
        auto const before = arm;
        for (std::size_t i = 0; i < factor_count; ++i) {
            auto tried = arm;
            for (std::size_t level = 0; level < sizes[i]; ++level) {
                tried[i] = static_cast<std::uint8_t>(level);
                if (level == arm[i] || identity_distance(cores_[artist], tried) > limit + 1e-9) continue;
                auto const rate = save_rate(artist, platform, tried);
                if (rate > best) best = rate, arm[i] = tried[i];
            }
        }
        if (arm == before) break;
    }
    return best;
}

Arm Market::oracle(std::size_t artist, std::size_t platform, double limit) {
    auto const& core = cores_[artist];
    std::array<Arm, 3> starts{last_best_[artist][platform], Arm{core.genre, core.mood, 0, core.visual}, Arm{}};
    do {
        for (std::size_t i = 0; i < factor_count; ++i) starts[2][i] = static_cast<std::uint8_t>(search_.below(sizes[i]));
    } while (identity_distance(core, starts[2]) > limit + 1e-9);
    double highest = -1;
    Arm found{};
    for (auto& arm : starts) {
        auto const rate = climb(artist, platform, limit, arm);
        if (rate > highest) highest = rate, found = arm;
    }
    last_best_[artist][platform] = found;
    return found;
}

void Market::pass() {
    auto const kept = std::sqrt(1 - drift * drift);
    for (std::size_t segment = 0; segment < segment_count; ++segment)
        for (std::size_t i = 0; i < factor_count; ++i)
            for (std::size_t level = 0; level < sizes[i]; ++level) {
                auto& value = tastes_[segment][offsets[i] + level];
                value = kept * value + drift * deviations[i] * stream_.normal();
            }
    for (auto& attracted : attraction_)
        for (auto& share : attracted) share *= kept;
    for (auto& mixture : mixture_) {
        for (auto& share : mixture) share *= std::exp(.03 * stream_.normal());
        normalise(mixture);
    }
    if (!stream_.chance(.008)) return;
    auto const segment = stream_.below(segment_count);
    draw_segment(segment);
    for (auto& attracted : attraction_) attracted[segment] = 0;
}

void Market::shock() {
    for (auto& segment : tastes_)
        for (std::size_t i = 0; i < factor_count; ++i)
            for (std::size_t level = 0; level < sizes[i]; ++level) {
                auto& value = segment[offsets[i] + level];
                value = .2 * value + .98 * deviations[i] * stream_.normal();
            }
    for (auto& attracted : attraction_)
        for (auto& share : attracted) share *= .2;
    for (auto& segment : pairs_)
        for (auto& row : segment)
            for (auto& value : row) value = .2 * value + .98 * .35 * stream_.normal();
}

}  // namespace troupe::evolution::market
