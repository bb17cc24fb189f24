#pragma once

#include <gtest/gtest.h>

#include "llm/answer_cache.hpp"
#include "llm/ledger.hpp"
#include "llm/session.hpp"

/// What every store of this module promises; an adapter's test only instantiates it.
namespace troupe::llm::testing {

inline TimePoint at_second(std::int64_t second) { return TimePoint{std::chrono::seconds{1'790'000'000 + second}}; }

template <class Tag = struct SessionTag>
Id<Tag> numbered(std::uint64_t number) {
    return make_id<Tag>(at_second(static_cast<std::int64_t>(number)), [number] { return number; });
}

template <class Store>
class SessionStoreContract : public ::testing::Test {
protected:
    static Session session(std::uint64_t number, std::string key = {}) {
        return {.id = numbered<SessionTag>(number),
                .key = key.empty() ? "key" + std::to_string(number) : key,
                .task = number % 2 == 0 ? "lyrics" : "identity",
                .artist = "vesper \"lune\" – ü",
                .prompt_version = "abc",
                .input = json::Object{{"prompt", "dark"}, {"seed", 5}},
                .created = at_second(1),
                .updated = at_second(2),
                .expires = at_second(100),
                .cost_micros = 12};
    }
    static ReviewEntry entry(int number) {
        return {.number = number,
                .step = Step::review,
                .iteration = 2,
                .prompt_version = "abc",
                .messages = {{Role::system, "be brief"}, {Role::user, "a\nb"}},
                .attempts = {{"openai/x", "busy", "429", 0.5}, {"openai/x", "", "answered", 0}},
                .is_answered = true,
                .answer = "{\"score\": 0.25}",
                .finish = "complete",
                .model = "openai/x",
                .request_id = "req",
                .usage = {10, 20, true},
                .cost_micros = 7,
                .score = 0.25,
                .findings = {"too long"},
                .at = at_second(3)};
    }
    Store store;
};
TYPED_TEST_SUITE_P(SessionStoreContract);

TYPED_TEST_P(SessionStoreContract, GivesBackEveryField) {
    auto const session = this->session(1);
    ASSERT_TRUE(this->store.insert(session));
    EXPECT_EQ(json::print(*this->store.find(session.id)), json::print(session));
    ASSERT_TRUE(this->store.append(session.id, this->entry(2)));
    ASSERT_TRUE(this->store.append(session.id, this->entry(1)));
    auto const entries = *this->store.entries(session.id);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(json::print(entries[0]), json::print(this->entry(1)));
    EXPECT_EQ(json::print(entries[1]), json::print(this->entry(2)));
}

TYPED_TEST_P(SessionStoreContract, RefusesWhatIsThereAndWhatIsNot) {
    ASSERT_TRUE(this->store.insert(this->session(1, "same")));
    EXPECT_EQ(this->store.insert(this->session(1, "other")).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.insert(this->session(2, "same")).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.find(numbered<SessionTag>(9)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.update(this->session(9)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.append(numbered<SessionTag>(9), this->entry(1)).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->store.append(numbered<SessionTag>(1), this->entry(1)));
    EXPECT_EQ(this->store.append(numbered<SessionTag>(1), this->entry(1)).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(SessionStoreContract, AnEndedSessionFreesItsKey) {
    auto first = this->session(1, "same");
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_EQ(to_string((*this->store.find_active("same"))->id), to_string(first.id));
    first.state = SessionState::completed;
    first.result = json::Object{{"title", "x"}};
    ASSERT_TRUE(this->store.update(first));
    EXPECT_FALSE(this->store.find_active("same")->has_value());
    EXPECT_TRUE(this->store.insert(this->session(2, "same")));
    EXPECT_EQ(json::print(*this->store.find(first.id)), json::print(first));
}

TYPED_TEST_P(SessionStoreContract, ExpiresAndListsByState) {
    for (std::uint64_t i = 1; i <= 5; ++i) {
        auto session = this->session(i);
        session.expires = at_second(static_cast<std::int64_t>(10 * i));
        ASSERT_TRUE(this->store.insert(session));
    }
    EXPECT_EQ(*this->store.expire(at_second(30)), 3);
    EXPECT_EQ(*this->store.expire(at_second(30)), 0);
    EXPECT_EQ(this->store.list({.state = SessionState::expired})->sessions.size(), 3U);
    EXPECT_EQ(this->store.list({.state = SessionState::active, .task = "lyrics"})->sessions.size(), 1U);
    auto const page = *this->store.list({.limit = 2});
    ASSERT_EQ(page.sessions.size(), 2U);
    EXPECT_EQ(page.sessions[0].id, numbered<SessionTag>(5));
    ASSERT_TRUE(page.next);
    EXPECT_EQ(this->store.list({.after = page.next, .limit = 10})->sessions.size(), 3U);
}

REGISTER_TYPED_TEST_SUITE_P(SessionStoreContract, GivesBackEveryField, RefusesWhatIsThereAndWhatIsNot, AnEndedSessionFreesItsKey,
                            ExpiresAndListsByState);

template <class Store>
class LedgerContract : public ::testing::Test {
protected:
    static Reservation reservation(std::uint64_t number, std::int64_t most, std::string artist = "a", std::string session = "s", std::int64_t second = 0) {
        return {numbered<ReservationTag>(number), std::move(session), std::move(artist), "lyrics", "openai/x", most, at_second(second)};
    }
    Store store;
    Caps caps{1000, 600, 400};
};
TYPED_TEST_SUITE_P(LedgerContract);

TYPED_TEST_P(LedgerContract, KeepsEveryCap) {
    ASSERT_TRUE(this->store.reserve(this->reservation(1, 400), this->caps));
    EXPECT_NE(this->store.reserve(this->reservation(2, 1), this->caps).error().message.find("the task"), std::string::npos);
    ASSERT_TRUE(this->store.reserve(this->reservation(3, 200, "a", "t"), this->caps));
    EXPECT_NE(this->store.reserve(this->reservation(4, 1, "a", "u"), this->caps).error().message.find("the artist"), std::string::npos);
    ASSERT_TRUE(this->store.reserve(this->reservation(5, 400, "b", "v"), this->caps));
    auto const refused = this->store.reserve(this->reservation(6, 1, "c", "w"), this->caps);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
    EXPECT_NE(refused.error().message.find("the day"), std::string::npos);
    EXPECT_TRUE(this->store.reserve(this->reservation(7, 400, "b", "x", 86'400), this->caps)) << "another day";
}

TYPED_TEST_P(LedgerContract, SettlingGivesTheRestBack) {
    ASSERT_TRUE(this->store.reserve(this->reservation(1, 400), this->caps));
    ASSERT_TRUE(this->store.settle(numbered<ReservationTag>(1), 150));
    EXPECT_EQ(*this->store.spent_by_session("s"), 150);
    EXPECT_TRUE(this->store.reserve(this->reservation(2, 250), this->caps));
    EXPECT_EQ(this->store.settle(numbered<ReservationTag>(9), 1).error().code, ErrorCode::not_found);
    auto const spending = *this->store.spending("2026-01-01", "2027-01-01");
    ASSERT_EQ(spending.size(), 1U);
    EXPECT_EQ(spending[0].micros, 400);
    EXPECT_EQ(spending[0].calls, 2);
    EXPECT_EQ(spending[0].model, "openai/x");
}

TYPED_TEST_P(LedgerContract, NobodysWorkHasNoArtistsCap) {
    this->caps.artist_micros = 0;
    ASSERT_TRUE(this->store.reserve(this->reservation(1, 400, "", "s"), this->caps));
    EXPECT_TRUE(this->store.reserve(this->reservation(2, 400, "", "t"), this->caps));
}

REGISTER_TYPED_TEST_SUITE_P(LedgerContract, KeepsEveryCap, SettlingGivesTheRestBack, NobodysWorkHasNoArtistsCap);

template <class Store>
class AnswerCacheContract : public ::testing::Test {
protected:
    Store store;
};
TYPED_TEST_SUITE_P(AnswerCacheContract);

TYPED_TEST_P(AnswerCacheContract, GivesBackWhatIsNotTooOld) {
    ChatAnswer const answer{"{\"a\": \"ü\"}", Finish::complete, {3, 4, true}, "m", "r"};
    EXPECT_FALSE(this->store.find("k", at_second(0)));
    this->store.keep("k", answer, at_second(10));
    ASSERT_TRUE(this->store.find("k", at_second(10)));
    EXPECT_EQ(json::print(*this->store.find("k", at_second(5))), json::print(answer));
    EXPECT_FALSE(this->store.find("k", at_second(11)));
    this->store.keep("k", {"newer", Finish::complete, {}, "m", ""}, at_second(20));
    EXPECT_EQ(this->store.find("k", at_second(11))->text, "newer");
}

REGISTER_TYPED_TEST_SUITE_P(AnswerCacheContract, GivesBackWhatIsNotTooOld);

}  // namespace troupe::llm::testing
