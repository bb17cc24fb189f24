#include "llm/chain.hpp"

#include <gtest/gtest.h>

#include "llm/testing/memory_stores.hpp"
#include "llm/testing/scripted_model.hpp"

namespace troupe::llm {
namespace {

using testing::ScriptedModel;

class ChainTest : public ::testing::Test {
protected:
    Chain chain(std::vector<std::shared_ptr<ScriptedModel>> models, Assignments assignments = {}, Caps caps = {}) {
        std::vector<Seat> seats;
        for (auto& model : models) seats.push_back({model, {1'000'000, 2'000'000, "2026-11-22"}});
        return Chain({seats, assignments, caps, ledger, cache, clock, [this] { return ++bits; }, [this](Seconds time, std::stop_token stop) {
                          waited.push_back(time.count());
                          clock.set(clock.now() + std::chrono::duration_cast<std::chrono::milliseconds>(time));
                          return !stop.stop_requested();
                      }});
    }
    static std::shared_ptr<ScriptedModel> model(std::string name, std::vector<ChatResult> script) {
        return std::make_shared<ScriptedModel>(std::move(name), std::move(script));
    }
    Asked ask(Chain& chain, std::string question = "sing", Purpose purpose = {"s", "a", "lyrics", Step::generate, ""}) {
        Patience patience;
        return chain.ask({.messages = {{Role::user, std::move(question)}}, .max_tokens = 100}, purpose, patience, {});
    }

    testing::MemoryLedger ledger;
    testing::MemoryAnswerCache cache;
    FixedClock clock{TimePoint{std::chrono::seconds{1'800'000'000}}};
    std::uint64_t bits = 0;
    std::vector<double> waited;
};

TEST_F(ChainTest, TriesAgainAndPaysForTheAnswerAlone) {
    auto const busy = model("m", {ScriptedModel::trouble(Trouble::busy, "429"), ScriptedModel::trouble(Trouble::unreachable, "refused"), ScriptedModel::says("{}")});
    auto chain = this->chain({busy});
    auto const asked = ask(chain);
    ASSERT_TRUE(asked.answer);
    EXPECT_EQ(asked.attempts.size(), 3U);
    EXPECT_EQ(asked.cost_micros, 100 + 2 * 50);
    EXPECT_EQ(*ledger.spent_by_session("s"), 200);
    ASSERT_EQ(waited.size(), 2U);
    EXPECT_LE(waited[0], 0.5);
    EXPECT_LE(waited[1], 1.0);
}

TEST_F(ChainTest, WaitsAsLongAsTheServerAsks) {
    auto const busy = model("m", {ScriptedModel::trouble(Trouble::busy, "429", Seconds{7}), ScriptedModel::says("{}")});
    auto chain = this->chain({busy});
    EXPECT_TRUE(ask(chain).answer);
    EXPECT_EQ(waited, std::vector<double>{7});
}

TEST_F(ChainTest, GoesToTheNextModelAtOnceWhenThereIsNoHope) {
    for (auto const trouble : {Trouble::out_of_credit, Trouble::denied, Trouble::unfit}) {
        auto const poor = model("poor" + json::enum_name(trouble), {ScriptedModel::trouble(trouble, "no"), ScriptedModel::says("never heard")});
        auto const rich = model("rich", {ScriptedModel::says("{}")});
        auto chain = this->chain({poor, rich});
        EXPECT_EQ(ask(chain, json::enum_name(trouble)).model, "rich");
        EXPECT_EQ(poor->requests.size(), 1U);
    }
    EXPECT_TRUE(waited.empty());
}

TEST_F(ChainTest, AModelWithoutCreditRestsSixHours) {
    auto const poor = model("poor", {ScriptedModel::trouble(Trouble::out_of_credit, "no money"), ScriptedModel::says("{}")});
    auto chain = this->chain({poor});
    EXPECT_FALSE(ask(chain).answer);
    clock.set(clock.now() + std::chrono::hours{5});
    auto const asked = ask(chain);
    EXPECT_FALSE(asked.answer);
    EXPECT_EQ(asked.attempts.at(0).trouble, "resting");
    EXPECT_EQ(asked.error.code, ErrorCode::unavailable);
    EXPECT_NE(asked.error.message.find("no money"), std::string::npos);
    clock.set(clock.now() + std::chrono::hours{2});
    EXPECT_TRUE(ask(chain).answer);
}

TEST_F(ChainTest, OpensTheCircuitAfterFiveFailuresAndLooksAgainLater) {
    auto const down = model("down", {});
    auto chain = this->chain({down});
    EXPECT_FALSE(ask(chain).answer);
    EXPECT_EQ(down->requests.size(), 5U);
    EXPECT_FALSE(ask(chain).answer);
    EXPECT_EQ(down->requests.size(), 5U) << "it rests";
    clock.set(clock.now() + std::chrono::seconds{31});
    EXPECT_FALSE(ask(chain).answer);
    EXPECT_EQ(down->requests.size(), 6U) << "one trial";
    clock.set(clock.now() + std::chrono::seconds{31});
    EXPECT_FALSE(ask(chain).answer);
    EXPECT_EQ(down->requests.size(), 6U) << "it rests twice as long";
}

TEST_F(ChainTest, NeverSpendsMoreThanTheCaps) {
    auto const model = this->model("m", std::vector<ChatResult>(50, ScriptedModel::says("{}")));
    auto chain = this->chain({model}, {}, {.day_micros = 10'000, .artist_micros = 10'000, .task_micros = 900});
    int answered = 0;
    for (int i = 0; i < 20; ++i) answered += ask(chain, std::to_string(i)).answer ? 1 : 0;
    EXPECT_GT(answered, 0);
    EXPECT_LE(*ledger.spent_by_session("s"), 900);
    auto const last = ask(chain, "one more");
    EXPECT_EQ(last.error.code, ErrorCode::rate_limited);
    EXPECT_NE(last.error.message.find("the task"), std::string::npos);
}

TEST_F(ChainTest, ADroppedCallStaysOnTheBill) {
    auto const flaky = model("m", {ScriptedModel::trouble(Trouble::dropped, "broke off"), ScriptedModel::says("{}")});
    auto chain = this->chain({flaky});
    EXPECT_TRUE(ask(chain).answer);
    EXPECT_GT(*ledger.spent_by_session("s"), 200);
}

TEST_F(ChainTest, AsksTheSameQuestionOnce) {
    auto const model = this->model("m", {ScriptedModel::says("{\"a\":1}")});
    auto chain = this->chain({model});
    EXPECT_FALSE(ask(chain).from_cache);
    auto const again = ask(chain);
    EXPECT_TRUE(again.from_cache);
    EXPECT_EQ(again.answer->text, "{\"a\":1}");
    EXPECT_EQ(again.cost_micros, 0);
    EXPECT_EQ(model->requests.size(), 1U);
}

TEST_F(ChainTest, FollowsTheAssignments) {
    auto chain = this->chain({model("a", {}), model("b", {}), model("c", {}), model("d", {})}, {{"lyrics.review", "d"}, {"lyrics", "c"}, {"review", "b"}});
    using Names = std::vector<std::string>;
    EXPECT_EQ(chain.order({"s", "", "lyrics", Step::review, ""}), (Names{"d", "a", "b", "c"}));
    EXPECT_EQ(chain.order({"s", "", "lyrics", Step::repair, ""}), (Names{"c", "a", "b", "d"}));
    EXPECT_EQ(chain.order({"s", "", "titles", Step::review, ""}), (Names{"b", "a", "c", "d"}));
    EXPECT_EQ(chain.order({"s", "", "titles", Step::generate, ""}), (Names{"a", "b", "c", "d"}));
    EXPECT_EQ(chain.order({"s", "", "lyrics", Step::review, "a"}), (Names{"a", "b", "c", "d"}));
}

TEST_F(ChainTest, FollowsTheArtistBeforeATrialAndATrialBeforeTheInstallation) {
    auto chain = this->chain({model("a", {}), model("b", {}), model("c", {}), model("d", {})}, {{"lyrics.review", "d"}, {"default", "c"}});
    auto const first = [&](std::string const& task, Step step, std::string const& prefer, Assignments own) {
        return chain.order({"s", "", task, step, prefer, std::move(own)}).front();
    };
    EXPECT_EQ(first("lyrics", Step::review, "", {{"lyrics.review", "b"}, {"lyrics", "a"}}), "b");
    EXPECT_EQ(first("lyrics", Step::generate, "d", {{"lyrics.review", "b"}, {"lyrics", "a"}}), "a");
    EXPECT_EQ(first("lyrics", Step::refine, "d", {{"review", "b"}}), "d");
    EXPECT_EQ(first("titles", Step::review, "", {{"review", "b"}}), "b");
    EXPECT_EQ(first("titles", Step::generate, "", {{"default", "b"}}), "b");
    EXPECT_EQ(first("titles", Step::generate, "", {}), "c");
}

TEST_F(ChainTest, SaysWhichAssignedModelNobodySetUp) {
    auto chain = this->chain({model("a", {ScriptedModel::says("{}")})});
    auto const asked = ask(chain, "sing", {"s", "a", "lyrics", Step::generate, "", {{"lyrics", "gone/model"}}});
    ASSERT_TRUE(asked.answer);
    EXPECT_EQ(asked.model, "a");
    ASSERT_FALSE(asked.attempts.empty());
    EXPECT_EQ(asked.attempts[0].model, "gone/model");
    EXPECT_EQ(asked.attempts[0].trouble, "not_set_up");
}

TEST_F(ChainTest, StopsInTheMiddleOfAWait) {
    std::stop_source stop;
    Chain chain({{{model("m", {}), {}}}, {}, {}, ledger, cache, clock, [this] { return ++bits; }, [&](Seconds, std::stop_token) { return false; }});
    Patience patience;
    auto const asked = chain.ask({.messages = {{Role::user, "x"}}, .max_tokens = 10}, {"s", "", "t", Step::generate, ""}, patience, stop.get_token());
    EXPECT_EQ(asked.error.code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::llm
