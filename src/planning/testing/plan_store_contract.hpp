#pragma once

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "planning/plan_store.hpp"

namespace troupe::planning::testing {

/// What every PlanStore promises. An adapter's test only instantiates it:
///     INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, PlanStoreContract, PlanStoreInTempFile);
/// `Store` is default-constructible, empty, and a PlanStore.
template <class Store>
class PlanStoreContract : public ::testing::Test {
protected:
    template <class Tag>
    static Id<Tag> id(std::uint64_t number) {
        return make_id<Tag>(TimePoint{}, [number] { return number; });
    }
    static PlanItem item(std::uint64_t number, int hour) {
        PlanItem made;
        made.id = id<PlanItemTag>(number);
        made.date = day("2026-12-04");
        made.local_time = "19:30";
        made.at = TimePoint{std::chrono::sys_days{made.date}} + std::chrono::hours{hour};
        made.zone = "Europe/Berlin";
        made.platform = "instagram";
        made.kind = ItemKind::teaser;
        made.format = "reel";
        made.purpose = "tease";
        made.arc_stage = ArcStage::turn;
        made.brief = {.title = "A \"title\", with 'quotes' – and ünïcode",
                      .theme = "rain",
                      .say = "two\nlines",
                      .fact = "object.1",
                      .motif = "sodium light",
                      .callback = true,
                      .valence = -0.25,
                      .hashtag_hints = {"ambient"}};
        made.release = 2;
        made.content_id = "content";
        return made;
    }
    static Plan plan(std::uint64_t artist, std::vector<PlanItem> items) {
        Plan made;
        made.id = id<PlanTag>(artist + 900);
        made.artist_id = id<artist::ArtistTag>(artist);
        made.start = day("2026-11-22");
        made.days = 90;
        made.zone = "Europe/Berlin";
        made.seed = 18'446'744'073'709'551'615ULL;
        made.made_at = TimePoint{std::chrono::milliseconds{1'795'000'000'123}};
        made.arc = ArcShape::icarus;
        made.releases = {{.number = 1,
                          .date = day("2026-12-25"),
                          .title = "First",
                          .title_known = true,
                          .deliver_by = day("2026-12-11"),
                          .pitch_by = day("2026-12-04")}};
        made.notes = {"nothing was left out"};
        made.items = std::move(items);
        return made;
    }
    static Date day(char const* text) { return *parse_date(text); }
    std::string stored(std::uint64_t artist) {
        auto const found = store.find_by_artist(id<artist::ArtistTag>(artist));
        return found ? json::print(*found) : found.error().message;
    }

    Store store;
};
TYPED_TEST_SUITE_P(PlanStoreContract);

TYPED_TEST_P(PlanStoreContract, GivesBackWhatWasPut) {
    auto const plan = this->plan(1, {this->item(10, 8), this->item(11, 9)});
    ASSERT_TRUE(this->store.put(plan));
    EXPECT_EQ(this->stored(1), json::print(plan));
    ASSERT_TRUE(this->store.put(plan));
    EXPECT_EQ(this->stored(1), json::print(plan));
}

TYPED_TEST_P(PlanStoreContract, AnArtistHasOnePlan) {
    ASSERT_TRUE(this->store.put(this->plan(1, {this->item(10, 8), this->item(11, 9)})));
    ASSERT_TRUE(this->store.put(this->plan(2, {this->item(20, 8)})));
    auto const second = this->plan(1, {this->item(11, 7)});
    ASSERT_TRUE(this->store.put(second));
    EXPECT_EQ(this->stored(1), json::print(second));
    EXPECT_EQ(this->store.find_item(this->template id<PlanItemTag>(10)).error().code, ErrorCode::not_found);
    EXPECT_TRUE(this->store.find_item(this->template id<PlanItemTag>(20)));
}

TYPED_TEST_P(PlanStoreContract, SaysWhatDoesNotExist) {
    EXPECT_EQ(this->store.find_by_artist(this->template id<artist::ArtistTag>(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find_item(this->template id<PlanItemTag>(10)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.update_item(this->item(10, 8)).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(PlanStoreContract, RefusesAnItemThatIsElsewhereAndKeepsWhatWasThere) {
    auto const first = this->plan(1, {this->item(10, 8)});
    ASSERT_TRUE(this->store.put(first));
    auto const other = this->store.put(this->plan(2, {this->item(20, 7), this->item(10, 8)}));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::conflict);
    auto const twice = this->store.put(this->plan(1, {this->item(11, 8), this->item(11, 9)}));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, ErrorCode::conflict);
    EXPECT_EQ(this->stored(1), json::print(first));
    EXPECT_EQ(this->store.find_by_artist(this->template id<artist::ArtistTag>(2)).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(PlanStoreContract, FindsAndUpdatesOneItem) {
    auto plan = this->plan(1, {this->item(10, 8), this->item(11, 9)});
    ASSERT_TRUE(this->store.put(plan));
    auto found = this->store.find_item(this->template id<PlanItemTag>(10));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->artist_id, plan.artist_id);
    EXPECT_EQ(found->plan_id, plan.id);
    EXPECT_EQ(json::print(found->item), json::print(plan.items[0]));

    auto later = this->item(10, 10);
    later.locked = true;
    later.state = ItemState::published;
    later.depends_on = {this->template id<PlanItemTag>(11)};
    ASSERT_TRUE(this->store.update_item(later));
    plan.items = {plan.items[1], later};
    EXPECT_EQ(this->stored(1), json::print(plan));
}

TYPED_TEST_P(PlanStoreContract, ForgetsThePlanOfOneArtist) {
    auto const other = this->plan(2, {this->item(20, 8)});
    ASSERT_TRUE(this->store.put(this->plan(1, {this->item(10, 8), this->item(11, 9)})));
    ASSERT_TRUE(this->store.put(other));
    auto const artist = this->template id<artist::ArtistTag>(1);
    EXPECT_EQ(this->store.remove_by_artist(artist), 2);
    EXPECT_EQ(this->store.find_by_artist(artist).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find_item(this->template id<PlanItemTag>(10)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->stored(2), json::print(other));
    EXPECT_EQ(this->store.remove_by_artist(artist), 0);
    EXPECT_TRUE(this->store.put(this->plan(1, {this->item(10, 8)})));
}

REGISTER_TYPED_TEST_SUITE_P(PlanStoreContract, GivesBackWhatWasPut, AnArtistHasOnePlan, SaysWhatDoesNotExist,
                            RefusesAnItemThatIsElsewhereAndKeepsWhatWasThere, FindsAndUpdatesOneItem,
                            ForgetsThePlanOfOneArtist);

}  // namespace troupe::planning::testing
