#include "flow/bundle/bundle.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "app/testing/temp_home.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "flow/artist_changes.hpp"
#include "flow/edit_content.hpp"
#include "flow/learn.hpp"
#include "flow/make_plan.hpp"

/// An artist goes from one home to another in one file, on the real stores.
namespace troupe::app::testing {
namespace {

namespace fs = std::filesystem;
using flow::bundle::TakenIn;

class Bundles : public ::testing::Test {
protected:
    /// Somebody with everything that a bundle carries.
    std::string make_artist(TempHome& home, std::size_t song_bytes = 300'000) {
        auto const id = home.create(bright_prompt);
        EXPECT_TRUE(flow::make_plan(home.studio(), {id, 30, {}}));
        auto const words = home.generate(id, "lyrics");
        home.generate(id, "post");
        EXPECT_TRUE(flow::edit_content(home.studio(), to_string(words.id), {{"notes", "keep"}}, "test"));
        approve(home, to_string(words.id));
        add_track(home, id, "Late Tram", song_bytes);
        import_report(home, "Late Tram");
        return id;
    }
    void approve(TempHome& home, std::string const& id) {
        catalog::Approval const approval{"owner", catalog::Decision::approved, "", home.studio().clock.now()};
        auto const content = flow::find_content(home.studio(), id).value();
        ASSERT_TRUE(home.studio().contents.update(catalog::decide(content, approval).value()));
        ASSERT_TRUE(home.studio().contents.add_approval(content.id, approval));
    }
    catalog::Content add_track(TempHome& home, std::string const& artist, std::string const& title, std::size_t bytes) {
        catalog::Content track;
        track.id = flow::next_id<catalog::ContentTag>(home.studio());
        track.artist = *parse_id<artist::ArtistTag>(artist);
        track.title = title;
        track.state = catalog::ContentState::in_review;
        for (auto const* name : {"master.wav", "stems/bass.wav"}) {
            Random random(stable_hash(title + name));
            std::string sound;
            while (sound.size() < bytes) sound += static_cast<char>(random.below(256));
            EXPECT_TRUE(flow::add_text(home.studio(), track, name, "master", sound));
        }
        EXPECT_TRUE(home.studio().contents.insert(track));
        return track;
    }
    void import_report(TempHome& home, std::string const& track) {
        auto const report = home / "report.csv";
        ASSERT_TRUE(write_file(report, "date,platform,territory,track,streams,listeners,saves,skips,shares\n"
                                       "2026-10-01,spotify,DE," + track + ",100,90,5,1,0\n2026-10-02,spotify,DE," + track + ",120,95,6,1,0\n"));
        auto const imported = flow::import_report(home.studio(), report, false);
        ASSERT_TRUE(imported) << imported.error().message;
        ASSERT_EQ(imported->value.at("imported"), 2);
    }

    /// A release with codes of the label's own, which a store has, and three posts: one waits, one left, one may have.
    std::string add_dealings(TempHome& home, std::string const& artist) {
        auto& studio = home.studio();
        catalog::Content release;
        release.id = flow::next_id<catalog::ContentTag>(studio);
        release.artist = *parse_id<artist::ArtistTag>(artist);
        release.kind = catalog::ContentKind::release;
        release.title = "Late Tram";
        EXPECT_TRUE(studio.contents.insert(release));
        auto const id = to_string(release.id);
        for (auto const& [kind, prefix] : {std::pair(distribution::CodeKind::isrc, "GBAYE"), std::pair(distribution::CodeKind::upc, "4006381")}) {
            EXPECT_TRUE(studio.codes.add_prefix({kind, prefix, "test", studio.clock.now()}));
            auto const owner = kind == distribution::CodeKind::upc ? id : std::string(64, 'a');
            EXPECT_TRUE(studio.codes.reserve({kind, owner, id, "Late Tram", "test", studio.clock.now()}));
            EXPECT_TRUE(studio.codes.assign(kind, owner, studio.clock.now()));
        }
        distribution::DeliveryRecord record;
        record.release = id;
        record.store = "mine";
        record = distribution::begin_attempt(record, false, 1, studio.clock.now()).value();
        EXPECT_TRUE(studio.deliveries.put(distribution::finish_attempt(record, studio.clock.now()).value()));
        for (auto const state : {social::OutboxState::planned, social::OutboxState::sent, social::OutboxState::sending}) {
            social::OutboxRecord post{.id = flow::next_id<social::OutboxTag>(studio)};
            post.key = json::enum_name(state);
            post.artist = artist;
            post.content = id;
            post.platform = post.channel = "mastodon";
            post.state = state;
            EXPECT_TRUE(studio.social.outbox.add(post).value());
        }
        return id;
    }

    fs::path write(TempHome& home, std::string const& artist, std::string const& name) {
        auto const file = files / name;
        auto const written = flow::bundle::export_bundle(home.studio(), artist, file, {});
        EXPECT_TRUE(written) << written.error().message;
        return file;
    }
    TakenIn take_in(TempHome& home, fs::path const& file) {
        auto const taken = flow::bundle::import_bundle(home.studio(), file, {});
        EXPECT_TRUE(taken) << taken.error().message;
        return taken.value_or(TakenIn{});
    }
    std::string refused(TempHome& home, fs::path const& file, ErrorCode code) {
        auto const taken = flow::bundle::import_bundle(home.studio(), file, {});
        if (taken) return "was not refused";
        EXPECT_EQ(taken.error().code, code) << taken.error().message;
        return taken.error().message;
    }
    static bool same_bytes(fs::path const& a, fs::path const& b) { return sha256_of_file(a).value() == sha256_of_file(b).value(); }
    static bool knows(TempHome& home, std::string const& artist) { return flow::find_artist(home.studio(), artist).has_value(); }

    TempHome here, there, files;
};

TEST_F(Bundles, ThereAndBackNothingIsLostAndTheBytesAreTheSame) {
    auto const id = make_artist(here);
    auto const first = write(here, id, "first");
    EXPECT_TRUE(same_bytes(first, write(here, id, "again")));
    auto const taken = take_in(there, first);
    EXPECT_TRUE(taken.is_new);
    EXPECT_EQ(taken.contents, 3);
    EXPECT_EQ(taken.revisions, 5);  // the words were noted and approved
    EXPECT_EQ(taken.approvals, 1);
    EXPECT_EQ(taken.observations, 2);
    EXPECT_GT(taken.plan_items, 0);
    EXPECT_EQ(taken.files, 4);
    auto const second = write(there, id, "second");
    EXPECT_TRUE(same_bytes(first, second));

    auto const removed = flow::remove_artist(here.studio(), id);
    ASSERT_TRUE(removed) << removed.error().message;
    EXPECT_EQ(removed->versions, 1);
    EXPECT_EQ(removed->contents, 3);
    EXPECT_EQ(removed->files, 4);
    EXPECT_GT(removed->bytes, 600'000U);
    EXPECT_EQ(removed->plan_items, taken.plan_items);
    EXPECT_EQ(removed->observations, 2);
    EXPECT_TRUE(here.studio().observations.list_by_artist(id)->empty());
    EXPECT_FALSE(here.studio().plans.find_by_artist(*parse_id<artist::ArtistTag>(id)));
    for (auto const& entry : fs::recursive_directory_iterator(here / "assets")) EXPECT_FALSE(entry.is_regular_file()) << entry.path();

    take_in(here, second);
    EXPECT_TRUE(same_bytes(first, write(here, id, "third")));
    EXPECT_TRUE(artist::verify_chain(*here.studio().artists.history(*parse_id<artist::ArtistTag>(id))));
}

TEST_F(Bundles, TheSameOneTwiceBringsNothing) {
    auto const file = write(here, make_artist(here), "first");
    take_in(there, file);
    auto again = take_in(there, file);
    EXPECT_FALSE(again.is_new);
    EXPECT_TRUE(again.notes.empty());
    again.id = again.name = "";
    EXPECT_EQ(json::print(again), json::print(TakenIn{}));
}

TEST_F(Bundles, CodesDeliveriesAndPostsThatLeftTravelOnce) {
    auto const id = make_artist(here);
    auto const release = add_dealings(here, id);
    auto const first = write(here, id, "first");
    auto const taken = take_in(there, first);
    EXPECT_EQ(taken.codes, 2);
    EXPECT_EQ(taken.deliveries, 1);
    EXPECT_EQ(taken.posts, 2);  // the one that waits is planned anew
    EXPECT_TRUE(same_bytes(first, write(there, id, "second")));
    auto again = take_in(there, first);
    again.id = again.name = "";
    EXPECT_EQ(json::print(again), json::print(TakenIn{}));

    auto& studio = there.studio();
    EXPECT_EQ(studio.codes.find(distribution::CodeKind::upc, release)->value().status, distribution::CodeStatus::external);
    EXPECT_TRUE(studio.codes.prefixes()->empty());
    EXPECT_EQ(studio.deliveries.find(release, "mine")->value().state, distribution::DeliveryState::delivered);
    auto const posts = studio.social.outbox.list({}).value();
    for (auto const& post : posts.records) EXPECT_NE(post.state, social::OutboxState::sending);
}

TEST_F(Bundles, ALaterOneBringsWhatIsMissingAndAnEarlierOneNothing) {
    auto const id = make_artist(here);
    auto const earlier = write(here, id, "earlier");
    take_in(there, earlier);
    ASSERT_TRUE(flow::edit_artist(here.studio(), id, {{"positioning.tagline", "Another night"}}, "test"));
    auto const song = add_track(here, id, "Small Kitchen", 1000);
    ASSERT_TRUE(flow::edit_content(here.studio(), to_string(song.id), {{"title", "Smaller Kitchen"}}, "test"));
    auto const later = write(here, id, "later");
    auto const taken = take_in(there, later);
    EXPECT_EQ(taken.versions, 1);
    EXPECT_EQ(taken.contents, 1);
    EXPECT_EQ(taken.revisions, 2);
    EXPECT_EQ(taken.files, 2);
    EXPECT_EQ(taken.observations, 0);
    EXPECT_EQ(take_in(there, earlier).versions, 0);
    EXPECT_TRUE(same_bytes(later, write(there, id, "there")));
}

TEST_F(Bundles, HistoriesThatPartedAreAConflictAndNothingComesIn) {
    auto const id = make_artist(here);
    take_in(there, write(here, id, "first"));
    for (auto* home : {&here, &there})
        ASSERT_TRUE(flow::edit_artist(home->studio(), id, {{"positioning.tagline", home == &here ? "Here" : "There"}}, "test"));
    add_track(here, id, "Small Kitchen", 1000);
    auto const before = write(there, id, "before");
    auto const said = refused(there, write(here, id, "parted"), ErrorCode::conflict);
    EXPECT_NE(said.find("part at version 2"), std::string::npos) << said;
    EXPECT_NE(said.find(id), std::string::npos) << said;
    EXPECT_TRUE(same_bytes(before, write(there, id, "after")));
}

TEST_F(Bundles, AContentThatWasChangedInBothIsAConflict) {
    auto const id = make_artist(here);
    auto const song = add_track(here, id, "Small Kitchen", 1000);
    take_in(there, write(here, id, "first"));
    for (auto* home : {&here, &there})
        ASSERT_TRUE(flow::edit_content(home->studio(), to_string(song.id), {{"title", home == &here ? "Here" : "There"}}, "test"));
    auto const said = refused(there, write(here, id, "parted"), ErrorCode::conflict);
    EXPECT_NE(said.find(to_string(song.id)), std::string::npos) << said;
}

TEST_F(Bundles, ANameThatIsTakenIsAConflictThatNamesTheOther) {
    auto const id = here.create(bright_prompt, false);
    auto const other = there.create(dark_prompt, false);
    auto const name = flow::find_artist(here.studio(), id)->name();
    ASSERT_TRUE(flow::edit_artist(there.studio(), other, {{"core.name", name}}, "test"));
    auto const said = refused(there, write(here, id, "first"), ErrorCode::conflict);
    EXPECT_NE(said.find(other), std::string::npos) << said;
    EXPECT_FALSE(knows(there, id));
}

TEST_F(Bundles, WhenTheUnitFailsAtItsEndNothingHasComeIn) {
    auto const id = make_artist(here);
    auto const file = write(here, id, "first");
    auto plan = *here.studio().plans.find_by_artist(*parse_id<artist::ArtistTag>(id));
    plan.artist_id = *parse_id<artist::ArtistTag>(there.create(dark_prompt));
    ASSERT_TRUE(there.studio().plans.put(plan));  // its items have the same ids
    refused(there, file, ErrorCode::conflict);
    EXPECT_FALSE(knows(there, id));
    EXPECT_TRUE(there.studio().contents.list({.limit = 10})->contents.empty());
    EXPECT_TRUE(there.studio().observations.list_by_artist(id)->empty());
}

TEST_F(Bundles, ALocalFileThatIsDamagedIsNotPassedOnAndIsMendedByAnImport) {
    auto const id = make_artist(here);
    auto const whole = write(here, id, "whole");
    auto const song = add_track(here, id, "Small Kitchen", 1000);
    auto const later = write(here, id, "later");
    auto const asset = *here.studio().assets.path_of(song.files[0].asset);
    fs::permissions(asset, fs::perms::owner_all);
    ASSERT_TRUE(write_file(asset, std::string(1000, 'x')));
    auto const refused = flow::bundle::export_bundle(here.studio(), id, whole, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find(asset.string()), std::string::npos) << refused.error().message;
    EXPECT_EQ(take_in(there, whole).contents, 3) << "the bundle that was there before is whole";
    EXPECT_EQ(take_in(here, later).files, 1);
    EXPECT_TRUE(here.studio().assets.verify(song.files[0].asset));
}

TEST_F(Bundles, StoppedItLeavesNothing) {
    auto const id = make_artist(here);
    auto const file = write(here, id, "first");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(flow::bundle::export_bundle(here.studio(), id, files / "second", stop.get_token()).error().code, ErrorCode::cancelled);
    EXPECT_FALSE(fs::exists(files / "second"));
    EXPECT_EQ(flow::bundle::import_bundle(there.studio(), file, stop.get_token()).error().code, ErrorCode::cancelled);
    EXPECT_FALSE(knows(there, id));
}

/// No connection is open while a child is forked: SQLite forbids taking one along.
TEST_F(Bundles, KilledAtAnyMomentAnImportHasBroughtNothingOrAll) {
    auto const id = make_artist(here, 2'000'000);
    auto const file = write(here, id, "first");
    auto const contents = here.studio().contents.list({.limit = 10})->contents.size();
    there.studio();
    here.close();
    Random random(7);
    int killed = 0;
    for (int i = 0; i < 10; ++i) {
        there.close();
        auto const child = ::fork();
        if (child == 0) ::_exit(flow::bundle::import_bundle(there.studio(), file, {}) ? 0 : 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(random.between(5, 250)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        auto const is_here = knows(there, id);
        EXPECT_EQ(there.studio().contents.list({.limit = 10})->contents.size(), is_here ? contents : 0U);
        EXPECT_EQ(there.studio().observations.list_by_artist(id)->size(), is_here ? 2U : 0U);
        if (is_here) {
            ASSERT_TRUE(flow::remove_artist(there.studio(), id));
        }
    }
    EXPECT_GT(killed, 0);
    take_in(there, file);
    EXPECT_TRUE(same_bytes(file, write(there, id, "there")));
}

}  // namespace
}  // namespace troupe::app::testing
