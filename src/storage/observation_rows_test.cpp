#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "storage/impl/session.hpp"
#include "storage/sql_observation_store.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage {
namespace {

class ObservationRows : public ::testing::Test {
protected:
    static feedback::Observation row(int number) {
        feedback::Observation made;
        made.key = sha256_hex(std::to_string(number)).substr(0, 40);
        made.artist_id = "01a20890-4eb3-728d-ac5d-8f6c9985463b";
        made.content_id = "01a20890-5079-7764-a1ab-fbec3870f50c";
        made.track = "Hello, Hull";
        made.date = Date{std::chrono::sys_days{*parse_date("2026-01-01")} + std::chrono::days(number % 28)};
        made.platform = "spotify";
        made.territory = "DE";
        made.streams = 1000 + number;
        made.saves = 7;
        made.factors = json::Object{{"genre", "dark_ambient"}, {"instruments", json::Array{"drone", "bowed metal", "field recording"}}, {"tempo", 65}};
        made.file_sha256 = sha256_hex("the file");
        made.file_name = "november.csv";
        made.line = number + 2;
        return made;
    }
    std::int64_t one_number(std::string const& query) {
        return *temp.database->connections().read([&](impl::Session& sql) -> Result<std::int64_t> { return select(sql, query, 1).at(0).number(0); });
    }

    testing::TempDatabase temp;
    SqlObservationStore store{*temp.database};
};

TEST_F(ObservationRows, WhatRowsOfATrackShareIsKeptOnce) {
    feedback::ImportBatch batch{.file_sha256 = sha256_hex("the file"), .file_name = "november.csv"};
    for (int i = 0; i < 5000; ++i) batch.observations.push_back(row(i));
    ASSERT_TRUE(store.import(batch));
    EXPECT_EQ(one_number("SELECT COUNT(*) FROM observation_subjects"), 1);
    EXPECT_EQ(one_number("SELECT COUNT(*) FROM observation_files"), 1);
    EXPECT_LT(one_number("SELECT SUM(LENGTH(document)) FROM observations"), 60 * 5000);
    EXPECT_EQ(json::print(*store.find(row(77).key)), json::print(row(77)));
}

TEST_F(ObservationRows, RowsOfABuildThatKeptThemWholeAreRead) {
    auto const whole = row(1);
    ASSERT_TRUE(temp.database->connections().write([&](impl::Session& sql) -> Result<void> {
        change(sql, "INSERT INTO observations (key_text, artist, content, day, platform, territory, document) VALUES (:a, :b, :c, :d, :e, :f, :g)",
               {whole.key, whole.artist_id, whole.content_id, format_date(whole.date), whole.platform, whole.territory, json::print(whole)});
        return {};
    }));
    EXPECT_EQ(json::print(*store.find(whole.key)), json::print(whole));
    auto better = whole;
    better.streams = 5;
    ASSERT_TRUE(store.replace({better}));
    EXPECT_EQ(json::print(*store.find(whole.key)), json::print(better));
}

TEST_F(ObservationRows, AnArtistThatIsForgottenLeavesNoTitles) {
    ASSERT_TRUE(store.import({.file_sha256 = "aa", .observations = {row(1)}}));
    EXPECT_EQ(*store.remove_by_artist(row(1).artist_id), 1);
    EXPECT_EQ(one_number("SELECT COUNT(*) FROM observation_subjects"), 0);
}

}  // namespace
}  // namespace troupe::storage
