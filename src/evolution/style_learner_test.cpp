#include "evolution/style_learner.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "evolution/impl/style_search.hpp"

namespace troupe::evolution {
namespace {

/// Two factors of three and four levels; (0, 3) lies outside the limit.
StyleSpace small_space(std::size_t contexts = 1) {
    StyleSpace space;
    space.factors = {{"genre", {"techno", "ambient", "folk"}}, {"mood", {"dark", "calm", "warm", "wild"}}};
    space.contexts = contexts;
    space.bounded = {0, 1};
    space.pair = {0, 1};
    for (std::size_t genre = 0; genre < 3; ++genre)
        for (std::size_t mood = 0; mood < 4; ++mood)
            if (genre != 0 || mood != 3) space.allowed.push_back({genre, mood});
    return space;
}

PersonaLean techno_and_dark() { return {{0.3, 0, 0}, {0.3, 0, 0, 0}}; }

SaveCount saved(double rate) { return {2000, std::round(2000 * rate)}; }

/// Folk is liked, twice as much on the second platform.
double planted(std::size_t context, StyleChoice const& choice) {
    return choice[0] == 2 ? 0.3 + 0.2 * static_cast<double>(context) : 0.2;
}

void live(StyleLearner& learner, int items, std::size_t contexts, Random& random) {
    for (int i = 0; i < items; ++i) {
        auto const context = random.below(contexts);
        auto const choice = learner.choose(context, random);
        learner.learn(context, choice, saved(planted(context, choice)));
    }
}

TEST(StyleLearner, StartsAsThePersona) {
    StyleLearner const learner(small_space(), techno_and_dark());
    EXPECT_EQ(learner.favourite(0), (StyleChoice{0, 0}));
}

TEST(StyleLearner, FindsWhatIsLiked) {
    StyleLearner learner(small_space(2), techno_and_dark());
    Random random(3);
    live(learner, 120, 2, random);
    EXPECT_EQ(learner.favourite(0)[0], 2U);
    EXPECT_EQ(learner.favourite(1)[0], 2U);
    auto const folk = learner.effect(0, 2);
    EXPECT_GT(folk.mean - 2 * folk.deviation, 0);
    EXPECT_LT(learner.effect(0, 1).mean, 0);
}

TEST(StyleLearner, NeverLeavesTheLimit) {
    auto settings = LearnerSettings{};
    settings.boldness = 3;
    StyleLearner learner(small_space(), {{1, 0, 0}, {0, 0, 0, 1}}, settings);
    Random random(4);
    for (int i = 0; i < 200; ++i) {
        auto const choice = learner.choose(0, random);
        EXPECT_FALSE(choice[0] == 0 && choice[1] == 3);
        learner.learn(0, choice, saved(0.3));
    }
}

TEST(StyleLearner, PiecesThatAreDecidedTogetherMayDiffer) {
    StyleLearner const learner(small_space(), {});
    std::set<StyleChoice> choices;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Random random(seed), same(seed);
        auto const choice = learner.choose(0, random);
        EXPECT_EQ(choice, learner.choose(0, same));
        choices.insert(choice);
    }
    EXPECT_GT(choices.size(), 3U);
}

TEST(StyleLearner, NoticesAShockAndNothingElse) {
    StyleLearner learner(small_space(), techno_and_dark());
    for (std::size_t i = 0; i < 200; ++i)
        EXPECT_FALSE(learner.learn(0, {i % 3, i % 4}, saved(i % 2 == 0 ? 0.33 : 0.27))) << i;
    auto const sure = learner.effect(0, 0).deviation;
    int until = 0;
    while (until < 30 && !learner.learn(0, {0, 0}, saved(0.15))) ++until;
    EXPECT_LT(until, 6);
    EXPECT_GT(learner.effect(0, 0).deviation, 1.05 * sure);
}

TEST(StyleLearner, AnUnheardItemTeachesNothing) {
    StyleLearner learner(small_space(), techno_and_dark());
    auto const before = learner.effect(0, 0);
    EXPECT_FALSE(learner.learn(0, {0, 0}, {0, 0}));
    EXPECT_EQ(learner.effect(0, 0).mean, before.mean);
}

TEST(StyleLearner, TheRosterKnowsBeforeTheNewcomerDoes) {
    LearnerSettings const settings;
    PooledStyles roster(small_space(), settings);
    Random random(6);
    for (int i = 0; i < 200; ++i) {
        StyleChoice const choice{random.below(3), random.below(4)};
        roster.learn(0, choice, saved(planted(1, choice)));
        roster.end_round();
    }
    StyleLearner newcomer(small_space(), techno_and_dark(), settings);
    newcomer.adopt(roster);
    EXPECT_EQ(newcomer.favourite(0)[0], 2U);
    EXPECT_EQ(newcomer.favourite(0)[1], 0U);  // the persona's own, where the roster has no opinion
}

TEST(StyleLearner, WhatTheRosterKnowsDoesNotFadeOfItself) {
    LearnerSettings settings;
    settings.keep_lean = 1;
    PooledStyles roster(small_space(), settings);
    for (std::size_t i = 0; i < 200; ++i) roster.learn(0, {i % 3, i % 4}, saved(planted(1, {i % 3, i % 4})));
    StyleLearner newcomer(small_space(), {}, settings);
    newcomer.adopt(roster);
    auto const before = newcomer.effect(0, 2).mean;
    for (int i = 0; i < 300; ++i) newcomer.learn(0, {0, 0}, saved(0.2));
    EXPECT_GT(newcomer.effect(0, 2).mean, 0.9 * before);
}

TEST(StyleSearch, DoubtDecidesBetweenEquals) {
    impl::StyleFeatures const features(small_space());
    impl::Belief belief(features.prior({}));
    for (int i = 0; i < 5; ++i)
        for (std::size_t mood = 0; mood < 3; ++mood) belief.learn(features.row(0, {1, mood}), 0, 10);
    auto const found = impl::most_promising(features, 0, {belief.mean(), belief.covariance(), 2});
    EXPECT_NE(found[0], 1U);
    EXPECT_EQ(found[1], 3U);
}

TEST(StyleSearch, FindsTheBestOfAllWhereFactorsAreDecidedTogether) {
    impl::StyleFeatures const features(small_space());
    Random random(8);
    for (int world = 0; world < 20; ++world) {
        impl::Belief belief(features.prior({}));
        for (int i = 0; i < 30; ++i)
            belief.learn(features.row(0, {random.below(3), random.below(4)}), 0.4 * random.normal(), 5);
        auto const value = [&](StyleChoice const& choice) {
            auto const row = features.row(0, choice);
            return belief.expect(row) + 1.5 * std::sqrt(belief.variance(row));
        };
        auto const found = impl::most_promising(features, 0, {belief.mean(), belief.covariance(), 1.5});
        for (auto const& other : features.space().allowed) EXPECT_GE(value(found), value(other) - 1e-12);
    }
}

}  // namespace
}  // namespace troupe::evolution
