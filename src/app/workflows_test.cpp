#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "app/installation.hpp"
#include "base/files.hpp"
#include "flow/artist_changes.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/debut.hpp"
#include "flow/export_folder.hpp"
#include "flow/generate.hpp"
#include "flow/handlers.hpp"
#include "flow/learn.hpp"
#include "flow/make_plan.hpp"
#include "flow/post_sheet.hpp"

/// The workflows on the real installation, in a folder of its own: everything but the slow makers.
namespace troupe::app {
namespace {

namespace fs = std::filesystem;
constexpr auto dark = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence";
constexpr auto bright = "An upbeat pop singer who writes about small kitchens and late trams";

class Workflows : public ::testing::Test {
protected:
    Workflows() {
        auto pattern = (fs::temp_directory_path() / "troupe-workflows-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        installation = Installation::open(Configuration::of({}), folder).value();
    }
    ~Workflows() override {
        installation.reset();
        fs::remove_all(folder);
    }
    flow::Studio& studio() { return installation->studio(); }
    std::string create(std::string const& prompt) {
        auto const created = flow::create_artist(studio(), {prompt, {}, {}, true, "test"});
        EXPECT_TRUE(created) << created.error().message;
        return created ? to_string(created->artist.id) : "";
    }

    fs::path folder;
    std::unique_ptr<Installation> installation;
};

TEST_F(Workflows, TheSamePromptTwiceGivesTwoArtistsAndSaysSo) {
    auto const first = flow::create_artist(studio(), {dark, {}, {}, false, "test"});
    auto const second = flow::create_artist(studio(), {dark, {}, {}, false, "test"});
    ASSERT_TRUE(first && second);
    EXPECT_NE(first->artist.name(), second->artist.name());
    EXPECT_TRUE(first->notes.empty());
    EXPECT_FALSE(second->notes.empty());
    EXPECT_EQ(flow::roster(studio())->size(), 2U);
}

TEST_F(Workflows, WhoIsInventedAtTheSameTimeAndTurnsOutAlikeIsInventedAgain) {
    flow::CreateRequest const request{dark, {}, {}, false, "test"};
    auto const first = flow::invent_artist(studio(), request);
    auto const second = flow::invent_artist(studio(), request);
    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->artist.name(), second->artist.name());
    ASSERT_TRUE(flow::join_roster(studio(), *first));
    auto const late = flow::join_roster(studio(), *second);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::unavailable);  // its job comes again
    EXPECT_EQ(late.error().message.rfind("the name " + first->artist.name(), 0), 0U) << late.error().message;
    EXPECT_TRUE(flow::join_roster(studio(), *flow::invent_artist(studio(), request)));
    EXPECT_EQ(flow::roster(studio())->size(), 2U);
}

TEST_F(Workflows, OtherPromptsGiveOtherArtists) {
    auto const one = *flow::find_artist(studio(), create(dark));
    auto const other = *flow::find_artist(studio(), create(bright));
    EXPECT_NE(one.profile.core.home_genre, other.profile.core.home_genre);
    EXPECT_LT(one.profile.behaviour.publicness, other.profile.behaviour.publicness);
    EXPECT_EQ(other.profile.style.vocals, "sung");
}

TEST_F(Workflows, AnEditIsAVersionAndUndoGivesTheOldBytes) {
    auto const id = create(dark);
    auto const before = *flow::find_artist(studio(), id);
    auto const edited = flow::edit_artist(studio(), id, {{"positioning.tagline", "Something else"}}, "test");
    ASSERT_TRUE(edited) << edited.error().message;
    EXPECT_EQ(edited->version.number, 2);
    ASSERT_EQ(edited->version.diff.size(), 1U);
    EXPECT_EQ(edited->version.diff[0].path, "positioning.tagline");
    auto const undone = flow::undo_artist(studio(), id, {}, "test");
    ASSERT_TRUE(undone);
    EXPECT_EQ(artist::print_without_version(*undone), artist::print_without_version(before));
    EXPECT_TRUE(artist::verify_chain(*studio().artists.history(before.id)));
}

TEST_F(Workflows, ALockedCoreChangesByRecastAlone) {
    auto const id = create(dark);
    auto const edited = flow::edit_artist(studio(), id, {{"core.archetype", "the loudest person in the room"}}, "test");
    ASSERT_FALSE(edited);
    EXPECT_EQ(edited.error().code, ErrorCode::conflict);
    EXPECT_NE(edited.error().message.find("core"), std::string::npos);
    EXPECT_TRUE(flow::recast_artist(studio(), id, {{"core.archetype", "the loudest person in the room"}}, "test"));
}

TEST_F(Workflows, EditsNameTheFieldThatIsWrong) {
    auto const id = create(dark);
    auto const spelled = flow::edit_artist(studio(), id, {{"positioning.taglin", "x"}}, "test");
    ASSERT_FALSE(spelled);
    EXPECT_NE(spelled.error().message.find("positioning.taglin"), std::string::npos);
    auto const typed = flow::edit_artist(studio(), id, {{"style.tempo_low.value", "slow"}}, "test");
    ASSERT_FALSE(typed);
    EXPECT_NE(typed.error().message.find("style.tempo_low.value"), std::string::npos);
    EXPECT_EQ(flow::find_artist(studio(), id)->version.number, 1);
}

TEST_F(Workflows, ExportAndImportCarryAnArtistOver) {
    auto const id = create(dark);
    auto const document = *flow::find_artist(studio(), id);
    auto const text = json::pretty(document);
    EXPECT_EQ(flow::import_artist(studio(), text, "test").error().code, ErrorCode::conflict);
    ASSERT_TRUE(flow::remove_artist(studio(), id));
    EXPECT_EQ(flow::find_artist(studio(), id).error().code, ErrorCode::not_found);
    auto const imported = flow::import_artist(studio(), text, "test");
    ASSERT_TRUE(imported) << imported.error().message;
    EXPECT_EQ(json::print(imported->profile), json::print(document.profile));
}

TEST_F(Workflows, WithoutEvidenceNothingEvolves) {
    auto const id = create(dark);
    auto const evolved = flow::evolve(studio(), id, flow::EvolveMode::apply, "test");
    ASSERT_TRUE(evolved) << evolved.error().message;
    EXPECT_FALSE(evolved->has_changed);
    EXPECT_NE(evolved->text.find("o evidence"), std::string::npos) << evolved->text;
    EXPECT_EQ(flow::find_artist(studio(), id)->version.number, 1);
}

TEST_F(Workflows, PausedArtistsRest) {
    auto const id = create(dark);
    ASSERT_TRUE(flow::set_artist_state(studio(), id, artist::State::paused, "test"));
    EXPECT_EQ(flow::evolve(studio(), id, flow::EvolveMode::apply, "test").error().code, ErrorCode::conflict);
    EXPECT_EQ(flow::begin_generation(studio(), {.artist = id, .type = "lyrics"}).error().code, ErrorCode::conflict);
    ASSERT_TRUE(flow::set_artist_state(studio(), id, artist::State::active, "test"));
    EXPECT_TRUE(flow::begin_generation(studio(), {.artist = id, .type = "lyrics"}));
}

TEST_F(Workflows, ADebutIsFoundAgainByItsPrompt) {
    flow::DebutRequest request{dark, {}, 90, false};
    auto const first = flow::begin_debut(studio(), request);
    auto const again = flow::begin_debut(studio(), request);
    ASSERT_TRUE(first && again) << again.error().message;
    EXPECT_EQ(first->jobs, again->jobs);
    EXPECT_TRUE(again->is_resumed);
    EXPECT_EQ(first->artist, again->artist);
    EXPECT_EQ(first->release, again->release);
    request.is_new = true;
    EXPECT_NE(flow::begin_debut(studio(), request)->artist, first->artist);
}

TEST_F(Workflows, ADebutThatCannotBeUnderstoodLeavesNoJobs) {
    EXPECT_EQ(flow::begin_debut(studio(), {" \n", {}, 90, false}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(flow::begin_debut(studio(), {dark, {}, 0, false}).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(studio().queue.list({})->jobs.empty());
}

TEST_F(Workflows, WordsAndPostsAreMadeAsJobs) {
    auto const id = create(bright);
    ASSERT_TRUE(flow::make_plan(studio(), {id, 60, {}}));
    for (auto const* type : {"lyrics", "post"}) {
        auto const generation = flow::begin_generation(studio(), {.artist = id, .type = type, .takes = 2});
        ASSERT_TRUE(generation) << generation.error().message;
        auto const done = flow::run_jobs(studio(), generation->jobs, nullptr, {});
        ASSERT_TRUE(done) << done.error().message;
        ASSERT_EQ(generation->contents.size(), 2U);
        for (auto const& content : generation->contents) {
            auto const made = flow::find_content(studio(), content);
            ASSERT_TRUE(made);
            EXPECT_FALSE(made->files.empty());
            EXPECT_EQ(made->state, catalog::ContentState::in_review);
        }
    }
}

TEST_F(Workflows, TeasersSpeakOfTheSong) {
    auto const id = create(bright);
    auto const words = flow::begin_generation(studio(), {.artist = id, .type = "lyrics"});
    ASSERT_TRUE(flow::run_jobs(studio(), words->jobs, nullptr, {}));
    auto const title = flow::find_content(studio(), words->contents[0])->title;
    ASSERT_TRUE(flow::make_plan(studio(), {id, 90, words->contents[0]}));
    auto const posts = flow::begin_generation(studio(), {.artist = id, .type = "post"});
    ASSERT_TRUE(flow::run_jobs(studio(), posts->jobs, nullptr, {}));
    auto const sheet = *json::from_value<flow::PostSheet>(flow::find_content(studio(), posts->contents[0])->details);
    int naming = 0;
    for (auto const& post : sheet.posts)
        naming += (post.purpose.starts_with("tease") || post.purpose == "release_day") && post.text.find(title) != std::string::npos ? 1 : 0;
    EXPECT_GE(naming, 3) << title;
}

TEST_F(Workflows, ATeaserNeedsATrackFirst) {
    auto const generation = flow::begin_generation(studio(), {.artist = create(dark), .type = "teaser"});
    ASSERT_FALSE(generation);
    EXPECT_NE(generation.error().message.find("--type track"), std::string::npos);
}

TEST_F(Workflows, APlanKeepsWhatAPersonLocked) {
    auto const id = create(bright);
    auto plan = *flow::make_plan(studio(), {id, 90, {}});
    auto item = plan.items[plan.items.size() / 2];
    item.locked = true;
    ASSERT_TRUE(studio().plans.update_item(item));
    auto const anew = flow::make_plan(studio(), {id, 90, {}});
    ASSERT_TRUE(anew) << anew.error().message;
    auto const kept = studio().plans.find_item(item.id);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->item.date, item.date);
    EXPECT_TRUE(kept->item.locked);
}

TEST_F(Workflows, AFolderOfAnotherArtistIsLeftAlone) {
    auto const id = create(dark);
    auto const document = *flow::find_artist(studio(), id);
    auto const first = flow::export_artist(studio(), document.id, folder / "out");
    ASSERT_TRUE(first) << first.error().message;
    ASSERT_TRUE(write_file(first->folder / "passport.json", R"({"id": "somebody else"})"));
    auto const second = flow::export_artist(studio(), document.id, folder / "out");
    ASSERT_TRUE(second);
    EXPECT_NE(first->folder, second->folder);
    EXPECT_EQ(*read_file(first->folder / "passport.json"), R"({"id": "somebody else"})");
}

TEST_F(Workflows, EverythingIsThereAfterTheProgramEnds) {
    auto const id = create(dark);
    ASSERT_TRUE(flow::make_plan(studio(), {id, 30, {}}));
    installation.reset();
    installation = Installation::open(Configuration::of({}), folder).value();
    EXPECT_TRUE(flow::find_artist(studio(), id));
    EXPECT_EQ(studio().plans.find_by_artist(flow::find_artist(studio(), id)->id)->days, 30);
}

TEST(Installation, NamesTheSettingThatIsWrong) {
    auto const opened = Installation::open(Configuration::of({{"TROUPE_WORKERS", "many"}}), "/tmp/nowhere");
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("TROUPE_WORKERS"), std::string::npos);
}

}  // namespace
}  // namespace troupe::app
