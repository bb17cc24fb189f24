#include "distribution/delivery/delivery_record.hpp"

#include <set>

#include "base/json.hpp"
#include "base/random.hpp"
#include "distribution/delivery/acknowledgement.hpp"
#include "distribution/delivery/testing/delivery_book_contract.hpp"
#include "distribution/delivery/testing/memory_delivery_book.hpp"

namespace troupe::distribution::testing {
namespace {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, DeliveryBookContract, MemoryDeliveryBook);

TimePoint second(int number) { return TimePoint{std::chrono::seconds{1'790'000'000 + number}}; }

DeliveryRecord sent_once() {
    DeliveryRecord record{.release = "r", .store = "s", .state = DeliveryState::ready};
    record = *begin_attempt(record, false, 1, second(1));
    record.attempts.back().folder = "4006381333931";
    return *finish_attempt(record, second(2));
}

TEST(DeliveryRecord, TellsAReleaseFirstThenUpdatesThenThatItIsGone) {
    auto record = sent_once();
    EXPECT_EQ(record.state, DeliveryState::delivered);
    EXPECT_EQ(record.attempts[0].kind, MessageKind::release);
    record = *finish_attempt(*begin_attempt(record, false, 2, second(3)), second(4));
    EXPECT_EQ(record.attempts[1].kind, MessageKind::update);
    EXPECT_EQ(record.attempts[1].thread_id, record.attempts[0].thread_id);
    record = *finish_attempt(*begin_attempt(record, true, 2, second(5)), second(6));
    EXPECT_EQ(record.state, DeliveryState::taken_down);
    EXPECT_FALSE(is_with_store(record));
    EXPECT_EQ(begin_attempt(record, true, 2, second(7)).error().code, ErrorCode::conflict);
    EXPECT_EQ(thread_of(record, "PADPIDA").messages.size(), 3U);
}

TEST(DeliveryRecord, RefusesASecondBatchWhileOneIsUnderWay) {
    DeliveryRecord const record{.release = "r", .store = "s", .state = DeliveryState::ready};
    auto const begun = *begin_attempt(record, false, 1, second(1));
    EXPECT_EQ(begin_attempt(begun, false, 1, second(2)).error().code, ErrorCode::conflict);
    EXPECT_EQ(finish_attempt(record, second(2)).error().code, ErrorCode::conflict);
    EXPECT_EQ(begin_attempt({.release = "r", .store = "s"}, true, 1, second(1)).error().code, ErrorCode::conflict);
}

TEST(DeliveryRecord, NeverUsesABatchTwiceEvenWhenTheClockGoesBack) {
    auto record = sent_once();
    for (int i = 0; i < 5; ++i) record = *finish_attempt(*begin_attempt(record, false, 1, second(-i)), second(-i));
    std::set<std::string> ids;
    for (auto const& attempt : record.attempts) EXPECT_TRUE(ids.insert(attempt.batch_id).second);
}

TEST(DeliveryRecord, KnowsWhatTheStoreHasAsItIs) {
    auto record = sent_once();
    ASSERT_NE(arrived_attempt(record, 1), nullptr);
    EXPECT_EQ(arrived_attempt(record, 2), nullptr);
    EXPECT_EQ(arrived_attempt(take_answer(record, {"4006381333931", false, "HashSumWrong", second(9)}), 1), nullptr);
    record = *finish_attempt(*begin_attempt(record, true, 1, second(5)), second(6));
    EXPECT_EQ(arrived_attempt(record, 1), nullptr);
}

TEST(DeliveryRecord, KeepsTheStoresWords) {
    auto const refused =
        take_answer(sent_once(), {"4006381333931", false, "ProcessingError: the cover is blurred", second(9)});
    EXPECT_EQ(refused.state, DeliveryState::rejected);
    EXPECT_EQ(refused.reason, "ProcessingError: the cover is blurred");
    auto const live = take_answer(sent_once(), {"4006381333931", true, "FileOK", second(9)});
    EXPECT_EQ(live.state, DeliveryState::live);
    EXPECT_EQ(take_answer(live, {"4006381333931", false, "ResourceCorrupt", second(10)}).state,
              DeliveryState::rejected);
    EXPECT_EQ(take_answer(sent_once(), {"another", true, "FileOK", second(9)}).state, DeliveryState::delivered);
    EXPECT_EQ(take_answer(sent_once(), {"4006381333931", true, "FileOK", second(-9)}).state, DeliveryState::delivered)
        << "older than the batch";
}

TEST(DeliveryRecord, MovesOnlyAsTheStatesAllow) {
    Random random(7);
    for (int round = 0; round < 500; ++round) {
        DeliveryRecord record{.release = "r", .store = "s", .state = DeliveryState::ready};
        for (int step = 0; step < 12; ++step) {
            auto const before = record.state;
            auto const at = second(step * 10);
            Result<DeliveryRecord> next = record;
            switch (random.below(4)) {
                case 0:
                    next = begin_attempt(record, random.chance(0.4), 1, at);
                    break;
                case 1:
                    next = finish_attempt(record, at);
                    break;
                default:
                    next = take_answer(record, {"", random.chance(0.6), "words", at});
            }
            if (!next) continue;
            record = *next;
            EXPECT_TRUE(before == record.state || can_become(before, record.state))
                << json::enum_name(before) << " to " << json::enum_name(record.state);
            int open = 0;
            for (auto const& attempt : record.attempts) open += attempt.outcome == AttemptOutcome::open;
            EXPECT_EQ(open, record.state == DeliveryState::sending ? 1 : 0);
        }
    }
}

TEST(Acknowledgement, IsReadAsItWasWritten) {
    Acknowledgement const written{.sender = {"PADPIDA2009101501Y", "A Store"},
                                  .recipient = {"", "Norra Vang"},
                                  .created = second(1),
                                  .folder = "4006381333931",
                                  .batch_day = date_of(second(0)),
                                  .status = "HashSumWrong",
                                  .error = "cover <1> & more"};
    auto const read = read_acknowledgement(write_acknowledgement(written));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(json::print(read->at(0)),
              json::print(StoreAnswer{"4006381333931", false, "HashSumWrong: cover <1> & more", second(1)}));
}

TEST(Acknowledgement, IsReadInTheLaterFormToo) {
    auto const read = read_acknowledgement(
        "<?xml version='1.0'?><ack:AcknowledgementMessage xmlns:ack='http://ddex.net/xml/ern-c-sftp/18'><MessageHeader>"
        "<MessageCreatedDateTime>2026-11-22T10:00:00Z</MessageCreatedDateTime></"
        "MessageHeader><ReleaseStatus><ReleaseId><ICPN>4006381333931</ICPN></ReleaseId>"
        "<ReleaseStatus>SuccessfullyIngestedByReleaseDistributor</ReleaseStatus></ReleaseStatus></"
        "ack:AcknowledgementMessage>");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->at(0).is_accepted);
    EXPECT_EQ(read->at(0).folder, "4006381333931");
}

TEST(Acknowledgement, RefusesWhatIsNone) {
    for (auto const* bad : {"", "<a/>", "no xml", "<!DOCTYPE a [<!ENTITY x 'y'>]><FtpAcknowledgementMessage/>",
                            "<FtpAcknowledgementMessage><MessageHeader><MessageCreatedDateTime>2026-11-22T10:00:00Z</"
                            "MessageCreatedDateTime></MessageHeader>"
                            "<AcknowledgedFile><ReleaseId>1</ReleaseId></AcknowledgedFile><FileStatus>Perhaps</"
                            "FileStatus></FtpAcknowledgementMessage>"})
        EXPECT_EQ(read_acknowledgement(bad).error().code, ErrorCode::invalid_input) << bad;
}

}  // namespace
}  // namespace troupe::distribution::testing
