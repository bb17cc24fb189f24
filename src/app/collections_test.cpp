#include <fmt/format.h>

#include <set>

#include "app/testing/temp_home.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "base/text.hpp"
#include "distribution/receive/receive.hpp"
#include "distribution/testing/schemas.hpp"
#include "flow/begin_release.hpp"
#include "flow/decide.hpp"
#include "flow/deliver.hpp"
#include "flow/edit_release.hpp"
#include "flow/export_folder.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_codes.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"
#include "media/tags.hpp"

/// Releases of several finished tracks, with a whole installation: real songs, packed, sent, received and changed.
namespace troupe::app {
namespace {

namespace fs = std::filesystem;
using catalog::Content;
using catalog::ContentKind;
using distribution::CodeKind;
using distribution::Release;
using distribution::ReleaseKind;

/// An artist with four short songs and a store in a folder; made once, for nothing changes them.
class Collections : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = troupe::testing::scratch_folder("collections");
        auto const stores = fmt::format(
            R"({{"stores": [{{"id": "mine", "name": "Mine", "ai": "accepted", "source": "this test", "verified_at": "2026-11-23",
            "delivery": {{"address": "folder:{}", "control": "test"}}}}]}})",
            (folder_ / "store").string());
        ASSERT_TRUE(write_file(folder_ / "stores.json", stores));
        installation_ =
            Installation::open(Configuration::of({{"TROUPE_STORES_DB_PATH", (folder_ / "stores.json").string()}, {"TROUPE_LEGAL_NAME", "Quay Ltd"}}),
                               folder_ / "home")
                .value();
        ASSERT_TRUE(studio().codes.add_prefix({CodeKind::isrc, "GBAYE", "test", studio().clock.now()}));
        ASSERT_TRUE(studio().codes.add_prefix({CodeKind::upc, "400638", "test", studio().clock.now()}));
        artist_ = to_string(flow::create_artist(studio(), {testing::dark_prompt, {}, {}, false, "test"})->artist.id);
        for (int i = 0; i < 4; ++i) songs_.push_back(short_song(i));
    }
    static void TearDownTestSuite() {
        installation_.reset();
        songs_.clear();
        fs::remove_all(folder_);
    }

    static flow::Studio& studio() { return installation_->studio(); }

    static Content run(flow::Generation const& generation) {
        auto const done = flow::run_jobs(studio(), generation.jobs, nullptr, {});
        EXPECT_TRUE(done) << done.error().message;
        return flow::find_content(studio(), generation.contents.front()).value();
    }

    /// Words as the writer gives them, and a song of a quarter of a minute.
    static std::string short_song(int number) {
        auto const words = run(flow::begin_generation(studio(), {.artist = artist_, .type = "lyrics"}).value());
        flow::MakeRequest request;
        request.artist = artist_;
        request.content = to_string(flow::next_id<catalog::ContentTag>(studio()));
        auto const work = flow::WorkFolder::open(studio(), request.content).value();
        music::Brief const brief{.genre = number % 2 == 0 ? "techno" : "ambient",
                                 .seconds = 15 + number,
                                 .title = words.title,
                                 .seed = static_cast<std::uint64_t>(number)};
        auto const track = studio().tracks.make(brief, work.path(), nullptr, {});
        EXPECT_TRUE(track) << track.error().message;
        auto content = flow::begin_content({studio(), request, {}, {}}, ContentKind::track, words.title).value();
        content.brief = flow::brief_value(brief);
        EXPECT_TRUE(flow::describe_track(studio(), content, *track, work.path(), {}));
        EXPECT_TRUE(studio().contents.insert(content));
        EXPECT_TRUE(flow::decide(studio(), request.content, catalog::Decision::approved, "test", ""));
        return request.content;
    }

    static flow::ReleaseOrder order(std::vector<std::string> tracks, std::string title = "Night Lines") {
        return {.artist = artist_, .tracks = std::move(tracks), .title = std::move(title)};
    }
    static Content release(flow::ReleaseOrder const& order) {
        auto const begun = flow::begin_release(studio(), order);
        EXPECT_TRUE(begun) << begun.error().message;
        return run(*begun);
    }
    static Release described(Content const& content) { return flow::release_of(content).value(); }

    static Result<Content> edit(std::string const& id, std::vector<std::string> changes) {
        auto const jobs = TRY(flow::begin_release_edit(studio(), {id, std::move(changes)}));
        TRY(flow::run_jobs(studio(), jobs, nullptr, {}));
        return flow::find_release(studio(), id);
    }

    /// Through the store's folder, as a store would read it.
    static distribution::Receipt sent(std::string const& id, char const* schemas = "") {
        EXPECT_TRUE(flow::decide(studio(), id, catalog::Decision::approved, "test", ""));
        auto const begun = flow::begin_delivery(studio(), id, "mine");
        EXPECT_TRUE(begun) << begun.error().message;
        EXPECT_TRUE(flow::run_jobs(studio(), {begun->job}, nullptr, {}));
        auto const record = studio().deliveries.find(id, "mine")->value();
        EXPECT_EQ(record.state, distribution::DeliveryState::delivered) << record.reason;
        auto receipt = distribution::receive({folder_ / "store" / record.attempts.back().batch, schemas});
        EXPECT_TRUE(receipt) << receipt.error().message;
        return *std::move(receipt);
    }

    static fs::path file_of(Content const& content, std::string const& name) {
        for (auto const& file : content.files)
            if (file.name == name) return studio().assets.path_of(file.asset).value();
        ADD_FAILURE() << name << " is not among its files";
        return {};
    }

    inline static fs::path folder_;
    inline static std::unique_ptr<Installation> installation_;
    inline static std::string artist_;
    inline static std::vector<std::string> songs_;
};

TEST_F(Collections, AnEpArrivesAsItWasDescribed) {
    auto const made = release(order(songs_));
    auto const ep = described(made);
    EXPECT_EQ(ep.kind, ReleaseKind::ep);
    EXPECT_EQ(made.title, "Night Lines");
    ASSERT_EQ(ep.tracks.size(), 4U);
    std::set<std::string> codes;
    for (std::size_t i = 0; i < 4; ++i) {
        auto const& track = ep.tracks[i];
        auto const song = flow::find_content(studio(), songs_[i]).value();
        EXPECT_EQ(track.title, song.title);
        EXPECT_EQ(track.file, fmt::format("{:02}-{}/master.flac", i + 1, text::slug(song.title)));
        EXPECT_EQ(*sha256_of_file(file_of(made, track.file)), track.sha256);
        EXPECT_EQ(track.contributors.front().legal_name, "Quay Ltd");
        codes.insert(track.isrc.value);
        auto const tags = media::read_tags(file_of(made, track.file)).value();
        EXPECT_EQ(tags.album, "Night Lines");
        EXPECT_EQ(tags.track_number, static_cast<int>(i) + 1);
    }
    EXPECT_EQ(codes.size(), 4U);
    EXPECT_FALSE(codes.contains(""));
    EXPECT_FALSE(ep.upc.value.empty());
    auto const receipt = sent(to_string(made.id));
    ASSERT_TRUE(receipt.is_accepted) << json::pretty(json::to_value(receipt.problems));
    auto const differing = distribution::differences(
        described(flow::find_release(studio(), to_string(made.id)).value()), *receipt.release);
    EXPECT_TRUE(differing.empty()) << json::pretty(json::to_value(differing));
}

TEST_F(Collections, AnEpIsValidAgainstTheSchema) {
    TROUPE_NEED_SCHEMAS(schemas);
    auto const receipt = sent(to_string(release(order(songs_, "Schema Lines")).id), schemas);
    EXPECT_TRUE(receipt.is_accepted) << json::pretty(json::to_value(receipt.problems));
}

TEST_F(Collections, ARecordingHasOneIsrcOnEveryRelease) {
    auto const single = described(release(order({songs_[2]}, "")));
    auto const pair = described(release(order({songs_[1], songs_[2]}, "Two Lines")));
    EXPECT_EQ(single.kind, ReleaseKind::single);
    EXPECT_EQ(single.title, single.tracks[0].title);
    EXPECT_EQ(single.tracks[0].file, "master.flac");
    EXPECT_EQ(pair.kind, ReleaseKind::single);
    EXPECT_EQ(single.tracks[0].isrc.value, pair.tracks[1].isrc.value);
    EXPECT_NE(single.upc.value, pair.upc.value);
    EXPECT_NE(single.release_date, pair.release_date);
}

TEST_F(Collections, AnAnonymousReleaseGetsATitleFromTheWriter) {
    auto const made = release(order({songs_[0], songs_[1]}, ""));
    EXPECT_FALSE(made.title.empty());
    for (auto const& song : songs_) EXPECT_NE(made.title, flow::find_content(studio(), song)->title);
    EXPECT_EQ(flow::measured_of(made)->cover.texts.back(), made.title);
}

TEST_F(Collections, NamesWhatIsWrongWithAnOrder) {
    auto const refuses = [&](flow::ReleaseOrder const& wrong, std::string const& field) {
        auto const begun = flow::begin_release(studio(), wrong);
        ASSERT_FALSE(begun) << field;
        EXPECT_TRUE(begun.error().message.starts_with(field + ":")) << begun.error().message;
    };
    refuses(order({}), "tracks");
    refuses(order(std::vector<std::string>(1000, songs_[0])), "tracks");
    refuses(order({songs_[0], songs_[1], songs_[0]}), "tracks[2]");
    refuses(order({songs_[0], "no id"}), "tracks[1]");
    refuses(order({songs_[0], to_string(flow::next_id<catalog::ContentTag>(studio()))}), "tracks[1]");
    auto const words = studio().contents.list({.kind = ContentKind::lyrics})->contents.front();
    refuses(order({to_string(words.id)}), "tracks[0]");
    refuses({.artist = artist_, .tracks = {songs_[0]}, .title = "a\nb"}, "title");
    refuses({.artist = artist_, .tracks = {songs_[0]}, .type = ReleaseKind::album}, "type");
    refuses({.artist = artist_, .tracks = songs_, .type = ReleaseKind::single}, "type");
    refuses({.artist = artist_, .tracks = {songs_[0]}, .type = ReleaseKind::video_single}, "video");
    refuses({.artist = artist_, .tracks = {songs_[0]}, .cover = songs_[0]}, "cover");
    refuses({.artist = artist_, .tracks = {songs_[0]}, .type = ReleaseKind::single, .video = songs_[0]}, "video");
}

TEST_F(Collections, TakesOnlyApprovedTracksOfTheArtist) {
    auto content = flow::find_content(studio(), songs_[3]).value();
    auto copy = content;
    copy.id = flow::next_id<catalog::ContentTag>(studio());
    copy.state = catalog::ContentState::in_review;
    copy.revision = 1;
    ASSERT_TRUE(studio().contents.insert(copy));
    auto const unapproved = flow::begin_release(studio(), order({to_string(copy.id)}));
    ASSERT_FALSE(unapproved);
    EXPECT_NE(unapproved.error().message.find("content approve"), std::string::npos) << unapproved.error().message;
    ASSERT_TRUE(flow::decide(studio(), to_string(copy.id), catalog::Decision::approved, "test", ""));
    auto const twice = flow::begin_release(studio(), order({songs_[3], to_string(copy.id)}));
    ASSERT_FALSE(twice);
    EXPECT_NE(twice.error().message.find("same recording"), std::string::npos) << twice.error().message;
    auto const other =
        to_string(flow::create_artist(studio(), {testing::bright_prompt, {}, {}, false, "test"})->artist.id);
    auto const foreign = flow::begin_release(studio(), {.artist = other, .tracks = {songs_[0]}});
    ASSERT_FALSE(foreign);
    EXPECT_NE(foreign.error().message.find("another artist's"), std::string::npos) << foreign.error().message;
}

TEST_F(Collections, AnEditReachesFoldersTagsAndPackage) {
    auto const made = release(order(songs_, "First Name"));
    auto const id = to_string(made.id);
    auto const before = described(made);
    auto const edited =
        edit(id, {"title=Second Name", "order=[3,1,2,4]", "tracks[2].version=Night Edit", "release_date=2027-03-05",
                  "p_line.owner=Example Records",
                  R"(tracks[0].contributors[+]={"name":"Ida Sund","roles":["Lyricist"],"share_bp":2500})",
                  "tracks[0].contributors[0].share_bp=7500"});
    ASSERT_TRUE(edited) << edited.error().message;
    auto const after = described(*edited);
    EXPECT_EQ(edited->title, "Second Name");
    EXPECT_EQ(after.slug, "second-name");
    EXPECT_EQ(after.p_line.owner, "Example Records");
    EXPECT_EQ(after.tracks[0].title, before.tracks[2].title);
    EXPECT_EQ(after.tracks[0].version, "Night Edit");
    EXPECT_EQ(after.tracks[1].contributors.size(), 2U);
    EXPECT_EQ(after.tracks[0].isrc.value, before.tracks[2].isrc.value);
    EXPECT_TRUE(after.tracks[0].file.starts_with("01-")) << after.tracks[0].file;
    auto const tags = media::read_tags(file_of(*edited, after.tracks[0].file)).value();
    EXPECT_EQ(tags.album, "Second Name");
    EXPECT_EQ(tags.title, before.tracks[2].title + " (Night Edit)");
    EXPECT_EQ(tags.track_number, 1);
    EXPECT_EQ(flow::measured_of(*edited)->audio[0].file, after.tracks[0].file);
    EXPECT_EQ(flow::measured_of(*edited)->cover.texts.back(), "Second Name");
    EXPECT_NE(after.cover.sha256, before.cover.sha256);
    for (auto const& asset : after.assets)
        EXPECT_EQ(*sha256_of_file(file_of(*edited, asset.file)), asset.sha256) << asset.file;
    auto const receipt = sent(id);
    ASSERT_TRUE(receipt.is_accepted) << json::pretty(json::to_value(receipt.problems));
    EXPECT_TRUE(
        distribution::differences(described(flow::find_release(studio(), id).value()), *receipt.release).empty());
    EXPECT_EQ(flow::undo_content(studio(), id, made.revision)->content.title, "First Name");
}

TEST_F(Collections, NamesWhatIsWrongWithAnEdit) {
    auto const id = to_string(release(order({songs_[0], songs_[1]}, "Wrong Lines")).id);
    auto const refuses = [&](std::string const& change, std::string const& named) {
        auto const begun = flow::begin_release_edit(studio(), {id, {change}});
        ASSERT_FALSE(begun) << change;
        EXPECT_EQ(begun.error().code, ErrorCode::invalid_input) << change;
        EXPECT_NE(begun.error().message.find(named), std::string::npos) << begun.error().message;
    };
    refuses("title=", "title");
    refuses("title=Wrong Lines", "nothing would change");
    refuses("titel=X", "title");
    refuses("order=[1]", "order");
    refuses("order=[1,1]", "order");
    refuses("order=[1,3]", "order");
    refuses("tracks[1]=", "tracks");
    refuses("tracks[0].contributors[0].share_bp=9000", "tracks[0].contributors");
    refuses("tracks[0].contributors[0].roles=[\"Wizard\"]", "Wizard");
    refuses("tracks[0].file=other.flac", "file");
    refuses("release_date=soon", "release_date");
    refuses("territories=[\"Germany\"]", "territories");
    refuses("type=video_single", "type");
    refuses("tracks[1].iswc=T-000.000.000-1", "tracks[1].iswc");
}

TEST_F(Collections, AVideoSingleIsTheVideoOfItsSong) {
    flow::MakeRequest request;
    request.artist = artist_;
    request.content = to_string(flow::next_id<catalog::ContentTag>(studio()));
    request.track = songs_[3];
    request.aspect = visual::Aspect::landscape_16x9;
    request.seconds = 6;
    auto const nobody = [](double, std::string const&) {};
    ASSERT_TRUE(studio().contents.insert(flow::make_teaser({studio(), request, nobody, {}}).value()));
    flow::ReleaseOrder wanted{.artist = artist_, .tracks = {songs_[3]}, .video = request.content};
    auto const early = flow::begin_release(studio(), wanted);
    ASSERT_FALSE(early);
    EXPECT_TRUE(early.error().message.starts_with("video:")) << early.error().message;
    ASSERT_TRUE(flow::decide(studio(), request.content, catalog::Decision::approved, "test", ""));

    auto const song = described(release(order({songs_[3]}, "")));
    auto const made = release(wanted);
    auto const video = described(made);
    EXPECT_EQ(video.kind, ReleaseKind::video_single);
    EXPECT_EQ(video.title, song.title);
    ASSERT_TRUE(video.tracks[0].video);
    EXPECT_EQ(video.tracks[0].video->width_px, 1920);
    EXPECT_NE(video.tracks[0].isrc.value, song.tracks[0].isrc.value);
    EXPECT_EQ(fs::path(video.tracks[0].file).extension(), ".mp4");
    auto const checks = flow::preflight_of(made).value();
    for (auto const& finding : checks.findings)
        EXPECT_TRUE(finding.rule != "AU14" && finding.rule != "VC06") << finding.rule << finding.measured;
    wanted.tracks = {songs_[2]};
    EXPECT_FALSE(flow::begin_release(studio(), wanted));
}

TEST_F(Collections, ReleasesOfOneNameLieInFoldersOfTheirOwn) {
    release(order({songs_[0], songs_[3]}, "Same Name"));
    release(order({songs_[1], songs_[3]}, "Same Name"));
    auto const exported = flow::export_artist(studio(), parse_id<artist::ArtistTag>(artist_).value(), folder_ / "out");
    ASSERT_TRUE(exported) << exported.error().message;
    EXPECT_TRUE(exported->notes.empty()) << exported->notes.front();
    int folders = 0;
    for (auto const& entry : fs::directory_iterator(exported->folder / "releases"))
        folders += entry.path().filename().string().starts_with("same-name");
    EXPECT_EQ(folders, 2);
    auto const page = read_file(exported->index).value();
    EXPECT_NE(page.find("<ol class=\"tracks\">"), std::string::npos);
}

}  // namespace
}  // namespace troupe::app
