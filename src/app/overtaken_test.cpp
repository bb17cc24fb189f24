#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "app/testing/temp_home.hpp"
#include "flow/artist_changes.hpp"
#include "flow/begin.hpp"
#include "flow/make_plan.hpp"
#include "flow/making.hpp"
#include "flow/plan_changes.hpp"
#include "flow/redo_track.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"

/// Several at one thing at the same time: nobody's work is lost, and nobody's file gets into another's.
namespace troupe::app {
namespace {

namespace fs = std::filesystem;
using testing::TempHome;

fs::path written(flow::WorkFolder const& work, std::string const& name) {
    EXPECT_TRUE(troupe::write_file(work.path() / name, "bytes"));
    return work.path() / name;
}

class Overtaken : public ::testing::Test {
protected:
    flow::Studio& studio() { return home.studio(); }
    /// A file of the artist's, which is there as long as somebody uses it.
    std::string asset_of(std::string const& artist) { return home.generate(artist, "lyrics").files.front().asset; }
    /// As long as a song must be, which is made in a second.
    catalog::Content short_song(std::string const& artist) {
        flow::MakeRequest const request{.artist = artist, .content = to_string(flow::next_id<catalog::ContentTag>(studio()))};
        auto content = flow::begin_content({studio(), request, {}, {}}, catalog::ContentKind::track, "Low Tide").value();
        music::Brief const brief{.genre = "techno", .seconds = 20, .title = content.title, .seed = 7};
        auto const work = flow::WorkFolder::open(studio(), request.content).value();
        auto const track = studio().tracks.make(brief, work.path(), [](double, std::string_view) {}, {}).value();
        content.brief = flow::brief_value(brief);
        EXPECT_TRUE(flow::describe_track(studio(), content, track, work.path(), {}));
        EXPECT_TRUE(studio().contents.insert(content));
        return content;
    }

    TempHome home;
};

TEST_F(Overtaken, TwoAtWorkUnderOneNameHaveAFolderEach) {
    auto first = flow::WorkFolder::open(studio(), "song");
    ASSERT_TRUE(first);
    auto const kept = written(*first, "take.flac");
    {
        auto const second = flow::WorkFolder::open(studio(), "song");
        ASSERT_TRUE(second);
        EXPECT_NE(second->path(), first->path());
        written(*second, "take.flac");
    }
    EXPECT_TRUE(fs::exists(kept));
    EXPECT_EQ(std::distance(fs::directory_iterator(first->path().parent_path()), {}), 1);
}

TEST_F(Overtaken, WhatADeadOneLeftIsClearedByTheNext) {
    auto const path = flow::WorkFolder::open(studio(), "song")->path();
    fs::create_directories(path / "redone");
    auto const next = flow::WorkFolder::open(studio(), "song");
    ASSERT_TRUE(next);
    EXPECT_EQ(next->path(), path);
    EXPECT_TRUE(fs::is_empty(path));
}

TEST_F(Overtaken, TwoSectionsMadeAnewAtOnceAreBothInTheSong) {
    auto const track = short_song(home.create(testing::dark_prompt));
    auto const id = to_string(track.id);
    std::vector<jobs::JobId> jobs;
    for (int section : {1, 2}) jobs.push_back(flow::begin_redo(studio(), {id, section, {}, {}}).value());
    auto const done = flow::run_jobs(studio(), jobs, nullptr, {});
    ASSERT_TRUE(done) << done.error().message;
    auto const now = flow::find_content(studio(), id).value();
    EXPECT_EQ(now.revision, track.revision + 2);
    EXPECT_EQ(now.brief.at("redone").as_array().size(), 2U);
}

TEST_F(Overtaken, AChangeThatIsMeantForAnotherRevisionIsRefused) {
    auto const words = home.generate(home.create(testing::dark_prompt), "lyrics");
    auto const late = flow::redo_section(studio(), {to_string(words.id), 1, {}, words.revision + 1}, [](double, std::string const&) {}, {});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::stale);
    EXPECT_EQ(flow::find_content(studio(), to_string(words.id))->revision, words.revision);
}

TEST_F(Overtaken, APlanThatWasChangedWhileAnotherWasDraftedStays) {
    auto const artist = home.create(testing::dark_prompt);
    auto const plan = flow::make_plan(studio(), {artist, 30, {}}).value();
    auto const draft = flow::draft_plan(studio(), {artist, 30, {}}).value();
    auto item = plan.items.back();
    item.locked = !item.locked;
    ASSERT_TRUE(studio().plans.update_item(item));
    auto const kept = flow::keep_plan(studio(), draft);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, ErrorCode::unavailable);
    EXPECT_EQ(studio().plans.find_item(item.id)->item.locked, item.locked);
    EXPECT_TRUE(flow::keep_plan(studio(), flow::draft_plan(studio(), {artist, 30, {}}).value()));
}

TEST_F(Overtaken, WhatIsOrderedTogetherGetsSeedsOfItsOwn) {
    auto const artist = home.create(testing::dark_prompt);
    std::set<std::string> seeds;
    for (int i = 0; i < 3; ++i) {
        auto const begun = flow::begin_generation(studio(), {.artist = artist, .type = "lyrics"}).value();
        seeds.insert(json::print(studio().queue.find(begun.jobs.front())->input.at("seed")));
    }
    EXPECT_EQ(seeds.size(), 3U);
}

TEST_F(Overtaken, ARemovalThatIsNotKeptLeavesEveryFile) {
    auto const artist = home.create(testing::dark_prompt);
    auto const asset = asset_of(artist);
    auto const undone = studio().unit.run([&]() -> Result<void> {
        TRY(flow::begin_removal(studio(), artist));
        return fail(ErrorCode::unavailable, "the audit log is out of reach");
    });
    EXPECT_FALSE(undone);
    EXPECT_TRUE(flow::find_artist(studio(), artist));
    EXPECT_TRUE(studio().assets.path_of(asset));
    auto const removed = flow::begin_removal(studio(), artist).value();
    EXPECT_TRUE(studio().assets.path_of(asset));  // until the job runs
    ASSERT_TRUE(flow::run_jobs(studio(), removed.jobs, nullptr, {}));
    EXPECT_FALSE(studio().assets.path_of(asset));
}

TEST_F(Overtaken, NothingIsMadeForAnArtistWhoWasRemovedMeanwhile) {
    auto const artist = home.create(testing::dark_prompt);
    auto const begun = flow::begin_generation(studio(), {.artist = artist, .type = "lyrics"}).value();
    ASSERT_TRUE(flow::remove_artist(studio(), artist));
    auto const made = flow::run_jobs(studio(), begun.jobs, nullptr, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::not_found);
    EXPECT_FALSE(flow::find_content(studio(), begun.contents.front()));
}

}  // namespace
}  // namespace troupe::app
