#include <gtest/gtest.h>

#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "distribution/form_sheet.hpp"
#include "distribution/testing/example_preflight.hpp"
#include "flow/release_checks.hpp"

namespace troupe::calls {
namespace {

/// A desk with one measured release.
class ReleaseCalls : public ::testing::Test {
protected:
    ReleaseCalls() {
        auto input = distribution::testing::sound_input();
        catalog::Content content;
        content.id = make_id<catalog::ContentTag>(desk.clock.now(), [] { return 7ULL; });
        content.kind = catalog::ContentKind::release;
        content.title = input.release.title;
        content.state = catalog::ContentState::approved;
        input.release.id = release = to_string(content.id);
        // This desk has no prefixes: its codes are of others.
        input.release.upc.status = distribution::CodeStatus::external;
        for (auto& track : input.release.tracks) track.isrc.status = distribution::CodeStatus::external;
        content.details = json::Object{
            {"release", json::to_value(input.release)},
            {"measured", json::to_value(flow::MeasuredRelease{input.audio, input.cover, input.videos, {}})}};
        EXPECT_TRUE(desk.contents.insert(content));
    }

    Result<Answer> ask(std::string const& name, json::Object input, access::Role role = access::Role::admin) {
        Context context{desk.desk, {"Ada", role, "", ""}, "r", {}, std::nullopt, std::nullopt};
        return perform(*catalogue.find(name), context, input);
    }
    Result<Answer> edit(std::string const& field, json::Value value, access::Role role = access::Role::admin) {
        return ask("release.edit",
                   {{"release_id", release},
                    {"changes", json::Array{json::Object{{"field", field}, {"value", std::move(value)}}}}},
                   role);
    }
    void refuses(Result<Answer> const& answer, std::string const& named) {
        ASSERT_FALSE(answer) << named;
        EXPECT_EQ(answer.error().code, ErrorCode::invalid_input) << answer.error().message;
        EXPECT_NE(answer.error().message.find(named), std::string::npos) << answer.error().message;
    }

    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
    std::string release;
};

TEST_F(ReleaseCalls, CheckAnEditBeforeItIsQueued) {
    refuses(edit("order", json::Array{2}), "order");
    refuses(edit("titel", "Salt"), "title");
    refuses(edit("title", ""), "title");
    refuses(edit("release_date", "soon"), "release_date");
    refuses(edit("territories", json::Array{"Atlantis"}), "territories");
    refuses(edit("tracks[0].contributors[0].share_bp", 4000), "share");
    refuses(edit("type", "album"), "type");
    refuses(ask("release.edit", {{"release_id", release}, {"changes", json::Array{}}}), "changes");
}

TEST_F(ReleaseCalls, FillInADistributorsForm) {
    auto const answer = ask("release.form", {{"release_id", release}, {"form", "distrokid"}}, access::Role::viewer);
    ASSERT_TRUE(answer) << answer.error().message;
    auto const sheet = json::from_value<distribution::FormSheet>(std::get<json::Value>(answer->body));
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->form, "distrokid");
    EXPECT_EQ(sheet->release, release);
    EXPECT_EQ(sheet->tracks.at(0).file, "01 - Salt and Static.flac");
    auto const unknown = ask("release.form", {{"release_id", release}, {"form", "nobody"}});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::not_found);
    EXPECT_NE(unknown.error().message.find("distrokid"), std::string::npos) << unknown.error().message;
}

TEST_F(ReleaseCalls, LeaveEditsToEditors) {
    auto const refused = edit("genre", "Rock", access::Role::viewer);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
}

TEST_F(ReleaseCalls, WantTracksWhereSomethingIsSaidOfARelease) {
    auto const artist = to_string(make_id<artist::ArtistTag>(desk.clock.now(), [] { return 8ULL; }));
    for (auto const* field : {"title", "cover", "video"})
        refuses(ask("release.create", {{"artist_id", artist}, {field, "x"}}), "tracks");
    refuses(ask("release.create", {{"artist_id", artist}, {"tracks", json::Array{}}}), "tracks");
    refuses(ask("release.create", {{"artist_id", artist}, {"title", " x"}, {"tracks", json::Array{"x"}}}), "title");
    refuses(ask("release.create", {{"artist_id", artist}, {"type", "mixtape"}, {"tracks", json::Array{}}}), "type");
    refuses(ask("release.create", {{"artist_id", artist}, {"tracks", "x"}}), "tracks");
}

}  // namespace
}  // namespace troupe::calls
