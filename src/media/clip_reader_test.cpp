#include "media/clip_reader.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe::media {
namespace {

namespace fs = std::filesystem;

class ClipTest : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(make_folder(folder)); }

    /// A file that ffmpeg makes of a source of its own.
    fs::path make(std::string const& name, std::string const& source, std::vector<std::string> const& more = {"-c:v", "libx264", "-preset", "ultrafast"}) {
        auto const file = folder / name;
        std::vector<std::string> command{"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source};
        command.insert(command.end(), more.begin(), more.end());
        command.push_back(file.string());
        auto const done = run_process(command);
        EXPECT_TRUE(done) << done.error().message;
        return file;
    }
    [[nodiscard]] static Result<ClipFacts> probe(fs::path const& file, ClipLimits const& limits = {}) { return probe_clip(file, limits, {}); }

    /// How many frames come; -1 and the message where that fails.
    static int count(fs::path const& file, ClipStretch const& stretch, std::string* complaint = nullptr) {
        auto reader = ClipReader::open(file, stretch, {});
        EXPECT_TRUE(reader) << reader.error().message;
        std::vector<std::uint8_t> frame(reader->frame_bytes());
        for (int frames = 0;; ++frames) {
            auto const more = reader->next(frame, {});
            if (!more && complaint != nullptr) *complaint = more.error().message;
            if (!more) return -1;
            if (!*more) return frames;
        }
    }
    void overwrite(fs::path const& file, std::uint64_t at, std::string const& bytes) {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(at));
        out << bytes;
    }

    fs::path folder = troupe::testing::scratch_folder("clips");
    std::string const moving = "testsrc=size=320x180:rate=25:duration=2";
};

TEST_F(ClipTest, TellsWhatAFileReallyIs) {
    auto const facts = probe(make("a.mp4", moving));
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->width_px, 320);
    EXPECT_EQ(facts->height_px, 180);
    EXPECT_NEAR(facts->length.count(), 2, 0.01);
    EXPECT_NEAR(facts->frames_per_second, 25, 0.01);
    EXPECT_EQ(facts->codec, "h264");
}

TEST_F(ClipTest, GivesTheStretchInTheShapeAndRateAskedFor) {
    auto const file = make("a.mp4", moving);
    EXPECT_EQ(count(file, {.start = Seconds(0.5), .length = Seconds(1), .width_px = 90, .height_px = 160}), 30);
    EXPECT_EQ(count(file, {.start = Seconds(0), .length = Seconds(1), .width_px = 48, .height_px = 48, .frames_per_second = 10, .grey = true}), 10);
    // What is not there does not come.
    EXPECT_EQ(count(file, {.start = Seconds(1.5), .length = Seconds(9), .width_px = 96, .height_px = 96}), 15);
}

TEST_F(ClipTest, CropsTheMiddleAndStretchesNothing) {
    // Left third black, the middle white, right third black.
    auto const file = make("bars.mp4", "color=black:size=300x100:rate=10:duration=1,drawbox=x=100:y=0:w=100:h=100:color=white:t=fill");
    auto reader = ClipReader::open(file, {.length = Seconds(1), .width_px = 64, .height_px = 64, .grey = true}, {});
    std::vector<std::uint8_t> frame(reader->frame_bytes());
    ASSERT_TRUE(*reader->next(frame, {}));
    EXPECT_GT(frame[32 * 64 + 4], 200);
    EXPECT_GT(frame[32 * 64 + 59], 200);
}

TEST_F(ClipTest, APictureThatIsCalledAVideoIsNone) {
    auto const png = make("still.png", "testsrc=size=64x64:duration=1", {"-frames:v", "1"});
    fs::rename(png, folder / "still.mp4");
    auto const facts = probe(folder / "still.mp4");
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().code, ErrorCode::invalid_input);
    EXPECT_NE(facts.error().message.find("still.mp4: is no MP4"), std::string::npos) << facts.error().message;
}

TEST_F(ClipTest, AListOfOtherFilesIsNotFollowed) {
    auto const secret = make("secret.mp4", moving);
    ASSERT_TRUE(write_file(folder / "list.mp4", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile://" + secret.string() + "\n#EXT-X-ENDLIST\n"));
    EXPECT_FALSE(probe(folder / "list.mp4"));
    // The same behind a beginning that looks right.
    ASSERT_TRUE(write_file(folder / "list2.mp4", std::string("\0\0\0\x14" "ftypisom\0\0\0\0isom", 20) + "#EXTM3U\nfile://" + secret.string()));
    EXPECT_FALSE(probe(folder / "list2.mp4"));
}

TEST_F(ClipTest, SoundAloneIsNoClip) {
    auto const facts = probe(make("sound.mp4", "sine=duration=1", {"-c:a", "aac"}));
    ASSERT_FALSE(facts);
    EXPECT_NE(facts.error().message.find("holds no video"), std::string::npos) << facts.error().message;
}

TEST_F(ClipTest, CutOffAndGarbledFilesAreRefused) {
    auto const file = make("cut.mp4", moving);
    fs::resize_file(file, fs::file_size(file) / 2);  // the index is at the end
    EXPECT_EQ(probe(file).error().code, ErrorCode::invalid_input);

    auto const garbled = make("garbled.mp4", moving, {"-c:v", "libx264", "-preset", "ultrafast", "-movflags", "+faststart"});
    auto const bytes = fs::file_size(garbled);
    overwrite(garbled, bytes / 2, std::string(bytes / 4, '\x5a'));
    std::string complaint;
    EXPECT_EQ(count(garbled, {.length = Seconds(2), .width_px = 64, .height_px = 64, .grey = true}, &complaint), -1);
    EXPECT_NE(complaint.find("garbled.mp4"), std::string::npos) << complaint;
}

TEST_F(ClipTest, PicturesOfMonstrousSizeAreRefused) {
    auto const large = make("large.mp4", "color=gray:size=5120x2880:rate=1:duration=1");
    EXPECT_FALSE(probe(large));
    EXPECT_EQ(count(large, {.length = Seconds(1), .width_px = 64, .height_px = 64, .grey = true}), -1);

    // One that says it is 60000x60000 pixels.
    auto const liar = make("liar.mp4", moving, {"-c:v", "libx264", "-preset", "ultrafast", "-movflags", "+faststart"});
    auto const text = *read_file(liar);
    auto const entry = text.find("avc1", text.find("stsd"));
    ASSERT_NE(entry, std::string::npos);
    overwrite(liar, entry + 4 + 24, std::string("\xea\x60\xea\x60", 4));
    auto const facts = probe(liar);
    EXPECT_TRUE(!facts || facts->width_px * facts->height_px <= 4096 * 2304) << "its word is not taken";
}

TEST_F(ClipTest, LimitsOnBytesAndLengthAreKept) {
    auto const file = make("a.mp4", moving);
    EXPECT_FALSE(probe(file, {.most_bytes = 100}));
    auto const facts = probe(file, {.longest = Seconds(1)});
    ASSERT_FALSE(facts);
    EXPECT_NE(facts.error().message.find("2 s long"), std::string::npos) << facts.error().message;
    EXPECT_EQ(probe(folder / "none.mp4").error().code, ErrorCode::not_found);
}

TEST_F(ClipTest, StopsWhenAsked) {
    auto const file = make("a.mp4", moving);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(probe_clip(file, {}, stop.get_token()).error().code, ErrorCode::cancelled);
    auto reader = ClipReader::open(file, {.length = Seconds(1), .width_px = 64, .height_px = 64}, {});
    std::vector<std::uint8_t> frame(reader->frame_bytes());
    EXPECT_EQ(reader->next(frame, stop.get_token()).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::media
