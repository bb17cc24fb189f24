#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.hpp"
#include "base/process.hpp"
#include "base/testing/scratch_folder.hpp"
#include "media/provenance.hpp"
#include "visual/motion/footage_reel.hpp"
#include "visual/motion/production.hpp"
#include "visual/motion/testing/song.hpp"

namespace troupe::visual::motion {
namespace {

namespace fs = std::filesystem;

class FootageTeaser : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(make_folder(folder));
        testing::write_song(song, timeline);
    }
    fs::path film(std::string const& name, std::string const& source) {
        auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast",
                                       (folder / name).string()});
        EXPECT_TRUE(made) << made.error().message;
        return folder / name;
    }
    static FootageCut cut(fs::path const& file) {
        return {.file = file, .start = Seconds(0.2), .length = Seconds(5), .at = Seconds(-1),
                .credit = {"pexels", file.stem().string(), "https://p", "Ana", "", "free", std::string(64, 'a')}};
    }
    [[nodiscard]] TeaserBrief brief(std::string const& family = "aura") const { return testing::brief(family, song, timeline); }
    [[nodiscard]] std::string render(TeaserBrief const& wanted, int threads, std::string const& name) {
        auto const info = RenderedTeasers({.threads = threads, .short_side_px = 96}).teaser(wanted, folder / name, {}, {});
        EXPECT_TRUE(info) << info.error().message;
        if (info) last = *info;
        return *read_file(folder / name);
    }

    fs::path folder = troupe::testing::scratch_folder("teaser-footage");
    fs::path song = folder / "song.wav";
    media::Timeline timeline = testing::song_timeline(120, 40);
    VideoInfo last;
};

TEST_F(FootageTeaser, ShowsTheClipsAndSaysSo) {
    auto wanted = brief();
    auto const without = render(wanted, 2, "without.mp4");
    EXPECT_TRUE(last.footage.empty());
    wanted.footage = {cut(film("a.mp4", "testsrc=size=320x180:rate=25:duration=8"))};
    EXPECT_NE(render(wanted, 2, "with.mp4"), without);
    ASSERT_EQ(last.footage.size(), 1U);
    EXPECT_EQ(last.footage[0].credit.clip, "a");
    EXPECT_EQ(last.footage[0].from, Seconds(0));
    EXPECT_GT(last.footage[0].to, Seconds(1));
    auto const provenance = RenderedTeasers().provenance(wanted);
    EXPECT_EQ(media::disclosure(provenance.ai), "Video made partly with AI.");
    EXPECT_EQ(provenance.inputs, std::vector<std::string>{std::string(64, 'a')});
    EXPECT_EQ(provenance.prompt.find(folder.string()), std::string::npos) << "places on this machine stay here";
    auto const tags = run_process({"ffprobe", "-v", "error", "-show_entries", "format_tags=comment", "-of", "csv=p=0", (folder / "with.mp4").string()});
    EXPECT_NE(tags->find("partly"), std::string::npos);
}

TEST_F(FootageTeaser, SameBytesOnAnyNumberOfThreads) {
    auto wanted = brief("rings");
    wanted.footage = {cut(film("a.mp4", "testsrc=size=320x180:rate=25:duration=8")), cut(film("b.mp4", "mandelbrot=size=180x320:rate=30,trim=duration=8"))};
    auto const one = render(wanted, 1, "one.mp4");
    EXPECT_EQ(one, render(wanted, 2, "two.mp4"));
    EXPECT_EQ(one, render(wanted, 4, "four.mp4"));
}

TEST_F(FootageTeaser, WhatCannotBeShownIsLeftOutWithANote) {
    auto wanted = brief();
    auto const without = render(wanted, 2, "without.mp4");
    ASSERT_TRUE(write_file(folder / "liar.mp4", "\x89PNG\r\n\x1a\n and no more"));
    wanted.footage = {cut(folder / "liar.mp4"), cut(folder / "none.mp4")};
    EXPECT_EQ(render(wanted, 2, "with.mp4"), without);
    EXPECT_TRUE(last.footage.empty());
    ASSERT_EQ(last.notes.size(), 2U);
    EXPECT_NE(last.notes[0].find("liar.mp4: is no MP4"), std::string::npos) << last.notes[0];
    // A good one takes the place.
    wanted.footage.push_back(cut(film("a.mp4", "testsrc=size=320x180:rate=25:duration=8")));
    EXPECT_NE(render(wanted, 2, "with.mp4"), without);
    EXPECT_EQ(last.footage.size(), 1U);
}

/// Bright and dark clips become the artist's own tones: no pixel is brighter than the words' guard expects.
TEST_F(FootageTeaser, TakesOnTheArtistsColours) {
    auto wanted = brief();
    wanted.footage = {cut(film("green.mp4", "color=0x00ff00:size=160x160:rate=30:duration=8,drawbox=w=80:h=160:color=white:t=fill"))};
    auto const production = plan_teaser(wanted, {.threads = 2, .short_side_px = 96}, {});
    ASSERT_TRUE(production) << production.error().message;
    ASSERT_EQ((*production)->footage.size(), 1U);
    Stage stage((*production)->layout.width_px, (*production)->layout.height_px, *(*production)->film);
    (*production)->draw(20, stage);
    // BT.709 green lies at u 42, v 26; the artist's ramp is violet.
    auto const u = stage.frame.u(40)[40], v = stage.frame.v(40)[40];
    EXPECT_GT(u, 90);
    EXPECT_GT(v, 90);
}

TEST_F(FootageTeaser, AReelGivesTheSameFrameHoweverItIsAskedFor) {
    auto const clip = cut(film("a.mp4", "testsrc=size=64x64:rate=30:duration=8"));
    Reel forward(clip, 64, 64, {}), jumping(clip, 64, 64, {});
    std::vector<std::shared_ptr<Frame const>> frames;
    for (int i = 0; i < 30; ++i) frames.push_back(forward.frame(i));
    for (auto const number : {12, 11, 29, 0, 28, 5}) EXPECT_EQ(jumping.frame(number)->bytes, frames[static_cast<std::size_t>(number)]->bytes) << number;
    EXPECT_EQ(forward.frame(9999)->bytes, forward.frame(9998)->bytes) << "behind the end the last one stands";
    Reel none(cut(folder / "none.mp4"), 64, 64, {});
    EXPECT_EQ(none.frame(0), nullptr);
}

}  // namespace
}  // namespace troupe::visual::motion
