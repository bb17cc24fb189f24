#include "base/random.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/id.hpp"

namespace troupe {
namespace {

TEST(Random, IsTheSameOnEveryMachine) {
    Random random(42);
    EXPECT_EQ(random.next(), 1546998764402558742ULL);
    EXPECT_EQ(random.next(), 6990951692964543102ULL);
}

TEST(Random, StreamsDoNotDisturbEachOther) {
    Random const root(1);
    auto a = root.stream("melody");
    auto b = root.stream("drums");
    auto again = root.stream("melody");
    (void)b.next();
    EXPECT_EQ(a.next(), again.next());
    EXPECT_NE(root.stream("melody", 1).next(), root.stream("melody", 2).next());
}

TEST(Random, DrawsWithinBoundsAndEvenly) {
    Random random(7);
    std::array<int, 5> counts{};
    for (int i = 0; i < 50'000; ++i) ++counts[static_cast<std::size_t>(random.between(0, 4))];
    for (auto count : counts) EXPECT_NEAR(count, 10'000, 500);
    double const weights[] = {0, 3, -1, 1};
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE((std::set<std::size_t>{1, 3}.contains(random.weighted(weights))));
}

TEST(Id, SortsByTimeAndReadsBack) {
    using ThingId = Id<struct ThingTag>;
    std::uint64_t bits = 5;
    auto const next = [&bits] { return bits += 0x9e3779b97f4a7c15ULL; };
    auto const early = make_id<struct ThingTag>(TimePoint{std::chrono::milliseconds{1000}}, next);
    auto const late = make_id<struct ThingTag>(TimePoint{std::chrono::milliseconds{2000}}, next);
    EXPECT_LT(to_string(early), to_string(late));
    EXPECT_EQ(*parse_id<struct ThingTag>(to_string(late)), late);
    EXPECT_EQ(to_string(late)[14], '7');
    EXPECT_FALSE(parse_id<struct ThingTag>("018f"));
    EXPECT_FALSE(parse_id<struct ThingTag>("zzzzzzzz-7b2a-7c3d-9e4f-0123456789ab"));
    (void)ThingId{};
}

}  // namespace
}  // namespace troupe
