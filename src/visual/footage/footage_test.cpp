#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/process.hpp"
#include "base/testing/scratch_folder.hpp"
#include "visual/footage/examine.hpp"
#include "visual/footage/library.hpp"
#include "visual/footage/testing/footage_contracts.hpp"
#include "visual/footage/testing/memory_footage.hpp"
#include "visual/motion/testing/song.hpp"

namespace troupe::visual {
namespace testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, FootageLedgerContract, MemoryFootageLedger);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, FootageMemoryContract, MemoryFootageMemory);
}  // namespace testing

namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Clip clip(std::string id, std::vector<std::string> words = {}, int width = 1080, int height = 1920) {
    Clip made{.provider = "pexels", .id = std::move(id), .author = "Ana", .licence = "free", .words = std::move(words), .length = Seconds(10)};
    made.page = "https://p.example/" + made.id;
    made.renditions = {{"https://f.example/" + made.id, width, height, 0}};
    return made;
}

std::vector<std::string> ids(std::vector<ClipChoice> const& choices) {
    std::vector<std::string> out;
    for (auto const& each : choices) out.push_back(each.clip.id);
    return out;
}

TEST(Choose, TheShapeAndSharpnessThatIsNeededComesFirst) {
    auto const ranked = rank({clip("wide", {}, 1920, 1080), clip("tall"), clip("small", {}, 720, 1280)}, {.words = "rain"});
    EXPECT_THAT(ids(ranked), ElementsAre("tall", "small", "wide"));
}

TEST(Choose, WhatIsUnwantedShortOrTinyIsLeftOut) {
    auto brief = clip("brief");
    brief.length = Seconds(2);
    ClipWish const wish{.words = "rain", .avoid = {"face", "people talking"}};
    EXPECT_THAT(ids(rank({clip("a", {"rain", "faces"}), clip("b", {"talking", "rain", "people"}), clip("c", {"people"}), brief,
                          clip("d", {}, 320, 240)}, wish)),
                ElementsAre("c"));
}

TEST(Choose, WhatIsDescribedByTheWordsComesBeforeWhatIsNot) {
    EXPECT_EQ(ids(rank({clip("a", {"cat"}), clip("b", {"rain", "window"})}, {.words = "rain on window"})).front(), "b");
}

TEST(Choose, TheSameAnswersAndSeedGiveTheSameOrder) {
    std::vector<Clip> many;
    for (int i = 0; i < 20; ++i) many.push_back(clip(std::to_string(i)));
    EXPECT_EQ(ids(rank(many, {.words = "x", .seed = 1})), ids(rank(many, {.words = "x", .seed = 1})));
    EXPECT_NE(ids(rank(many, {.words = "x", .seed = 1})), ids(rank(many, {.words = "x", .seed = 2}))) << "artists differ";
}

TEST(Choose, TheSmallestFileThatIsSharpEnoughIsFetched) {
    auto made = clip("a");
    made.renditions = {{"4k", 2160, 3840, 0}, {"hd", 1080, 1920, 0}, {"sd", 540, 960, 0}};
    EXPECT_EQ(fitting(made, 1080, 1920)->url, "hd");
    made.renditions = {{"sd", 640, 1138, 0}, {"more", 720, 1280, 0}};
    EXPECT_EQ(fitting(made, 1080, 1920)->url, "more");
    made.renditions = {{"sd", 540, 960, 0}};
    EXPECT_EQ(fitting(made, 1080, 1920), nullptr);
    made.renditions = {{"huge", 1080, 1920, 900'000'000}};
    EXPECT_EQ(fitting(made, 1080, 1920), nullptr);
}

TEST(Flashes, AreCountedAsTheGuidelineSays) {
    std::vector<float> strobe, slow, faint;
    for (int f = 0; f < 60; ++f) {
        strobe.push_back(f / 3 % 2 == 0 ? 0.05F : 0.9F);
        slow.push_back(f / 10 % 2 == 0 ? 0.05F : 0.9F);
        faint.push_back(f % 2 == 0 ? 0.30F : 0.38F);
    }
    EXPECT_GT(impl::most_flashes_a_second(strobe, 30), 3);
    EXPECT_LE(impl::most_flashes_a_second(slow, 30), 3);
    EXPECT_EQ(impl::most_flashes_a_second(faint, 30), 0);
    EXPECT_EQ(impl::most_flashes_a_second({}, 30), 0);
}

fs::path film(std::string const& name, std::string const& source) {
    auto const file = troupe::testing::scratch_folder("films") / name;
    if (fs::exists(file)) return file;
    fs::create_directories(file.parent_path());
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", file.string()});
    EXPECT_TRUE(made) << made.error().message;
    return file;
}

TEST(Examine, RefusesWhatFlashesOrShowsNothing) {
    auto const seen = [](fs::path const& file) { return examine_stretch(file, Seconds(0), Seconds(2), {}, {}); };
    EXPECT_TRUE(seen(film("good.mp4", "testsrc=size=128x128:rate=30:duration=3")));
    auto const strobe = seen(film("strobe.mp4", "color=white:size=128x128:rate=30:duration=3,format=gray,geq=lum='if(mod(floor(N/3),2),235,16)'"));
    ASSERT_FALSE(strobe);
    EXPECT_THAT(strobe.error().message, HasSubstr("flashes"));
    EXPECT_THAT(seen(film("grey.mp4", "color=gray:size=128x128:rate=30:duration=3")).error().message, HasSubstr("nothing to see"));
    EXPECT_THAT(examine_stretch(film("short.mp4", "testsrc=size=128x128:rate=30:duration=1"), Seconds(0), Seconds(3), {}, {}).error().message,
                HasSubstr("shorter than it says"));
}

class LibraryTest : public ::testing::Test {
protected:
    LibraryTest() {
        for (auto const* id : {"1", "2", "3", "4"}) add(id, good);
    }
    void add(std::string const& id, fs::path const& file) {
        service.clips[""].push_back(clip(id));
        service.files["https://f.example/" + id] = file;
    }
    FootageWish wish(std::string const& artist, std::string const& work = "song") {
        return {.artist = artist, .work = work, .scenes = {{Seconds(5), Seconds(2), 0.2}, {Seconds(8), Seconds(2), 0.9}},
                .words = SearchWords({.images = {"rain"}, .motifs = {}, .mood = "dark", .genres = {"techno"}}, tables), .seed = 7};
    }
    GatheredFootage gather(FootageWish asked) {
        auto const library = FootageLibrary({{&service}, ledger, folder, clock});
        auto gathered = library.gather(std::move(asked), tables, {}, {});
        EXPECT_TRUE(gathered) << gathered.error().message;
        return *gathered;
    }
    static std::vector<std::string> ids_of(GatheredFootage const& gathered) {
        std::vector<std::string> out;
        for (auto const& cut : gathered.cuts) out.push_back(cut.credit.clip);
        return out;
    }

    Tables tables = *built_in_tables();
    testing::MemoryFootage service{"pexels"};
    testing::MemoryFootageLedger ledger;
    FixedClock clock{testing::at_second(0)};
    fs::path good = film("good.mp4", "testsrc=size=128x128:rate=30:duration=10");
    fs::path folder = troupe::testing::scratch_folder("footage-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(LibraryTest, EverySceneGetsAClipOfItsOwn) {
    auto const gathered = gather(wish("ana"));
    ASSERT_EQ(gathered.cuts.size(), 2U);
    EXPECT_NE(gathered.cuts[0].credit.clip, gathered.cuts[1].credit.clip);
    EXPECT_EQ(gathered.cuts[0].at, Seconds(5));
    EXPECT_EQ(gathered.cuts[0].credit.sha256, *sha256_of_file(good));
    EXPECT_EQ(gathered.cuts[0].credit.author, "Ana");
    EXPECT_GE(gathered.cuts[0].length, Seconds(2));
    EXPECT_EQ(service.searches.front(), "rain") << "quiet scenes show the artist's own images";
}

TEST_F(LibraryTest, NoClipIsShownByTwoArtists) {
    auto const first = ids_of(gather(wish("ana")));
    auto const second = ids_of(gather(wish("ben")));
    ASSERT_EQ(second.size(), 2U);
    for (auto const& id : second) EXPECT_THAT(first, ::testing::Not(::testing::Contains(id)));
    EXPECT_THAT(gather(wish("cleo")).cuts, IsEmpty()) << "rather none than another's";
}

TEST_F(LibraryTest, TheSameWorkFindsItsClipsAgainWithoutFetchingThem) {
    auto const first = ids_of(gather(wish("ana")));
    auto const fetched = service.fetches.size();
    EXPECT_EQ(ids_of(gather(wish("ana"))), first);
    EXPECT_EQ(service.fetches.size(), fetched);
}

TEST_F(LibraryTest, AnotherWorkOfTheArtistHasOtherClipsWhereThereAreSome) {
    auto const first = ids_of(gather(wish("ana")));
    auto const second = ids_of(gather(wish("ana", "second song")));
    for (auto const& id : second) EXPECT_THAT(first, ::testing::Not(::testing::Contains(id)));
    EXPECT_EQ(gather(wish("ana", "third song")).cuts.size(), 2U) << "then older ones come again";
}

TEST_F(LibraryTest, BrokenFilesAreSkippedWithANoteAndBelongToNobody) {
    auto const broken = troupe::testing::scratch_folder("films") / "broken.mp4";
    ASSERT_TRUE(write_file(broken, std::string("\0\0\0\x18" "ftypmp42", 12) + std::string(5000, 'x')));
    for (auto& [url, file] : service.files)
        if (!url.ends_with("4")) file = broken;
    auto const gathered = gather(wish("ana"));
    EXPECT_THAT(ids_of(gathered), ElementsAre("4"));
    EXPECT_THAT(gathered.notes, ::testing::Contains(HasSubstr("cannot be read as a video")));
    EXPECT_FALSE(*ledger.find("pexels/1"));
    EXPECT_TRUE(*ledger.find("pexels/4"));
    EXPECT_FALSE(fs::exists(folder / "pexels-1-1080x1920.mp4"));
}

TEST_F(LibraryTest, AServiceInTroubleIsANoteAndAStopIsAnError) {
    service.trouble = Error{ErrorCode::unavailable, "pexels: the key is refused"};
    auto const gathered = gather(wish("ana"));
    EXPECT_THAT(gathered.cuts, IsEmpty());
    EXPECT_THAT(gathered.notes, ElementsAre("pexels: the key is refused"));
    EXPECT_LE(service.searches.size(), 4U) << "it is not asked for every word";
    std::stop_source stop;
    stop.request_stop();
    auto const library = FootageLibrary({{&service}, ledger, folder, clock});
    EXPECT_EQ(library.gather(wish("ana"), tables, {}, stop.get_token()).error().code, ErrorCode::cancelled);
    EXPECT_THAT(FootageLibrary({{}, ledger, folder, clock}).gather(wish("ana"), tables, {}, {})->cuts, IsEmpty());
}

TEST(Credits, NameTheAuthorTheServiceAndWhereItIs) {
    std::vector<FootageTerms> const terms{{"pexels", "Pexels", "https://www.pexels.com", "Pexels License", 40, true, true}};
    FootageCredit const ana{"pexels", "1", "https://www.pexels.com/video/1/", "Ana", "", "Pexels License", "00"};
    EXPECT_EQ(credit_lines({ana, ana}, terms),
              "Video by Ana on Pexels: https://www.pexels.com/video/1/ (Pexels License)\nVideos provided by Pexels: https://www.pexels.com\n");
    EXPECT_EQ(credit_lines({{.provider = "own"}}, terms), "");
}

TEST(Scenes, AllButTheLastMayShowAClip) {
    auto brief = motion::testing::brief("aura", "none.wav", motion::testing::song_timeline(120, 80));
    brief.length = Seconds(20);
    auto const all = *scenes_for_footage(brief);
    ASSERT_GE(all.size(), 2U);
    for (auto const& scene : all) {
        EXPECT_GT(scene.length, Seconds(0.5));
        EXPECT_GE(scene.at, brief.timeline.hook_start - Seconds(1));
    }
    EXPECT_EQ(scenes_for_footage(brief, 2)->size(), 2U);
}

}  // namespace
}  // namespace troupe::visual
