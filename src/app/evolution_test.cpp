#include <cmath>

#include "app/testing/temp_home.hpp"
#include "base/random.hpp"
#include "evolution/style_draw.hpp"
#include "flow/artist_changes.hpp"
#include "flow/evolution_report.hpp"
#include "flow/learn.hpp"
#include "flow/style_choice.hpp"

/// What was heard decides what the next piece tries, and what the artist becomes: on a whole installation.
namespace troupe::app {
namespace {

constexpr auto prompt = "An upbeat pop singer who writes about small kitchens and late trams";

class Evolution : public ::testing::Test {
protected:
    void SetUp() override {
        auto const created = flow::create_artist(studio(), {prompt, {}, {}, true, "test"});
        ASSERT_TRUE(created) << created.error().message;
        id = to_string(created->artist.id);
    }
    flow::Studio& studio() { return home.studio(); }
    artist::Document now() { return *flow::find_artist(studio(), id); }

    /// A song that came out so many days ago, and how it was taken: log odds beyond the usual.
    void hear(std::string const& song, int days_ago, json::Object factors, double liking) {
        feedback::ImportBatch batch{
            .file_sha256 = std::string(64, 'a'), .file_name = "weeks.csv", .imported_at = studio().clock.now()};
        for (int day = 0; day < 7; ++day) {
            feedback::Observation row;
            row.key = song + "/" + std::to_string(day);
            row.artist_id = id;
            row.content_id = row.track = song;
            row.date = plus_days(date_of(studio().clock.now()), day - days_ago);
            row.platform = "spotify";
            row.territory = "DE";
            row.streams = 1'000;
            auto const odds = std::log(0.05 / 0.95) + liking + 0.1 * random.normal();
            row.saves = static_cast<std::int64_t>(std::lround(1'000 / (1 + std::exp(-odds))));
            row.factors = factors;
            row.file_name = "weeks.csv";
            batch.observations.push_back(row);
        }
        ASSERT_TRUE(studio().observations.import(batch));
    }
    /// Songs of both moods, of which the second is loved.
    void hear_a_year() {
        auto const moods = now().profile.style.moods;
        auto const genre = now().profile.style.genres.front().name;
        for (int i = 0; i < 16; ++i)
            hear("old " + std::to_string(i), 380 - 20 * i,
                 {{"genre", genre}, {"mood", moods[static_cast<std::size_t>(i % 2)].name}}, i % 2 == 1 ? 0.9 : 0.0);
    }
    catalog::Content words(flow::Wishes const& wishes = {}) {
        flow::GenerateRequest request{.artist = id, .type = "lyrics", .seed = 11};
        request.wishes = wishes;
        return home.generate(request);
    }
    evolution::Draw tried(catalog::Content const& content) {
        return flow::choice_of(content).value_or(evolution::Draw{});
    }

    testing::TempHome home;
    Random random{5};
    std::string id;
};

TEST_F(Evolution, BeforeAnybodyWasHeardAPieceIsMadeAsEver) {
    auto const made = words();
    EXPECT_FALSE(flow::choice_of(made));
    EXPECT_FALSE(made.brief.as_object().contains("tries"));
    EXPECT_EQ(made.provenance.prompt.find("[style"), std::string::npos);
}

TEST_F(Evolution, WhatWasHeardDecidesWhatIsTried) {
    hear_a_year();
    int loved = 0;
    int controls = 0;
    for (int i = 0; i < 20; ++i) {
        auto const draw = tried(words());
        controls += draw.arm == evolution::Arm::control ? 1 : 0;
        if (draw.arm != evolution::Arm::learned) continue;
        loved += draw.levels.at("mood") == now().profile.style.moods[1].name ? 1 : 0;
        auto const seen = *flow::as_chosen(studio(), now(), draw);
        EXPECT_EQ(seen.profile.style.moods.size(), 1U);
        EXPECT_EQ(json::print(seen.profile.core), json::print(now().profile.core));
    }
    EXPECT_GE(loved, (20 - controls) / 2) << "its weight is smaller than the first one's";
}

TEST_F(Evolution, AWishWinsAndIsRecordedAsOne) {
    hear_a_year();
    auto const mood = now().profile.style.moods[0].name;
    auto const made = words({{"mood", mood}, {"tempo", "97"}});
    auto const draw = tried(made);
    EXPECT_EQ(draw.arm, evolution::Arm::wished);
    EXPECT_EQ(draw.levels.at("mood"), mood);
    EXPECT_NE(made.provenance.prompt.find("[style: wished arm]"), std::string::npos);
    auto const seen = *flow::as_chosen(studio(), now(), draw);
    EXPECT_EQ(seen.profile.style.tempo_low.value, 97);
    EXPECT_EQ(seen.profile.style.tempo_high.value, 97);
    json::Value factors = json::Object{};
    flow::add_factors(factors, draw);
    EXPECT_EQ(factors.at("arm"), json::Value("wished"));
}

TEST_F(Evolution, AWishThatNobodyCanFulfilNamesItsField) {
    for (auto const& [wishes, field] :
         std::vector<std::pair<flow::Wishes, std::string>>{{{{"mood", "xyzzy"}}, "mood"},
                                                           {{{"genre", "xyzzy"}}, "genre"},
                                                           {{{"tempo", "fast"}}, "tempo"},
                                                           {{{"colour", "red"}}, "wishes"}}) {
        flow::GenerateRequest request{.artist = id, .type = "track"};
        request.wishes = wishes;
        auto const refused = flow::begin_generation(studio(), request);
        ASSERT_FALSE(refused) << field;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
        EXPECT_NE(refused.error().message.find(field), std::string::npos) << refused.error().message;
    }
    flow::GenerateRequest request{.artist = id, .type = "kit"};
    request.wishes = {{"mood", now().profile.style.moods[0].name}};
    EXPECT_FALSE(flow::begin_generation(studio(), request));
}

TEST_F(Evolution, HarmIsTakenBackAndRests) {
    hear_a_year();
    auto const before = now();
    auto const evolved = flow::evolve(studio(), id, flow::EvolveMode::apply, "evolution");
    ASSERT_TRUE(evolved && evolved->has_changed) << (evolved ? evolved->text : evolved.error().message);
    auto const version = now().version.number;
    ASSERT_NE(json::print(now().profile.style), json::print(before.profile.style));
    for (int i = 0; i < 60; ++i)
        hear("new " + std::to_string(i), 70 - i,
             {{"mood", before.profile.style.moods[1].name}, {"arm", "learned"}, {"artist_version", version}}, -0.8);
    auto const shown = flow::evolve(studio(), id, flow::EvolveMode::show, "evolution");
    ASSERT_TRUE(shown) << shown.error().message;
    auto const back = flow::evolve(studio(), id, flow::EvolveMode::apply, "evolution");
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_FALSE(back->value.at("taken_back").as_array().empty()) << back->text;
    EXPECT_EQ(back->value.at("taken_back"), shown->value.at("taken_back"));
    EXPECT_EQ(artist::print_without_version(now()), artist::print_without_version(before));
    EXPECT_EQ(now().version.kind, artist::VersionKind::evolved);
    EXPECT_NE(now().version.reason.find("took back"), std::string::npos);
    EXPECT_TRUE(artist::verify_chain(*studio().artists.history(now().id)));

    auto const report = *flow::report_evolution(studio(), id);
    ASSERT_FALSE(report.changes.empty());
    EXPECT_EQ(report.changes[0].verdict.ruling, evolution::Ruling::taken_back);
    ASSERT_TRUE(report.changes[0].change.gain);
    EXPECT_GT(report.changes[0].change.gain->high, report.changes[0].change.gain->low);
    EXPECT_NE(flow::readable(report).find("taken back"), std::string::npos);
}

TEST_F(Evolution, SkillsComeWithReleasesAndWhatAPersonTakesAwayStaysAway) {
    for (int i = 0; i < 4; ++i) {
        catalog::Content release;
        release.id = flow::next_id<catalog::ContentTag>(studio());
        release.artist = now().id;
        release.kind = catalog::ContentKind::release;
        release.title = "Release " + std::to_string(i);
        release.state = catalog::ContentState::approved;
        release.created = release.updated = studio().clock.now();
        ASSERT_TRUE(studio().contents.insert(release));
    }
    EXPECT_FALSE(now().profile.settings.skills);
    auto const evolved = flow::evolve(studio(), id, flow::EvolveMode::apply, "evolution");
    ASSERT_TRUE(evolved) << evolved.error().message;
    EXPECT_EQ(now().profile.settings.skills, (std::vector<std::string>{"bare_songs", "other_metres"}));
    EXPECT_NE(evolved->text.find("Learned by"), std::string::npos) << evolved->text;
    ASSERT_TRUE(flow::edit_artist(studio(), id, {{"settings.skills", R"(["other_metres"])"}}, "person"));
    EXPECT_FALSE(flow::evolve(studio(), id, flow::EvolveMode::apply, "evolution")->has_changed);
    EXPECT_EQ(now().profile.settings.skills, (std::vector<std::string>{"other_metres"}));
}

}  // namespace
}  // namespace troupe::app
