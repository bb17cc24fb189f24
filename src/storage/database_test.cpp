#include "storage/database.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "artist/testing/example_profile.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "storage/impl/sqlite_connections.hpp"
#include "storage/impl/migrations.hpp"
#include "storage/impl/sql.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {
namespace {

using artist::testing::example_artist;

class DatabaseFile : public ::testing::Test {
protected:
    std::size_t count(Database& database) { return SqlArtistStore(database).list({.limit = 500})->artists.size(); }
    Result<void> run_sql(Database& database, std::string const& statement) {
        return sqlite(database).outside([&](impl::Session& sql) -> Result<void> {
            sql << statement;
            return {};
        });
    }
    TempFolder folder;
    std::filesystem::path file = folder / "troupe.db";
};

TEST_F(DatabaseFile, IsMadeWithItsFolderAndOpensAgain) {
    auto const deep = folder / "a folder with = and blanks/deep/troupe.db";
    ASSERT_TRUE(SqlArtistStore(*open_database(deep)).insert(example_artist()));
    EXPECT_EQ(count(*open_database(deep)), 1U);
    auto const report = open_database(deep)->check();
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->problems.empty());
    EXPECT_EQ(report->schema, static_cast<int>(impl::migrations().size()));
    EXPECT_GT(report->size_bytes, 0U);
}

TEST_F(DatabaseFile, WhatIsNoDatabaseIsNotTouched) {
    std::string const letter(5000, 'x');
    ASSERT_TRUE(write_file(file, letter));
    auto const opened = Database::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid_input);
    EXPECT_NE(opened.error().message.find(file.string()), std::string::npos);
    EXPECT_EQ(*read_file(file), letter);
    EXPECT_EQ(Database::open(folder.path()).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(Database::open(file / "below a file.db").error().code, ErrorCode::invalid_input);
}

TEST_F(DatabaseFile, ADatabaseOfAnotherProgramIsNotTouched) {
    {
        auto const other = impl::SqliteConnections::open(file);
        ASSERT_TRUE((*other)->outside([](impl::Session& sql) -> Result<void> {
            sql << "CREATE TABLE recipes (name TEXT)";
            return {};
        }));
    }
    auto const before = *read_file(file);
    auto const opened = Database::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid_input);
    EXPECT_NE(opened.error().message.find("another program"), std::string::npos);
    EXPECT_EQ(*read_file(file), before);
}

TEST_F(DatabaseFile, ADatabaseOfANewerTroupeIsNotTouched) {
    ASSERT_TRUE(run_sql(*open_database(file), "INSERT INTO troupe_schema (number) VALUES (999)"));
    auto const before = *read_file(file);
    auto const opened = Database::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::invalid_input);
    EXPECT_NE(opened.error().message.find("newer"), std::string::npos);
    EXPECT_EQ(*read_file(file), before);
}

TEST_F(DatabaseFile, MigratesOnceWhenManyOpenIt) {
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> openers;
        for (int i = 0; i < 4; ++i)
            openers.emplace_back([&] {
                if (!Database::open(file)) ++failures;
            });
    }
    EXPECT_EQ(failures, 0);
    EXPECT_TRUE(open_database(file)->check()->problems.empty());
}

TEST_F(DatabaseFile, ChecksFindDamage) {
    {
        auto const database = open_database(file);
        for (std::uint64_t i = 1; i <= 40; ++i)
            ASSERT_TRUE(SqlArtistStore(*database).insert(example_artist(i, "Artist " + std::to_string(i))));
    }
    // Overwrite two pages in the middle.
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file) / 8192) * 4096);
    out << std::string(8192, '\x5A');
    out.close();
    auto const database = Database::open(file);
    auto const report = database ? (*database)->check() : Result<DatabaseReport>(tl::unexpected(database.error()));
    auto const said = report ? json::print(*report) : report.error().message;
    EXPECT_TRUE(report ? !report->problems.empty() : said.find("damaged") != std::string::npos) << said;
}

TEST_F(DatabaseFile, AFullDiskIsSaidAndHarmsNothing) {
    auto const database = open_database(file);
    SqlArtistStore store(*database);
    ASSERT_TRUE(store.insert(example_artist(1, "First")));
    ASSERT_TRUE(run_sql(*database, "PRAGMA max_page_count = 1"));  // as small as it is now
    std::optional<Error> error;
    for (std::uint64_t i = 2; i < 60 && !error; ++i)
        if (auto const put = store.insert(example_artist(i, "Artist " + std::to_string(i))); !put) error = put.error();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, ErrorCode::unavailable);
    EXPECT_NE(error->message.find("full"), std::string::npos) << error->message;
    auto const kept = count(*database);
    ASSERT_TRUE(run_sql(*database, "PRAGMA max_page_count = 100000"));
    ASSERT_TRUE(store.insert(example_artist(99, "Later")));
    EXPECT_EQ(count(*database), kept + 1);
    EXPECT_TRUE(database->check()->problems.empty());
}

TEST_F(DatabaseFile, AnUnwritableFolderIsSaid) {
    auto const opened = Database::open("/proc/troupe/troupe.db");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
}

class Units : public ::testing::Test {
protected:
    std::size_t count() { return store.list({.limit = 500})->artists.size(); }
    TempDatabase temp;
    UnitOfWork& unit = temp.database->unit_of_work();
    SqlArtistStore store{*temp.database};
    SystemClock clock;
    SqlQueue queue{*temp.database, clock};
};

TEST_F(Units, AllStoresTakePart) {
    auto const failed = unit.run([&]() -> Result<void> {
        TRY(store.insert(example_artist()));
        TRY(queue.enqueue({.kind = "x"}));
        EXPECT_EQ(count(), 1U);  // who is within sees it
        return fail(ErrorCode::internal, "changed my mind");
    });
    EXPECT_EQ(failed.error().message, "changed my mind");
    EXPECT_EQ(count(), 0U);
    EXPECT_TRUE(queue.list({})->jobs.empty());
    ASSERT_TRUE(unit.run([&] { return store.insert(example_artist()); }));
    EXPECT_EQ(count(), 1U);
}

TEST_F(Units, OthersSeeNothingBeforeTheEnd) {
    ASSERT_TRUE(unit.run([&]() -> Result<void> {
        TRY(store.insert(example_artist()));
        std::jthread([&] { EXPECT_EQ(count(), 0U); }).join();
        return {};
    }));
    EXPECT_EQ(count(), 1U);
}

TEST_F(Units, AnExceptionUndoesIt) {
    auto const work = [&]() -> Result<void> {
        TRY(store.insert(example_artist()));
        throw std::runtime_error("lost");
    };
    EXPECT_THROW((void)unit.run(work), std::runtime_error);
    EXPECT_EQ(count(), 0U);
    EXPECT_TRUE(store.insert(example_artist()));
}

TEST_F(Units, AFailedInnerUnitLeavesNothingThoughTheOuterGoesOn) {
    ASSERT_TRUE(unit.run([&]() -> Result<void> {
        TRY(store.insert(example_artist(1, "Outer")));
        auto const inner = unit.run([&]() -> Result<void> {
            TRY(store.insert(example_artist(2, "Inner")));
            return fail(ErrorCode::conflict, "no");
        });
        EXPECT_FALSE(inner);
        EXPECT_FALSE(store.insert(example_artist(1, "Again")));
        return {};
    }));
    EXPECT_EQ(count(), 1U);
}

TEST_F(Units, TheOutermostDecides) {
    EXPECT_FALSE(unit.run([&]() -> Result<void> {
        TRY(unit.run([&] { return store.insert(example_artist()); }));
        return fail(ErrorCode::internal, "no");
    }));
    EXPECT_EQ(count(), 0U);
}

TEST_F(Units, AFullDiskInAnInnerUnitKeepsExactlyWhatWasAccepted) {
    auto const limit = [&](std::string const& pages) {
        return sqlite(*temp.database).outside([&](impl::Session& sql) -> Result<void> {
            sql << "PRAGMA max_page_count = " + pages;
            return {};
        });
    };
    ASSERT_TRUE(limit("1"));
    std::size_t accepted = 0;
    auto const outer = unit.run([&]() -> Result<void> {
        for (std::uint64_t i = 1; i < 60; ++i) accepted += store.insert(example_artist(i, "Artist " + std::to_string(i))) ? 1 : 0;
        return {};  // ignores that the disk was full
    });
    ASSERT_TRUE(limit("100000"));
    EXPECT_LT(accepted, 59U);
    EXPECT_EQ(count(), outer ? accepted : 0U);
    EXPECT_TRUE(store.insert(example_artist(99, "Later")));
    EXPECT_TRUE(temp.database->check()->problems.empty());
}

class Backups : public DatabaseFile {};

TEST_F(Backups, HoldTheStateOfTheirMoment) {
    auto const database = open_database(file);
    SqlArtistStore store(*database);
    ASSERT_TRUE(store.insert(example_artist(1, "Before")));
    ASSERT_TRUE(database->back_up(folder / "backups/monday.db"));
    ASSERT_TRUE(store.insert(example_artist(2, "After")));
    EXPECT_EQ(count(*open_database(folder / "backups/monday.db")), 1U);
    auto const again = database->back_up(folder / "backups/monday.db");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(Backups, AreRestoredAndKeepWhatWasThere) {
    {
        auto const database = open_database(file);
        ASSERT_TRUE(SqlArtistStore(*database).insert(example_artist(1, "Before")));
        ASSERT_TRUE(database->back_up(folder / "backup.db"));
        ASSERT_TRUE(SqlArtistStore(*database).insert(example_artist(2, "After")));
    }
    auto const backup = *read_file(folder / "backup.db");
    ASSERT_TRUE(Database::restore(folder / "backup.db", file));
    EXPECT_EQ(count(*open_database(file)), 1U);
    EXPECT_EQ(count(*open_database(file.string() + ".before-restore")), 2U);
    EXPECT_EQ(*read_file(folder / "backup.db"), backup);
}

TEST_F(Backups, RestoreOverADamagedDatabase) {
    ASSERT_TRUE(open_database(file)->back_up(folder / "backup.db"));
    ASSERT_TRUE(write_file(file, "garbage"));
    ASSERT_TRUE(Database::restore(folder / "backup.db", file));
    EXPECT_EQ(count(*open_database(file)), 0U);
    EXPECT_EQ(*read_file(file.string() + ".before-restore"), "garbage");
}

TEST_F(Backups, RefuseWhatIsNone) {
    ASSERT_TRUE(SqlArtistStore(*open_database(file)).insert(example_artist()));
    ASSERT_TRUE(write_file(folder / "letter.db", "Dear database"));
    auto const restored = Database::restore(folder / "letter.db", file);
    ASSERT_FALSE(restored);
    EXPECT_EQ(restored.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(Database::restore(folder / "missing.db", file).error().code, ErrorCode::not_found);
    EXPECT_EQ(count(*open_database(file)), 1U);
}

}  // namespace
}  // namespace troupe::storage::testing
