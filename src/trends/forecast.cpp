#include "trends/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "trends/impl/embedded_model.hpp"
#include "trends/impl/level_features.hpp"
#include "trends/impl/quantile.hpp"

namespace troupe::trends {
namespace {

constexpr int least_active_weeks = 26;

/// How a family is learned, chosen on charts to 2020 (benchmarks/learning).
struct Recipe {
    std::size_t columns = impl::level_feature_count;
    int years = 8;
    std::size_t every = 4;       ///< weeks between origins
    double half_life_years = 4;  ///< of an example's weight
    bool is_linear = false;
};
Recipe recipe_of(Family family) {
    if (family == Family::shares) return {impl::share_feature_count, 12, 2, 4, true};
    return {impl::level_feature_count, 8, 4, 4, false};
}

struct Examples {
    impl::Table table;
    std::vector<impl::Target> targets;
};

/// No series whose steps are tiny may rule the others: weights end at their 95 % quantile.
void bound_weights(std::vector<impl::Target>& targets) {
    std::vector<double> weights;
    for (auto const& target : targets) weights.push_back(target.weight);
    auto const most = impl::quantile(std::move(weights), 0.95);
    for (auto& target : targets) target.weight = std::min(target.weight, most);
}

/// An origin `ago` weeks before the newest week, and what came `ahead` weeks after it.
void add_example(Examples& examples, Pool const& pool, std::span<double const> series, std::size_t ago, int ahead, Family family, Recipe const& recipe) {
    auto const known = series.first(series.size() - ago);
    auto const outcome = series[series.size() - 1 - ago + static_cast<std::size_t>(ahead)];
    auto const step = impl::mean_step(known);
    if (std::isnan(outcome) || step <= 0 || impl::active_weeks(known) < least_active_weeks) return;
    auto const newest = plus_days(pool.newest, -7 * static_cast<int>(ago));
    auto const features = impl::level_features({known, newest, ahead, cap_of(family)});
    if (!features) return;
    examples.table.add(std::span<double const>(*features).first(recipe.columns));
    examples.targets.push_back({outcome / cap_of(family), cap_of(family) / step});
}

Examples examples_of(Pool const& pool, int ahead, Family family, Recipe const& recipe) {
    Examples examples;
    std::vector<double> ages;
    for (auto const series : pool.series)
        for (auto ago = static_cast<std::size_t>(ahead); ago < std::min<std::size_t>(52 * static_cast<std::size_t>(recipe.years), series.size()); ago += recipe.every) {
            add_example(examples, pool, series, ago, ahead, family, recipe);
            ages.resize(examples.targets.size(), static_cast<double>(ago) / 52);
        }
    bound_weights(examples.targets);
    for (std::size_t i = 0; i < ages.size(); ++i) examples.targets[i].weight *= std::exp2(-ages[i] / recipe.half_life_years);
    return examples;
}

HorizonModel learn_horizon(Family family, Pool const& pool, int ahead) {
    auto const recipe = recipe_of(family);
    auto const examples = examples_of(pool, ahead, family, recipe);
    impl::BoostSettings const shallow{.trees = 60, .leaves = 6, .rate = 0.1, .least_rows = 40};
    auto const edge = [&](double share) {
        auto settings = shallow;
        settings.loss = impl::Loss::quantile;
        settings.quantile = share;
        // How far a forecast may be off is asked of all examples alike, as it is counted.
        auto targets = examples.targets;
        for (auto& target : targets) target.weight = 1;
        return impl::grow_trees(examples.table, targets, settings);
    };
    HorizonModel model;
    model.ahead = ahead;
    model.shallow = impl::grow_trees(examples.table, examples.targets, shallow);
    if (recipe.is_linear) model.linear = impl::fit_absolute(examples.table, examples.targets);
    else model.deep = impl::grow_trees(examples.table, examples.targets, {.trees = 100, .leaves = 15, .rate = 0.06});
    model.low = edge(0.05);
    model.high = edge(0.95);
    return model;
}

Forecast forecast_with(HorizonModel const& model, std::span<double const> features, double cap) {
    double sum = 0;
    int members = 0;
    auto const add = [&](double value) {
        sum += std::max(value, 0.0);
        ++members;
    };
    if (!model.linear.empty()) add(impl::dot(features, model.linear));
    if (!model.shallow.roots.empty()) add(model.shallow.predict(features));
    if (!model.deep.roots.empty()) add(model.deep.predict(features));
    auto const value = members == 0 ? 0.0 : sum / members;
    return {model.ahead, value * cap, std::clamp(model.low.predict(features), 0.0, value) * cap, std::max(model.high.predict(features), value) * cap};
}

}  // namespace

Family family_of(Kind kind) {
    return kind == Kind::hashtag || kind == Kind::artist || kind == Kind::song ? Family::points : Family::shares;
}

double cap_of(Family family) { return family == Family::shares ? 0.3 : 200; }

FamilyModel learn_forecasts(Family family, Pool const& pool) {
    FamilyModel model{family, {}};
    for (auto const ahead : horizons) model.horizons.push_back(learn_horizon(family, pool, ahead));
    return model;
}

std::vector<Forecast> forecast(FamilyModel const& model, std::span<double const> weeks, Date newest) {
    if (impl::active_weeks(weeks) < least_active_weeks) return {};
    std::vector<Forecast> all;
    for (auto const& horizon : model.horizons) {
        auto const features = impl::level_features({weeks, newest, horizon.ahead, cap_of(model.family)});
        if (!features) return {};
        all.push_back(forecast_with(horizon, std::span<double const>(*features).first(recipe_of(model.family).columns), cap_of(model.family)));
    }
    return all;
}

FamilyModel const& shipped_forecasts(Family family) {
    static auto const models = impl::embedded_model<std::vector<FamilyModel>>("trends/forecast.json");
    return *std::find_if(models.begin(), models.end(), [&](auto const& each) { return each.family == family; });
}

}  // namespace troupe::trends
