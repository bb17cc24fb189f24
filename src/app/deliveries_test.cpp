#include <fmt/format.h>

#include "app/testing/temp_home.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "distribution/delivery/testing/example_batch.hpp"
#include "distribution/receive/receive.hpp"
#include "flow/decide.hpp"
#include "flow/deliver.hpp"

namespace troupe::app {
namespace {

namespace fs = std::filesystem;
using catalog::ContentState;
using distribution::DeliveryState;

/// An installation with a store in a folder, and a release that nothing stands against.
class DeliveriesTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(make_folder(folder_));
        auto const stores = fmt::format(
            R"({{"stores": [{{"id": "mine", "name": "Mine", "ai": "accepted", "source": "this test", "verified_at": "2026-11-23",
            "delivery": {{"address": "folder:{}", "control": "test"}}}}]}})",
            (folder_ / "store").string());
        ASSERT_TRUE(write_file(folder_ / "stores.json", stores));
        installation_ =
            Installation::open(Configuration::of({{"TROUPE_STORES_DB_PATH", (folder_ / "stores.json").string()}}),
                               folder_ / "home")
                .value();
        add_release();
    }

    flow::Studio& studio() { return installation_->studio(); }

    void add_release() {
        auto input = distribution::testing::sound_input();
        auto release = distribution::testing::live_release();
        distribution::testing::make_files(release, folder_ / "files");
        catalog::Content content;
        content.id = flow::next_id<catalog::ContentTag>(studio());
        content.kind = catalog::ContentKind::release;
        content.state = ContentState::in_review;
        content.title = release.title;
        content.created = content.updated = studio().clock.now();
        release.id = to_string(content.id);
        input.release = release;
        content.details = json::Object{{"release", json::to_value(release)},
                                       {"preflight", json::to_value(distribution::Preflight{})}};
        for (auto const* name : {"master.flac", "cover.jpg"})
            ASSERT_TRUE(flow::add_file(studio(), content, folder_ / "files", folder_ / "files" / name, "package"));
        ASSERT_TRUE(studio().contents.insert(content));
        release_ = to_string(content.id);
    }

    catalog::Content now() { return flow::find_content(studio(), release_).value(); }
    void approve() { ASSERT_TRUE(flow::decide(studio(), release_, catalog::Decision::approved, "test", "")); }
    void take_back() {
        ASSERT_TRUE(studio().contents.update(
            catalog::change_state(now(), ContentState::in_review, studio().clock.now()).value()));
    }

    /// Runs the batch that is under way and keeps what became of it. `withdraw_at`: before that file the approval goes.
    Result<distribution::DeliveryRecord> run(distribution::DeliveryRecord const& begun, int withdraw_at) {
        int step = 0;
        auto const report = [&](double, std::string const&) {
            if (step++ == withdraw_at) take_back();
        };
        auto const record =
            TRY(flow::deliver(studio(), {begun.release, begun.store, begun.attempts.back().batch_id}, report, {}));
        return studio().deliveries.put(record);
    }

    std::size_t complete_batches() {
        std::size_t count = 0;
        if (!fs::exists(folder_ / "store")) return 0;
        for (auto const& entry : fs::recursive_directory_iterator(folder_ / "store"))
            count += entry.path().filename().string().starts_with("BatchComplete_");
        return count;
    }

    fs::path folder_ = troupe::testing::scratch_folder(::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::unique_ptr<Installation> installation_;
    std::string release_;
};

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
