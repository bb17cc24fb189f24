#include "distribution/package.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "distribution/semantic.hpp"
#include "distribution/testing/example_preflight.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"

namespace troupe::distribution {
namespace {

namespace fs = std::filesystem;

/// A folder with a real sound and a real picture, and the release that they make.
class PackageTest : public ::testing::Test {
protected:
    void SetUp() override {
        root_ = fs::path(::testing::TempDir()) /
                ("package_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(root_);
        media::Audio audio{Hertz{48'000}, {std::vector<float>(48'000 * 3), std::vector<float>(48'000 * 3)}};
        for (std::size_t i = 0; i < audio.frames(); ++i)
            audio.channels[0][i] = audio.channels[1][i] = 0.3F * std::sin(static_cast<float>(i) * 0.03F);
        ASSERT_TRUE(make_folder(root_ / "release"));
        ASSERT_TRUE(media::write_audio(root_ / "release/master.flac", audio));
        ASSERT_TRUE(media::write_jpeg(root_ / "release/cover.jpg",
                                      {300, 300, std::vector<std::uint8_t>(300 * 300 * 3, 90)}, {}));
        request_.release = testing::example_release();
        auto& release = request_.release;
        release.tracks[0].seconds = Seconds(3);
        release.tracks[0].sha256 = *sha256_of_file(root_ / "release/master.flac");
        release.cover = {"cover.jpg", *sha256_of_file(root_ / "release/cover.jpg"), 300, 300};
        request_.source = root_ / "release";
        request_.target = root_ / "release/ddex";
        request_.message.created = testing::example_settings().created;
        auto input = testing::sound_input();
        input.release.upc = {};
        request_.preflight = *preflight(input);
        if (auto const* schemas = std::getenv("DDEX_XSD_DIR")) request_.schemas = schemas;
    }

    fs::path root_;
    PackageRequest request_;
};

TEST_F(PackageTest, HoldsTheMessageItsFilesAndANote) {
    auto const package = write_package(request_);
    ASSERT_TRUE(package) << package.error().message;
    EXPECT_EQ(package->batch, "20261122083000000");
    EXPECT_TRUE(package->is_draft);
    EXPECT_EQ(package->schema_checked, !request_.schemas.empty());
    auto const batch = request_.target / package->batch;
    EXPECT_EQ(package->message, batch / "salt-and-static/salt-and-static.xml");
    EXPECT_EQ(*sha256_of_file(batch / "salt-and-static/resources/salt-and-static_T1_audio.flac"),
              request_.release.tracks[0].sha256);
    EXPECT_TRUE(fs::exists(batch / "salt-and-static/resources/salt-and-static_T2_cover.jpg"));
    auto const xml = *read_file(package->message);
    EXPECT_NE(xml.find(*md5_of_file(root_ / "release/master.flac")), std::string::npos);
    EXPECT_TRUE(check_message(xml, package->message.parent_path()).empty());
    auto const note = *read_file(request_.target / "README.txt");
    EXPECT_NE(note.find("This is a draft"), std::string::npos);
    EXPECT_NE(note.find("no UPC or EAN yet"), std::string::npos);
    EXPECT_EQ(package->files.size(), 5U);
    EXPECT_NE(read_file(batch / "SHA256SUMS")->find(request_.release.cover.sha256 + "  salt-and-static/resources/"),
              std::string::npos);
}

TEST_F(PackageTest, IsTheSameTwice) {
    auto const first = *write_package(request_);
    auto const xml = *read_file(first.message);
    auto const second = write_package(request_);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(*read_file(second->message), xml);
}

TEST_F(PackageTest, ReplacesTheOldOneWhole) {
    ASSERT_TRUE(write_package(request_));
    request_.message.created += std::chrono::minutes(1);
    auto const package = write_package(request_);
    ASSERT_TRUE(package) << package.error().message;
    EXPECT_FALSE(fs::exists(request_.target / "20261122083000000"));
    EXPECT_TRUE(fs::exists(request_.target / "20261122083100000"));
}

TEST_F(PackageTest, RefusesAFileThatChanged) {
    auto const old = *write_package(request_);
    auto bytes = *read_file(root_ / "release/cover.jpg");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    ASSERT_TRUE(write_file(root_ / "release/cover.jpg", bytes));
    auto const package = write_package(request_);
    ASSERT_FALSE(package);
    EXPECT_EQ(package.error().code, ErrorCode::conflict);
    EXPECT_NE(package.error().message.find("cover.jpg"), std::string::npos);
    EXPECT_TRUE(fs::exists(old.message)) << "a failed package must leave the old one";
    EXPECT_FALSE(fs::exists(root_ / "release/.ddex.partial"));
}

TEST_F(PackageTest, RefusesAMissingFile) {
    fs::remove(root_ / "release/master.flac");
    auto const package = write_package(request_);
    ASSERT_FALSE(package);
    EXPECT_EQ(package.error().code, ErrorCode::not_found);
    EXPECT_FALSE(fs::exists(request_.target));
}

TEST_F(PackageTest, RefusesALengthThatIsNotTheFiles) {
    request_.release.tracks[0].seconds = Seconds(9);
    auto const package = write_package(request_);
    ASSERT_FALSE(package);
    EXPECT_NE(package.error().message.find("AU11"), std::string::npos) << package.error().message;
}

TEST_F(PackageTest, RefusesAReleaseThatNobodyWrote) {
    request_.release.tracks[0].contributors.clear();
    auto const package = write_package(request_);
    ASSERT_FALSE(package);
    EXPECT_NE(package.error().message.find("MS06"), std::string::npos);
}

TEST_F(PackageTest, FlippedBytesAreFoundAfterwards) {
    auto const package = *write_package(request_);
    auto const file = package.message.parent_path() / "resources/salt-and-static_T1_audio.flac";
    auto bytes = *read_file(file);
    bytes[bytes.size() - 100] = static_cast<char>(bytes[bytes.size() - 100] ^ 1);
    ASSERT_TRUE(write_file(file, bytes));
    auto const problems = check_message(*read_file(package.message), package.message.parent_path());
    ASSERT_FALSE(problems.empty());
    EXPECT_EQ(problems[0].rule, "MS12");
    EXPECT_NE(problems[0].message.find("salt-and-static_T1_audio.flac"), std::string::npos);
}

TEST_F(PackageTest, MeasuresTheFilesItPacks) {
    auto const audio = measure_audio(root_ / "release/master.flac");
    ASSERT_TRUE(audio) << audio.error().message;
    EXPECT_EQ(audio->codec, "flac");
    EXPECT_EQ(audio->bits, 24);
    EXPECT_EQ(audio->channels, 2);
    EXPECT_NEAR(audio->seconds, 3, 0.001);
    EXPECT_NEAR(audio->correlation, 1, 0.001);
    EXPECT_NEAR(audio->true_peak_dbtp, -10.46, 0.1);
    EXPECT_EQ(audio->longest_clip_run, 0);
    EXPECT_LT(audio->longest_silence_s, 0.01);
    auto const cover = measure_cover(root_ / "release/cover.jpg");
    ASSERT_TRUE(cover) << cover.error().message;
    EXPECT_EQ(cover->width_px, 300);
    EXPECT_EQ(cover->components, 3);
    EXPECT_LT(cover->entropy_bits, 0.5);
}

TEST_F(PackageTest, SeesSilenceAndClippingAndFrames) {
    media::Audio audio{Hertz{48'000}, {std::vector<float>(48'000 * 4), std::vector<float>(48'000 * 4)}};
    for (std::size_t i = 24'000; i < 168'000; ++i)  // half a second of silence at both ends, and one second inside
        if (i < 72'000 || i >= 120'000) audio.channels[0][i] = audio.channels[1][i] = i % 97 < 20 ? 1.0F : -0.5F;
    ASSERT_TRUE(media::write_audio(root_ / "holes.wav", audio));
    auto const facts = *measure_audio(root_ / "holes.wav");
    EXPECT_NEAR(facts.leading_silence_s, 0.5, 0.01);
    EXPECT_NEAR(facts.trailing_silence_s, 0.5, 0.01);
    EXPECT_NEAR(facts.longest_silence_s, 1, 0.01);
    EXPECT_EQ(facts.longest_clip_run, 20);

    media::Picture picture{400, 400, std::vector<std::uint8_t>(400 * 400 * 3, 255)};
    for (std::size_t y = 40; y < 360; ++y)
        for (std::size_t x = 40; x < 360; ++x)
            picture.rgb[(y * 400 + x) * 3] = picture.rgb[(y * 400 + x) * 3 + 1] =
                static_cast<std::uint8_t>((x * 7 + y * 3) % 120);
    ASSERT_TRUE(media::write_jpeg(root_ / "framed.jpg", picture, {}));
    EXPECT_NEAR(measure_cover(root_ / "framed.jpg")->border_share, 0.1, 0.02);
}

}  // namespace
}  // namespace troupe::distribution
