#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <vector>

#include "storage/impl/sql.hpp"
#include "temp_schema.hpp"

namespace troupe::storage::testing {

/// A test with a schema of its own.
class OnPostgres : public ::testing::Test {
protected:
    impl::Connections& connections() { return place.database->connections(); }
    void execute(std::string const& statement) {
        auto const done = connections().alter([&](impl::Session& sql) -> Result<void> {
            sql << statement;
            return {};
        });
        ASSERT_TRUE(done) << done.error().message;
    }
    std::int64_t number(std::string const& query) {
        auto const found = connections().read(
            [&](impl::Session& sql) -> Result<std::int64_t> { return impl::select(sql, query, 1).at(0).number(0); });
        EXPECT_TRUE(found) << found.error().message;
        return found.value_or(-1);
    }
    /// Reads the number and writes one more: two such units at once must not read the same.
    Result<void> add_one() {
        return connections().write([](impl::Session& sql) -> Result<void> {
            auto const now = impl::select(sql, "SELECT value FROM counter WHERE id = 1", 1).at(0).number(0);
            impl::change(sql, "UPDATE counter SET value = :a WHERE id = 1", {now + 1});
            return {};
        });
    }
    void make_counter() {
        execute("CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL)");
        execute("INSERT INTO counter VALUES (1, 0)");
    }
    static void in_threads(int count, std::function<void(int)> const& work) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i) threads.emplace_back([&, i] { work(i); });
    }

    TempSchema place;
};

}  // namespace troupe::storage::testing
