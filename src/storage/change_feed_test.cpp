#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "storage/impl/connections.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_content_store.hpp"
#include "storage/sql_event_log.hpp"
#include "storage/sql_observation_store.hpp"
#include "storage/sql_plan_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/testing/temp_database.hpp"

/// Every change leaves an event, and nothing else does.
namespace troupe::storage::testing {
namespace {

using artist::testing::example_artist;
using artist::testing::example_author;
using artist::testing::example_id;

class ChangeFeed : public ::testing::Test {
protected:
    /// The types of the events since the last call, and what `field` of each says.
    std::string news(std::string const& field = "state") {
        std::string text;
        auto const events = log.after(seen, 1000);
        for (auto const& event : *events) {
            auto const* value = event.data.as_object().if_contains(field);
            text += event.type + (value == nullptr ? "" : " " + json::print(*value)) + "; ";
            seen = event.number;
            last = event;
        }
        return text;
    }
    static catalog::Content content() {
        catalog::Content made;
        made.id = make_id<catalog::ContentTag>(SystemClock().now(), system_id_bits);
        made.artist = example_id(1);
        made.title = "Rain";
        return made;
    }

    TempDatabase temp;
    UnitOfWork& unit = temp.database->unit_of_work();
    SqlEventLog log{*temp.database};
    SqlArtistStore artists{*temp.database};
    SqlContentStore contents{*temp.database};
    SqlPlanStore plans{*temp.database};
    SqlObservationStore observations{*temp.database};
    FixedClock clock{TimePoint{std::chrono::seconds{1'795'000'000}}};
    SqlQueue queue{*temp.database, clock};
    std::int64_t seen = 0;
    access::Event last;
};

TEST_F(ChangeFeed, TellsOfArtists) {
    auto const first = example_artist(1, "Vesper Lune");
    ASSERT_TRUE(artists.insert(first));
    EXPECT_EQ(news(), "artist.created \"candidate\"; ");
    EXPECT_EQ(last.artist, to_string(first.id));
    EXPECT_EQ(last.data.at("name"), "Vesper Lune");
    auto profile = first.profile;
    profile.positioning.tagline = "Other.";
    ASSERT_TRUE(artists.append_version(*apply_change(first, profile, example_author())));
    EXPECT_EQ(news("version"), "artist.changed 2; ");
    ASSERT_TRUE(artists.remove(first.id));
    EXPECT_EQ(news("name"), "artist.removed \"Vesper Lune\"; ");
    EXPECT_FALSE(artists.remove(first.id));
    EXPECT_EQ(news(), "");
}

TEST_F(ChangeFeed, TellsOfContents) {
    auto made = content();
    ASSERT_TRUE(contents.insert(made));
    EXPECT_EQ(news(), "content.created \"planned\"; ");
    EXPECT_EQ(last.artist, to_string(made.artist));
    EXPECT_EQ(last.subject, to_string(made.id));
    EXPECT_EQ(last.data.at("title"), "Rain");
    auto const next = contents.update(made);
    ASSERT_TRUE(next);
    EXPECT_EQ(news("revision"), "content.changed 2; ");
    EXPECT_FALSE(contents.update(made));
    EXPECT_EQ(news(), "") << "a stale write changed nothing";
    auto third = *next;
    third.revision = 3;
    ASSERT_TRUE(contents.restore({made, *next, third}));
    EXPECT_EQ(news("revision"), "content.changed 3; ");
    ASSERT_TRUE(contents.restore({made, *next, third}));
    EXPECT_EQ(news(), "") << "all of it was there";
    ASSERT_TRUE(contents.remove(made.id));
    EXPECT_EQ(news("kind"), "content.removed \"track\"; ");
    ASSERT_TRUE(contents.restore({made, *next, third}));
    EXPECT_EQ(news("revision"), "content.created 3; ");
}

TEST_F(ChangeFeed, TellsOfPlans) {
    planning::Plan plan;
    plan.id = make_id<planning::PlanTag>(clock.now(), system_id_bits);
    plan.artist_id = example_id(1);
    plan.items.resize(2);
    for (auto& item : plan.items) item.id = make_id<planning::PlanItemTag>(clock.now(), system_id_bits);
    ASSERT_TRUE(plans.put(plan));
    EXPECT_EQ(news("items"), "plan.changed 2; ");
    EXPECT_EQ(last.artist, to_string(plan.artist_id));
    EXPECT_EQ(last.subject, to_string(plan.id));
    ASSERT_TRUE(plans.update_item(plan.items[0]));
    EXPECT_EQ(news("item"), "plan.changed \"" + to_string(plan.items[0].id) + "\"; ");
    ASSERT_TRUE(plans.remove_by_artist(plan.artist_id));
    EXPECT_EQ(news("items"), "plan.changed 0; ");
    ASSERT_TRUE(plans.remove_by_artist(plan.artist_id));
    EXPECT_EQ(news(), "");
}

TEST_F(ChangeFeed, TellsOfJobsAndWhatTheirEndMoves) {
    auto const group = "debut:" + to_string(example_id(1));
    auto const first = queue.enqueue({.kind = "a", .group = group})->id;
    auto const second = queue.enqueue({.kind = "b", .after = {first}})->id;
    EXPECT_EQ(news(), "job.changed \"ready\"; job.changed \"waiting\"; ");
    auto lease = **queue.lease("w", {}, std::chrono::seconds(30));
    EXPECT_EQ(news(), "job.changed \"running\"; ");
    EXPECT_EQ(last.subject, to_string(first));
    EXPECT_EQ(last.artist, to_string(example_id(1)));
    EXPECT_EQ(last.at, clock.now());
    ASSERT_TRUE(queue.progress(lease, 0.25, "mixing"));
    EXPECT_EQ(news("progress"), "job.changed 0.25; ");
    EXPECT_EQ(last.data.at("message"), "mixing");
    EXPECT_EQ(last.data.at("group"), json::Value(group));
    ASSERT_TRUE(queue.renew(lease, std::chrono::seconds(30)));
    EXPECT_EQ(news(), "") << "nobody sees a lease";
    ASSERT_TRUE(queue.complete(lease, nullptr));
    EXPECT_EQ(news(), "job.changed \"done\"; job.changed \"ready\"; ");
    EXPECT_EQ(last.subject, to_string(second));
    EXPECT_FALSE(queue.progress(lease, 0.5, "late"));
    EXPECT_EQ(news(), "");
    auto const third = queue.enqueue({.kind = "c", .after = {second}})->id;
    ASSERT_TRUE(queue.cancel(second));
    EXPECT_EQ(news(), "job.changed \"waiting\"; job.changed \"cancelled\"; job.changed \"cancelled\"; ");
    EXPECT_EQ(last.subject, to_string(third));
    ASSERT_TRUE(queue.retry(second));
    EXPECT_EQ(news(), "job.changed \"ready\"; job.changed \"waiting\"; ");
}

TEST_F(ChangeFeed, TellsOfAReportOnce) {
    feedback::ImportBatch batch{.file_sha256 = "abc", .file_name = "may.csv", .imported_at = clock.now()};
    for (int i = 0; i < 5; ++i) {
        feedback::Observation row;
        row.key = "row " + std::to_string(i);
        row.artist_id = "a1";
        row.date = date_of(clock.now());
        batch.observations.push_back(row);
    }
    ASSERT_TRUE(observations.import(batch));
    EXPECT_EQ(news("imported"), "report.imported 5; ");
    EXPECT_EQ(last.artist, "a1");
    EXPECT_EQ(last.subject, "abc");
    EXPECT_EQ(last.data.at("file"), "may.csv");
    ASSERT_TRUE(observations.import(batch));
    EXPECT_EQ(news(), "");
}

TEST_F(ChangeFeed, IsSilentAboutWhatWasUndone) {
    EXPECT_FALSE(unit.run([&]() -> Result<void> {
        TRY(artists.insert(example_artist(1, "Vesper Lune")));
        TRY(contents.insert(content()));
        TRY(queue.enqueue({.kind = "a"}));
        EXPECT_EQ(log.after(0, 10)->size(), 3U);
        return fail(ErrorCode::internal, "no");
    }));
    EXPECT_EQ(*log.newest(), 0);
    ASSERT_TRUE(unit.run([&]() -> Result<void> {
        TRY(artists.insert(example_artist(1, "Vesper Lune")));
        EXPECT_FALSE(unit.run([&]() -> Result<void> {
            TRY(queue.enqueue({.kind = "a"}));
            return fail(ErrorCode::internal, "no");
        }));
        return {};
    }));
    EXPECT_EQ(news(), "artist.created \"candidate\"; ");
}

}  // namespace
}  // namespace troupe::storage::testing
