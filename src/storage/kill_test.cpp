#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <set>
#include <thread>

#include "base/random.hpp"
#include "jobs/runner.hpp"
#include "storage/sql_content_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/testing/temp_database.hpp"

/// A process that works on a queue is killed at random points, and its successor goes on.
namespace troupe::storage::testing {
namespace {

using namespace std::chrono_literals;
using jobs::Effect;
using jobs::Job;
using jobs::JobContext;
using jobs::JobState;

constexpr int job_count = 40;
constexpr int kills = 12;

std::string key_of(int number) { return fmt::format("job {}", number); }

/// Writes the number of each job that is reported done: from then on it is acknowledged.
class Acknowledging final : public jobs::JobObserver {
public:
    explicit Acknowledging(int pipe) : pipe_(pipe) {}
    void job_finished(Job const& job) override {
        auto const number = static_cast<unsigned char>(job.input.as_int64());
        if (job.state == JobState::done && ::write(pipe_, &number, 1) != 1) ::_exit(3);
    }

private:
    int pipe_;
};

/// Each job leaves one content, with an id of its own, so that a second effect would be seen.
Result<Effect> leave_content(JobContext& context, catalog::ContentStore& contents) {
    std::this_thread::sleep_for(std::chrono::milliseconds(context.input().as_int64() % 4));
    context.progress(0.5, "half");
    return Effect([&contents, number = context.input().as_int64()]() -> Result<json::Value> {
        catalog::Content content;
        content.id = make_id<catalog::ContentTag>(SystemClock().now(), system_id_bits);
        content.title = std::to_string(number);
        TRY(contents.insert(content));
        return json::Value(number);
    });
}

/// What the same command does each time: opens the database, enqueues by key, works until all is done.
Result<void> work(std::filesystem::path const& file, int pipe) {
    auto const database = TRY(Database::open(file));
    SystemClock const clock;
    SqlQueue queue(*database, clock);
    SqlContentStore contents(*database);
    std::vector<jobs::JobId> ids;
    for (int i = 0; i < job_count; ++i) {
        jobs::JobSpec spec{.kind = "leave", .input = i, .key = key_of(i), .group = "all"};
        if (i >= 3) spec.after = {ids[static_cast<std::size_t>(i) - 3]};
        ids.push_back(TRY(queue.enqueue(spec)).id);
    }
    jobs::Runner runner(queue, database->unit_of_work(), clock, {.cpu_threads = 3, .io_threads = 0});
    Acknowledging acknowledging(pipe);
    runner.observe(acknowledging);
    runner.handle("leave", [&](JobContext& context) { return leave_content(context, contents); });
    for (auto const& job : TRY(runner.run(ids)))
        if (job.state != JobState::done) return fail(ErrorCode::internal, json::print(job));
    return {};
}

struct Child {
    pid_t process;
    int pipe;
};

Child start(std::filesystem::path const& file) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    auto const process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        ::_exit(work(file, ends[1]) ? 0 : 2);
    }
    ::close(ends[1]);
    return {process, ends[0]};
}

/// Waits for the child's end and notes what it acknowledged. Its exit code, -1 when it was killed.
int finish(Child const& child, std::set<int>& acknowledged) {
    unsigned char number = 0;
    while (::read(child.pipe, &number, 1) == 1) acknowledged.insert(number);
    ::close(child.pipe);
    int status = 0;
    ::waitpid(child.process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// No connection is open while a child is forked: SQLite forbids taking one along.
void expect_kept(std::filesystem::path const& file, std::set<int> const& acknowledged) {
    auto const database = open_database(file);
    SystemClock const clock;
    SqlQueue queue(*database, clock);
    for (auto const number : acknowledged) {
        auto const job = queue.find_by_key(key_of(number));
        ASSERT_TRUE(job && *job) << number;
        EXPECT_EQ((*job)->state, JobState::done) << number;
    }
}

TEST(KillNine, LosesNothingAcknowledgedAndRecordsNothingTwice) {
    TempFolder const folder;
    auto const file = folder / "troupe.db";
    std::set<int> acknowledged;
    Random random(2026);
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        auto const child = start(file);
        std::this_thread::sleep_for(std::chrono::milliseconds(random.between(1, 60)));
        ::kill(child.process, SIGKILL);
        auto const code = finish(child, acknowledged);
        EXPECT_TRUE(code == -1 || code == 0) << code;
        killed += code == -1 ? 1 : 0;
        expect_kept(file, acknowledged);
    }
    EXPECT_GT(killed, 0);

    auto const begun = std::chrono::steady_clock::now();
    EXPECT_EQ(finish(start(file), acknowledged), 0);
    // Leases last 30 s: the successor did not wait for those of the dead.
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
    EXPECT_EQ(acknowledged.size(), static_cast<std::size_t>(job_count));
    expect_kept(file, acknowledged);

    auto const database = open_database(file);
    auto const contents = SqlContentStore(*database).list({.limit = 500});
    ASSERT_TRUE(contents);
    std::set<std::string> titles;
    for (auto const& content : contents->contents) EXPECT_TRUE(titles.insert(content.title).second) << content.title << " twice";
    EXPECT_EQ(titles.size(), static_cast<std::size_t>(job_count));
    EXPECT_TRUE(database->check()->problems.empty());
}

}  // namespace
}  // namespace troupe::storage::testing
