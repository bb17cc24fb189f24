#include "base/process.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe {
namespace {

std::vector<std::string> shell(std::string const& script) { return {"sh", "-c", script}; }

TEST(Process, WhatAChildPrintsIsReadInPieces) {
    auto child = Process::start(shell("printf 'one two '; sleep 0.1; printf three"));
    ASSERT_TRUE(child) << child.error().message;
    std::string piece(4, ' ');
    auto const bytes = std::span(reinterpret_cast<std::uint8_t*>(piece.data()), piece.size());
    std::string all;
    for (std::size_t count = 4; count == 4;) {
        auto const got = child->read(bytes);
        ASSERT_TRUE(got) << got.error().message;
        count = *got;
        all.append(piece, 0, count);
    }
    EXPECT_EQ(all, "one two three");
    EXPECT_TRUE(child->finish());
}

TEST(Process, AChildGetsNoMoreMemoryThanAllowed) {
    std::vector<std::string> const eats{"dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1"};
    EXPECT_FALSE(run_process(eats, {.memory_bytes = 50'000'000, .patience = Seconds(20)}, {}));
    EXPECT_TRUE(run_process(eats, {.memory_bytes = 500'000'000, .patience = Seconds(20)}, {}));
}

TEST(Process, AChildThatBurnsTimeIsEnded) {
    auto const done = run_process(shell("while :; do :; done"), {.cpu = Seconds(0.5), .patience = Seconds(60)}, {});
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find("more time than it may"), std::string::npos) << done.error().message;
}

TEST(Process, AChildThatFillsTheDiskIsEnded) {
    auto const file = std::filesystem::temp_directory_path() / ("troupe-limit-" + std::to_string(::getpid()));
    EXPECT_FALSE(run_process({"dd", "if=/dev/zero", "of=" + file.string(), "bs=1M", "count=4"}, {.file_bytes = 1 << 20}, {}));
    EXPECT_LE(std::filesystem::file_size(file), 1U << 20);
    std::filesystem::remove(file);
}

TEST(Process, ASilentChildIsGivenUp) {
    auto const done = run_process(shell("sleep 30"), {.patience = Seconds(0.2)}, {});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::unavailable);
    auto child = Process::start(shell("sleep 30"), {.patience = Seconds(0.2)});
    std::uint8_t byte = 0;
    EXPECT_EQ(child->read({&byte, 1}).error().code, ErrorCode::unavailable);
}

/// Whether this kernel lets a program give up rights to files: else that part of the walls is not there to be tried.
bool has_file_walls() { return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U) >= 1; }

class Walled : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(write_file(folder / "given", "what it may read"));
        ASSERT_TRUE(write_file(folder / "other", "what it may not read"));
    }
    Result<std::string> run(std::string const& script, Walls walls = {}) const {
        walls.readable.push_back(folder / "given");
        return run_process(shell(script), {.patience = Seconds(20), .walls = walls}, {});
    }
    std::filesystem::path folder = testing::scratch_folder("walls");
};

TEST_F(Walled, AChildReadsWhatItIsGivenAndNothingElse) {
    if (!has_file_walls()) GTEST_SKIP() << "this kernel has no Landlock";
    EXPECT_EQ(run("cat " + (folder / "given").string()).value_or(""), "what it may read");
    EXPECT_FALSE(run("cat " + (folder / "other").string()));
    EXPECT_FALSE(run("cat /etc/passwd"));
    EXPECT_FALSE(run("ls " + folder.string()));
    EXPECT_FALSE(run("cat /proc/" + std::to_string(::getpid()) + "/environ"));
}

TEST_F(Walled, AChildWritesWhereItMayAndNowhereElse) {
    if (!has_file_walls()) GTEST_SKIP() << "this kernel has no Landlock";
    EXPECT_FALSE(run("echo x > " + (folder / "given").string()));
    EXPECT_FALSE(run("echo x > " + (folder / "new").string()));
    EXPECT_FALSE(run("echo x > /tmp/troupe-never"));
    EXPECT_TRUE(run("echo x > " + (folder / "other").string(), {{}, {folder / "other"}}));
    EXPECT_EQ(read_file(folder / "other").value_or(""), "x\n");
    EXPECT_EQ(read_file(folder / "given").value_or(""), "what it may read");
}

TEST_F(Walled, AChildHasNoNetwork) {
    auto const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(listener, 4), 0);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    auto const url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    std::vector<std::string> const asks{"ffprobe", "-v", "error", "-rw_timeout", "200000", "-i", url};
    auto const is_asked = [&] {
        pollfd waits{listener, POLLIN, 0};
        return ::poll(&waits, 1, 0) == 1;
    };
    EXPECT_FALSE(run_process(asks, {.patience = Seconds(20), .walls = Walls{}}, {}));
    EXPECT_FALSE(is_asked());
    EXPECT_FALSE(run_process(asks, {.patience = Seconds(20)}, {}));
    EXPECT_TRUE(is_asked()) << "without walls the same command does ask";
    ::close(listener);
}

TEST_F(Walled, AChildSeesNoKeyOfOurs) {
    ::setenv("OPENAI_API_KEY", "sk-secret", 1);
    auto const seen = run("env");
    ::unsetenv("OPENAI_API_KEY");
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_EQ(seen->find("sk-secret"), std::string::npos);
    EXPECT_NE(seen->find("PATH="), std::string::npos);
}

TEST(Process, ReadingCanBeStopped) {
    auto child = Process::start(shell("sleep 30"));
    std::stop_source stop;
    std::jthread const later([&] { stop.request_stop(); });
    std::uint8_t byte = 0;
    EXPECT_EQ(child->read({&byte, 1}, stop.get_token()).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe
