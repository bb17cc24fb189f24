#include "storage/impl/together.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

namespace troupe::storage::impl {
namespace {

using Squares = Together<int, long>;

std::vector<long> squares_of(std::span<int const> all) {
    std::vector<long> squares;
    for (auto const each : all) squares.push_back(static_cast<long>(each) * each);
    return squares;
}

TEST(Together, EachGetsItsOwnAnswer) {
    Squares squares;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 12; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 2000; ++i) {
                auto const asked = thread * 2000 + i;
                ASSERT_EQ(squares.run(asked, squares_of), static_cast<long>(asked) * asked);
            }
        });
}

TEST(Together, ThoseThatComeMeanwhileGoInOne) {
    Squares squares;
    std::latch two_are_at_work(2), rest_has_come(1);
    std::atomic<int> calls{0}, most{0};
    auto const all = [&](std::span<int const> asked) {
        if (++calls <= 2) {
            two_are_at_work.count_down();
            rest_has_come.wait();
        }
        most = std::max(most.load(), static_cast<int>(asked.size()));
        return squares_of(asked);
    };
    std::atomic<int> begun{0};
    std::vector<std::jthread> threads;
    auto const ask = [&](int number) {
        threads.emplace_back([&, number] {
            ++begun;
            EXPECT_EQ(squares.run(number, all), static_cast<long>(number) * number);
        });
    };
    ask(1);
    ask(2);
    two_are_at_work.wait();
    for (int number = 3; number <= 10; ++number) ask(number);
    while (begun < 10) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // so that they stand in line; they would be answered without, too
    rest_has_come.count_down();
    threads.clear();
    EXPECT_GT(most, 1);
    EXPECT_LT(calls, 10);
}

}  // namespace
}  // namespace troupe::storage::impl
