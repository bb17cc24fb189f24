#include "base/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

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

TEST(Process, ReadingCanBeStopped) {
    auto child = Process::start(shell("sleep 30"));
    std::stop_source stop;
    std::jthread const later([&] { stop.request_stop(); });
    std::uint8_t byte = 0;
    EXPECT_EQ(child->read({&byte, 1}, stop.get_token()).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe
