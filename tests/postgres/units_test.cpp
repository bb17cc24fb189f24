#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/time.hpp"
#include "storage/impl/migrations.hpp"
#include "storage/sql_event_log.hpp"
#include "storage/sql_observation_store.hpp"
#include "on_postgres.hpp"

/// What a server can do and a file cannot: units side by side, connections that go away, builds side by side.
namespace troupe::storage::testing {
namespace {

using impl::change;
using impl::select;
using impl::Session;

TEST_F(OnPostgres, UnitsThatMeetAreAsIfOneCameAfterTheOther) {
    make_counter();
    std::atomic<int> kept{0};
    in_threads(8, [&](int) {
        for (int i = 0; i < 25; ++i) {
            auto const done = add_one();
            EXPECT_TRUE(done) << done.error().message;
            kept += done ? 1 : 0;
        }
    });
    EXPECT_EQ(kept, 200);
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 1"), 200);
}

TEST_F(OnPostgres, UnitsThatDoNotMeetRunBesideEachOther) {
    execute("CREATE TABLE seats (id BIGINT PRIMARY KEY, taken BIGINT NOT NULL)");
    std::latch both(2);
    // Neither could go on if units had to wait for each other.
    in_threads(2, [&](int i) {
        bool is_first = true;
        EXPECT_TRUE(connections().write([&](Session& sql) -> Result<void> {
            change(sql, "INSERT INTO seats (id, taken) VALUES (:a, 1)", {std::int64_t{i}});
            if (std::exchange(is_first, false)) both.arrive_and_wait();
            return {};
        }));
    });
    EXPECT_EQ(number("SELECT COUNT(*) FROM seats"), 2);
}

TEST_F(OnPostgres, AUnitThatFailsLeavesNothingAndTheOneAroundItGoesOn) {
    make_counter();
    ASSERT_TRUE(connections().run([&]() -> Result<void> {
        TRY(add_one());
        auto const inner = connections().write([](Session& sql) -> Result<void> {
            change(sql, "UPDATE counter SET value = 77 WHERE id = 1");
            change(sql, "INSERT INTO counter VALUES (1, 0)");  // there is one
            return {};
        });
        EXPECT_EQ(inner.error().code, ErrorCode::conflict);
        return add_one();
    }));
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 1"), 2);
}

TEST_F(OnPostgres, WhatNobodyAsksBackIsKeptWithItsUnit) {
    make_counter();
    auto const set_to = [](Session& sql, std::int64_t value) {
        impl::change_later(sql, "UPDATE counter SET value = :a WHERE id = 1", {value});
    };
    auto const value = [&] { return number("SELECT value FROM counter WHERE id = 1"); };
    ASSERT_TRUE(connections().write([&](Session& sql) -> Result<void> {
        set_to(sql, 5);  // and nothing else
        return {};
    }));
    EXPECT_EQ(value(), 5);
    ASSERT_TRUE(connections().write([&](Session& sql) -> Result<void> {
        set_to(sql, 6);
        EXPECT_FALSE(connections().write([&](Session&) -> Result<void> {
            set_to(sql, 7);
            return fail(ErrorCode::conflict, "not that");
        }));
        EXPECT_TRUE(connections().write([&](Session&) -> Result<void> {
            impl::change_later(sql, "INSERT INTO counter VALUES (2, 8)", {});
            return {};
        }));
        EXPECT_EQ(select(sql, "SELECT value FROM counter WHERE id = 1", 1).at(0).number(0), 6);  // a unit sees what it wrote
        return {};
    }));
    EXPECT_EQ(value(), 6);
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 2"), 8);
    EXPECT_FALSE(connections().write([&](Session& sql) -> Result<void> {
        set_to(sql, 9);
        return fail(ErrorCode::conflict, "not that either");
    }));
    EXPECT_EQ(value(), 6);
}

TEST_F(OnPostgres, WhatNobodyAsksBackFailsItsUnit) {
    make_counter();
    auto const done = connections().write([](Session& sql) -> Result<void> {
        change(sql, "UPDATE counter SET value = 77 WHERE id = 1");
        impl::change_later(sql, "INSERT INTO counter VALUES (1, 0)", {});  // there is one
        return {};
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::conflict);
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 1"), 0);
}

TEST_F(OnPostgres, WhatAPartLeftBehindFailsTheWholeAndNotThePartThatComesNext) {
    make_counter();
    auto const done = connections().run([&]() -> Result<void> {
        TRY(connections().write([](Session& sql) -> Result<void> {
            change(sql, "UPDATE counter SET value = 7 WHERE id = 1");
            impl::change_later(sql, "INSERT INTO counter VALUES (1, 0)", {});  // there is one
            return {};
        }));
        EXPECT_FALSE(add_one());  // meets that; whoever calls it may think that it alone has failed
        return {};
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::conflict);
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 1"), 0);
}

TEST_F(OnPostgres, NoUnitIsLostOrDoubledWhereConnectionsAreCut) {
    make_counter();
    execute("CREATE TABLE marks (id TEXT PRIMARY KEY)");
    std::atomic<bool> is_over{false};
    std::set<std::string> kept;
    std::mutex guard;
    TempSchema other;  // cuts, and is not cut itself
    std::atomic<int> cuts{0};
    std::jthread const cutter([&] {
        while (!is_over) {
            auto const cut = other.database->connections().read([&](Session& sql) -> Result<std::int64_t> {
                return select(sql,
                              "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = "
                              "'troupe' AND pid <> pg_backend_pid()"
                              " AND query LIKE '%marks%' OR query = 'COMMIT' AND pid <> pg_backend_pid()",
                              1)
                    .at(0)
                    .number(0);
            });
            if (cut) cuts += static_cast<int>(*cut);
            std::this_thread::sleep_for(std::chrono::milliseconds(15));
        }
    });
    in_threads(6, [&](int thread) {
        for (int i = 0; i < 60; ++i) {
            auto const mark = fmt::format("{}-{}", thread, i);
            auto const done = connections().run([&]() -> Result<void> {
                TRY(connections().write([&](Session& sql) -> Result<void> {
                    change(sql, "INSERT INTO marks (id) VALUES (:a)", {mark});
                    return {};
                }));
                return add_one();
            });
            EXPECT_TRUE(done || done.error().code == ErrorCode::unavailable) << done.error().message;
            std::lock_guard const lock(guard);
            if (done) kept.insert(mark);
        }
    });
    is_over = true;
    EXPECT_GT(cuts, 0);
    EXPECT_GT(kept.size(), 100U);
    auto const stored = connections().read([](Session& sql) -> Result<std::set<std::string>> {
        std::set<std::string> ids;
        for (auto const& row : select(sql, "SELECT id FROM marks", 1)) ids.insert(row.text(0));
        return ids;
    });
    ASSERT_TRUE(stored) << stored.error().message;
    std::vector<std::string> lost, unsaid;
    std::set_difference(kept.begin(), kept.end(), stored->begin(), stored->end(), std::back_inserter(lost));
    std::set_difference(stored->begin(), stored->end(), kept.begin(), kept.end(), std::back_inserter(unsaid));
    EXPECT_THAT(lost, ::testing::IsEmpty());
    EXPECT_THAT(unsaid, ::testing::IsEmpty());
    EXPECT_EQ(number("SELECT value FROM counter WHERE id = 1"), static_cast<std::int64_t>(kept.size()));
}

TEST_F(OnPostgres, AReaderOfTheFeedMissesNothing) {
    SqlEventLog log(*place.database);
    constexpr int writers = 6, each = 40;
    std::atomic<int> running{writers};
    std::vector<access::Event> read;
    std::jthread reader([&] {
        for (std::int64_t last = 0;;) {
            bool const is_last = running == 0;
            auto const events = log.after(last, 100);
            ASSERT_TRUE(events) << events.error().message;
            for (auto const& event : *events) last = event.number;
            read.insert(read.end(), events->begin(), events->end());
            if (is_last && events->empty()) return;
        }
    });
    in_threads(writers, [&](int writer) {
        for (int i = 0; i < each; ++i)
            EXPECT_TRUE(
                log.append({.type = "test", .artist = "", .subject = fmt::format("{} {}", writer, i), .data = {}}));
        --running;
    });
    reader.join();
    ASSERT_EQ(read.size(), static_cast<std::size_t>(writers * each));
    std::map<std::string, int> next;
    for (std::size_t i = 0; i < read.size(); ++i) {
        EXPECT_EQ(read[i].number, static_cast<std::int64_t>(i) + 1);
        auto const& subject = read[i].subject;
        auto const writer = subject.substr(0, subject.find(' '));
        EXPECT_EQ(subject, fmt::format("{} {}", writer, next[writer]++)) << "each writer's own order";
    }
}

TEST_F(OnPostgres, ObservationsLieInPartsByMonth) {
    SqlObservationStore store(*place.database);
    feedback::ImportBatch batch{.file_sha256 = "a", .file_name = "a.csv"};
    for (auto const* day : {"2026-01-31", "2026-02-01", "2026-02-28", "2027-12-31"}) {
        auto& row = batch.observations.emplace_back();
        row.key = std::string("row of ") + day;
        row.date = *parse_date(day);
    }
    // Two imports at once need the same parts.
    in_threads(4, [&](int i) {
        auto own = batch;
        own.file_sha256 = std::to_string(i);
        for (auto& row : own.observations) row.key += std::to_string(i);
        auto const taken = store.import(own);
        ASSERT_TRUE(taken) << taken.error().message;
        EXPECT_EQ(taken->imported, 4);
    });
    EXPECT_EQ(number("SELECT COUNT(*) FROM observations"), 16);
    EXPECT_EQ(number("SELECT COUNT(*) FROM observations_2026_02"), 8);
    EXPECT_EQ(number("SELECT COUNT(*) FROM observations_2027_12"), 4);
    EXPECT_EQ(number("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = CAST('observations' AS regclass)"), 3);
}

TEST_F(OnPostgres, AMonthWhoseUnitIsUndoneIsMadeAgain) {
    SqlObservationStore store(*place.database);
    feedback::ImportBatch batch{.file_sha256 = "a", .file_name = "a.csv"};
    auto& row = batch.observations.emplace_back();
    row.key = "of March";
    row.date = *parse_date("2026-03-05");
    // On one connection, which knows the month once it has seen it.
    EXPECT_FALSE(connections().write([&](Session&) -> Result<void> {
        EXPECT_TRUE(store.import(batch));
        return fail(ErrorCode::conflict, "not that");
    }));
    EXPECT_EQ(store.import(batch)->imported, 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM observations_2026_03"), 1);
}

TEST_F(OnPostgres, TextsSortByTheirBytes) {
    execute("CREATE TABLE words AS SELECT state AS word FROM artists");
    execute("INSERT INTO words VALUES ('b'), ('A'), ('a'), ('B'), ('_')");
    auto const words = connections().read([](Session& sql) -> Result<std::string> {
        std::string all;
        for (auto const& row : select(sql, "SELECT word FROM words ORDER BY word", 1)) all += row.text(0);
        return all;
    });
    EXPECT_EQ(*words, "AB_ab");
}

TEST_F(OnPostgres, ManyServersMayStartAtOnce) {
    execute("DROP SCHEMA " + place.settings.schema + " CASCADE");
    in_threads(5, [&](int) {
        auto const opened = Database::connect(place.settings);
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_EQ((*opened)->check()->schema, static_cast<int>(impl::migrations().size()));
    });
}

TEST_F(OnPostgres, WhatIsNotOursOrNewerIsNotTouched) {
    execute("INSERT INTO troupe_schema (number) VALUES (9999)");
    auto const newer = Database::connect(place.settings);
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, ErrorCode::invalid_input);
    EXPECT_NE(newer.error().message.find("newer Troupe"), std::string::npos) << newer.error().message;

    TempSchema other;
    ASSERT_TRUE(other.database->connections().alter([&](Session& sql) -> Result<void> {
        sql << "DROP SCHEMA " + other.settings.schema + " CASCADE";
        sql << "CREATE SCHEMA " + other.settings.schema;
        sql << "CREATE TABLE recipes (name TEXT)";
        return {};
    }));
    auto const strange = Database::connect(other.settings);
    ASSERT_FALSE(strange);
    EXPECT_EQ(strange.error().code, ErrorCode::invalid_input);
    EXPECT_NE(strange.error().message.find("TROUPE_POSTGRES_SCHEMA"), std::string::npos) << strange.error().message;
}

TEST_F(OnPostgres, WaitsEnd) {
    auto settings = place.settings;
    settings.most_connections = 1;
    settings.pool_timeout = std::chrono::milliseconds(100);
    settings.statement_timeout = std::chrono::milliseconds(200);
    auto const small = *Database::connect(settings);
    auto const slow = small->connections().read([](Session& sql) -> Result<void> {
        (void)select(sql, "SELECT pg_sleep(5)", 1);
        return {};
    });
    ASSERT_FALSE(slow);
    EXPECT_EQ(slow.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(small->connections().read([&](Session&) -> Result<void> {
        std::jthread const second([&] {
            auto const full = small->check();
            ASSERT_FALSE(full);
            EXPECT_EQ(full.error().code, ErrorCode::unavailable);
            EXPECT_NE(full.error().message.find("TROUPE_POSTGRES_CONNECTIONS"), std::string::npos)
                << full.error().message;
        });
        return {};
    }));
    EXPECT_TRUE(small->check());
}

TEST_F(OnPostgres, TheLineIsEncryptedAndTheServerIsWhoItSays) {
    EXPECT_EQ(number("SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"), 1);
    auto settings = place.settings;
    settings.host = "127.0.0.1";  // not in the certificate
    auto const other = Database::connect(settings);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::unavailable);
    settings.tls = PostgresTls::require;
    EXPECT_TRUE(Database::connect(settings));
}

TEST_F(OnPostgres, AWrongAddressOrPasswordIsSaidWithoutTheSecret) {
    auto settings = place.settings;
    settings.password = "not-the-secret";
    auto const refused = Database::connect(settings);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_EQ(refused.error().message.find("not-the-secret"), std::string::npos) << refused.error().message;
    settings.port = 1;
    auto const nobody = Database::connect(settings);
    ASSERT_FALSE(nobody);
    EXPECT_NE(nobody.error().message.find("POSTGRES_HOST"), std::string::npos) << nobody.error().message;
    settings.schema = "x; DROP TABLE artists";
    EXPECT_EQ(Database::connect(settings).error().code, ErrorCode::invalid_input);
}

TEST_F(OnPostgres, IsCheckedAndNamesTheToolThatCopiesIt) {
    auto const report = place.database->check();
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->problems.empty());
    EXPECT_GT(report->size_bytes, 0U);
    EXPECT_EQ(report->file.substr(0, 13), "postgresql://");
    auto const copied = place.database->back_up("backup.db");
    ASSERT_FALSE(copied);
    EXPECT_NE(copied.error().message.find("pg_dump"), std::string::npos);
}

}  // namespace
}  // namespace troupe::storage::testing
