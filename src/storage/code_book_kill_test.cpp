#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <thread>

#include "base/random.hpp"
#include "distribution/testing/code_book_contract.hpp"
#include "storage/sql_code_book.hpp"
#include "storage/testing/temp_database.hpp"

/// Processes that take codes at the same time are killed at random points.
namespace troupe::storage::testing {
namespace {

using distribution::CodeKind;

constexpr int processes = 3;
constexpr int rounds = 6;

/// One acknowledged code, as it goes through the pipe: short enough to be written whole.
struct Given {
    char owner[24] = {};
    char value[16] = {};
};

/// Takes codes, and reports each once it has it, until it is killed.
[[noreturn]] void take_codes(std::filesystem::path const& file, int pipe, int process, int round) {
    auto const database = Database::open(file);
    if (!database) ::_exit(2);
    SqlCodeBook book(**database);
    for (int i = 0; i < 10'000; ++i) {
        auto const owner = fmt::format("{}/{}/{}", process, round, i);
        auto const code = book.reserve(distribution::testing::isrc_wish(owner));
        if (!code) ::_exit(3);
        Given given;
        owner.copy(given.owner, sizeof given.owner - 1);
        code->value.copy(given.value, sizeof given.value - 1);
        if (::write(pipe, &given, sizeof given) != sizeof given) ::_exit(4);
    }
    ::_exit(5);
}

struct Child {
    pid_t process;
    int pipe;
};
Child start(std::filesystem::path const& file, int process, int round) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    auto const id = ::fork();
    if (id == 0) {
        ::close(ends[0]);
        take_codes(file, ends[1], process, round);
    }
    ::close(ends[1]);
    return {id, ends[0]};
}

using Acknowledged = std::map<std::string, std::string>;  ///< owner by code

/// Waits for the first report, so that the kill comes in the midst of the work.
void kill_and_read(Child const& child, std::chrono::milliseconds after, Acknowledged& acknowledged) {
    Given given;
    bool has_more = ::read(child.pipe, &given, sizeof given) == sizeof given;
    std::this_thread::sleep_for(after);
    ::kill(child.process, SIGKILL);
    for (; has_more; has_more = ::read(child.pipe, &given, sizeof given) == sizeof given)
        EXPECT_TRUE(acknowledged.emplace(given.value, given.owner).second) << given.value << " was given twice";
    ::close(child.pipe);
    int status = 0;
    ::waitpid(child.process, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
}

TEST(CodeBookUnderKillNine, GivesNoCodeTwiceLosesNoneAndLeavesNoGap) {
    TempFolder const folder;
    auto const file = folder / "troupe.db";
    ASSERT_TRUE(SqlCodeBook(*open_database(file)).add_prefix(distribution::testing::isrc_prefix()));
    Acknowledged acknowledged;
    Random random(2026);
    for (int round = 0; round < rounds; ++round) {
        std::vector<Child> children;
        for (int i = 0; i < processes; ++i) children.push_back(start(file, i, round));
        for (auto const& child : children)
            kill_and_read(child, std::chrono::milliseconds(random.between(0, 15)), acknowledged);
    }
    EXPECT_GE(acknowledged.size(), static_cast<std::size_t>(processes * rounds));

    auto const database = open_database(file);
    SqlCodeBook book(*database);
    for (auto const& [value, owner] : acknowledged) {
        auto const code = book.find_value(CodeKind::isrc, value);
        ASSERT_TRUE(code && *code) << value << " was lost";
        EXPECT_EQ((*code)->owner, owner);
    }
    auto const rows = book.rows(distribution::testing::in_year(2026));
    ASSERT_EQ(rows->size(), 1U);
    auto const all = book.of_release("release 1");
    EXPECT_EQ(static_cast<std::int64_t>(all->size()), rows->front().given);
    for (std::size_t i = 0; i < all->size(); ++i) EXPECT_EQ(all->at(i).number, static_cast<std::int64_t>(i));
    EXPECT_TRUE(database->check()->problems.empty());
}

}  // namespace
}  // namespace troupe::storage::testing
