#include "app/testing/deliveries.hpp"
#include "base/random.hpp"
#include "distribution/receive/receive.hpp"
#include "flow/decide.hpp"

namespace troupe::app {
namespace {

using distribution::DeliveryState;

using testing::DeliveriesTest;

TEST_F(DeliveriesTest, ArriveAsWhatWasDescribed) {
    approve();
    auto const begun = flow::begin_delivery(studio(), release_, "mine");
    ASSERT_TRUE(begun) << begun.error().message;
    auto const done = run(begun->record, -1);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->state, DeliveryState::delivered) << done->reason;
    auto const receipt = distribution::receive({folder_ / "store" / done->attempts.back().batch, {}});
    ASSERT_TRUE(receipt) << receipt.error().message;
    ASSERT_TRUE(receipt->is_accepted) << json::pretty(json::to_value(receipt->problems));
    auto const described = json::from_value<distribution::Release>(now().details.at("release")).value();
    EXPECT_TRUE(distribution::differences(described, *receipt->release).empty());
}

TEST_F(DeliveriesTest, NothingUnapprovedEverArrives) {
    Random random(20261123);
    std::size_t sent = 0;
    for (int round = 0; round < 40; ++round) {
        bool const is_approved = random.chance(0.7);
        if (is_approved) approve();
        auto const begun = flow::begin_delivery(studio(), release_, "mine");
        ASSERT_EQ(begun.has_value(), is_approved) << (begun ? "" : begun.error().message);
        if (begun) {
            // Steps: packing, message, sound, cover, manifest; anything above comes too late to matter.
            int const withdraw_at = random.between(0, 7);
            auto const done = run(begun->record, withdraw_at);
            ASSERT_TRUE(done) << done.error().message;
            bool const was_in_time = withdraw_at <= 4;
            EXPECT_EQ(done->state, was_in_time ? DeliveryState::held : DeliveryState::delivered)
                << withdraw_at << " " << done->reason;
            sent += was_in_time ? 0 : 1;
            if (!was_in_time) take_back();
        }
        ASSERT_EQ(complete_batches(), sent);
    }
    EXPECT_GT(sent, 3U);
}

TEST_F(DeliveriesTest, ABatchThatArrivedUnseenIsNotSentAgain) {
    approve();
    auto const begun = *flow::begin_delivery(studio(), release_, "mine");
    flow::DeliveryJob const job{begun.record.release, begun.record.store, begun.record.attempts.back().batch_id};
    auto const nobody = [](double, std::string const&) {};
    ASSERT_TRUE(flow::deliver(studio(), job, nobody, {}));  // killed before it was written down
    EXPECT_EQ(flow::begin_delivery(studio(), release_, "mine")->record.attempts.size(), 1U);
    auto const done = run(begun.record, -1);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->state, DeliveryState::delivered);
    EXPECT_EQ(complete_batches(), 1U);
}

}  // namespace
}  // namespace troupe::app
