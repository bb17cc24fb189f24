#pragma once

#include <gtest/gtest.h>

#include "artist/artist_store.hpp"
#include "artist/testing/example_profile.hpp"
#include "base/json.hpp"

namespace troupe::artist::testing {

/// What every ArtistStore promises. An adapter's test only instantiates it:
///     INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ArtistStoreContract, ArtistStoreInTempFile);
/// `Store` is default-constructible, empty, and an ArtistStore.
template <class Store>
class ArtistStoreContract : public ::testing::Test {
protected:
    static Document changed(Document const& current, std::string tagline) {
        auto profile = current.profile;
        profile.positioning.tagline = std::move(tagline);
        return *apply_change(current, std::move(profile), example_author());
    }
    Store store;
};
TYPED_TEST_SUITE_P(ArtistStoreContract);

TYPED_TEST_P(ArtistStoreContract, GivesBackEveryByte) {
    auto artist = example_artist(1, "Ünïcode \"Quoted\" 'Name'");
    ASSERT_TRUE(this->store.insert(artist));
    EXPECT_EQ(json::print(*this->store.find(artist.id)), json::print(artist));
    EXPECT_EQ(json::print(*this->store.find_version(artist.id, 1)), json::print(artist));
}

TYPED_TEST_P(ArtistStoreContract, RefusesToOverwrite) {
    ASSERT_TRUE(this->store.insert(example_artist(1)));
    auto const again = this->store.insert(example_artist(1, "Another Name"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TYPED_TEST_P(ArtistStoreContract, ANameBelongsToOneArtist) {
    ASSERT_TRUE(this->store.insert(example_artist(1, "Vesper Lune")));
    auto const folded = this->store.insert(example_artist(2, "VESPER lüne"));
    ASSERT_FALSE(folded);
    EXPECT_EQ(folded.error().code, ErrorCode::conflict);
    ASSERT_TRUE(this->store.insert(example_artist(3, "Vesper Sol")));
    EXPECT_EQ((*this->store.find_by_name("vesper LUNE"))->id, example_id(1));
    EXPECT_FALSE(*this->store.find_by_name("nobody"));
    ASSERT_TRUE(this->store.remove(example_id(1)));
    EXPECT_TRUE(this->store.insert(example_artist(2, "Vesper Lune")));
}

TYPED_TEST_P(ArtistStoreContract, KeepsAllVersionsInOrder) {
    auto const first = example_artist(1);
    auto const second = this->changed(first, "Second.");
    auto const third = this->changed(second, "Third.");
    ASSERT_TRUE(this->store.insert(first));
    ASSERT_TRUE(this->store.append_version(second));
    ASSERT_TRUE(this->store.append_version(third));
    auto const history = this->store.history(first.id);
    ASSERT_TRUE(history);
    ASSERT_EQ(history->size(), 3U);
    EXPECT_EQ(json::print((*history)[0]), json::print(first));
    EXPECT_EQ(json::print((*history)[2]), json::print(third));
    EXPECT_TRUE(verify_chain(*history));
    EXPECT_EQ(json::print(*this->store.find(first.id)), json::print(third));
    EXPECT_EQ(this->store.find_text(first.id)->json, json::print(third));
    EXPECT_EQ(this->store.find_text(first.id)->version, 3);
    EXPECT_EQ(json::print(*this->store.find_version(first.id, 2)), json::print(second));
    EXPECT_EQ(this->store.find_version(first.id, 4).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find_version(first.id, 0).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ArtistStoreContract, RefusesAVersionThatDoesNotFollow) {
    auto const first = example_artist(1);
    ASSERT_TRUE(this->store.insert(first));
    auto const mine = this->changed(first, "Mine.");
    auto const yours = this->changed(first, "Yours.");
    ASSERT_TRUE(this->store.append_version(mine));
    for (auto const& late : {yours, mine, this->changed(yours, "Built on a version that is not there.")}) {
        auto const refused = this->store.append_version(late);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    }
    EXPECT_EQ(json::print(*this->store.find(first.id)), json::print(mine));
    auto const late_start = this->store.insert(mine);
    ASSERT_FALSE(late_start);
    EXPECT_EQ(late_start.error().code, ErrorCode::invalid_input);
}

TYPED_TEST_P(ArtistStoreContract, SaysWhatDoesNotExist) {
    EXPECT_EQ(this->store.find(example_id(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.find_text(example_id(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.history(example_id(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.remove(example_id(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->store.append_version(this->changed(example_artist(1), "x")).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(ArtistStoreContract, ForgetsWhatIsRemoved) {
    auto const first = example_artist(1);
    ASSERT_TRUE(this->store.insert(first));
    ASSERT_TRUE(this->store.append_version(this->changed(first, "x")));
    ASSERT_TRUE(this->store.remove(first.id));
    EXPECT_EQ(this->store.find(first.id).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->store.insert(first));
    EXPECT_EQ(this->store.history(first.id)->size(), 1U);
}

TYPED_TEST_P(ArtistStoreContract, ListsByPagesNewestFirst) {
    for (std::uint64_t i = 1; i <= 5; ++i) {
        auto artist = *create({.id = example_id(i), .profile = example_profile("Artist " + std::to_string(i * 1111)),
                               .state = i == 3 ? State::paused : State::active}, example_author());
        ASSERT_TRUE(this->store.insert(artist));
    }
    std::string seen;
    std::optional<ArtistId> after;
    do {
        auto const page = this->store.list({.state = State::active, .after = after, .limit = 2});
        ASSERT_TRUE(page);
        for (auto const& artist : page->artists) seen += artist.name().substr(7, 1);
        seen += "|";
        after = page->next;
    } while (after);
    EXPECT_EQ(seen, "54|21|");
    EXPECT_EQ(this->store.list({})->artists.size(), 5U);
    EXPECT_EQ(this->store.list({.limit = 0}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(this->store.list({.limit = 501}).error().code, ErrorCode::invalid_input);
}

REGISTER_TYPED_TEST_SUITE_P(ArtistStoreContract, GivesBackEveryByte, RefusesToOverwrite, ANameBelongsToOneArtist,
                            KeepsAllVersionsInOrder, RefusesAVersionThatDoesNotFollow, SaysWhatDoesNotExist,
                            ForgetsWhatIsRemoved, ListsByPagesNewestFirst);

}  // namespace troupe::artist::testing
