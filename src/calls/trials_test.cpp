#include "flow/trials.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "flow/decide.hpp"

namespace troupe::calls {
namespace {

using evolution::TrialState;

class Trials : public ::testing::Test {
protected:
    Trials() {
        artist.id = make_id<artist::ArtistTag>(desk.clock.now(), [this] { return Random(++ids).next(); });
    }

    Result<json::Value> ask(std::string const& name, json::Object input, access::Role role = access::Role::admin) {
        Context context{desk.desk, {"Ada", role, "", ""}, "r", {}, std::nullopt, std::nullopt};
        auto const answer = TRY(perform(*catalogue.find(name), context, input));
        return std::get<json::Value>(answer.body);
    }
    flow::TrialReport report(std::string const& name, json::Object input) {
        auto const value = ask(name, std::move(input));
        EXPECT_TRUE(value) << value.error().message;
        return value ? json::from_value<flow::TrialReport>(*value).value() : flow::TrialReport{};
    }
    std::string start(std::string const& knob = "captions.frames", std::string const& value = "things") {
        return report("trial.start", {{"knob", knob}, {"values", json::Array{json::Value(value)}}}).id;
    }
    std::string next_content() { return to_string(make_id<catalog::ContentTag>(desk.clock.now(), [this] { return Random(++ids).next(); })); }

    /// A post sheet as the makers leave it, and a person's word on it. The arm it was made with.
    std::string make_and_decide(bool likes_standard, bool likes_other) {
        auto const id = next_content();
        auto const variation = flow::vary(studio, "captions", artist, id).value();
        catalog::Content content;
        content.id = parse_id<catalog::ContentTag>(id).value();
        content.artist = artist.id;
        content.kind = catalog::ContentKind::post;
        content.title = "Posts";
        content.state = catalog::ContentState::in_review;
        flow::note_arms(content, variation.arms, {});
        EXPECT_TRUE(desk.contents.insert(content));
        auto const arm = variation.arms.empty() ? "" : variation.arms[0].arm;
        bool const is_liked = arm == "standard" ? likes_standard : likes_other;
        auto const decided = flow::decide(studio, id, is_liked ? catalog::Decision::approved : catalog::Decision::rejected, "Ada", "said so");
        EXPECT_TRUE(decided) << decided.error().message;
        return arm;
    }

    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
    flow::Studio& studio = desk.studio;
    artist::Document artist;
    std::uint64_t ids = 0;
};

TEST_F(Trials, NameWhatCanBeVaried) {
    auto const value = ask("trial.list", {}).value();
    EXPECT_NE(json::print(value).find("captions.frames"), std::string::npos);
    EXPECT_NE(json::print(value).find("things"), std::string::npos);
    auto const wrong_knob = ask("trial.start", {{"knob", "tempo"}, {"values", json::Array{"x"}}});
    EXPECT_NE(wrong_knob.error().message.find("prompt.lyrics"), std::string::npos);
    auto const wrong_value = ask("trial.start", {{"knob", "captions.frames"}, {"values", json::Array{"x"}}});
    EXPECT_NE(wrong_value.error().message.find("things"), std::string::npos);
}

TEST_F(Trials, OfPromptsNeedALanguageModel) {
    auto const none = ask("trial.start", {{"knob", "prompt.lyrics"}, {"values", json::Array{"scene"}}});
    EXPECT_EQ(none.error().code, ErrorCode::conflict);
    EXPECT_NE(none.error().message.find("OPENAI_API_KEY"), std::string::npos);
    studio.models = {"local/small", "local/large"};
    start("prompt.lyrics", "scene");
    start("model.lyrics", "local/large");
    auto const variation = flow::vary(studio, "lyrics", artist, next_content()).value();
    EXPECT_EQ(variation.arms.size(), 2u);
}

TEST_F(Trials, LeaveAnArtistsOwnModelAlone) {
    studio.models = {"local/small", "local/large"};
    start("model.lyrics", "local/large");
    artist.profile.settings.llm_assignments = {{"lyrics.review", "local/small"}};
    EXPECT_TRUE(flow::vary(studio, "lyrics", artist, next_content())->arms.empty());
    artist.profile.settings.llm_assignments = {{"captions", "local/small"}};
    EXPECT_EQ(flow::vary(studio, "lyrics", artist, next_content())->arms.size(), 1u);
}

TEST_F(Trials, TheSameContentIsAlwaysWrittenTheSameWay) {
    start();
    auto const content = next_content();
    auto const first = flow::vary(studio, "captions", artist, content).value();
    ASSERT_EQ(first.arms.size(), 1u);
    EXPECT_EQ(first.ways.captions, first.arms[0].value);
    EXPECT_EQ(json::print(json::to_value(flow::vary(studio, "captions", artist, content)->arms)), json::print(json::to_value(first.arms)));
    EXPECT_TRUE(flow::vary(studio, "lyrics", artist, content)->arms.empty());
}

TEST_F(Trials, PromoteWhatIsApprovedAndSayWhy) {
    auto const id = start();
    for (int i = 0; i < 200 && report("trial.show", {{"trial_id", id}}).trial.state == TrialState::running; ++i) make_and_decide(false, true);
    auto const after = report("trial.show", {{"trial_id", id}});
    EXPECT_EQ(after.trial.state, TrialState::promoted);
    EXPECT_EQ(after.trial.winner, "things");
    auto const entry = desk.audited().front();
    EXPECT_EQ(entry.action, "trial.promoted");
    EXPECT_EQ(entry.by, evolution::trial_rule);
    EXPECT_EQ(entry.subject, id);
    EXPECT_NE(entry.reason.find("approved_unedited"), std::string::npos);
    // The tenth that stayed does better from now on: back it goes.
    for (int i = 0; i < 2'000 && report("trial.show", {{"trial_id", id}}).trial.state == TrialState::promoted; ++i) make_and_decide(true, false);
    EXPECT_EQ(report("trial.show", {{"trial_id", id}}).trial.state, TrialState::rolled_back);
    EXPECT_EQ(desk.audited().front().action, "trial.rolled_back");
    EXPECT_EQ(flow::vary(studio, "captions", artist, next_content())->ways.captions, "");
}

TEST_F(Trials, OfSavesCountASongOnceEnoughPeopleHeardIt) {
    studio.models = {"local/small"};
    auto const id = report("trial.start", {{"knob", "prompt.lyrics"}, {"values", json::Array{"scene"}}, {"measure", "saves"}}).id;
    auto const trial = parse_id<evolution::TrialTag>(id).value();
    catalog::Content song;
    song.id = parse_id<catalog::ContentTag>(next_content()).value();
    song.artist = artist.id;
    song.kind = catalog::ContentKind::track;
    song.title = "Low Water";
    flow::note_arms(song, flow::vary(studio, "lyrics", artist, to_string(song.id))->arms, {});
    ASSERT_TRUE(desk.contents.insert(song));
    auto const heard = [&](std::int64_t listeners, std::int64_t saves, std::string const& flag = "") {
        feedback::Observation row;
        row.key = std::to_string(++ids);
        row.artist_id = to_string(artist.id);
        row.content_id = to_string(song.id);
        row.date = *parse_date("2026-03-06");
        row.streams = 2 * listeners;
        row.listeners = listeners;
        row.saves = saves;
        if (!flag.empty()) row.flags = {flag};
        EXPECT_TRUE(desk.observations.import({.file_sha256 = row.key, .file_name = "r.csv", .imported_at = {}, .observations = {row}}));
        EXPECT_TRUE(flow::record_saves(studio));
    };
    heard(99, 50);
    EXPECT_TRUE(studio.trials.outcomes(trial)->empty()) << "99 listeners are no proof";
    heard(5'000, 5'000, "artificial: of one hour");
    EXPECT_TRUE(studio.trials.outcomes(trial)->empty()) << "machines are no listeners";
    heard(301, 50);
    ASSERT_EQ(studio.trials.outcomes(trial)->size(), 1u);
    EXPECT_DOUBLE_EQ(studio.trials.outcomes(trial)->front().value, 0.25);
    heard(400, 0);
    EXPECT_EQ(studio.trials.outcomes(trial)->size(), 1u) << "a song counts once";
}

TEST_F(Trials, CountADecisionOnce) {
    auto const id = start();
    make_and_decide(true, true);
    auto const trial = parse_id<evolution::TrialTag>(id).value();
    ASSERT_EQ(studio.trials.outcomes(trial)->size(), 1u);
    auto const content = studio.trials.outcomes(trial)->front().subject;
    auto changed = studio.contents.find(parse_id<catalog::ContentTag>(content).value()).value();
    changed = catalog::change_state(changed, catalog::ContentState::in_review, desk.clock.now()).value();
    ASSERT_TRUE(studio.contents.update(changed));
    ASSERT_TRUE(flow::decide(studio, content, catalog::Decision::rejected, "Ada", "after all"));
    EXPECT_EQ(studio.trials.outcomes(trial)->size(), 1u);
    EXPECT_EQ(studio.trials.outcomes(trial)->front().value, 1);
}

TEST_F(Trials, CountWhatWasEditedAsNotAsMade) {
    auto const id = start();
    auto const content = next_content();
    catalog::Content made;
    made.id = parse_id<catalog::ContentTag>(content).value();
    made.artist = artist.id;
    made.kind = catalog::ContentKind::post;
    made.title = "Posts";
    made.state = catalog::ContentState::in_review;
    flow::note_arms(made, flow::vary(studio, "captions", artist, content)->arms, {});
    ASSERT_TRUE(desk.contents.insert(made));
    made.title = "Better posts";
    ASSERT_TRUE(desk.contents.update(made));
    ASSERT_TRUE(flow::decide(studio, content, catalog::Decision::approved, "Ada", ""));
    EXPECT_EQ(studio.trials.outcomes(parse_id<evolution::TrialTag>(id).value())->front().value, 0);
}

TEST_F(Trials, APersonEndsPromotesAndRollsBackWithAReason) {
    auto const id = start();
    EXPECT_EQ(ask("trial.promote", {{"trial_id", id}, {"arm", "things"}, {"reason", "r"}}, access::Role::editor).error().code, ErrorCode::forbidden);
    EXPECT_EQ(ask("trial.promote", {{"trial_id", id}, {"arm", "nobody"}, {"reason", "r"}}).error().code, ErrorCode::not_found);
    EXPECT_EQ(ask("trial.rollback", {{"trial_id", id}, {"reason", "r"}}).error().code, ErrorCode::conflict);
    EXPECT_EQ(report("trial.promote", {{"trial_id", id}, {"arm", "things"}, {"reason", "we like it"}}).trial.winner, "things");
    EXPECT_EQ(desk.audited().front().reason, "we like it");
    EXPECT_EQ(desk.audited().front().by, "Ada");
    EXPECT_EQ(report("trial.stop", {{"trial_id", id}, {"reason", "settled"}}).trial.winner, "things");
    EXPECT_EQ(flow::vary(studio, "captions", artist, next_content())->ways.captions, "things");
    // The next one begins where this one ended.
    EXPECT_EQ(report("trial.start", {{"knob", "captions.frames"}, {"values", json::Array{"short"}}}).trial.arms[0].value, "things");
}

TEST_F(Trials, CountRoundsAndCostOfTheSessionsThatWrote) {
    studio.models = {"local/small"};
    auto const rounds = report("trial.start", {{"knob", "prompt.captions"}, {"values", json::Array{"detail"}}, {"measure", "review_rounds"}}).trial;
    auto const cost = report("trial.start", {{"knob", "model.captions"}, {"values", json::Array{"local/small"}}, {"measure", "cost"}}).trial;
    llm::Session session;
    session.id = make_id<llm::SessionTag>(desk.clock.now(), [this] { return Random(++ids).next(); });
    session.iterations = 2;
    session.cost_micros = 250'000;
    session.key = "k";
    ASSERT_TRUE(studio.sessions.insert(session));
    auto const id = next_content();
    catalog::Content content;
    content.id = parse_id<catalog::ContentTag>(id).value();
    content.kind = catalog::ContentKind::post;
    flow::note_arms(content, flow::vary(studio, "captions", artist, id)->arms, {to_string(session.id)});
    EXPECT_NE(content.provenance.prompt.find("[trial prompt.captions: "), std::string::npos);
    ASSERT_TRUE(flow::record_made(studio, content));
    ASSERT_EQ(studio.trials.outcomes(rounds.id)->size(), 1u);
    EXPECT_NEAR(studio.trials.outcomes(rounds.id)->front().value, 2.0 / 3, 1e-12);
    EXPECT_NEAR(studio.trials.outcomes(cost.id)->front().value, 0.75, 1e-12);
}

TEST(SaveRate, WaitsForAHundredListenersAndLeavesOutWhatIsFlagged) {
    std::vector<feedback::Observation> rows(2);
    rows[0].listeners = 60;
    rows[0].saves = 6;
    rows[1].listeners = 500;
    rows[1].saves = 500;
    rows[1].flags = {"artificial: too even"};
    EXPECT_FALSE(flow::save_rate(rows));
    rows.push_back(rows[0]);
    EXPECT_DOUBLE_EQ(flow::save_rate(rows).value(), 0.1);
}

}  // namespace
}  // namespace troupe::calls
