#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "base/random.hpp"
#include "storage/impl/sqlite_connections.hpp"
#include "storage/impl/sql.hpp"
#include "storage/testing/temp_database.hpp"

/// Units of many threads that are committed together stay units.
namespace troupe::storage::testing {
namespace {

/// A database with a table of two rows a unit, so that half a unit would be seen.
class Ledger {
public:
    Ledger() {
        EXPECT_TRUE(file().outside([](impl::Session& sql) -> Result<void> {
            sql << "CREATE TABLE halves (unit TEXT NOT NULL, half BIGINT NOT NULL, PRIMARY KEY (unit, half))";
            return {};
        }));
    }
    [[nodiscard]] impl::SqliteConnections& file() { return sqlite(*temp_.database); }
    [[nodiscard]] impl::Connections& connections() { return temp_.database->connections(); }
    Result<void> insert(std::string const& unit, int half) {
        return connections().write([&](impl::Session& sql) -> Result<void> {
            impl::change(sql, "INSERT INTO halves (unit, half) VALUES (:a, :b)", {unit, std::int64_t{half}});
            return {};
        });
    }
    void clear() {
        EXPECT_TRUE(connections().write([](impl::Session& sql) -> Result<void> {
            sql << "DELETE FROM halves";
            return {};
        }));
    }
    [[nodiscard]] bool has(std::string const& unit) { return rows("WHERE unit = '" + unit + "'").size() == 2; }
    [[nodiscard]] std::vector<impl::Row> rows(std::string const& where = "") {
        return *connections().read([&](impl::Session& sql) -> Result<std::vector<impl::Row>> {
            return impl::select(sql, "SELECT unit, half FROM halves " + where, 2);
        });
    }
    /// The units with both halves; fails the test when one has only one.
    [[nodiscard]] std::set<std::string> units() {
        std::map<std::string, int> halves;
        for (auto const& row : rows()) ++halves[row.text(0)];
        std::set<std::string> whole;
        for (auto const& [unit, count] : halves) {
            EXPECT_EQ(count, 2) << unit;
            whole.insert(unit);
        }
        return whole;
    }

private:
    TempDatabase temp_;
};

enum class Way { good, fails, throws, breaks_a_rule, inner_fails };

/// One unit that ends in that way. Whether it should be kept.
bool run_unit(Ledger& ledger, std::string const& name, Way way) {
    auto const work = [&]() -> Result<void> {
        TRY(ledger.insert(name, 1));
        if (way == Way::fails) return fail(ErrorCode::conflict, "changed my mind");
        if (way == Way::throws) throw std::runtime_error("lost");
        if (way == Way::breaks_a_rule) TRY(ledger.insert(name, 1));
        if (way == Way::inner_fails) {
            EXPECT_FALSE(ledger.connections().run([&]() -> Result<void> {
                TRY(ledger.insert("inner of " + name, 1));
                return fail(ErrorCode::internal, "no");
            }));
        }
        EXPECT_EQ(ledger.rows("WHERE unit = '" + name + "'").size(), 1U) << "who is within sees it";
        return ledger.insert(name, 2);
    };
    try {
        return ledger.connections().run(work).has_value();
    } catch (std::runtime_error const&) {
        return false;
    }
}

/// As many threads as lists, each its list of units. The names of those that were acknowledged; each is looked for at once, by a
/// reader of its own, as a caller would.
std::set<std::string> run_all(Ledger& ledger, std::vector<std::vector<Way>> const& threads) {
    std::set<std::string> kept;
    std::mutex guard;
    std::latch start(static_cast<std::ptrdiff_t>(threads.size()));
    std::vector<std::jthread> running;
    for (std::size_t t = 0; t < threads.size(); ++t)
        running.emplace_back([&, t] {
            start.arrive_and_wait();
            for (std::size_t i = 0; i < threads[t].size(); ++i) {
                auto const name = fmt::format("{}-{}", t, i);
                auto const is_kept = run_unit(ledger, name, threads[t][i]);
                EXPECT_EQ(is_kept, threads[t][i] == Way::good || threads[t][i] == Way::inner_fails) << name;
                EXPECT_EQ(ledger.has(name), is_kept) << name;
                std::lock_guard const lock(guard);
                if (is_kept) kept.insert(name);
            }
        });
    running.clear();
    return kept;
}

TEST(GroupCommit, ManyThreadsKeepExactlyWhatTheyWereToldIsKept) {
    Ledger ledger;
    Random random(2026);
    std::vector<std::vector<Way>> threads(16, std::vector<Way>(25));
    for (auto& units : threads)
        for (auto& way : units) way = random.chance(0.6) ? Way::good : static_cast<Way>(random.below(5));
    auto const kept = run_all(ledger, threads);
    EXPECT_EQ(kept, ledger.units());
    EXPECT_GT(kept.size(), 200U);
}

RC_GTEST_PROP(GroupCommit, KeepsExactlyTheGoodUnits, ()) {
    auto const threads = *rc::gen::resize(6, rc::gen::container<std::vector<std::vector<int>>>(
                                                 rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))));
    std::vector<std::vector<Way>> ways;
    for (auto const& units : threads) {
        ways.emplace_back();
        for (auto const unit : units) ways.back().push_back(static_cast<Way>(unit));
    }
    static Ledger ledger;  // one for all cases: opening takes longer than most of them
    ledger.clear();
    auto const kept = run_all(ledger, ways);
    RC_ASSERT(kept == ledger.units());
}

TEST(GroupCommit, OthersSeeNothingBeforeTheCommit) {
    Ledger ledger;
    std::atomic<bool> is_over{false};
    std::jthread const reader([&] {
        while (!is_over) (void)ledger.units();  // fails on half a unit
    });
    (void)run_all(ledger, std::vector<std::vector<Way>>(4, std::vector<Way>(25, Way::good)));
    is_over = true;
}

TEST(GroupCommit, AFullDiskIsToldToAllWhoseWorkItTook) {
    Ledger ledger;
    auto const limit = [&](int pages) {
        return ledger.file().outside([&](impl::Session& sql) -> Result<void> {
            sql << fmt::format("PRAGMA max_page_count = {}", pages);
            return {};
        });
    };
    ASSERT_TRUE(limit(1));  // as small as it is now
    std::set<std::string> kept;
    std::mutex guard;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 40; ++i) {
                    auto const name = fmt::format("{}-{} {}", t, i, std::string(200, 'x'));
                    auto const state = ledger.connections().run([&]() -> Result<void> {
                        TRY(ledger.insert(name, 1));
                        return ledger.insert(name, 2);
                    });
                    EXPECT_TRUE(state || state.error().code == ErrorCode::unavailable) << state.error().message;
                    std::lock_guard const lock(guard);
                    if (state) kept.insert(name);
                }
            });
    }
    EXPECT_LT(kept.size(), 320U);
    EXPECT_EQ(kept, ledger.units());
    ASSERT_TRUE(limit(100'000));
    EXPECT_TRUE(run_unit(ledger, "later", Way::good));
}

TEST(GroupCommit, WorkOutsideOfUnitsWaitsForThem) {
    Ledger ledger;
    std::atomic<bool> is_over{false};
    std::jthread const outsider([&] {
        while (!is_over)
            EXPECT_TRUE(ledger.file().outside([](impl::Session& sql) -> Result<void> {
                sql << "PRAGMA foreign_keys = ON";
                sql << "BEGIN";  // refused within a transaction
                sql << "ROLLBACK";
                return {};
            }));
    });
    auto const kept = run_all(ledger, std::vector<std::vector<Way>>(4, std::vector<Way>(25, Way::good)));
    is_over = true;
    EXPECT_EQ(kept.size(), 100U);
    EXPECT_EQ(kept, ledger.units());
}

}  // namespace
}  // namespace troupe::storage::testing
