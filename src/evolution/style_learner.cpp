#include "evolution/style_learner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

#include "evolution/impl/belief.hpp"
#include "evolution/impl/save_reading.hpp"
#include "evolution/impl/style_search.hpp"

namespace troupe::evolution {
namespace {

double logit(double rate) { return std::log(rate / (1 - rate)); }

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
    impl::Belief::Kept kept;   ///< from one item to the next
    double surprise = 0;
    int since_alarm = 0;

    Model(StyleSpace space, PersonaLean const& persona, LearnerSettings const& wanted)
        : features(std::move(space)),
          settings(wanted),
          lean(features.lean_of(persona)),
          first(features.prior(wanted)),
          belief({lean, first.variance}),
          kept{features.by_kind({.base = wanted.keep_base, .level = wanted.keep, .pair = wanted.keep_pair}),
               features.by_kind({.base = 1, .level = wanted.keep_lean, .pair = 1})},
          since_alarm(wanted.quiet_items) {}

    /// Returns how surprising that was, in deviations; above 0: better than expected.
    double take_in(std::size_t context, StyleChoice const& choice, SaveCount const& count) {
        auto const row = features.row(context, choice);
        auto const base = logit(settings.base_rate);
        auto const reading = impl::read_saves(count, {base + belief.expect(row), belief.variance(row)}, settings.noise);
        belief.learn(row, reading.log_odds - base, reading.weight);
        return reading.surprise;
    }

    /// An item later. The persona's lean is where one starts; what the audience has come to like takes its place.
    void pass() { pass(kept); }
    void pass(impl::Belief::Kept const& now) {
        belief.pass(now);
        for (std::size_t i = 0; i < lean.size(); ++i) lean[i] *= now.prior_means[i];
    }
    /// What the audience was is gone, but for how large a share of it saves at all.
    void pass_shock() {
        auto const left = settings.keep_after_shock;
        auto const kinds = features.by_kind({.base = 1, .level = left, .pair = left});
        pass({kinds, kinds});
    }

    /// One-sided sum of surprises for the worse (Page, Biometrika 1954).
    bool is_shock(double surprised) {
        surprise = std::max(0.0, surprise - surprised - settings.cusum_slack);
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
    auto const& [features, belief, settings] = std::tie(model_->features, model_->belief, model_->settings);
    auto const drawn = belief.draw(features.decisive(context), settings.boldness, random);
    return impl::most_promising(features, context, {drawn, belief.covariance(), settings.optimism});
}

StyleChoice StyleLearner::favourite(std::size_t context) const {
    return model_->features.best(context, model_->belief.mean());
}

bool StyleLearner::learn(std::size_t context, StyleChoice const& choice, SaveCount const& count) {
    auto& model = *model_;
    if (count.exposures <= 0) return false;
    auto const surprise = model.take_in(context, choice, count);
    model.pass();
    if (!model.is_shock(surprise)) return false;
    model.pass_shock();
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
    model_->take_in(context, choice, count);
}

void PooledStyles::end_round() { model_->pass(); }

}  // namespace troupe::evolution
