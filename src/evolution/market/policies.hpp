#pragma once

#include <memory>
#include <optional>

#include "evolution/market/market.hpp"

namespace troupe::evolution::market {

/// `troupe` is the one that real artists use; the others are what it is measured against.
BOOST_DEFINE_ENUM_CLASS(PolicyName, fixed, random, commit, epsilon, linucb, troupe, no_forgetting)

/// Decides what the next item of one artist is like, and is told what came of it.
class Policy {
public:
    virtual ~Policy() = default;
    virtual Arm choose(std::size_t platform) = 0;
    virtual void learn(std::size_t platform, Arm const& arm, SaveCount const& count) = 0;
    virtual void adopt(PooledStyles const& roster);  ///< what a roster knows; most policies make nothing of it
};

/// What the regressions of the opponents assume, as it suits them best.
[[nodiscard]] LearnerSettings opponent_settings();

/// Constants found on development seeds, never on those that are reported.
struct PolicySettings {
    LearnerSettings learner;
    PoolSettings pool;
    LearnerSettings opponents = opponent_settings();
    double explore_items = 60;     ///< commit: that many at random
    double epsilon = 0.1;          ///< epsilon: that often one factor at random..
    double epsilon_keep = 0.985;   ///< ..and how it forgets
    double ridge = 8;              ///< linucb: precision of each effect before anything was seen
    double width = 0.6;            ///< linucb: deviations that an unknown is given the benefit of
    double linucb_keep = 0.985;
};

/// The persona as a policy may know it: what the audience probably came for.
[[nodiscard]] PersonaLean persona_lean(Core const& core);

[[nodiscard]] std::unique_ptr<Policy> make_policy(PolicyName name, Core const& core, Random random,
                                                  PolicySettings const& settings = {}, double limit = identity_limit);

}  // namespace troupe::evolution::market
