#include "visual/motion/teaser.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "media/audio.hpp"
#include "visual/motion/production.hpp"
#include "visual/motion/testing/song.hpp"

namespace troupe::visual::motion {
namespace {

namespace fs = std::filesystem;

class TeaserTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "troupe-teaser-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        song = folder / "song.wav";
        testing::write_song(song, timeline);
    }
    void TearDown() override { fs::remove_all(folder); }

    [[nodiscard]] TeaserBrief brief(std::string const& family = "aura") const { return testing::brief(family, song, timeline); }
    static RenderedTeasers::Settings small(int threads = 2) { return {.threads = threads, .short_side_px = 96}; }

    static json::Object probe(fs::path const& file) {
        auto const text = run_process({"ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", file.string()});
        EXPECT_TRUE(text) << text.error().message;
        return json::parse_value(*text)->as_object();
    }

    /// Calls `look(frame number, luma of the frame)` for frames of a production.
    template <class Look>
    static void watch(Production const& production, Look const& look) {
        auto const pixels = static_cast<std::size_t>(production.layout.width_px * production.layout.height_px);
        ASSERT_TRUE(render_frames(production.job(2), {}, [&](int frame, std::span<std::uint8_t const> bytes) -> Result<void> {
            look(frame, bytes.first(pixels));
            return {};
        }));
    }

    media::Timeline timeline = testing::song_timeline(120, 40);
    fs::path folder;
    fs::path song;
};

double mean_square_difference(std::span<std::uint8_t const> a, std::span<std::uint8_t const> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum / static_cast<double>(a.size());
}

TEST_F(TeaserTest, IsWhatThePlatformsTake) {
    struct Shape {
        Aspect aspect;
        int width, height;
    };
    for (auto const& shape : {Shape{Aspect::portrait_9x16, 96, 170}, Shape{Aspect::square_1x1, 96, 96}, Shape{Aspect::landscape_16x9, 170, 96}}) {
        auto wanted = brief();
        wanted.aspect = shape.aspect;
        auto const file = folder / "teaser.mp4";
        auto const info = RenderedTeasers(small()).teaser(wanted, file, {}, {});
        ASSERT_TRUE(info) << info.error().message;
        EXPECT_EQ(info->family, "aura");
        auto const found = probe(file);
        auto const& video = found.at("streams").as_array().at(0).as_object();
        EXPECT_EQ(video.at("codec_name").as_string(), "h264");
        EXPECT_EQ(video.at("pix_fmt").as_string(), "yuv420p");
        EXPECT_EQ(video.at("width").as_int64(), shape.width);
        EXPECT_EQ(video.at("height").as_int64(), shape.height);
        EXPECT_EQ(video.at("avg_frame_rate").as_string(), "30/1");
        EXPECT_EQ(video.at("nb_read_frames").as_string(), "180");
        auto const& sound = found.at("streams").as_array().at(1).as_object();
        EXPECT_EQ(sound.at("codec_name").as_string(), "aac");
        EXPECT_EQ(sound.at("sample_rate").as_string(), "48000");
        EXPECT_EQ(sound.at("channels").as_int64(), 2);
        EXPECT_NEAR(std::stod(sound.at("duration").as_string().c_str()), 6, 1 / 30.0);
        EXPECT_EQ(found.at("format").as_object().at("tags").as_object().at("comment").as_string(), "Video made with AI.");
    }
}

TEST_F(TeaserTest, PublishedSizesAreThoseOfThePlatforms) {
    auto const portrait = layout_of(Aspect::portrait_9x16, 1080, false);
    EXPECT_EQ(portrait.width_px, 1080);
    EXPECT_EQ(portrait.height_px, 1920);
    EXPECT_LE(portrait.text_end, 0.8F * 1920);
    EXPECT_EQ(layout_of(Aspect::landscape_16x9, 1080, false).width_px, 1920);
    EXPECT_EQ(layout_of(Aspect::square_1x1, 1080, false).height_px, 1080);
}

TEST_F(TeaserTest, SameSeedSameBytesOnAnyNumberOfThreads) {
    auto const tables = built_in_tables();
    ASSERT_TRUE(tables);
    auto wanted = brief();
    wanted.look.video = with_effects(*tables->style("vhs_retro"), *tables);
    ASSERT_TRUE(RenderedTeasers(small(2)).teaser(wanted, folder / "a.mp4", {}, {}));
    for (auto const threads : {1, 4}) {
        ASSERT_TRUE(RenderedTeasers(small(threads)).teaser(wanted, folder / "b.mp4", {}, {}));
        EXPECT_EQ(*read_file(folder / "a.mp4"), *read_file(folder / "b.mp4")) << threads << " threads";
    }
    auto other = wanted;
    other.seed = 4;
    ASSERT_TRUE(RenderedTeasers(small()).teaser(other, folder / "c.mp4", {}, {}));
    EXPECT_NE(*read_file(folder / "a.mp4"), *read_file(folder / "c.mp4"));
}

/// A stage is used for many frames: nothing of one may shine through in the next.
TEST_F(TeaserTest, AFrameIsTheSameWhateverWasDrawnBeforeIt) {
    auto const tables = *built_in_tables();
    auto const check = [&](std::string const& family, VideoStyle const& style) {
        auto wanted = brief(family);
        wanted.look.video = with_effects(style, tables);
        auto const production = plan_teaser(wanted, small(), {});
        ASSERT_TRUE(production) << production.error().message;
        Stage used((*production)->layout.width_px, (*production)->layout.height_px, *(*production)->film);
        for (int frame = (*production)->dance.frames - 1; frame >= 0; frame -= 7) {
            Stage fresh((*production)->layout.width_px, (*production)->layout.height_px, *(*production)->film);
            (*production)->draw(frame, used);
            (*production)->draw(frame, fresh);
            ASSERT_TRUE(used.frame.bytes == fresh.frame.bytes) << family << ", " << style.id << ", frame " << frame;
        }
    };
    for (auto const& family : family_names())
        for (auto const& style : tables.styles) check(family, style);
}

TEST_F(TeaserTest, EveryStyleChangesThePictureInItsOwnWay) {
    auto const tables = built_in_tables();
    ASSERT_TRUE(tables);
    std::vector<std::vector<std::uint8_t>> pictures;
    for (auto const& style : tables->styles) {
        auto wanted = brief();
        wanted.look.video = with_effects(style, *tables);
        auto const production = plan_teaser(wanted, small(), {});
        ASSERT_TRUE(production) << style.id << ": " << production.error().message;
        Stage stage((*production)->layout.width_px, (*production)->layout.height_px, *(*production)->film);
        (*production)->draw(70, stage);
        pictures.push_back(stage.frame.bytes);
    }
    for (std::size_t a = 0; a < pictures.size(); ++a)
        for (std::size_t b = a + 1; b < pictures.size(); ++b)
            EXPECT_GT(mean_square_difference(pictures[a], pictures[b]), 40) << tables->styles[a].id << " and " << tables->styles[b].id;
}

TEST_F(TeaserTest, ALyricVideoLightsEveryWordOfTheSong) {
    auto wanted = brief();
    wanted.kind = VideoKind::lyric_video;
    wanted.aspect = Aspect::landscape_16x9;
    auto const production = plan_teaser(wanted, small(), {});
    ASSERT_TRUE(production) << production.error().message;
    EXPECT_EQ((*production)->dance.frames, static_cast<int>(std::lround(timeline.length.count() * 30)));
    std::size_t words = 0;
    for (auto const& caption : (*production)->captions.all()) words += caption.words.size();
    EXPECT_EQ(words, 4U);
    auto const file = folder / "lyric.mp4";
    ASSERT_TRUE(RenderedTeasers(small()).teaser(wanted, file, {}, {}));
    EXPECT_NEAR(std::stod(probe(file).at("format").as_object().at("duration").as_string().c_str()), timeline.length.count(), 0.1);
}

TEST_F(TeaserTest, StemsDriveTheirPartOfTheSpectrum) {
    auto const frames = 90;
    auto silent = folder / "silence.wav";
    media::Audio nothing;
    nothing.channels.assign(1, std::vector<float>(48'000 * 4));
    ASSERT_TRUE(media::write_audio(silent, nothing, 16));
    auto const mix = listen(song, {}, Seconds(0), frames, 30, {});
    auto const stems = listen(song, {.bass = silent}, Seconds(0), frames, 30, {});
    ASSERT_TRUE(mix && stems);
    EXPECT_GT((*mix)[31].spectrum[2], 0.5F);
    EXPECT_LT((*stems)[31].spectrum[2], 0.1F);
    EXPECT_EQ((*mix)[31].spectrum[47], (*stems)[31].spectrum[47]);
    auto const missing = listen(song, {.lead = folder / "none.flac"}, Seconds(0), frames, 30, {});
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("stems.lead"), std::string::npos);
}

/// Of all steps from frame to frame in which the picture changes much, those of the hits change it most, in every world.
TEST_F(TeaserTest, ThePictureMovesOnTheSongsOwnHits) {
    for (auto const& family : family_names()) {
        auto const production = plan_teaser(brief(family), small(), {});
        ASSERT_TRUE(production) << family << ": " << production.error().message;
        auto const& dance = (*production)->dance;
        std::vector<double> change(static_cast<std::size_t>(dance.frames), 0);
        std::vector<std::uint8_t> before;
        watch(**production, [&](int frame, std::span<std::uint8_t const> luma) {
            if (!before.empty()) change[static_cast<std::size_t>(frame)] = mean_square_difference(luma, before);
            before.assign(luma.begin(), luma.end());
        });
        int hits = 0;
        int met = 0;
        for (auto const hit : dance.hits) {
            if (hit < 8 || hit + 8 >= dance.frames) continue;
            ++hits;
            auto const around = change.begin() + hit;
            auto const peak = std::max_element(around - 6, around + 7) - around;
            met += std::abs(peak) <= 1;
        }
        EXPECT_GT(hits, 8);
        EXPECT_GE(met, hits * 95 / 100) << family;
    }
}

TEST_F(TeaserTest, ACanvasIsSilentAndClosesItsLoop) {
    for (auto const& family : family_names()) {
        auto const production = plan_canvas({testing::look(family), 3, Seconds(4)}, small());
        ASSERT_TRUE(production) << family << ": " << production.error().message;
        std::vector<std::uint8_t> first;
        std::vector<std::uint8_t> before;
        double greatest = 0;
        watch(**production, [&](int, std::span<std::uint8_t const> luma) {
            if (before.empty()) first.assign(luma.begin(), luma.end());
            else greatest = std::max(greatest, mean_square_difference(luma, before));
            before.assign(luma.begin(), luma.end());
        });
        EXPECT_GT(greatest, 0) << family << ": nothing moves";
        EXPECT_LE(mean_square_difference(before, first), greatest * 1.15) << family;
    }
    auto const file = folder / "canvas.mp4";
    ASSERT_TRUE(RenderedTeasers(small()).canvas({testing::look("aura"), 3, Seconds(3)}, file, {}, {}));
    auto const found = probe(file);
    EXPECT_EQ(found.at("streams").as_array().size(), 1U);
    EXPECT_NEAR(std::stod(found.at("format").as_object().at("duration").as_string().c_str()), 3, 1 / 30.0);
}

/// The letters against the brightest tenth of what is behind them, on a picture as bright as their ink.
TEST_F(TeaserTest, WordsStayReadableOnABrightPicture) {
    auto const production = plan_teaser(brief("landscape"), small(), {});
    ASSERT_TRUE(production);
    auto const& captions = (*production)->captions;
    auto const layout = (*production)->layout;
    Stage stage(layout.width_px, layout.height_px, *(*production)->film);
    for (auto const frame : {90, 150, 170}) {
        stage.lay(Yuv{200, 128, 128});
        captions.draw(frame, stage);
        for (auto const& caption : captions.all()) {
            auto const shown = std::any_of(caption.shown.begin(), caption.shown.end(), [&](auto const& times) { return frame >= times.first + 12 && frame < times.second - 8; });
            if (!shown) continue;
            std::vector<float> contrasts;
            for (int y = 0; y < caption.mask.height_px; ++y)
                for (int x = 0; x < caption.mask.width_px; ++x)
                    if (caption.mask.at(x, y) == 0)
                        contrasts.push_back(contrast(luma_luminance(captions.ink().y), luma_luminance(stage.frame.luma(caption.top + y)[caption.left + x])));
            ASSERT_FALSE(contrasts.empty());
            std::nth_element(contrasts.begin(), contrasts.begin() + static_cast<std::ptrdiff_t>(contrasts.size() / 10), contrasts.end());
            EXPECT_GE(contrasts[contrasts.size() / 10], least_contrast) << "frame " << frame;
        }
    }
}

TEST_F(TeaserTest, TextKeepsOutOfThePlatformsOwnFifth) {
    auto wanted = brief();
    wanted.title = "A Title That Is Far Too Long To Stand On One Line Of Any Telephone";
    auto const production = plan_teaser(wanted, small(), {});
    ASSERT_TRUE(production);
    for (auto const& caption : (*production)->captions.all()) {
        EXPECT_GE(caption.left, 0);
        EXPECT_LE(caption.left + caption.mask.width_px, (*production)->layout.width_px);
        EXPECT_LE(caption.top + caption.mask.height_px, (*production)->layout.height_px * 0.81);
    }
}

TEST_F(TeaserTest, BadBriefsNameTheField) {
    auto const message = [&](auto const& change) {
        auto wanted = brief();
        change(wanted);
        auto const made = RenderedTeasers(small()).teaser(wanted, folder / "a.mp4", {}, {});
        return made ? std::string("it was made") : made.error().message;
    };
    EXPECT_NE(message([](auto& b) { b.length = Seconds(5); }).find("length"), std::string::npos);
    EXPECT_NE(message([](auto& b) { b.title = " "; }).find("title"), std::string::npos);
    EXPECT_NE(message([](auto& b) { b.look.artist = ""; }).find("look.artist"), std::string::npos);
    EXPECT_NE(message([](auto& b) { b.look.palette = {"red"}; }).find("palette"), std::string::npos);
    EXPECT_NE(message([](auto& b) { b.song = "none.wav"; }).find("none.wav"), std::string::npos);
    EXPECT_NE(message([](auto& b) { b.length = Seconds(60); }).find("timeline.length"), std::string::npos);
    auto const canvas = RenderedTeasers(small()).canvas({testing::look("aura"), 1, Seconds(9)}, folder / "a.mp4", {}, {});
    EXPECT_NE(canvas.error().message.find("length"), std::string::npos);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1) << "only the song is there";
}

TEST_F(TeaserTest, ASongThatIsNoSoundIsAnError) {
    auto wanted = brief();
    wanted.song = folder / "text.wav";
    ASSERT_TRUE(write_file(wanted.song, "this is no sound"));
    auto const made = RenderedTeasers(small()).teaser(wanted, folder / "a.mp4", {}, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_input);
    EXPECT_NE(made.error().message.find("text.wav"), std::string::npos);
}

TEST_F(TeaserTest, WithoutFfmpegItSaysWhatToDo) {
    std::string const path = std::getenv("PATH");
    ::setenv("PATH", folder.c_str(), 1);
    auto const made = RenderedTeasers(small()).teaser(brief(), folder / "a.mp4", {}, {});
    auto const canvas = RenderedTeasers(small()).canvas({testing::look("aura"), 1, Seconds(3)}, folder / "b.mp4", {}, {});
    ::setenv("PATH", path.c_str(), 1);
    for (auto const* result : {&made, &canvas}) {
        ASSERT_FALSE(*result);
        EXPECT_EQ(result->error().code, ErrorCode::unavailable);
        EXPECT_NE(result->error().message.find("install"), std::string::npos);
    }
}

TEST_F(TeaserTest, StopsWithinASecondAndLeavesNothing) {
    std::stop_source stop;
    auto wanted = brief();
    wanted.length = Seconds(12);
    auto settings = small();
    settings.short_side_px = 720;
    std::chrono::steady_clock::time_point asked;
    auto const made = RenderedTeasers(settings).teaser(
        wanted, folder / "a.mp4",
        [&](double share) {
            if (share < 0.05 || stop.stop_requested()) return;
            asked = std::chrono::steady_clock::now();
            stop.request_stop();
        },
        stop.get_token());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

TEST_F(TeaserTest, ProvenanceSaysThatAiMadeTheVideo) {
    auto const provenance = RenderedTeasers().provenance(brief());
    EXPECT_EQ(provenance.ai.video, media::AiShare::all);
    EXPECT_EQ(provenance.seed, 3U);
    EXPECT_NE(provenance.prompt.find("Afterglow"), std::string::npos);
}

}  // namespace
}  // namespace troupe::visual::motion
