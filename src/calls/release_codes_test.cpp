#include <gtest/gtest.h>

#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "distribution/testing/example_preflight.hpp"
#include "flow/release_codes.hpp"

namespace troupe::calls {
namespace {

/// A desk with one measured release, without codes.
class ReleaseCodes : public ::testing::Test {
protected:
    ReleaseCodes() { release = add("Salt and Static", std::string(64, 'a')); }

    std::string add(std::string const& title, std::string const& recording) {
        auto input = distribution::testing::sound_input();
        catalog::Content content;
        content.id = make_id<catalog::ContentTag>(desk.clock.now(), [this] { return ++ids; });
        content.kind = catalog::ContentKind::release;
        content.title = title;
        content.state = catalog::ContentState::in_review;
        auto described = input.release;
        described.id = to_string(content.id);
        described.title = described.tracks[0].title = title;
        described.upc = described.tracks[0].isrc = {};
        described.cover.sha256 = std::string(64, recording[0] == 'a' ? 'c' : 'd');  // each has a cover of its own
        input.audio[0].recording = recording;
        content.details = json::Object{
            {"release", json::to_value(described)},
            {"measured", json::to_value(flow::MeasuredRelease{input.audio, input.cover, input.videos, {}})}};
        EXPECT_TRUE(desk.contents.insert(content));
        return to_string(content.id);
    }

    Result<json::Value> ask(std::string const& name, json::Object input, access::Role role = access::Role::admin) {
        Context context{desk.desk, {"Ada", role, "", ""}, "r", {}, std::nullopt, std::nullopt};
        auto const* call = catalogue.find(name);
        if (call == nullptr) return fail(ErrorCode::internal, "no call " + name);
        auto const answer = TRY(perform(*call, context, input));
        return std::get<json::Value>(answer.body);
    }
    flow::ReleaseCodes codes(std::string const& name, std::string const& id) {
        auto const value = ask(name, {{"release_id", id}});
        EXPECT_TRUE(value) << value.error().message;
        return value ? json::from_value<flow::ReleaseCodes>(*value).value() : flow::ReleaseCodes{};
    }
    void add_prefixes() {
        for (auto const& [kind, prefix] :
             {std::pair("isrc", "gb-aye"), std::pair("upc", "4006381"), std::pair("dpid", "PADPIDA2013042401U")})
            ASSERT_TRUE(ask("release.codes.add_prefix", {{"kind", kind}, {"prefix", prefix}}));
    }

    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
    std::uint64_t ids = 0;
    std::string release;
};

TEST_F(ReleaseCodes, StayAwayWithoutAPrefix) {
    auto const none = codes("release.codes.reserve", release);
    ASSERT_EQ(none.codes.size(), 2U);
    EXPECT_EQ(none.codes[0].code.status, distribution::CodeStatus::none);
    EXPECT_EQ(none.missing.size(), 3U);
    EXPECT_EQ(ask("release.codes.assign", {{"release_id", release}}).error().code, ErrorCode::not_found);
    auto const check = ask("release.check", {{"release_id", release}});
    ASSERT_TRUE(check) << check.error().message;
    auto const found = json::from_value<distribution::Preflight>(*check).value();
    EXPECT_TRUE(found.has_blockers);
    EXPECT_FALSE(found.has_draft_blockers) << found.findings.at(0).rule << found.findings.at(0).measured;
}

TEST_F(ReleaseCodes, AreReservedThenAssignedAndTheMasterKeepsItsOwn) {
    add_prefixes();
    auto const reserved = codes("release.codes.reserve", release);
    EXPECT_EQ(reserved.codes[1].code.status, distribution::CodeStatus::reserved);
    EXPECT_EQ(reserved.codes[1].code.value.substr(0, 5), "GBAYE");
    EXPECT_EQ(reserved.dpid, "PADPIDA2013042401U");
    EXPECT_TRUE(reserved.missing.empty());
    auto const assigned = codes("release.codes.assign", release);
    EXPECT_EQ(assigned.codes[0].code.status, distribution::CodeStatus::assigned);
    EXPECT_EQ(assigned.codes[0].code.value, reserved.codes[0].code.value);

    auto const album = codes("release.codes.reserve", add("Salt and Static", std::string(64, 'a')));
    EXPECT_EQ(album.codes[1].code.value, reserved.codes[1].code.value);
    EXPECT_NE(album.codes[0].code.value, reserved.codes[0].code.value);
    auto const other = codes("release.codes.reserve", add("Slack Water", std::string(64, 'b')));
    EXPECT_NE(other.codes[1].code.value, reserved.codes[1].code.value);
}

TEST_F(ReleaseCodes, OfOthersAreCheckedBeforeTheyAreWrittenDown) {
    add_prefixes();
    auto const set = [&](json::Object input) {
        input["release_id"] = release;
        auto const done = ask("release.codes.set", std::move(input));
        return done ? std::string("taken") : done.error().message;
    };
    EXPECT_NE(set({{"code", "4006381333932"}}).find("(1 would)"), std::string::npos);
    EXPECT_NE(set({{"code", "GBAYE6900531"}, {"track", 2}}).find("track"), std::string::npos);
    EXPECT_NE(set({{"code", "036000291452"}, {"kind", "isrc"}}).find("code"), std::string::npos);
    EXPECT_EQ(set({{"code", "US-S1Z-99-00001"}, {"track", 1}}), "taken");
    EXPECT_EQ(set({{"code", "036000291452"}}), "taken");
    auto const shown = codes("release.codes", release);
    EXPECT_EQ(shown.codes[0].code.status, distribution::CodeStatus::external);
    EXPECT_EQ(shown.codes[1].code.value, "USS1Z9900001");
    auto const second = add("Slack Water", std::string(64, 'b'));
    EXPECT_EQ(ask("release.codes.set", {{"release_id", second}, {"code", "0036000291452"}}).error().code,
              ErrorCode::conflict);
    codes("release.codes.assign", release);
    EXPECT_NE(set({{"code", "4006381333931"}}).find("for good"), std::string::npos);
}

TEST_F(ReleaseCodes, LeaveTheirTracesInTheAuditLog) {
    add_prefixes();
    codes("release.codes.reserve", release);
    auto const entries = desk.audited();
    ASSERT_EQ(entries.size(), 4U);
    EXPECT_EQ(entries[0].action, "release.codes.reserve");
    EXPECT_EQ(entries[0].subject, release);
    EXPECT_NE(json::print(entries[0].after).find("GBAYE"), std::string::npos);
    EXPECT_EQ(
        ask("release.codes.add_prefix", {{"kind", "isrc"}, {"prefix", "QZ7K2"}}, access::Role::approver).error().code,
        ErrorCode::forbidden);
    EXPECT_EQ(ask("release.codes.assign", {{"release_id", release}}, access::Role::editor).error().code,
              ErrorCode::forbidden);
}

TEST_F(ReleaseCodes, CountsAsAiWhatAPersonSays) {
    auto const said = ask("release.ai", {{"release_id", release},
                                         {"file", "master.flac"},
                                         {"aspect", "vocals"},
                                         {"share", "all"},
                                         {"reason", "A cloned voice"}});
    ASSERT_TRUE(said) << said.error().message;
    auto const summary = json::from_value<distribution::AiSummary>(*said).value();
    ASSERT_EQ(summary.decisions.size(), 1U);
    EXPECT_EQ(summary.decisions[0].by, "Ada");
    EXPECT_EQ(summary.contains, media::AiShare::partly);
    auto const check =
        json::from_value<distribution::Preflight>(ask("release.check", {{"release_id", release}}).value()).value();
    EXPECT_EQ(check.ai.spotify_credits.size(), 1U);
    EXPECT_EQ(ask("release.ai",
                  {{"release_id", release}, {"file", "other"}, {"aspect", "vocals"}, {"share", "all"}, {"reason", "x"}})
                  .error()
                  .code,
              ErrorCode::invalid_input);
}

TEST_F(ReleaseCodes, FixesSlipsOfTheDescription) {
    auto const sloppy = add("Slack  water", std::string(64, 'b'));
    auto const fixed = ask("release.fix", {{"release_id", sloppy}});
    ASSERT_TRUE(fixed) << fixed.error().message;
    auto const result = json::from_value<flow::ReleaseFixes>(*fixed).value();
    EXPECT_EQ(result.fixes.size(), 4U);  // spaces and a capital, of the release and of its track
    EXPECT_FALSE(result.preflight.has_draft_blockers) << json::pretty(json::to_value(result.preflight.findings));
}

TEST_F(ReleaseCodes, AFixOfWhatWasChangedMeanwhileIsAskedForAgain) {
    auto const sloppy = add("Slack  water", std::string(64, 'b'));
    auto const plan = flow::plan_fixes(desk.studio, sloppy);
    ASSERT_TRUE(plan) << plan.error().message;
    ASSERT_TRUE(desk.contents.update(flow::find_release(desk.studio, sloppy).value()));
    EXPECT_EQ(flow::apply_fixes(desk.studio, *plan).error().code, ErrorCode::conflict);
    EXPECT_EQ(flow::release_of(flow::find_release(desk.studio, sloppy).value())->title, "Slack  water");
}

}  // namespace
}  // namespace troupe::calls
