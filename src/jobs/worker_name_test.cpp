#include "jobs/worker_name.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::jobs {
namespace {

TEST(WorkerName, OfALivingProcessIsNotDead) {
    auto const own = WorkerName::of_this_process(3);
    EXPECT_FALSE(is_dead(own.text()));
    EXPECT_EQ(own.text().substr(own.text().size() - 2), "/3");
    EXPECT_GT(own.started, 0U);
}

TEST(WorkerName, OfAnEndedProcessIsDead) {
    auto name = WorkerName::of_this_process(0);
    auto const child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    name.process = child;
    EXPECT_TRUE(is_dead(name.text()));
}

TEST(WorkerName, OfALaterProcessWithTheSameNumberIsDead) {
    auto name = WorkerName::of_this_process(0);
    --name.started;
    EXPECT_TRUE(is_dead(name.text()));
}

TEST(WorkerName, OnAnotherHostCannotBeKnown) {
    auto name = WorkerName::of_this_process(0);
    name.host += "x";
    name.process = 999'999'999;
    EXPECT_FALSE(is_dead(name.text()));
    EXPECT_FALSE(is_dead(""));
    EXPECT_FALSE(is_dead("a:b:c/d"));
    EXPECT_FALSE(is_dead("no worker name"));
}

}  // namespace
}  // namespace troupe::jobs
