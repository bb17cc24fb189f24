#include "trends/growth.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "trends/impl/embedded_model.hpp"
#include "trends/impl/level_features.hpp"

namespace troupe::trends {
namespace {

constexpr int ahead = 13;
constexpr std::size_t learned_growth_weeks = 12 * 52;
constexpr double ridge = 0.01;
constexpr double smallest = 0.005;  ///< share below which a relative change means nothing

using GrowthFeatures = std::array<double, 8>;

/// Distances of the present from the usual, as logarithms.
std::optional<GrowthFeatures> growth_features(std::span<double const> weeks, Date newest) {
    auto const level = impl::level_features({weeks, newest, ahead, 1});
    if (!level) return std::nullopt;
    auto const& f = *level;
    auto const log = [](double share) { return std::log(std::max(share, 0.0) + smallest); };
    return GrowthFeatures{1,
                          log(f[0]) - log(f[2]),
                          log(f[1]) - log(f[2]),
                          log(f[2]) - log(f[3]),
                          log(f[3]) - log(f[4]),
                          log(f[1]) - log(f[0] - f[6]),
                          f[17],
                          f[18]};
}

std::optional<double> growth(std::span<double const> weeks, std::size_t origin) {
    auto const before = weeks[origin], after = weeks[origin + ahead];
    if (std::isnan(before) || std::isnan(after)) return std::nullopt;
    return std::log(after + smallest) - std::log(before + smallest);
}

}  // namespace

GrowthModel learn_growth(Pool const& pool) {
    impl::Table table;
    std::vector<impl::Target> targets;
    for (auto const series : pool.series)
        for (std::size_t ago = ahead; ago < std::min(learned_growth_weeks, series.size()); ago += 2) {
            auto const known = series.first(series.size() - ago);
            if (impl::active_weeks(known) < 26) continue;
            auto const outcome = growth(series, series.size() - 1 - ago);
            auto const features = growth_features(known, plus_days(pool.newest, -7 * static_cast<int>(ago)));
            if (!outcome || !features) continue;
            table.add(*features);
            targets.push_back({*outcome, 1});
        }
    return {impl::fit_squares(table, targets, ridge)};
}

std::optional<double> expected_growth(GrowthModel const& model, std::span<double const> weeks, Date newest) {
    if (impl::active_weeks(weeks) < 26) return std::nullopt;
    auto const features = growth_features(weeks, newest);
    if (!features) return std::nullopt;
    return impl::dot(*features, model.weights);
}

GrowthModel const& shipped_growth() {
    static auto const model = impl::embedded_model<GrowthModel>("trends/growth.json");
    return model;
}

}  // namespace troupe::trends
