#include "artist/passport.hpp"

#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "base/hash.hpp"

namespace troupe::artist {
namespace {

std::vector<Document> example_history() {
    auto const first = testing::example_artist();
    return {first, *lock_core(first, testing::example_author("debut"))};
}

std::vector<MadeThing> example_made() {
    return {{.id = "1", .kind = "track", .title = "Low Lantern", .engine = "troupe composer",
             .files = {{.name = "master.flac", .sha256 = sha256_hex("song"), .media_type = "audio/flac", .size_bytes = 4}}}};
}

TEST(Passport, HoldsTheCoreTheVersionsAndWhatWasMade) {
    auto const passport = make_passport(example_history(), example_made());
    ASSERT_TRUE(passport);
    EXPECT_EQ(passport->name, "Vesper Lune");
    EXPECT_TRUE(passport->core_locked);
    ASSERT_EQ(passport->versions.size(), 2U);
    EXPECT_EQ(passport->versions[1].reason, "debut");
    EXPECT_EQ(passport->versions[1].previous_hash, passport->versions[0].hash);
    EXPECT_EQ(passport->made[0].files[0].sha256, sha256_hex("song"));
    auto const back = json::parse<Passport>(json::pretty(*passport));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_TRUE(verify(*back));
}

TEST(Passport, ShowsWhatWasTamperedWith) {
    auto const passport = *make_passport(example_history(), example_made());
    auto const found = [&](auto const& tamper) {
        auto copy = passport;
        tamper(copy);
        auto const verified = verify(copy);
        return verified ? "" : verified.error().message;
    };
    EXPECT_EQ(found([](Passport&) {}), "");
    EXPECT_EQ(found([](Passport& p) { p.core.name = "Forged"; }).substr(0, 9), "core_hash");
    EXPECT_EQ(found([](Passport& p) { p.made[0].files[0].sha256 = sha256_hex("other"); }).substr(0, 9), "made_hash");
    EXPECT_EQ(found([](Passport& p) { p.versions[1].previous_hash = "x"; }).substr(0, 11), "versions[1]");
    EXPECT_EQ(found([](Passport& p) { p.versions.erase(p.versions.begin()); }).substr(0, 11), "versions[0]");
}

TEST(Passport, IsNotMadeFromABrokenHistory) {
    EXPECT_EQ(make_passport({}, {}).error().code, ErrorCode::invalid_input);
    auto history = example_history();
    history[0].profile.core.name = "Forged";
    EXPECT_EQ(make_passport(history, {}).error().code, ErrorCode::conflict);
}

}  // namespace
}  // namespace troupe::artist
