#pragma once

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "catalog/content_store.hpp"

namespace troupe::catalog::testing {

/// What every ContentStore promises. An adapter's test only instantiates it. `Store` is default-constructible, empty, and
/// a ContentStore.
template <class Store>
class ContentStoreContract : public ::testing::Test {
protected:
    template <class Tag>
    static Id<Tag> id(std::uint64_t number) {
        return make_id<Tag>(TimePoint{std::chrono::milliseconds{number}}, [number] { return number; });
    }
    static Content content(std::uint64_t number, std::uint64_t artist = 1) {
        Content made;
        made.id = id<ContentTag>(number);
        made.artist = id<artist::ArtistTag>(artist);
        made.item = "item " + std::to_string(number);
        made.title = "A \"title\", with 'quotes' – and ünïcode";
        made.state = ContentState::in_review;
        made.seed = 9'007'199'254'740'993ULL;
        made.brief = json::Object{{"bpm", 124.5}, {"form", json::Array{"intro", "drop"}}};
        made.files = {{.name = "stems/bass.flac", .role = "stem", .asset = sha256_hex("bass"), .media_type = "audio/flac", .size_bytes = 4},
                      {.name = "master.flac", .role = "master", .asset = sha256_hex("master"), .media_type = "audio/flac", .size_bytes = 6}};
        made.provenance.engine = "test";
        made.provenance.ai.composition = media::AiShare::all;
        made.details = json::Object{{"lufs", -14.02}};
        made.created = made.updated = TimePoint{std::chrono::milliseconds{1'795'000'000'123}};
        return made;
    }
    std::string stored(std::uint64_t number) {
        auto const found = store.find(id<ContentTag>(number));
        return found ? json::print(*found) : found.error().message;
    }

    Store store;
};
TYPED_TEST_SUITE_P(ContentStoreContract);

TYPED_TEST_P(ContentStoreContract, GivesBackEveryField) {
    auto const full = this->content(1);
    ASSERT_TRUE(this->store.insert(full));
    EXPECT_EQ(this->stored(1), json::print(full));
}

TYPED_TEST_P(ContentStoreContract, RefusesToOverwriteAndWhatIsNotValid) {
    ASSERT_TRUE(this->store.insert(this->content(1)));
    EXPECT_EQ(this->store.insert(this->content(1)).error().code, ErrorCode::conflict);
    auto bad = this->content(2);
    bad.files[1].name = "../outside.flac";
    auto const refused = this->store.insert(bad);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    EXPECT_NE(refused.error().message.find("files[1].name"), std::string::npos);
    bad = this->content(2);
    bad.revision = 2;
    EXPECT_EQ(this->store.insert(bad).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(ContentStoreContract, UpdatesCountTheRevisionAndRefuseTheLate) {
    auto const first = this->content(1);
    ASSERT_TRUE(this->store.insert(first));
    auto mine = first;
    mine.title = "Mine";
    auto const updated = this->store.update(mine);
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->revision, 2);
    EXPECT_EQ(this->stored(1), json::print(*updated));
    EXPECT_EQ(this->store.update(first).error().code, ErrorCode::conflict);
    EXPECT_EQ(this->stored(1), json::print(*updated));
    EXPECT_EQ(this->store.update(this->content(9)).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ContentStoreContract, SketchesThePresentRevision) {
    auto first = this->content(1);
    first.details = json::Object{{"factors", json::Object{{"genre", "techno"}}}, {"bpm", 128}};
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_EQ(this->store.find_sketch(first.id)->factors, (json::Object{{"genre", "techno"}}));
    first.title = "Later";
    first.details = json::Object{};
    ASSERT_TRUE(this->store.update(first));
    auto const sketch = this->store.find_sketch(first.id);
    ASSERT_TRUE(sketch);
    EXPECT_EQ(sketch->title, "Later");
    EXPECT_EQ(sketch->artist, first.artist);
    EXPECT_EQ(sketch->kind, first.kind);
    EXPECT_TRUE(sketch->factors.empty());
    EXPECT_EQ(sketch->revision, 2);
    ASSERT_TRUE(this->store.remove(first.id));
    EXPECT_EQ(this->store.find_sketch(first.id).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ContentStoreContract, KnowsWhichAssetsAreUsed) {
    auto first = this->content(1);
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_TRUE(*this->store.is_used(sha256_hex("bass")));
    EXPECT_FALSE(*this->store.is_used(sha256_hex("bass"), first.id));
    EXPECT_FALSE(*this->store.is_used(sha256_hex("other")));
    first.files.pop_back();
    first.files[0].asset = sha256_hex("other");
    ASSERT_TRUE(this->store.update(first));
    EXPECT_TRUE(*this->store.is_used(sha256_hex("bass"))) << "an earlier revision needs it";
    EXPECT_TRUE(*this->store.is_used(sha256_hex("other")));
}

TYPED_TEST_P(ContentStoreContract, EveryRevisionCanBeRead) {
    auto const first = this->content(1);
    ASSERT_TRUE(this->store.insert(first));
    auto later = first;
    later.title = "Later";
    later.notes = "by hand";
    auto const second = this->store.update(later);
    later = *second;
    later.title = "Last";
    auto const third = this->store.update(later);
    auto const revisions = this->store.history(first.id);
    ASSERT_TRUE(revisions) << revisions.error().message;
    EXPECT_EQ(json::print(*revisions), json::print(std::vector{first, *second, *third}));
    EXPECT_EQ(this->store.history(this->content(9).id).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ContentStoreContract, TakesInAWholeHistoryAndWhatContinuesIt) {
    std::vector revisions{this->content(1), this->content(1), this->content(1)};
    for (int i = 0; i < 3; ++i) revisions[static_cast<std::size_t>(i)].revision = i + 4;
    revisions[2].files.pop_back();
    revisions[2].title = "Last";
    std::vector const shorter(revisions.begin(), revisions.begin() + 2);
    ASSERT_TRUE(this->store.restore(shorter));
    EXPECT_EQ(this->stored(1), json::print(revisions[1]));
    ASSERT_TRUE(this->store.restore(revisions));
    ASSERT_TRUE(this->store.restore(revisions));
    EXPECT_EQ(json::print(*this->store.history(revisions[0].id)), json::print(revisions));
    EXPECT_TRUE(*this->store.is_used(sha256_hex("master")));
    EXPECT_EQ(this->store.restore(shorter).error().code, ErrorCode::conflict);
    revisions[2].title = "Another end";
    EXPECT_EQ(this->store.restore(revisions).error().code, ErrorCode::conflict);
    revisions[1].revision = 9;
    EXPECT_EQ(this->store.restore(revisions).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->store.restore({}).error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(ContentStoreContract, KeepsDecisionsInOrder) {
    ASSERT_TRUE(this->store.insert(this->content(1)));
    auto const id = this->content(1).id;
    EXPECT_TRUE(this->store.approvals(id)->empty());
    ASSERT_TRUE(this->store.add_approval(id, {.by = "owner", .decision = Decision::rejected, .reason = "too \"loud\""}));
    ASSERT_TRUE(this->store.add_approval(id, {.by = "owner", .at = TimePoint{std::chrono::milliseconds{5}}}));
    auto const decisions = this->store.approvals(id);
    ASSERT_EQ(decisions->size(), 2U);
    EXPECT_EQ((*decisions)[0].reason, "too \"loud\"");
    EXPECT_EQ((*decisions)[1].decision, Decision::approved);
    EXPECT_EQ(this->store.add_approval(this->content(9).id, {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.approvals(this->content(9).id).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ContentStoreContract, ForgetsWhatIsRemoved) {
    auto const first = this->content(1);
    ASSERT_TRUE(this->store.insert(first));
    ASSERT_TRUE(this->store.add_approval(first.id, {.by = "owner"}));
    ASSERT_TRUE(this->store.remove(first.id));
    EXPECT_EQ(this->store.find(first.id).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.remove(first.id).error().code, ErrorCode::not_found);
    EXPECT_FALSE(*this->store.is_used(sha256_hex("bass")));
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_TRUE(this->store.approvals(first.id)->empty());
}

TYPED_TEST_P(ContentStoreContract, ListsByPagesNewestFirst) {
    for (std::uint64_t i = 1; i <= 6; ++i) {
        auto content = this->content(i, i == 2 ? 2 : 1);
        content.kind = i == 3 ? ContentKind::cover : ContentKind::track;
        content.state = i == 4 ? ContentState::failed : ContentState::approved;
        content.title = std::to_string(i);
        ASSERT_TRUE(this->store.insert(content));
    }
    ContentQuery query{.artist = this->template id<artist::ArtistTag>(1), .kind = ContentKind::track, .state = ContentState::approved, .limit = 2};
    std::string seen;
    do {
        auto const page = this->store.list(query);
        ASSERT_TRUE(page);
        for (auto const& content : page->contents) seen += content.title;
        seen += "|";
        query.after = page->next;
    } while (query.after);
    EXPECT_EQ(seen, "65|1|");
    EXPECT_EQ(this->store.list({.item = "item 3"})->contents.at(0).title, "3");
    auto const artist = this->store.list({.item = "item 3"})->contents.at(0).artist;
    EXPECT_EQ(*this->store.count(artist), static_cast<std::int64_t>(this->store.list({.artist = artist, .limit = 500})->contents.size()));
    EXPECT_EQ(*this->store.count({}), 0);
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
}

REGISTER_TYPED_TEST_SUITE_P(ContentStoreContract, GivesBackEveryField, RefusesToOverwriteAndWhatIsNotValid,
                            UpdatesCountTheRevisionAndRefuseTheLate, SketchesThePresentRevision, KnowsWhichAssetsAreUsed, EveryRevisionCanBeRead,
                            TakesInAWholeHistoryAndWhatContinuesIt, KeepsDecisionsInOrder,
                            ForgetsWhatIsRemoved, ListsByPagesNewestFirst);

}  // namespace troupe::catalog::testing
