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
    double half_life_years = 4;  ///< of an example's weight
    bool is_linear = false;      ///< a regression beside the shallow trees; else deep trees
};
Recipe recipe_of(Family family, int ahead) {
    // In a quarter neither season nor history says more than the level does.
    bool const is_near = ahead == horizons[0];
    if (family == Family::shares)
        return {is_near ? impl::season_feature_count : impl::basic_feature_count, 12, 4, true};
    return {is_near ? impl::level_feature_count : impl::basic_feature_count, 8, 4, false};
}

struct Examples {
    impl::Table table;
    std::vector<impl::Target> targets;
    std::vector<double> ages;  ///< years before the newest week

    /// Those that are older, or as old.
    [[nodiscard]] Examples older_than(double years) const {
        Examples old;
        for (std::size_t i = 0; i < ages.size(); ++i) {
            if (ages[i] < years) continue;
            old.table.add(table.row(i));
            old.targets.push_back(targets[i]);
            old.ages.push_back(ages[i]);
        }
        return old;
    }
};

/// No series whose steps are tiny may rule the others: weights end at their 95 % quantile.
void bound_weights(std::vector<impl::Target>& targets) {
    std::vector<double> weights;
    for (auto const& target : targets) weights.push_back(target.weight);
    auto const most = impl::quantile(std::move(weights), 0.95);
    for (auto& target : targets) target.weight = std::min(target.weight, most);
}

/// What examples are made of.
struct Lesson {
    Family family = Family::shares;
    Pool const& pool;
    int ahead = 4;
    Recipe recipe;
};

/// An origin `ago` weeks before the newest week, and what came `ahead` weeks after it.
void add_example(Examples& examples, Lesson const& lesson, std::span<double const> series, std::size_t ago) {
    auto const known = series.first(series.size() - ago);
    auto const outcome = series[series.size() - 1 - ago + static_cast<std::size_t>(lesson.ahead)];
    auto const step = impl::mean_step(known);
    if (std::isnan(outcome) || step <= 0 || impl::active_weeks(known) < least_active_weeks) return;
    auto const newest = plus_days(lesson.pool.newest, -7 * static_cast<int>(ago));
    auto const cap = cap_of(lesson.family);
    auto const features = impl::level_features({known, newest, lesson.ahead, cap});
    if (!features) return;
    auto const age = static_cast<double>(ago) / 52;
    examples.table.add(std::span<double const>(*features).first(lesson.recipe.columns));
    examples.targets.push_back({outcome / cap, cap / step});
    examples.ages.push_back(age);
}

Examples examples_of(Lesson const& lesson) {
    Examples examples;
    auto const oldest = 52 * static_cast<std::size_t>(lesson.recipe.years);
    for (auto const series : lesson.pool.series)
        for (auto ago = static_cast<std::size_t>(lesson.ahead); ago < std::min(oldest, series.size()); ++ago)
            add_example(examples, lesson, series, ago);
    bound_weights(examples.targets);
    for (std::size_t i = 0; i < examples.ages.size(); ++i)
        examples.targets[i].weight *= std::exp2(-examples.ages[i] / lesson.recipe.half_life_years);
    return examples;
}

constexpr impl::BoostSettings shallow_trees{.trees = 60, .leaves = 6, .rate = 0.1, .least_rows = 40};

double level_of(HorizonModel const& model, std::span<double const> features) {
    double sum = 0;
    int members = 0;
    auto const add = [&](double value) {
        sum += std::max(value, 0.0);
        ++members;
    };
    if (!model.linear.empty()) add(impl::dot(features, model.linear));
    if (!model.shallow.roots.empty()) add(model.shallow.predict(features));
    if (!model.deep.roots.empty()) add(model.deep.predict(features));
    return members == 0 ? 0.0 : sum / members;
}

/// A level and how far below and above it the outcome may be: both 0 or more, before they are widened.
struct Spread {
    double level = 0, below = 0, above = 0;
};
Spread spread_of(HorizonModel const& model, std::span<double const> features) {
    return {level_of(model, features), std::max(-model.low.predict(features), 0.0),
            std::max(model.high.predict(features), 0.0)};
}

/// A quantile of how far outcomes are from what the model says, asked of all examples alike, as it is counted.
impl::BoostedTrees learn_edge(HorizonModel const& model, Examples const& examples, double share) {
    auto settings = shallow_trees;
    settings.loss = impl::Loss::quantile;
    settings.quantile = share;
    std::vector<impl::Target> misses;
    for (std::size_t i = 0; i < examples.targets.size(); ++i)
        misses.push_back({examples.targets[i].value - level_of(model, examples.table.row(i)), 1});
    return impl::grow_trees(examples.table, misses, settings);
}

/// What all examples teach, or the older ones alone, to see how that fares on the others.
HorizonModel learn_from(Examples const& examples, int ahead, Recipe const& recipe) {
    HorizonModel model;
    model.ahead = ahead;
    model.shallow = impl::grow_trees(examples.table, examples.targets, shallow_trees);
    if (recipe.is_linear)
        model.linear = impl::fit_absolute(examples.table, examples.targets);
    else
        model.deep = impl::grow_trees(examples.table, examples.targets, {.trees = 100, .leaves = 15, .rate = 0.06});
    model.low = learn_edge(model, examples, 0.05);
    model.high = learn_edge(model, examples, 0.95);
    return model;
}

/// How much wider intervals must be than those that were learned, so that nine of ten outcomes are within: seen on the
/// last years by a model that knew only the years before them (split conformal prediction).
double widening(Examples const& examples, int ahead, Recipe const& recipe) {
    constexpr double held_out_years = 3, least_width = 1e-4;
    constexpr std::size_t least_rows = 200;
    auto const old = examples.older_than(held_out_years + static_cast<double>(ahead) / 52);
    if (old.targets.size() < least_rows) return 1;
    auto const model = learn_from(old, ahead, recipe);
    std::vector<double> needed;
    for (std::size_t i = 0; i < examples.targets.size(); ++i) {
        if (examples.ages[i] >= held_out_years) continue;
        auto const spread = spread_of(model, examples.table.row(i));
        auto const miss = examples.targets[i].value - spread.level;
        needed.push_back(std::abs(miss) / std::max(miss > 0 ? spread.above : spread.below, least_width));
    }
    return needed.size() < least_rows ? 1 : impl::quantile(std::move(needed), 0.9);
}

HorizonModel learn_horizon(Family family, Pool const& pool, int ahead) {
    auto const recipe = recipe_of(family, ahead);
    auto const examples = examples_of({family, pool, ahead, recipe});
    auto model = learn_from(examples, ahead, recipe);
    model.widening = widening(examples, ahead, recipe);
    return model;
}

Forecast forecast_with(HorizonModel const& model, std::span<double const> features, double cap) {
    auto const spread = spread_of(model, features);
    return {model.ahead, spread.level * cap, std::max(spread.level - model.widening * spread.below, 0.0) * cap,
            (spread.level + model.widening * spread.above) * cap};
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
        all.push_back(forecast_with(
            horizon, std::span<double const>(*features).first(recipe_of(model.family, horizon.ahead).columns),
            cap_of(model.family)));
    }
    return all;
}

FamilyModel const& shipped_forecasts(Family family) {
    static auto const models = impl::embedded_model<std::vector<FamilyModel>>("trends/forecast.json");
    return *std::find_if(models.begin(), models.end(), [&](auto const& each) { return each.family == family; });
}

}  // namespace troupe::trends
