#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"

namespace troupe::calls {
namespace {

using catalog::Content;
using catalog::ContentKind;
using catalog::ContentState;

/// A desk with one artist, and what was made for them.
class RosterCalls : public ::testing::Test {
protected:
    RosterCalls() {
        id = make_id<artist::ArtistTag>(desk.clock.now(), [] { return 3ULL; });
        auto const made =
            artist::create({id, artist::testing::example_profile()}, {"Ada", "invented", desk.clock.now(), {}});
        EXPECT_TRUE(made && desk.artists.insert(*made));
    }

    Content add(ContentKind kind, std::string title, ContentState state, std::vector<catalog::ContentFile> files) {
        Content content;
        content.id = make_id<catalog::ContentTag>(desk.clock.now(), [n = ++count] { return n; });
        content.artist = id;
        content.kind = kind;
        content.title = std::move(title);
        content.state = state;
        content.files = std::move(files);
        EXPECT_TRUE(desk.contents.insert(content));
        desk.clock.set(desk.clock.now() + std::chrono::seconds(1));
        return content;
    }
    static catalog::ContentFile file(std::string name, std::string role) {
        return {std::move(name), std::move(role), std::string(64, 'a'), "image/jpeg", 10};
    }
    Result<Answer> ask(std::string const& name, json::Object input, access::Role role = access::Role::viewer) {
        Context context{desk.desk, {"Ada", role, "", ""}, "r", {}, std::nullopt, std::nullopt};
        return perform(*catalogue.find(name), context, input);
    }
    json::Object first(json::Object input = {}) {
        auto const answer = ask("roster.list", std::move(input));
        EXPECT_TRUE(answer) << answer.error().message;
        auto const& items = std::get<json::Value>(answer->body).at("items").as_array();
        EXPECT_EQ(items.size(), 1U);
        return items.front().as_object();
    }

    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
    artist::ArtistId id;
    std::uint64_t count = 0;
};

TEST_F(RosterCalls, ShowTheNewestCoverThatNobodyRejected) {
    add(ContentKind::cover, "First", ContentState::approved, {file("cover.jpg", "cover")});
    EXPECT_EQ(first().at("cover").at("title").as_string(), "First");
    auto const second = add(ContentKind::cover, "Second", ContentState::in_review, {file("cover.jpg", "cover")});
    EXPECT_EQ(first().at("cover").at("content_id").as_string(), to_string(second.id));
    add(ContentKind::cover, "Third", ContentState::rejected, {file("cover.jpg", "cover")});
    EXPECT_EQ(first().at("cover").at("title").as_string(), "Second");
}

TEST_F(RosterCalls, SayWhatIsNotThereByLeavingItOut) {
    auto const glance = first({{"artist_id", to_string(id)}});
    for (auto const* absent : {"cover", "avatar", "next", "newest"})
        EXPECT_TRUE(glance.if_contains(absent) == nullptr || glance.at(absent).is_null()) << absent;
    EXPECT_EQ(glance.at("palette").as_array().size(), artist::testing::example_profile().core.palette.size());
}

TEST_F(RosterCalls, ShowHowTheNewestReleaseStands) {
    add(ContentKind::release, "Salt", ContentState::in_review, {});
    EXPECT_EQ(first().at("newest").at("state").as_string(), "in_review");
}

TEST_F(RosterCalls, TakeADecisionBackForApprovers) {
    auto const cover = to_string(add(ContentKind::cover, "First", ContentState::in_review, {}).id);
    EXPECT_EQ(ask("content.take_back", {{"content_id", cover}}, access::Role::approver).error().code,
              ErrorCode::conflict);
    ASSERT_TRUE(ask("content.approve", {{"content_id", cover}}, access::Role::approver));
    EXPECT_EQ(ask("content.take_back", {{"content_id", cover}}, access::Role::editor).error().code,
              ErrorCode::forbidden);
    auto const back = ask("content.take_back", {{"content_id", cover}}, access::Role::approver);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(std::get<json::Value>(back->body).at("state").as_string(), "in_review");
}

TEST_F(RosterCalls, KeepADecisionThatAStoreHasHeardOf) {
    auto const release = to_string(add(ContentKind::release, "Salt", ContentState::approved, {}).id);
    distribution::DeliveryRecord record;
    record.release = release;
    record.store = "deezer";
    record.state = distribution::DeliveryState::ready;
    auto const begun = distribution::begin_attempt(record, false, 1, desk.clock.now());
    ASSERT_TRUE(begun && desk.deliveries.put(*begun));
    auto const refused = ask("content.take_back", {{"content_id", release}}, access::Role::approver);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("deezer"), std::string::npos) << refused.error().message;
}

TEST_F(RosterCalls, TellWhoAsks) {
    auto const answer = ask("access.me", {}, access::Role::editor);
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<json::Value>(answer->body).at("role").as_string(), "editor");
}

TEST_F(RosterCalls, ListOneKindOfWhatWaits) {
    add(ContentKind::cover, "First", ContentState::in_review, {});
    auto const release = add(ContentKind::release, "Salt", ContentState::in_review, {});
    auto const answer = ask("approval.list", {{"type", "release"}});
    ASSERT_TRUE(answer);
    auto const& items = std::get<json::Value>(answer->body).at("items").as_array();
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items.front().at("id").as_string(), to_string(release.id));
}

}  // namespace
}  // namespace troupe::calls
