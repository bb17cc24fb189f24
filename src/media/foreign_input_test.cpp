#include "media/foreign_input.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "media/audio.hpp"

/// What a stranger may hide behind the name of a song.
namespace troupe::media {
namespace {

namespace fs = std::filesystem;

class ForeignInput : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(make_folder(folder)); }

    fs::path song(std::string const& name) const {
        Audio tone;
        tone.channels.assign(2, std::vector<float>(48'000, 0.1F));
        EXPECT_TRUE(write_audio(folder / name, tone));
        return folder / name;
    }
    fs::path text(std::string const& name, std::string const& words) const {
        EXPECT_TRUE(write_file(folder / name, words));
        return folder / name;
    }
    /// The seconds of sound that ffmpeg finds in it.
    static Result<std::string> decode(fs::path const& file) {
        std::vector<std::string> command{"ffmpeg", "-v", "error", "-nostdin"};
        for (auto& argument : foreign_input(file)) command.push_back(std::move(argument));
        for (auto const* argument : {"-f", "s16le", "-ac", "1", "-ar", "8000", "pipe:1"}) command.emplace_back(argument);
        return run_process(command, foreign_limits(file), {});
    }

    fs::path folder = troupe::testing::scratch_folder("foreign");
};

TEST_F(ForeignInput, SongsAreRead) {
    for (auto const* name : {"a.wav", "a.flac", "a.mp3", "a.opus"}) {
        auto const sound = decode(song(name));
        ASSERT_TRUE(sound) << name << ": " << sound.error().message;
        EXPECT_NEAR(static_cast<double>(sound->size()), 16'000, 2'000) << name;
    }
}

TEST_F(ForeignInput, ListsOfOtherFilesAreNotFollowed) {
    auto const secret = song("secret.wav");
    auto const is_refused = [&](fs::path const& file) {
        auto const sound = decode(file);
        return !sound && sound.error().code == ErrorCode::internal;
    };
    EXPECT_TRUE(is_refused(text("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + secret.string() + "\n#EXT-X-ENDLIST\n")));
    EXPECT_TRUE(is_refused(text("list.wav", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n")));
    EXPECT_TRUE(is_refused(text("list.ffconcat", "ffconcat version 1.0\nfile /etc/passwd\n")));
    EXPECT_TRUE(is_refused(text("list.mp3", "ffconcat version 1.0\nfile secret.wav\n")));
    EXPECT_TRUE(is_refused(text("song.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n")));
    EXPECT_TRUE(is_refused(text("dash.mpd", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period/></MPD>")));
}

TEST_F(ForeignInput, NamesThatLookLikeAddressesAreFiles) {
    auto const inner = folder / "concat:a.wav|b.wav";
    fs::rename(song("plain.wav"), inner);
    EXPECT_TRUE(decode(inner));
}

TEST_F(ForeignInput, AnotherFileIsOutOfReachWhateverTheCommand) {
    auto const given = song("given.wav"), other = song("other.wav");
    auto const read = [&](fs::path const& file) {
        return run_process({"ffmpeg", "-v", "error", "-nostdin", "-i", "file:" + file.string(), "-f", "null", "-"}, foreign_limits(given), {});
    };
    EXPECT_TRUE(read(given));
    auto const refused = read(other);
    if (refused) GTEST_SKIP() << "this kernel has no Landlock";
    EXPECT_NE(refused.error().message.find("denied"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace troupe::media
