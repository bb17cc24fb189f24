#include "evolution/market/policies.hpp"

#include <algorithm>
#include <cmath>

#include "evolution/impl/style_search.hpp"
#include "evolution/market/discounted_belief.hpp"

namespace troupe::evolution::market {
namespace {

double steps_between(std::size_t a, std::size_t b, std::size_t size) {
    auto const apart = a > b ? a - b : b - a;
    return static_cast<double>(std::min(apart, size - apart));
}

/// Every allowed choice with the same chance.
StyleChoice any_choice(StyleSpace const& space, Random& random) {
    StyleChoice made;
    for (auto const& factor : space.factors) made.push_back(random.below(factor.levels.size()));
    auto const& combination = random.pick(space.allowed);
    for (std::size_t i = 0; i < combination.size(); ++i) made[space.bounded[i]] = combination[i];
    return made;
}

/// The core itself, in the middle of everything else.
class Fixed final : public Policy {
public:
    explicit Fixed(Core const& core) : arm_{core.genre, core.mood, 0, core.visual, 0, 0, 0} {}
    Arm choose(std::size_t) override { return arm_; }
    void learn(std::size_t, Arm const&, SaveCount const&) override {}

private:
    Arm arm_;
};

class AtRandom final : public Policy {
public:
    AtRandom(StyleSpace space, Random random) : space_(std::move(space)), random_(random) {}
    Arm choose(std::size_t) override { return to_arm(any_choice(space_, random_)); }
    void learn(std::size_t, Arm const&, SaveCount const&) override {}

private:
    StyleSpace space_;
    Random random_;
};

/// Every factor differs between contexts by the same share, as it did when the opponents were tuned.
StyleSpace alike_in_contexts(StyleSpace space) {
    for (auto& factor : space.factors) factor.context_deviation = 0;
    return space;
}

/// What the regressions of the opponents share: the features of ours, without its persona.
class Regression {
public:
    Regression(StyleSpace space, LearnerSettings const& settings, std::optional<double> ridge = {})
        : features_(alike_in_contexts(std::move(space))), settings_(settings), belief_(prior(ridge)) {}

    void learn(std::size_t platform, Arm const& arm, SaveCount const& count, double keep) {
        auto const rate = count.saves / count.exposures;
        auto const target = std::log((count.saves + 1) / (count.exposures - count.saves + 3)) + std::log(3.0);
        belief_.forget(keep);
        belief_.learn(features_.row(platform, to_choice(arm)), target,
                      1 / (settings_.noise * settings_.noise + 1 / (count.exposures * rate * (1 - rate) + 1)));
    }
    [[nodiscard]] impl::StyleFeatures const& features() const { return features_; }
    [[nodiscard]] DiscountedBelief const& belief() const { return belief_; }

private:
    [[nodiscard]] impl::NormalPrior prior(std::optional<double> ridge) const {
        auto made = features_.prior(settings_);
        if (ridge) std::fill(made.variance.begin(), made.variance.end(), 1 / *ridge);
        return made;
    }

    impl::StyleFeatures features_;
    LearnerSettings settings_;
    DiscountedBelief belief_;
};

class ExploreThenCommit final : public Policy {
public:
    ExploreThenCommit(StyleSpace space, PolicySettings const& settings, Random random)
        : regression_(std::move(space), settings.opponents), items_(settings.explore_items), random_(random) {}

    Arm choose(std::size_t platform) override {
        if (seen_ < items_) return to_arm(any_choice(regression_.features().space(), random_));
        return to_arm(regression_.features().best(platform, regression_.belief().mean()));
    }
    void learn(std::size_t platform, Arm const& arm, SaveCount const& count) override {
        if (seen_++ < items_) regression_.learn(platform, arm, count, 1);
    }

private:
    Regression regression_;
    double items_;
    Random random_;
    double seen_ = 0;
};

class EpsilonGreedy final : public Policy {
public:
    EpsilonGreedy(StyleSpace space, PolicySettings const& settings, Random random)
        : regression_(std::move(space), settings.opponents), settings_(settings), random_(random) {}

    Arm choose(std::size_t platform) override {
        auto const& features = regression_.features();
        if (random_.chance(settings_.epsilon)) return to_arm(any_choice(features.space(), random_));
        return to_arm(features.best(platform, regression_.belief().mean()));
    }
    void learn(std::size_t platform, Arm const& arm, SaveCount const& count) override {
        regression_.learn(platform, arm, count, settings_.epsilon_keep);
    }

private:
    Regression regression_;
    PolicySettings settings_;
    Random random_;
};

/// Ridge regression with a bonus for what is unknown (Li et al., WWW 2010); with forgetting, D-LinUCB (Russac et al.,
/// NeurIPS 2019). It searches for its best arm as ours does.
class LinUcb final : public Policy {
public:
    LinUcb(Core const& core, double limit, PolicySettings const& settings)
        : settings_(settings),
          regression_(style_space(core, limit), settings.opponents, settings.ridge) {}

    Arm choose(std::size_t platform) override {
        auto const& belief = regression_.belief();
        auto const covariance = belief.covariance();
        return to_arm(impl::most_promising(regression_.features(), platform, {belief.mean(), covariance, settings_.width}));
    }
    void learn(std::size_t platform, Arm const& arm, SaveCount const& count) override {
        regression_.learn(platform, arm, count, settings_.linucb_keep);
    }

private:
    PolicySettings settings_;
    Regression regression_;
};

class Troupe final : public Policy {
public:
    Troupe(Core const& core, double limit, LearnerSettings const& settings, Random random)
        : learner_(style_space(core, limit), persona_lean(core), settings), random_(random) {}

    Arm choose(std::size_t platform) override { return to_arm(learner_.choose(platform, random_)); }
    void learn(std::size_t platform, Arm const& arm, SaveCount const& count) override {
        learner_.learn(platform, to_choice(arm), count);
    }
    void adopt(PooledStyles const& roster) override { learner_.adopt(roster); }

private:
    StyleLearner learner_;
    Random random_;
};

LearnerSettings without_forgetting(LearnerSettings settings) {
    settings.keep = settings.keep_base = settings.keep_pair = 1;
    settings.cusum_alarm = 1e9;
    return settings;
}

}  // namespace

void Policy::adopt(PooledStyles const&) {}

LearnerSettings opponent_settings() {
    LearnerSettings settings;
    settings.shared_share = 1 / mixed_share;
    settings.context_share = .8 / mixed_share;
    settings.least_variance = .03;
    settings.pair_variance = .1;
    settings.base_variance = 1;
    settings.context_base_variance = .05;
    settings.noise = .25;
    return settings;
}

PersonaLean persona_lean(Core const& core) {
    PersonaLean lean(factor_count);
    for (std::size_t i = 0; i < factor_count; ++i) lean[i].resize(sizes[i]);
    for (std::size_t level = 0; level < sizes[genre]; ++level)
        lean[genre][level] = -.035 * steps_between(level, core.genre, sizes[genre]);
    lean[genre][core.genre] += .35;
    lean[mood][core.mood] += .28;
    lean[visual][core.visual] += .105;
    return lean;
}

std::unique_ptr<Policy> make_policy(PolicyName name, Core const& core, Random random, PolicySettings const& settings,
                                    double limit) {
    switch (name) {
        case PolicyName::fixed: return std::make_unique<Fixed>(core);
        case PolicyName::random: return std::make_unique<AtRandom>(style_space(core, limit), random);
        case PolicyName::commit: return std::make_unique<ExploreThenCommit>(style_space(core, limit), settings, random);
        case PolicyName::epsilon: return std::make_unique<EpsilonGreedy>(style_space(core, limit), settings, random);
        case PolicyName::linucb: return std::make_unique<LinUcb>(core, limit, settings);
        case PolicyName::troupe: return std::make_unique<Troupe>(core, limit, settings.learner, random);
        case PolicyName::no_forgetting:
            return std::make_unique<Troupe>(core, limit, without_forgetting(settings.learner), random);
    }
    return nullptr;
}

}  // namespace troupe::evolution::market
