#include "flow/release_tags.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/testing/example_release.hpp"
#include "media/audio.hpp"
#include "media/tags.hpp"

namespace troupe::flow {
namespace {

namespace fs = std::filesystem;

catalog::ContentFile file_named(std::string const& name, std::string const& role) {
    catalog::ContentFile file;
    file.name = name;
    file.role = role;
    return file;
}

media::Audio tone() {
    media::Audio sound{Hertz{48'000}, {std::vector<float>(9'600), std::vector<float>(9'600)}};
    for (std::size_t i = 0; i < sound.frames(); ++i) sound.channels[0][i] = sound.channels[1][i] = 0.3F * std::sin(static_cast<float>(i) * 0.03F);
    return sound;
}

TEST(ReleaseTags, SayWhatTheDescriptionSaysOfEachTrack) {
    auto const folder = troupe::testing::scratch_folder("release-tags");
    auto release = distribution::testing::live_release();
    auto second = release.tracks[0];
    release.tracks[0].file = "01-salt/master.flac";
    second.file = "02-slack/master.flac";
    second.title = "Slack Water";
    second.version = "Night Edit";
    second.isrc.value = "GBAYE6900532";
    release.tracks.push_back(second);
    release.assets = {{"02-slack/master.flac", "master", "", 0, {}, "Composition made with AI."}};
    std::vector<catalog::ContentFile> const files{file_named("01-salt/master.flac", "master"), file_named("02-slack/master.flac", "master"),
                                                  file_named("02-slack/preview.mp3", "preview"), file_named("02-slack/stems/drums.flac", "stem"),
                                                  file_named("lost.flac", "stem"), file_named("cover.jpg", "cover")};
    for (auto const& file : files)
        EXPECT_TRUE(file.role == "cover" || media::write_audio(folder / file.name, tone())) << file.name;

    auto const changed = tag_sounds(files, release, folder);
    ASSERT_TRUE(changed) << changed.error().message;
    EXPECT_EQ(changed->size(), 4U);
    EXPECT_FALSE(changed->contains("lost.flac")) << "nobody can tell whose it is";
    auto const master = media::read_tags(folder / "02-slack/master.flac").value();
    EXPECT_EQ(master.title, "Slack Water (Night Edit)");
    EXPECT_EQ(master.isrc, "GBAYE6900532");
    EXPECT_EQ(master.disclosure, "Composition made with AI.");
    EXPECT_EQ(master.track_number, 2);
    EXPECT_EQ(media::read_tags(folder / "02-slack/preview.mp3")->isrc, "GBAYE6900532");
    auto const stem = media::read_tags(folder / "02-slack/stems/drums.flac").value();
    EXPECT_EQ(stem.title, "Slack Water (Night Edit) (drums stem)");
    EXPECT_EQ(stem.isrc, "");
    EXPECT_EQ(release.tracks[1].sha256, sha256_of_file(folder / "02-slack/master.flac").value());
    EXPECT_EQ(release.assets[0].sha256, release.tracks[1].sha256);
    EXPECT_EQ(release.assets[0].size_bytes, fs::file_size(folder / "02-slack/master.flac"));
    EXPECT_TRUE(tag_sounds(files, release, folder)->empty()) << "a second time nothing is different";
}

}  // namespace
}  // namespace troupe::flow
