#include "llm/orchestrator.hpp"

#include <gtest/gtest.h>

#include "llm/review_log.hpp"
#include "llm/testing/memory_stores.hpp"
#include "llm/testing/scripted_model.hpp"

namespace troupe::llm {
namespace {

using testing::ScriptedModel;

/// A title is good when it says "rain", usable when it is there.
Assessment assess(json::Value const& draft) {
    auto const* title = draft.get_object().if_contains("title");
    if (title == nullptr || !title->is_string()) return {0, {"title: is missing"}};
    bool const rains = std::string(title->get_string()).find("rain") != std::string::npos;
    return rains ? Assessment{0.9, {}} : Assessment{0.5, {"title: must say rain"}};
}

class OrchestratorTest : public ::testing::Test {
protected:
    Result<Outcome> run(std::vector<ChatResult> script, Task const& task, std::stop_token stop = {}) {
        model = std::make_shared<ScriptedModel>("m", std::move(script));
        Chain chain({{{model, {1'000'000, 1'000'000, ""}}}, {}, {}, ledger, cache, clock, [this] { return ++bits; },
                     [](Seconds, std::stop_token token) { return !token.stop_requested(); }});
        return with(chain).run(task, stop);
    }
    Orchestrator with(AnswerSource& answers) {
        return Orchestrator({.answers = answers, .sessions = sessions, .clock = clock, .id_bits = [this] { return ++bits; }, .scrubber = Scrubber({"topsecret"})});
    }
    static Task task(std::string question = "a title about rain") {
        return {.name = "title", .artist = "vesper", .prefer = "", .input = json::Object{{"q", question}}, .prompt_version = "v1",
                .messages = {{Role::system, "you title songs"}, {Role::user, question}}, .shape = {"title", json::Object{}}, .assess = assess,
                .criteria = "", .on_text = nullptr};
    }

    testing::MemoryLedger ledger;
    testing::MemoryAnswerCache cache;
    testing::MemorySessionStore sessions;
    FixedClock clock{TimePoint{std::chrono::seconds{1'800'000'000}}};
    std::uint64_t bits = 0;
    std::shared_ptr<ScriptedModel> model;
};

TEST_F(OrchestratorTest, KeepsAGoodAnswerAtOnce) {
    auto const outcome = run({ScriptedModel::says(R"({"title":"rain"})")}, task());
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_EQ(json::print(outcome->value), R"({"title":"rain"})");
    auto const session = *sessions.find(outcome->session);
    EXPECT_EQ(session.state, SessionState::completed);
    EXPECT_EQ(session.model, "m");
    EXPECT_EQ(session.cost_micros, 150);
    EXPECT_EQ(json::print(session.result), json::print(outcome->value));
    EXPECT_EQ(sessions.entries(outcome->session)->size(), 1U);
}

TEST_F(OrchestratorTest, ShowsTheModelWhatIsWrongAndRefines) {
    auto const outcome = run({ScriptedModel::says("Here you go!"), ScriptedModel::says(R"({"title":"sun"})"), ScriptedModel::says(R"({"title":"rain"})")}, task());
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_DOUBLE_EQ(outcome->score, 0.9);
    auto const log = *sessions.entries(outcome->session);
    ASSERT_EQ(log.size(), 3U);
    EXPECT_EQ(log[1].step, Step::repair);
    EXPECT_NE(model->requests[1].messages.back().text.find("holds no JSON object"), std::string::npos);
    EXPECT_EQ(log[2].step, Step::refine);
    EXPECT_NE(model->requests[2].messages.back().text.find("must say rain"), std::string::npos);
    EXPECT_EQ(best_draft(log)->number, 3);
}

TEST_F(OrchestratorTest, KeepsTheBestOfThree) {
    auto const outcome = run({ScriptedModel::says(R"({"title":"a"})"), ScriptedModel::says(R"({"title":"b"})"), ScriptedModel::says(R"({"title":"c"})")}, task());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(json::print(outcome->value), R"({"title":"a"})");
    EXPECT_EQ(outcome->iterations, 3);
    EXPECT_EQ(outcome->findings.size(), 1U);
}

TEST_F(OrchestratorTest, ASecondModelsOpinionOnlyLowers) {
    auto judged = task();
    judged.criteria = "is it good?";
    auto const outcome = run({ScriptedModel::says(R"({"title":"rain"})"), ScriptedModel::says(R"({"score":0.3,"findings":["too plain"]})"),
                              ScriptedModel::says(R"({"title":"rain on tin"})"), ScriptedModel::says(R"({"score":7,"findings":[]})")}, judged);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(json::print(outcome->value), R"({"title":"rain on tin"})");
    EXPECT_DOUBLE_EQ(outcome->score, 0.9) << "an opinion above one is one, and never lifts our own score";
    EXPECT_NE(model->requests[2].messages.back().text.find("too plain"), std::string::npos);
}

TEST_F(OrchestratorTest, GivesUpOnWhatCannotBeUsed) {
    auto const outcome = run({ScriptedModel::says("no"), ScriptedModel::says("still no")}, task());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::bad_response);
    auto const failed = sessions.list({.state = SessionState::failed})->sessions.at(0);
    EXPECT_EQ(failed.failure, outcome.error().message);
}

TEST_F(OrchestratorTest, NeverParsesARefusalOrATornAnswer) {
    for (auto const finish : {Finish::refused, Finish::cut_off, Finish::filtered}) {
        auto const outcome = run({ScriptedModel::says(R"({"title":"rain"})", finish), ScriptedModel::says(R"({"title":"rain"})", finish)}, task(json::enum_name(finish)));
        EXPECT_FALSE(outcome) << json::enum_name(finish);
    }
}

TEST_F(OrchestratorTest, GoesOnWhereItWasCutOff) {
    std::stop_source stop;
    stop.request_stop();
    std::vector<ChatResult> script{ScriptedModel::says(R"({"title":"sun"})"), ScriptedModel::trouble(Trouble::cancelled, "stopped")};
    ASSERT_EQ(run(std::move(script), task()).error().code, ErrorCode::cancelled);
    auto const active = sessions.list({.state = SessionState::active})->sessions.at(0);
    auto const outcome = run({ScriptedModel::says(R"({"title":"rain"})")}, task());
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_EQ(outcome->session, active.id);
    EXPECT_EQ(model->requests.size(), 1U) << "the first answer came from the log";
    EXPECT_EQ(sessions.entries(active.id)->size(), 2U);
}

TEST_F(OrchestratorTest, ReplaysToTheSameResult) {
    auto judged = task();
    judged.criteria = "is it good?";
    auto const outcome = run({ScriptedModel::says("what?"), ScriptedModel::says(R"({"title":"sun"})"), ScriptedModel::trouble(Trouble::denied, "no reviewer"),
                              ScriptedModel::says(R"({"title":"rain"})")}, judged);
    ASSERT_TRUE(outcome) << outcome.error().message;
    ScriptedModel silent("m");
    auto const log = *sessions.entries(outcome->session);
    Chain nobody({{{std::make_shared<ScriptedModel>("x"), {}}}, {}, {}, ledger, cache, clock, [this] { return ++bits; }});
    auto const again = with(nobody).replay(judged, log);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(json::print(again->value), json::print(outcome->value));
    EXPECT_DOUBLE_EQ(again->score, outcome->score);
    auto changed = judged;
    changed.messages[1].text = "a title about snow";
    EXPECT_EQ(with(nobody).replay(changed, log).error().code, ErrorCode::conflict);
}

TEST_F(OrchestratorTest, NothingSecretReachesModelLogOrResult) {
    auto const outcome = run({ScriptedModel::says(R"({"title":"rain for jane@mail.example topsecret"})")}, task("topsecret +49 30 12345678"));
    ASSERT_TRUE(outcome);
    auto const everything = json::print(export_json(*sessions.find(outcome->session), *sessions.entries(outcome->session))) + model->requests[0].messages[1].text;
    EXPECT_EQ(json::print(outcome->value), R"({"title":"rain for [e-mail] [key]"})");
    EXPECT_EQ(everything.find("jane@"), std::string::npos);
    EXPECT_EQ(model->requests[0].messages[1].text, "[key] [telephone]");
}

TEST_F(OrchestratorTest, OldSessionsExpireAndCanBeExtended) {
    ASSERT_FALSE(run({ScriptedModel::trouble(Trouble::cancelled, "stopped")}, task()));
    clock.set(clock.now() + std::chrono::hours{25});
    ASSERT_TRUE(run({ScriptedModel::says(R"({"title":"rain"})")}, task("another")));
    auto expired = sessions.list({.state = SessionState::expired})->sessions;
    ASSERT_EQ(expired.size(), 1U);
    auto const extended = extend(expired[0], std::chrono::hours{1}, clock.now());
    ASSERT_TRUE(extended);
    EXPECT_EQ(extended->state, SessionState::active);
    auto ended = *extended;
    ended.state = SessionState::completed;
    EXPECT_EQ(extend(ended, std::chrono::hours{1}, clock.now()).error().code, ErrorCode::conflict);
}

TEST_F(OrchestratorTest, ThePageEscapesWhatAModelSays) {
    auto const outcome = run({ScriptedModel::says(R"({"title":"<script>rain</script>"})")}, task("<b>"));
    ASSERT_TRUE(outcome);
    auto const page = export_html(*sessions.find(outcome->session), *sessions.entries(outcome->session));
    EXPECT_EQ(page.find("<script>"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
}

TEST_F(OrchestratorTest, CountsHowTasksWent) {
    std::vector<std::pair<Session, std::vector<ReviewEntry>>> all;
    for (auto const* question : {"one", "two"}) {
        auto const outcome = run({ScriptedModel::says(R"({"title":"sun"})"), ScriptedModel::says(R"({"title":"rain"})")}, task(question));
        ASSERT_TRUE(outcome);
        all.emplace_back(*sessions.find(outcome->session), *sessions.entries(outcome->session));
    }
    auto const rows = analyse(all);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].sessions, 2);
    EXPECT_DOUBLE_EQ(rows[0].first_score, 0.5);
    EXPECT_DOUBLE_EQ(rows[0].best_score, 0.9);
    EXPECT_DOUBLE_EQ(rows[0].iterations, 2);
    EXPECT_EQ(rows[0].cost_micros, 600);
}

}  // namespace
}  // namespace troupe::llm
