#pragma once

#include <gtest/gtest.h>

#include "feedback/statement_store.hpp"

namespace troupe::feedback::testing {

inline std::string printed(MoneyLine const& line) {
    std::string out = line.key + ":" + line.currency;
    for (auto const number : {line.rows, line.quantity, line.gross, line.net}) out += ":" + std::to_string(number);
    return out + " ";
}

/// What every StatementStore promises. An adapter's test only instantiates it. `Store` is default-constructible, empty,
/// and a StatementStore.
template <class Store>
class StatementStoreContract : public ::testing::Test {
protected:
    static Date day(char const* text) { return *parse_date(text); }
    static StatementFile file(std::string const& sha256, int created = 1) {
        StatementFile made{.sha256 = sha256, .name = sha256 + ".tsv", .format = "dsr", .source = "spotify"};
        made.imported_at = TimePoint{std::chrono::hours(created)};
        made.created_at = TimePoint{std::chrono::hours(created)};
        made.net = {{"EUR", 5}};
        made.checks = {{"rows", "1", "1", true}};
        made.raw_records = {{"MW01", 3}};
        return made;
    }
    static Part part(std::int64_t rows, std::int64_t digest, std::string const& territory = "DE") {
        Part made;
        made.scope = {"spotify", "2026-03", territory, "spotify premium", 1, 1, Measure::royalty};
        made.platform = "spotify";
        made.platform_raw = "Spotify AB";
        made.territory_raw = "Germany";
        made.rows = rows;
        made.digest = digest;
        return made;
    }
    static NumberedRow row(std::int64_t part, std::int64_t subject, int line, std::int64_t quantity, std::optional<Micros> net) {
        NumberedRow made{part, subject, 7 * line, {}};
        made.row.line = line;
        made.row.use_type = UseType::stream_sub;
        made.row.usage_start = made.row.usage_end = day("2026-03-07");
        made.row.report_date = day("2026-04-30");
        made.row.granularity = Granularity::day;
        made.row.quantity = quantity;
        made.row.net = net;
        made.row.currency = net ? "EUR" : "";
        made.row.service_tier = "SubscriptionModel";
        made.row.flags = quantity < 0 ? "return" : "";
        return made;
    }
    static Subject subject(std::string const& isrc, std::string const& release = "Low Water") {
        return {.isrc = isrc, .upc = "4006381333931", .track_title = "Lantern \"é\"", .artist_name = "Vesper Lune", .release_title = release};
    }
    /// One file with one part of these rows: (line, quantity, net).
    Placement put(StatementFile const& of, Part const& part, std::vector<NumberedRow> rows, bool is_held = false) {
        EXPECT_TRUE(store.put_file(of));
        auto const placed = store.place(of, {part}, is_held);
        EXPECT_TRUE(placed);
        for (auto& each : rows) each.part = placed->at(0).number;
        EXPECT_TRUE(placed->at(0).is_known || store.add(rows));
        return placed->at(0);
    }
    std::int64_t taken(Subject const& wanted) { return store.take_subjects({wanted})->at(0).number; }
    Micros total() {
        Micros sum = 0;
        auto const lines = *store.money({});
        for (auto const& line : lines) sum += line.net;
        return sum;
    }

    Store store;
};
TYPED_TEST_SUITE_P(StatementStoreContract);

TYPED_TEST_P(StatementStoreContract, GivesBackAFileAndEveryFieldOfItsRows) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    auto whole = this->row(0, number, 3, 12, 1'250'000);
    whole.row.gross = 2'000'000;
    whole.row.deductions = 750'000;
    whole.row.share_ppm = 850'000;
    whole.row.exchange_rate = "1.0912";
    whole.row.exchange_source = "statement";
    this->put(this->file("aa"), this->part(1, 5), {whole});
    EXPECT_EQ(json::print(*this->store.find_file("aa")), json::print(this->file("aa")));
    EXPECT_EQ(this->store.find_file("bb").error().code, ErrorCode::not_found);
    auto const listed = this->store.list_rows("aa", 0, 10);
    ASSERT_TRUE(listed) << listed.error().message;
    ASSERT_EQ(listed->size(), 1U);
    auto expected = whole.row;
    expected.scope = this->part(1, 5).scope;
    expected.subject = this->subject("DEXX12600001");
    expected.platform = "spotify";
    expected.platform_raw = "Spotify AB";
    expected.territory_raw = "Germany";
    EXPECT_EQ(json::print((*listed)[0]), json::print(expected));
    EXPECT_TRUE(this->store.list_rows("aa", 3, 10)->empty());
}

TYPED_TEST_P(StatementStoreContract, AnAbsentAmountIsNotZero) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    this->put(this->file("aa"), this->part(1, 5), {this->row(0, number, 1, 12, std::nullopt)});
    EXPECT_FALSE(this->store.list_rows("aa", 0, 10)->at(0).net);
}

TYPED_TEST_P(StatementStoreContract, ASubjectHasOneNumberAndKeepsItsMatch) {
    auto const first = this->taken(this->subject("DEXX12600001"));
    auto const both = *this->store.take_subjects({this->subject("DEXX12600002"), this->subject("DEXX12600001")});
    EXPECT_NE(both[0].number, first);
    EXPECT_EQ(both[1].number, first);
    ASSERT_TRUE(this->store.set_match(first, {"artist", "content", MatchMethod::isrc}));
    EXPECT_EQ(json::print(this->store.find_subject(first)->match), json::print(Match{"artist", "content", MatchMethod::isrc}));
    EXPECT_EQ(this->store.take_subjects({this->subject("DEXX12600001")})->at(0).match.content_id, "content");
    EXPECT_EQ(this->store.find_subject(99).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.set_match(99, {}).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(StatementStoreContract, ALaterStatementOfTheSameReplacesAndKeepsTheEarlierAsHistory) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    auto const old = this->put(this->file("aa", 1), this->part(2, 5), {this->row(0, number, 1, 10, 100), this->row(0, number, 2, 5, 50)});
    auto const fresh = this->put(this->file("bb", 2), this->part(1, 6), {this->row(0, number, 1, 12, 120)});
    EXPECT_EQ(fresh.replaced, std::vector{old.number});
    EXPECT_EQ(fresh.rows_replaced, 2);
    EXPECT_EQ(this->total(), 120);
    EXPECT_EQ(this->store.list_rows("aa", 0, 10)->size(), 2U);
    EXPECT_EQ(this->store.list_files()->at(0).sha256, "bb");
    EXPECT_EQ(this->store.find_part(fresh.number)->file_sha256, "bb");
}

TYPED_TEST_P(StatementStoreContract, AnOlderStatementThatComesLateUndoesNothing) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    this->put(this->file("bb", 2), this->part(1, 6), {this->row(0, number, 1, 12, 120)});
    auto const late = this->put(this->file("aa", 1), this->part(1, 5), {this->row(0, number, 1, 10, 100)});
    EXPECT_TRUE(late.is_outdated);
    EXPECT_TRUE(late.replaced.empty());
    EXPECT_EQ(this->total(), 120);
}

TYPED_TEST_P(StatementStoreContract, WhatIsStatedAlreadyIsKnown) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    this->put(this->file("aa", 1), this->part(1, 5), {this->row(0, number, 1, 10, 100)});
    EXPECT_TRUE(this->put(this->file("bb", 2), this->part(1, 5), {this->row(0, number, 1, 10, 100)}).is_known);
    EXPECT_FALSE(this->put(this->file("cc", 3), this->part(1, 5, "AT"), {this->row(0, number, 1, 10, 100)}).is_known);
    EXPECT_EQ(this->total(), 200);
}

TYPED_TEST_P(StatementStoreContract, PiecesOfOneStatementStandBesideEachOther) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    auto piece = this->part(1, 5);
    piece.scope.pieces = 2;
    this->put(this->file("aa"), piece, {this->row(0, number, 1, 10, 100)});
    piece.scope.piece = 2;
    this->put(this->file("bb"), piece, {this->row(0, number, 1, 10, 100)});
    EXPECT_EQ(this->total(), 200);
    auto const whole = this->put(this->file("cc", 2), this->part(1, 8), {this->row(0, number, 1, 10, 150)});
    EXPECT_EQ(whole.replaced.size(), 2U);
    EXPECT_EQ(this->total(), 150);
}

TYPED_TEST_P(StatementStoreContract, WhatWaitsCountsWhenItIsReleasedAndIsGoneWhenItIsDropped) {
    auto const number = this->taken(this->subject("DEXX12600001"));
    this->put(this->file("aa", 1), this->part(1, 5), {this->row(0, number, 1, 10, 100)});
    this->put(this->file("bb", 2), this->part(1, 6), {this->row(0, number, 1, 12, 120)}, true);
    EXPECT_EQ(this->total(), 100);
    auto const released = this->store.release_held(this->file("bb", 2));
    ASSERT_EQ(released->size(), 1U);
    EXPECT_EQ(released->at(0).rows_replaced, 1);
    EXPECT_EQ(this->total(), 120);
    this->put(this->file("cc", 3), this->part(1, 7), {this->row(0, number, 1, 13, 130)}, true);
    ASSERT_TRUE(this->store.drop_held("cc"));
    EXPECT_TRUE(this->store.list_rows("cc", 0, 10)->empty());
    EXPECT_TRUE(this->store.release_held(this->file("cc", 3))->empty());
    EXPECT_EQ(this->total(), 120);
}

TYPED_TEST_P(StatementStoreContract, SubjectsThatNobodyKnowsWait) {
    auto const known = this->taken(this->subject("DEXX12600001"));
    auto const waits = this->taken(this->subject("DEXX12600002"));
    ASSERT_TRUE(this->store.set_match(known, {"artist", "content", MatchMethod::isrc}));
    auto const placed = this->put(this->file("aa"), this->part(3, 5),
                                  {this->row(0, known, 1, 10, 100), this->row(0, waits, 2, 20, 1), this->row(0, waits, 3, -3, 1)});
    auto const listed = this->store.list_waiting();
    ASSERT_EQ(listed->size(), 1U);
    EXPECT_EQ(listed->at(0).number, waits);
    EXPECT_EQ(listed->at(0).rows, 2);
    EXPECT_EQ(listed->at(0).quantity, 17);
    EXPECT_EQ(*this->store.parts_of_subject(waits), std::vector{placed.number});
    ASSERT_TRUE(this->store.set_match(waits, {"artist", "other", MatchMethod::by_hand}));
    EXPECT_TRUE(this->store.list_waiting()->empty());
    EXPECT_EQ(this->store.forget_artist("artist"), 2);
    EXPECT_EQ(this->store.list_waiting()->size(), 2U);
}

TYPED_TEST_P(StatementStoreContract, DaysAreOfMatchedStreamsThatAreOfADay) {
    auto const known = this->taken(this->subject("DEXX12600001"));
    auto const also = this->taken(this->subject("DEXX12600001", "Another release"));
    auto const waits = this->taken(this->subject("DEXX12600002"));
    for (auto const number : {known, also}) ASSERT_TRUE(this->store.set_match(number, {"artist", "content", MatchMethod::isrc}));
    auto month = this->row(0, known, 4, 1000, 1);
    month.row.granularity = Granularity::month;
    auto download = this->row(0, known, 5, 2, 1);
    download.row.use_type = UseType::download;
    auto later = this->row(0, known, 6, 4, 1);
    later.row.usage_start = later.row.usage_end = this->day("2026-03-08");
    auto const placed = this->put(this->file("aa"), this->part(6, 5),
                                  {this->row(0, known, 1, 10, 1), this->row(0, also, 2, 5, 1), this->row(0, waits, 3, 7, 1), month, download, later});
    auto const days = this->store.daily(placed.number);
    ASSERT_TRUE(days) << days.error().message;
    ASSERT_EQ(days->size(), 2U);
    EXPECT_EQ(days->at(0).quantity, 15);
    EXPECT_EQ(days->at(0).line, 1);
    EXPECT_EQ(days->at(0).match.artist_id, "artist");
    EXPECT_EQ(format_date(days->at(1).day), "2026-03-08");
    auto const usage = this->store.usage("artist");
    ASSERT_EQ(usage->size(), 2U);
    EXPECT_EQ(usage->at(0).quantity, 1015);
    EXPECT_EQ(usage->at(0).territory, "DE");
}

TYPED_TEST_P(StatementStoreContract, MoneyIsSummedByCurrencyAndNeverWithAnalytics) {
    auto const known = this->taken(this->subject("DEXX12600001"));
    auto const waits = this->taken(this->subject("DEXX12600002", "Nobody's"));
    ASSERT_TRUE(this->store.set_match(known, {"artist", "content", MatchMethod::isrc}));
    auto dollars = this->row(0, known, 2, 10, 300);
    dollars.row.currency = "USD";
    dollars.row.gross = 400;
    this->put(this->file("aa"), this->part(3, 5), {this->row(0, known, 1, 10, 100), dollars, this->row(0, waits, 3, -2, -40)});
    auto analytics = this->part(1, 6);
    analytics.scope.measure = Measure::analytics;
    this->put(this->file("bb"), analytics, {this->row(0, known, 1, 10, std::nullopt)});
    std::string lines;
    auto const by_artist = *this->store.money({});
    for (auto const& line : by_artist) lines += printed(line);
    EXPECT_EQ(lines, ":EUR:1:-2:0:-40 artist:EUR:1:10:0:100 artist:USD:1:10:400:300 ");
    lines.clear();
    auto const by_release = *this->store.money({MoneyBy::release, "artist"});
    for (auto const& line : by_release) lines += printed(line);
    EXPECT_EQ(lines, "Low Water:EUR:1:10:0:100 Low Water:USD:1:10:400:300 ");
    EXPECT_EQ(this->store.money({MoneyBy::month, ""})->at(0).key, "2026-04");
    EXPECT_EQ(this->store.money({MoneyBy::store, ""})->at(0).key, "spotify");
}

REGISTER_TYPED_TEST_SUITE_P(StatementStoreContract, GivesBackAFileAndEveryFieldOfItsRows, AnAbsentAmountIsNotZero, ASubjectHasOneNumberAndKeepsItsMatch,
                            ALaterStatementOfTheSameReplacesAndKeepsTheEarlierAsHistory, AnOlderStatementThatComesLateUndoesNothing,
                            WhatIsStatedAlreadyIsKnown, PiecesOfOneStatementStandBesideEachOther, WhatWaitsCountsWhenItIsReleasedAndIsGoneWhenItIsDropped,
                            SubjectsThatNobodyKnowsWait, DaysAreOfMatchedStreamsThatAreOfADay, MoneyIsSummedByCurrencyAndNeverWithAnalytics);

}  // namespace troupe::feedback::testing
