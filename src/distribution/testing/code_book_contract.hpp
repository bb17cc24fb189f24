#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/json.hpp"
#include "distribution/code_book.hpp"

namespace troupe::distribution::testing {

[[nodiscard]] inline TimePoint in_year(int year) {
    return TimePoint{std::chrono::sys_days{std::chrono::year(year) / 6 / 15}.time_since_epoch()};
}
[[nodiscard]] inline CodePrefix isrc_prefix(std::string prefix = "QZ7K2") {
    return {CodeKind::isrc, std::move(prefix), "Ada", in_year(2026)};
}
[[nodiscard]] inline CodeWish isrc_wish(std::string owner, int year = 2026) {
    return {CodeKind::isrc, std::move(owner), "release 1", "Salt \"and\" Stätic", "Ada", in_year(year)};
}

/// What every CodeBook promises; an adapter's test only instantiates it.
template <class Book>
class CodeBookContract : public ::testing::Test {
protected:
    std::string isrc_of(std::string owner, int year = 2026) {
        auto const code = book.reserve(isrc_wish(std::move(owner), year));
        return code ? code->value : code.error().message;
    }
    Book book;
};
TYPED_TEST_SUITE_P(CodeBookContract);

TYPED_TEST_P(CodeBookContract, GivesInOrderAndOnlyOnce) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    EXPECT_EQ(this->isrc_of("a"), "QZ7K22600001");
    EXPECT_EQ(this->isrc_of("b"), "QZ7K22600002");
    EXPECT_EQ(this->isrc_of("a"), "QZ7K22600001");  // the same master keeps its code
    EXPECT_EQ(this->isrc_of("a", 2027), "QZ7K22600001");
    EXPECT_EQ(this->isrc_of("c", 2027), "QZ7K22700001");  // a year begins anew
    EXPECT_EQ(this->isrc_of("d"), "QZ7K22600003");
}

TYPED_TEST_P(CodeBookContract, GivesBackEveryField) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    auto const given = this->book.reserve(isrc_wish("a"));
    ASSERT_TRUE(given) << given.error().message;
    EXPECT_EQ(given->status, CodeStatus::reserved);
    EXPECT_EQ(given->number, 0);
    EXPECT_EQ(json::print(**this->book.find(CodeKind::isrc, "a")), json::print(*given));
    EXPECT_EQ(json::print(**this->book.find_value(CodeKind::isrc, given->value)), json::print(*given));
    EXPECT_EQ(json::print(*this->book.of_release("release 1")), json::print(std::vector{*given}));
    EXPECT_EQ(json::print(*this->book.prefixes()), json::print(std::vector{isrc_prefix()}));
    EXPECT_FALSE(*this->book.find(CodeKind::upc, "a"));
    EXPECT_TRUE(this->book.of_release("release 2")->empty());
}

TYPED_TEST_P(CodeBookContract, SaysThatThereIsNoPrefix) {
    auto const none = this->book.reserve(isrc_wish("a"));
    EXPECT_EQ(none.error().code, ErrorCode::not_found);
    EXPECT_NE(none.error().message.find("add-prefix isrc"), std::string::npos) << none.error().message;
    ASSERT_TRUE(this->book.add_prefix({CodeKind::upc, "4006381", "Ada", in_year(2026)}));
    EXPECT_EQ(this->book.reserve(isrc_wish("a")).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(CodeBookContract, RefusesPrefixesThatBeginTheSameCodes) {
    ASSERT_TRUE(this->book.add_prefix({CodeKind::upc, "4006381", "Ada", in_year(2026)}));
    for (auto const* other : {"4006381", "400638", "40063812"})
        EXPECT_EQ(this->book.add_prefix({CodeKind::upc, other, "Ada", in_year(2026)}).error().code,
                  ErrorCode::conflict);
    EXPECT_TRUE(this->book.add_prefix({CodeKind::upc, "4006382", "Ada", in_year(2026)}));
    ASSERT_TRUE(this->book.add_prefix({CodeKind::dpid, "PADPIDA2013042401U", "Ada", in_year(2026)}));
    EXPECT_EQ(this->book.add_prefix({CodeKind::dpid, "PADPIDA2009101501Y", "Ada", in_year(2026)}).error().code,
              ErrorCode::conflict);
    auto wish = isrc_wish("a");
    wish.kind = CodeKind::dpid;
    EXPECT_EQ(this->book.reserve(wish).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(CodeBookContract, GoesOnWithTheNextPrefixAndSaysWhenAllAreUsedUp) {
    // Eleven digits leave ten numbers.
    ASSERT_TRUE(this->book.add_prefix({CodeKind::upc, "40063811234", "Ada", in_year(2026)}));
    ASSERT_TRUE(this->book.add_prefix({CodeKind::upc, "40063811235", "Ada", in_year(2027)}));
    std::set<std::string> values;
    for (int i = 0; i < 20; ++i) {
        auto wish = isrc_wish(fmt::format("release {}", i));
        wish.kind = CodeKind::upc;
        auto const code = this->book.reserve(wish);
        ASSERT_TRUE(code) << code.error().message;
        EXPECT_TRUE(values.insert(code->value).second);
        EXPECT_EQ(code->prefix, i < 10 ? "40063811234" : "40063811235");
        EXPECT_EQ(parse_code(CodeKind::upc, code->value).value_or(""), code->value);
    }
    auto wish = isrc_wish("one more");
    wish.kind = CodeKind::upc;
    auto const full = this->book.reserve(wish);
    EXPECT_EQ(full.error().code, ErrorCode::conflict);
    EXPECT_NE(full.error().message.find("all 2 prefixes"), std::string::npos) << full.error().message;
    auto const rows = this->book.rows(in_year(2026));
    for (auto const& row : *rows) EXPECT_EQ(row.given, row.capacity);
}

TYPED_TEST_P(CodeBookContract, AssignsForGood) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    EXPECT_EQ(this->book.assign(CodeKind::isrc, "a", in_year(2026)).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->book.reserve(isrc_wish("a")));
    auto const assigned = this->book.assign(CodeKind::isrc, "a", in_year(2027));
    ASSERT_TRUE(assigned);
    EXPECT_EQ(assigned->status, CodeStatus::assigned);
    EXPECT_EQ(this->book.assign(CodeKind::isrc, "a", in_year(2028))->assigned, in_year(2027));
    EXPECT_EQ(this->book.take_in({isrc_wish("a"), "GBAYE6900531"}).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->isrc_of("a"), assigned->value);
}

TYPED_TEST_P(CodeBookContract, TakesInWhatOthersGaveAndPutsItsOwnAsideForGood) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    auto const own = this->isrc_of("a");
    auto const given = this->book.take_in({isrc_wish("a"), "GBAYE6900531"});
    ASSERT_TRUE(given) << given.error().message;
    EXPECT_EQ(given->status, CodeStatus::external);
    EXPECT_EQ(given->number, -1);
    EXPECT_EQ(this->isrc_of("a"), "GBAYE6900531");
    EXPECT_EQ((*this->book.find_value(CodeKind::isrc, own))->status, CodeStatus::none);
    EXPECT_EQ(this->isrc_of("b"), "QZ7K22600002");  // what was put aside is not given again
    EXPECT_EQ(this->book.take_in({isrc_wish("b"), own}).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->book.take_in({isrc_wish("b"), "GBAYE6900531"}).error().code, ErrorCode::conflict);
    EXPECT_TRUE(this->book.take_in({isrc_wish("a"), "GBAYE6900531"}));  // again: nothing new
    EXPECT_EQ(this->book.of_release("release 1")->size(), 3U);
    ASSERT_TRUE(this->book.assign(CodeKind::isrc, "a", in_year(2026)));
    EXPECT_EQ((*this->book.find(CodeKind::isrc, "a"))->status, CodeStatus::external);
    EXPECT_EQ(this->book.take_in({isrc_wish("a"), "GBAYE6900532"}).error().code, ErrorCode::conflict);
}

TYPED_TEST_P(CodeBookContract, StepsOverOwnNumbersThatAHandGave) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    auto const given = this->book.take_in({isrc_wish("old"), "QZ7K22600002"});
    ASSERT_TRUE(given);
    EXPECT_EQ(given->number, 1);
    EXPECT_EQ(given->prefix, "QZ7K2");
    EXPECT_EQ(this->isrc_of("a"), "QZ7K22600001");
    EXPECT_EQ(this->isrc_of("b"), "QZ7K22600003");
    auto const rows = this->book.rows(in_year(2026));
    ASSERT_EQ(rows->size(), 1U);
    EXPECT_EQ(rows->front().given, 3);
}

TYPED_TEST_P(CodeBookContract, KnowsACodeInItsOtherSpelling) {
    auto wish = isrc_wish("a");
    wish.kind = CodeKind::upc;
    ASSERT_TRUE(this->book.take_in({wish, "036000291452"}));
    wish.owner = "b";
    EXPECT_EQ(this->book.take_in({wish, "0036000291452"}).error().code, ErrorCode::conflict);
    EXPECT_EQ((*this->book.find_value(CodeKind::upc, "00036000291452"))->owner, "a");
}

TYPED_TEST_P(CodeBookContract, GivesEveryOneOfManyAnotherCode) {
    ASSERT_TRUE(this->book.add_prefix(isrc_prefix()));
    constexpr int threads = 6;
    constexpr int each = 25;
    std::vector<std::vector<std::string>> given(threads);
    std::vector<std::thread> crowd;
    for (int t = 0; t < threads; ++t)
        crowd.emplace_back([&, t] {
            // Two of them want a code for the same thing each time.
            for (int i = 0; i < each; ++i)
                given[static_cast<std::size_t>(t)].push_back(this->isrc_of(fmt::format("{}/{}", t / 2, i)));
        });
    for (auto& thread : crowd) thread.join();
    std::set<std::string> values;
    for (auto const& list : given) values.insert(list.begin(), list.end());
    EXPECT_EQ(values.size(), static_cast<std::size_t>(threads / 2 * each));
    EXPECT_EQ(*values.begin(), "QZ7K22600001");
    EXPECT_EQ(*values.rbegin(), fmt::format("QZ7K226{:05}", threads / 2 * each));  // no gap
    EXPECT_EQ(given[0], given[1]);
}

REGISTER_TYPED_TEST_SUITE_P(CodeBookContract, GivesInOrderAndOnlyOnce, GivesBackEveryField, SaysThatThereIsNoPrefix,
                            RefusesPrefixesThatBeginTheSameCodes, GoesOnWithTheNextPrefixAndSaysWhenAllAreUsedUp,
                            AssignsForGood, TakesInWhatOthersGaveAndPutsItsOwnAsideForGood,
                            StepsOverOwnNumbersThatAHandGave, KnowsACodeInItsOtherSpelling,
                            GivesEveryOneOfManyAnotherCode);

}  // namespace troupe::distribution::testing
