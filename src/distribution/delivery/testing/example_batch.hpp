#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/package.hpp"
#include "distribution/testing/example_preflight.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"

/// Real batches for tests: sounds that can be heard, a picture that can be seen.
namespace troupe::distribution::testing {

/// Writes the files that a release names, one second of sound each, and describes them in it.
inline void make_files(Release& release, std::filesystem::path const& folder) {
    float pitch = 0.02F;
    for (auto& track : release.tracks) {
        media::Audio audio{Hertz{48'000}, {std::vector<float>(48'000), std::vector<float>(48'000)}};
        pitch += 0.01F;
        for (std::size_t i = 0; i < audio.frames(); ++i)
            audio.channels[0][i] = audio.channels[1][i] = 0.3F * std::sin(static_cast<float>(i) * pitch);
        ASSERT_TRUE(media::write_audio(folder / track.file, audio));
        track.seconds = Seconds(1);
        track.sha256 = *sha256_of_file(folder / track.file);
    }
    ASSERT_TRUE(media::write_jpeg(folder / "cover.jpg", {300, 300, std::vector<std::uint8_t>(300 * 300 * 3, 90)}, {}));
    release.cover = {"cover.jpg", *sha256_of_file(folder / "cover.jpg"), 300, 300};
}

/// A live release whose files are there, ready to be packed for a store.
inline PackageRequest example_batch(std::string const& name, Release release = live_release(),
                                    MessageSettings settings = live_settings()) {
    auto const folder = troupe::testing::scratch_folder(name);
    EXPECT_TRUE(make_folder(folder / "release"));
    make_files(release, folder / "release");
    PackageRequest request;
    request.release = std::move(release);
    request.source = folder / "release";
    request.target = folder / "package";
    request.message = std::move(settings);
    request.style.manifest = ManifestKind::message;
    if (auto const* schemas = std::getenv("DDEX_XSD_DIR")) request.schemas = schemas;
    return request;
}

}  // namespace troupe::distribution::testing
