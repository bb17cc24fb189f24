#pragma once

#include <gtest/gtest.h>

#include "feedback/observation_store.hpp"

namespace troupe::feedback::testing {

/// What every ObservationStore promises. An adapter's test only instantiates it. `Store` is default-constructible,
/// empty, and an ObservationStore.
template <class Store>
class ObservationStoreContract : public ::testing::Test {
protected:
    static Observation row(std::string const& key, std::string const& content, std::int64_t streams) {
        Observation made;
        made.key = key;
        made.content_id = content;
        made.artist_id = content.empty() ? "" : "artist";
        made.track = "Lantern, \"Low\" – ünïcode";
        made.date = *parse_date("2026-11-20");
        made.platform = "spotify";
        made.territory = "DE";
        made.streams = streams;
        made.listeners = 9'000'000'000;
        made.saves = 0;
        made.factors = json::Object{{"mood", "dark"}, {"tempo", 128.5}, {"hour", 19}};
        made.file_sha256 = "aa";
        made.file_name = "week 1.csv";
        made.line = 2;
        return made;
    }
    ImportCount import(std::string const& file, std::vector<Observation> rows) {
        for (auto& each : rows) each.file_sha256 = file;
        auto const count = store.import({.file_sha256 = file,
                                         .file_name = file + ".csv",
                                         .imported_at = TimePoint{std::chrono::milliseconds{5}},
                                         .observations = std::move(rows)});
        return count ? *count : ImportCount{-1, -1, -1, -1};
    }
    static void expect(ImportCount const& got, ImportCount const& wanted) {
        EXPECT_EQ(json::print(got), json::print(wanted));
    }

    Store store;
};
TYPED_TEST_SUITE_P(ObservationStoreContract);

TYPED_TEST_P(ObservationStoreContract, GivesBackEveryField) {
    auto full = this->row("k1", "c1", 10);
    full.skips = 3;
    full.flags = {"artificial: all of it from one place"};
    this->expect(this->import("aa", {full}), {.imported = 1});
    auto const listed = this->store.list_by_content("artist", "c1");
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 1U);
    EXPECT_EQ(json::print((*listed)[0]), json::print(full));
    EXPECT_FALSE((*listed)[0].shares);
}

TYPED_TEST_P(ObservationStoreContract, TheSameFileTwiceChangesNothing) {
    this->expect(this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c1", 11)}), {.imported = 2});
    this->expect(this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c1", 11)}), {.already_known = 2});
    EXPECT_EQ(this->store.list_by_artist("artist")->size(), 2U);
    auto const file = this->store.find_file("aa");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->name, "aa.csv");
    EXPECT_EQ(file->rows, 2);
    EXPECT_EQ(this->store.find_file("bb").error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ObservationStoreContract, AFileMayNameAKeyMoreThanOnce) {
    this->expect(this->import("aa", {this->row("k1", "c1", 10), this->row("k1", "c1", 10), this->row("k2", "c1", 3), this->row("k1", "c1", 12)}),
                 {.imported = 2, .already_known = 1, .replaced = 1});
    EXPECT_EQ(this->store.find("k1")->streams, 12);
}

TYPED_TEST_P(ObservationStoreContract, KeepsManyRowsWithWhateverTextsTheyHave) {
    std::vector<Observation> rows;
    for (int i = 0; i < 2500; ++i) rows.push_back(this->row("k" + std::to_string(i), i % 3 == 0 ? "" : "c" + std::to_string(i % 7), i));
    rows[1].platform = R"(a "shop", with \ and \" {and} more)";
    rows[2].territory = "";
    rows[1200].track = "NULL";
    this->expect(this->import("aa", rows), {.imported = 2500});
    for (auto const i : {0, 1, 2, 999, 1000, 1200, 2499}) EXPECT_EQ(json::print(*this->store.find(rows[i].key)), json::print(rows[i]));
    this->expect(this->import("bb", rows), {.already_known = 2500});
}

TYPED_TEST_P(ObservationStoreContract, ALaterFileRestatesAndAnEarlierOneDoesNotUndoIt) {
    this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c1", 11)});
    this->expect(this->import("bb", {this->row("k1", "c1", 12), this->row("k2", "c1", 11), this->row("k3", "c1", 1)}),
                 {.imported = 1, .already_known = 1, .replaced = 1});
    this->expect(this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c1", 11)}), {.already_known = 2});
    auto const listed = this->store.list_by_content("artist", "c1");
    ASSERT_EQ(listed->size(), 3U);
    EXPECT_EQ((*listed)[0].streams, 12);
    EXPECT_EQ((*listed)[0].file_sha256, "bb");
    EXPECT_EQ((*listed)[1].file_sha256, "aa");
}

TYPED_TEST_P(ObservationStoreContract, UnmatchedRowsWaitUntilTheirTrackIsKnown) {
    this->expect(this->import("aa", {this->row("k1", "", 10)}), {.imported = 1});
    ASSERT_EQ(this->store.list_unmatched()->size(), 1U);
    this->expect(this->import("aa", {this->row("k1", "c1", 10)}), {.assigned = 1});
    EXPECT_TRUE(this->store.list_unmatched()->empty());
    auto const listed = this->store.list_by_artist("artist");
    ASSERT_EQ(listed->size(), 1U);
    EXPECT_EQ((*listed)[0].content_id, "c1");
}

TYPED_TEST_P(ObservationStoreContract, ListsInOrder) {
    auto early = this->row("k9", "c1", 1);
    early.date = *parse_date("2026-11-01");
    auto austria = this->row("k5", "c1", 2);
    austria.territory = "AT";
    auto apple = this->row("k7", "c1", 3);
    apple.platform = "apple music";
    this->import("aa",
                 {this->row("k2", "c1", 5), this->row("k1", "c1", 4), apple, austria, early, this->row("k0", "c2", 9)});
    std::string order;
    auto const listed = this->store.list_by_content("artist", "c1");
    ASSERT_TRUE(listed);
    for (auto const& each : *listed) order += each.key + " ";
    EXPECT_EQ(order, "k9 k7 k5 k1 k2 ");
}

TYPED_TEST_P(ObservationStoreContract, ReplacesRowsAllOrNone) {
    EXPECT_EQ(this->store.replace({this->row("k1", "c1", 1)}).error().code, ErrorCode::not_found);
    this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c1", 11)});
    auto flagged = this->row("k1", "c2", 10);
    flagged.flags = {"artificial"};
    ASSERT_FALSE(this->store.replace({flagged, this->row("k3", "c1", 1)}));
    EXPECT_TRUE(this->store.list_by_content("artist", "c2")->empty());
    ASSERT_TRUE(this->store.replace({flagged}));
    EXPECT_EQ(this->store.list_by_content("artist", "c1")->size(), 1U);
    EXPECT_EQ(json::print(this->store.list_by_content("artist", "c2")->at(0)), json::print(flagged));
}

TYPED_TEST_P(ObservationStoreContract, FindsARowByItsKey) {
    this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "", 11)});
    EXPECT_EQ(this->store.find("k1")->streams, 10);
    EXPECT_EQ(this->store.find("k2")->artist_id, "");
    EXPECT_EQ(this->store.find("k3").error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ObservationStoreContract, ForgetsTheRowsOfOneArtist) {
    auto other = this->row("k3", "c3", 12);
    other.artist_id = "somebody else";
    this->import("aa", {this->row("k1", "c1", 10), this->row("k2", "c2", 11), other, this->row("k4", "", 13)});
    EXPECT_EQ(this->store.remove_by_artist("artist"), 2);
    EXPECT_TRUE(this->store.list_by_artist("artist")->empty());
    EXPECT_EQ(this->store.list_by_artist("somebody else")->size(), 1U);
    EXPECT_EQ(this->store.list_unmatched()->size(), 1U);
    EXPECT_EQ(this->store.remove_by_artist("artist"), 0);
    EXPECT_TRUE(this->store.find_file("aa"));
    this->expect(this->import("aa", {this->row("k1", "c1", 10)}), {.imported = 1});
}

REGISTER_TYPED_TEST_SUITE_P(ObservationStoreContract, GivesBackEveryField, TheSameFileTwiceChangesNothing, AFileMayNameAKeyMoreThanOnce,
                            KeepsManyRowsWithWhateverTextsTheyHave,
                            ALaterFileRestatesAndAnEarlierOneDoesNotUndoIt, UnmatchedRowsWaitUntilTheirTrackIsKnown,
                            ListsInOrder, ReplacesRowsAllOrNone, FindsARowByItsKey, ForgetsTheRowsOfOneArtist);

}  // namespace troupe::feedback::testing
