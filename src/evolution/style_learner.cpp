#include "evolution/style_learner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "evolution/impl/belief.hpp"
#include "evolution/impl/style_features.hpp"

namespace troupe::evolution {
namespace {

double logit(double rate) { return std::log(rate / (1 - rate)); }

/// A rate in log odds with its weight: counting noise (delta method) and what varies beyond it.
struct Target {
    double value = 0;
    double weight = 0;
};

Target target_of(SaveCount const& count, LearnerSettings const& settings) {
    auto const successes = count.saves + 4 * settings.base_rate;
    auto const failures = count.exposures - count.saves + 4 * (1 - settings.base_rate);
    auto const rate = count.saves / std::max(1.0, count.exposures);
    return {std::log(successes / failures) - logit(settings.base_rate),
            1 / (settings.noise * settings.noise + 1 / (count.exposures * rate * (1 - rate) + 1))};
}

}  // namespace

Result<void> validate(StyleSpace const& space) {
    if (space.factors.empty()) return wrong_field("factors", "there is none");
    for (auto const& factor : space.factors)
        if (factor.levels.empty()) return wrong_field("factors", fmt::format("{} has no levels", factor.name));
    if (space.contexts == 0) return wrong_field("contexts", "expected 1 or more");
    for (auto const at : space.bounded)
        if (at >= space.factors.size()) return wrong_field("bounded", fmt::format("{} is no factor", at));
    if (!space.bounded.empty() && space.allowed.empty()) return wrong_field("allowed", "nothing lies within the limit");
    for (auto const& combination : space.allowed) {
        if (combination.size() != space.bounded.size()) return wrong_field("allowed", "does not fit `bounded`");
        for (std::size_t i = 0; i < combination.size(); ++i)
            if (combination[i] >= space.factors[space.bounded[i]].levels.size())
                return wrong_field("allowed", fmt::format("{} is no level", combination[i]));
    }
    auto const is_bounded = [&](std::size_t factor) { return std::ranges::count(space.bounded, factor) == 1; };
    if (space.pair && (!is_bounded(space.pair->first) || !is_bounded(space.pair->second)))
        return wrong_field("pair", "both factors must be bounded ones");
    return {};
}

struct StyleLearner::Model {
    impl::StyleFeatures features;
    LearnerSettings settings;
    std::vector<double> lean;  ///< by feature; what is left of it
    impl::NormalPrior first;   ///< without lean
    impl::Belief belief;
    double surprise = 0;
    int since_alarm = 0;

    Model(StyleSpace space, PersonaLean const& persona, LearnerSettings const& wanted)
        : features(std::move(space)),
          settings(wanted),
          lean(features.lean_of(persona)),
          first(features.prior(wanted)),
          belief({lean, first.variance}),
          since_alarm(wanted.quiet_items) {}

    /// The persona's lean is where one starts; what the audience has come to like takes its place.
    void fade_lean() {
        auto change = lean;
        for (auto& value : change) value *= settings.keep_lean - 1;
        for (auto& value : lean) value *= settings.keep_lean;
        belief.move_prior(change);
    }

    /// One-sided sum of surprises for the worse (Page, Biometrika 1954).
    bool is_shock(double error) {
        surprise = std::max(0.0, surprise - error - settings.cusum_slack);
        ++since_alarm;
        if (surprise <= settings.cusum_alarm || since_alarm <= settings.quiet_items) return false;
        surprise = 0;
        since_alarm = 0;
        return true;
    }
};

StyleLearner::StyleLearner(StyleSpace space, PersonaLean lean, LearnerSettings settings)
    : model_(std::make_unique<Model>(std::move(space), lean, settings)) {}
StyleLearner::StyleLearner(StyleLearner&&) noexcept = default;
StyleLearner::~StyleLearner() = default;

StyleChoice StyleLearner::choose(std::size_t context, Random& random) const {
    return model_->features.best(context, model_->belief.draw(model_->settings.boldness, random));
}

StyleChoice StyleLearner::favourite(std::size_t context) const {
    return model_->features.best(context, model_->belief.mean());
}

bool StyleLearner::learn(std::size_t context, StyleChoice const& choice, SaveCount const& count) {
    auto& model = *model_;
    if (count.exposures <= 0) return false;
    auto const row = model.features.row(context, choice);
    auto const [target, weight] = target_of(count, model.settings);
    auto const error =
        (target - model.belief.expect(row)) / std::sqrt(model.belief.variance(row) + 1 / weight);
    model.fade_lean();
    model.belief.forget(model.settings.keep);
    model.belief.learn(row, target, weight);
    if (!model.is_shock(error)) return false;
    model.belief.forget(model.settings.keep_after_shock);
    return true;
}

LevelEffect StyleLearner::effect(std::size_t factor, std::size_t level) const {
    auto const row = model_->features.contrast(factor, level);
    return {model_->belief.expect(row), std::sqrt(model_->belief.variance(row))};
}

void StyleLearner::adopt(PooledStyles const& roster) {
    auto const& pool = *roster.model_;
    assert(pool.belief.size() == model_->belief.size());
    impl::NormalPrior prior{pool.belief.mean(), pool.belief.variances()};
    for (std::size_t i = 0; i < prior.mean.size(); ++i) {
        prior.mean[i] += roster.pool_.persona_share * model_->lean[i];
        prior.variance[i] =
            roster.pool_.pool_uncertainty * prior.variance[i] + roster.pool_.own_share * model_->first.variance[i];
    }
    model_->belief.replace_prior(prior);
}

PooledStyles::PooledStyles(StyleSpace space, LearnerSettings settings, PoolSettings pool)
    : model_(std::make_unique<StyleLearner::Model>(std::move(space), PersonaLean{}, settings)), pool_(pool) {}
PooledStyles::PooledStyles(PooledStyles&&) noexcept = default;
PooledStyles::~PooledStyles() = default;

void PooledStyles::learn(std::size_t context, StyleChoice const& choice, SaveCount const& count) {
    if (count.exposures <= 0) return;
    auto const [target, weight] = target_of(count, model_->settings);
    model_->belief.learn(model_->features.row(context, choice), target, weight);
}

void PooledStyles::end_round() { model_->belief.forget(pool_.keep); }

}  // namespace troupe::evolution
