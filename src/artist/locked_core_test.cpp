#include <gtest/gtest.h>

#include "artist/document.hpp"
#include "artist/seed_document.hpp"
#include "artist/testing/example_profile.hpp"
#include "base/random.hpp"

namespace troupe::artist {
namespace {

using testing::example_author;

/// Writes of every kind, right and wrong ones, as people, imports and evolution would make them.
class RandomWrites {
public:
    explicit RandomWrites(std::uint64_t seed) : random_(seed) {}

    Result<Document> next(std::vector<Document> const& history) {
        auto const& current = history.back();
        switch (random_.below(7)) {
            case 0:
                return apply_change(current, with_edit(current.profile), example_author());
            case 1:
                return apply_change(current, with_core(current.profile), example_author());
            case 2:
                return apply_change(current, evolved(current.profile), example_author(), VersionKind::evolved);
            case 3:
                return imported(current, history);
            case 4:
                return undo(history, random_.between(0, current.version.number + 1), example_author());
            case 5:
                return change_state(
                    current,
                    random_.pick(std::vector<State>{State::candidate, State::active, State::evolving, State::paused}),
                    example_author());
            default:
                return lock_core(current, example_author());
        }
    }

private:
    std::string word() { return "word " + std::to_string(random_.below(1000)); }

    Profile with_edit(Profile profile) {
        profile.positioning.tagline = word();
        if (random_.chance(0.5)) profile.story.facts[0].text = word();
        if (random_.chance(0.2)) profile.story.biography_short = "";
        return profile;
    }

    Profile with_core(Profile profile) {
        if (random_.chance(0.5))
            profile.core.name = "Name " + word();
        else
            profile.core.motifs[random_.below(3)] = word();
        return profile;
    }

    Profile evolved(Profile profile) {
        auto const share = random_.uniform(0.5, 0.95);
        profile.style.genres = {{"techno", share}, {"ambient", 1 - share}};
        profile.style.production["space"].value = random_.uniform(-1, 1);
        return profile;
    }

    Result<Document> imported(Document const& current, std::vector<Document> const& history) {
        auto seed = export_seed(current, history);
        if (random_.chance(0.5)) seed.stage_name = "Name " + word();
        if (random_.chance(0.5)) seed.backstory = word();
        seed.target_audience = word();
        return apply_change(current, TRY(import_seed(json::print(seed), current.profile)).profile, example_author());
    }

    Random random_;
};

TEST(LockedCore, AThousandRandomWritesNeverChangeIt) {
    RandomWrites writes(7);
    Random random(8);
    int accepted = 0;
    int refused = 0;
    for (int life = 0; life < 20; ++life) {
        std::vector<Document> history{testing::example_artist(static_cast<std::uint64_t>(life))};
        for (int write = 0; write < 50; ++write) {
            auto const next = writes.next(history);
            if (!next) {
                ++refused;
                continue;
            }
            ++accepted;
            auto const& before = history.back();
            if (before.core_locked) {
                ASSERT_TRUE(next->core_locked);
                ASSERT_EQ(json::print(next->profile.core), json::print(before.profile.core));
                ASSERT_EQ(next->core_hash, before.core_hash);
            }
            history.push_back(*next);
            auto const& target = random.pick(history);
            auto const back = undo(history, target.version.number, example_author());
            if (back) {
                ASSERT_EQ(print_without_version(*back), print_without_version(target));
            }
        }
        ASSERT_TRUE(verify_chain(history));
    }
    EXPECT_GT(accepted, 300);
    EXPECT_GT(refused, 200);
}

TEST(LockedCore, EveryVersionSinceTheLockComesBackToTheByte) {
    std::vector<Document> history{*lock_core(testing::example_artist(), example_author())};
    history.insert(history.begin(), testing::example_artist());
    for (int i = 0; i < 12; ++i) {
        auto profile = history.back().profile;
        profile.positioning.tagline = "Tagline " + std::to_string(i);
        history.push_back(*apply_change(history.back(), profile, example_author()));
    }
    for (std::size_t i = 1; i + 1 < history.size(); ++i) {
        auto const back = undo(history, history[i].version.number, example_author());
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(print_without_version(*back), print_without_version(history[i]));
    }
}

TEST(Lifecycle, EveryRefusalSaysWhichWaysThereAre) {
    auto const states = {State::candidate, State::active, State::evolving, State::paused, State::retired};
    for (auto const from : states)
        for (auto const to : states) {
            auto document = testing::example_artist();
            document.state = from;
            auto const next = change_state(document, to, example_author());
            if (next) continue;
            auto const& message = next.error().message;
            auto const ways = message.find("possible: ");
            ASSERT_NE(ways, std::string::npos) << message;
            // The ways it names are those there are.
            for (auto const way : states) {
                bool const is_named = message.find(json::enum_name(way), ways) != std::string::npos;
                EXPECT_EQ(is_named, change_state(document, way, example_author()).has_value()) << message;
            }
        }
}

TEST(Lifecycle, FromPausedThereIsAWayBack) {
    auto document = testing::example_artist();
    for (auto const state :
         {State::active, State::paused, State::active, State::evolving, State::paused, State::active, State::retired}) {
        auto const next = change_state(document, state, example_author());
        ASSERT_TRUE(next) << next.error().message;
        document = *next;
    }
    EXPECT_NE(change_state(document, State::active, example_author()).error().message.find("possible: none"),
              std::string::npos);
}

}  // namespace
}  // namespace troupe::artist
