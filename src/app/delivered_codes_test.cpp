#include "app/testing/deliveries.hpp"
#include "distribution/delivery/acknowledgement.hpp"
#include "distribution/receive/receive.hpp"
#include "flow/pack_release.hpp"
#include "flow/release_codes.hpp"
#include "flow/store_answers.hpp"
#include "media/tags.hpp"

/// From a release without codes to what lies at a live store, with the files that say so.
namespace troupe::app::testing {
namespace {

using distribution::CodeStatus;
using distribution::DeliveryState;

class DeliveredCodes : public DeliveriesTest {
protected:
    void SetUp() override {
        DeliveriesTest::SetUp();
        add_new_release("Salt and Static");
    }
    distribution::DeliveryRecord deliver(std::string const& store, flow::Repeat repeat = flow::Repeat::refuse) {
        auto const begun = flow::begin_delivery(studio(), release_, store, "owner", repeat);
        EXPECT_TRUE(begun) << begun.error().message;
        if (!begun) return {};
        auto const done = flow::run_jobs(studio(), {begun->job}, nullptr, {});
        EXPECT_TRUE(done) << done.error().message;
        return studio().deliveries.find(release_, store)->value();
    }
    std::string isrc_tag(catalog::Content const& content) {
        return media::read_tags(file_of(content, "master.flac")).value_or(media::SoundTags{}).isrc;
    }
    void answer(distribution::DeliveryAttempt const& attempt, std::string const& status) {
        distribution::Acknowledgement const word{
            {}, {}, studio().clock.now(), attempt.folder, date_of(attempt.created), status, ""};
        auto const name = distribution::acknowledgement_name(attempt.batch_id, attempt.folder);
        ASSERT_TRUE(write_file(folder_ / "live/acknowledgements" / name, distribution::write_acknowledgement(word)));
    }
};

TEST_F(DeliveredCodes, AreAssignedAndStandInEveryFileThatGoesOut) {
    approve();
    add_prefixes();
    auto const before = now();
    auto const record = deliver("live");
    ASSERT_EQ(record.state, DeliveryState::delivered) << record.reason;
    auto const after = described();
    EXPECT_EQ(after.upc.status, CodeStatus::assigned);
    EXPECT_EQ(after.tracks[0].isrc.status, CodeStatus::assigned);
    EXPECT_EQ(isrc_tag(now()), after.tracks[0].isrc.value);
    EXPECT_TRUE(flow::is_packed(studio(), now()).value());

    auto const receipt = distribution::receive({folder_ / "live" / record.attempts.back().batch, {}});
    ASSERT_TRUE(receipt) << receipt.error().message;
    ASSERT_TRUE(receipt->is_accepted) << json::pretty(json::to_value(receipt->problems));
    EXPECT_TRUE(distribution::differences(after, *receipt->release).empty());
    EXPECT_EQ(record.attempts.back().folder, after.upc.value);
    // What it was before is still there.
    EXPECT_EQ(isrc_tag(before), "");
    EXPECT_EQ(studio().contents.history(before.id)->front().revision, 1);
}

TEST_F(DeliveredCodes, AreAskedForWhereTheLabelHasNoPrefix) {
    approve();
    auto const refused = flow::begin_delivery(studio(), release_, "live");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("troupe release codes set"), std::string::npos) << refused.error().message;
    EXPECT_EQ(described().upc.status, CodeStatus::none);
    EXPECT_EQ(studio().deliveries.find(release_, "live")->value().state, DeliveryState::held);
}

TEST_F(DeliveredCodes, ASecondDeliveryIsAnUpdateUnderTheSameCodes) {
    approve();
    add_prefixes();
    deliver("live");
    auto const codes = described().upc.value;
    auto const unasked = flow::begin_delivery(studio(), release_, "live");
    ASSERT_FALSE(unasked);
    EXPECT_NE(unasked.error().message.find("nothing has changed"), std::string::npos) << unasked.error().message;
    auto const second = deliver("live", flow::Repeat::send);
    ASSERT_EQ(second.attempts.size(), 2U);
    EXPECT_EQ(second.attempts.back().kind, distribution::MessageKind::update);
    EXPECT_EQ(second.attempts[0].content_revision, second.attempts[1].content_revision);
    EXPECT_EQ(described().upc.value, codes);
    EXPECT_EQ(complete_batches("live"), 2U);
}

TEST_F(DeliveredCodes, OfOthersStandInTheFilesWhenTheirPackingIsDone) {
    ASSERT_TRUE(flow::set_code(studio(), {release_, 1, "USS1Z9900001", "", "test"}));
    auto const stale = now();
    EXPECT_FALSE(flow::is_packed(studio(), stale).value());
    auto const done = flow::finish_packing(studio(), release_, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_TRUE(flow::is_packed(studio(), now()).value());
    EXPECT_EQ(isrc_tag(now()), "USS1Z9900001");
    EXPECT_EQ(isrc_tag(stale), "");
    EXPECT_EQ(now().revision, stale.revision + 1);
    EXPECT_EQ(described().tracks[0].sha256, sha256_of_file(file_of(now(), "master.flac")).value());
    std::string message;
    for (auto const& file : now().files)
        if (file.name.starts_with("ddex/") && file.name.ends_with(".xml"))
            message = read_file(file_of(now(), file.name)).value();
    EXPECT_NE(message.find("USS1Z9900001"), std::string::npos);
    ASSERT_TRUE(flow::finish_packing(studio(), release_, {}));
    EXPECT_EQ(now().revision, stale.revision + 1) << "packed once";
}

TEST_F(DeliveredCodes, AnswersAreAskedForOnceAStretchAndTakenOnce) {
    EXPECT_EQ(flow::begin_due_answers(studio(), std::chrono::minutes(10)).value(), 0) << "nobody owes one";
    approve();
    add_prefixes();
    auto const record = deliver("live");
    answer(record.attempts.back(), "FileOK");
    EXPECT_EQ(flow::stores_to_ask(studio()).value(), std::vector<std::string>{"live"});
    auto const looks = [&] { return studio().queue.list({.kind = flow::kinds::answers})->jobs; };
    EXPECT_EQ(flow::begin_due_answers(studio(), std::chrono::hours(24 * 3650)).value(), 1);
    EXPECT_EQ(flow::begin_due_answers(studio(), std::chrono::hours(24 * 3650)).value(), 1);
    ASSERT_EQ(looks().size(), 1U) << "two processes ask once";
    ASSERT_TRUE(flow::run_jobs(studio(), {looks()[0].id}, nullptr, {}));
    EXPECT_EQ(studio().deliveries.find(release_, "live")->value().state, DeliveryState::live);
    auto const again = flow::begin_answers(studio(), "live");
    ASSERT_TRUE(again);
    auto const done = flow::run_jobs(studio(), {*again}, nullptr, {});
    ASSERT_TRUE(done);
    EXPECT_TRUE(json::from_value<flow::AnswersTaken>(done->front().output)->changed.empty());
    EXPECT_EQ(flow::begin_answers(studio(), "unknown").error().code, ErrorCode::not_found);
}

TEST_F(DeliveredCodes, WhatWasSaidOtherwiseMeanwhileIsNotSent) {
    approve();
    add_prefixes();
    auto const begun = flow::begin_delivery(studio(), release_, "live");
    ASSERT_TRUE(begun) << begun.error().message;
    auto changed = now();
    auto release = described();
    release.title = "Another Tide";
    changed.details.as_object()["release"] = json::to_value(release);
    ASSERT_TRUE(studio().contents.update(changed));
    ASSERT_TRUE(flow::run_jobs(studio(), {begun->job}, nullptr, {}));
    EXPECT_EQ(studio().deliveries.find(release_, "live")->value().state, DeliveryState::held);
    EXPECT_EQ(complete_batches("live"), 0U);
}

}  // namespace
}  // namespace troupe::app::testing
