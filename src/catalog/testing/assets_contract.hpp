#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "catalog/assets.hpp"

namespace troupe::catalog::testing {

/// What every Assets promises. An adapter's test only instantiates it. `Fixture` is default-constructible and has
/// `Assets& assets`, empty, and `std::filesystem::path folder` for files of the test.
template <class Fixture>
class AssetsContract : public ::testing::Test {
protected:
    std::filesystem::path file(std::string const& name, std::string const& bytes) {
        auto const path = fixture.folder / name;
        EXPECT_TRUE(write_file(path, bytes));
        return path;
    }
    Fixture fixture;
};
TYPED_TEST_SUITE_P(AssetsContract);

TYPED_TEST_P(AssetsContract, GivesBackTheBytes) {
    auto& assets = this->fixture.assets;
    std::string const bytes("a\0b\xFF", 4);
    auto const put = assets.put_file(this->file("song.flac", bytes));
    ASSERT_TRUE(put) << put.error().message;
    EXPECT_EQ(put->sha256, sha256_hex(bytes));
    EXPECT_EQ(put->size_bytes, 4U);
    EXPECT_EQ(*read_file(*assets.path_of(put->sha256)), bytes);
    EXPECT_TRUE(*assets.has(put->sha256));
    EXPECT_TRUE(assets.verify(put->sha256));
}

TYPED_TEST_P(AssetsContract, SameBytesAreOneAsset) {
    auto& assets = this->fixture.assets;
    auto const first = assets.put_bytes("same");
    auto const second = assets.put_file(this->file("other name", "same"));
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_EQ(first->sha256, second->sha256);
    ASSERT_TRUE(assets.remove(first->sha256));
    EXPECT_FALSE(*assets.has(second->sha256));
    EXPECT_EQ(assets.put_bytes("")->size_bytes, 0U);
}

TYPED_TEST_P(AssetsContract, KeepsItsCopyWhenTheFileChanges) {
    auto& assets = this->fixture.assets;
    auto const path = this->file("song", "before");
    auto const put = assets.put_file(path);
    ASSERT_TRUE(write_file(path, "after"));
    EXPECT_EQ(*read_file(*assets.path_of(put->sha256)), "before");
}

TYPED_TEST_P(AssetsContract, SaysWhatIsNotThere) {
    auto& assets = this->fixture.assets;
    auto const unknown = sha256_hex("nobody put this");
    EXPECT_FALSE(*assets.has(unknown));
    EXPECT_EQ(assets.path_of(unknown).error().code, ErrorCode::not_found);
    EXPECT_EQ(assets.verify(unknown).error().code, ErrorCode::not_found);
    EXPECT_EQ(assets.remove(unknown).error().code, ErrorCode::not_found);
    EXPECT_EQ(assets.put_file(this->fixture.folder / "missing").error().code, ErrorCode::not_found);
}

TYPED_TEST_P(AssetsContract, RefusesWhatIsNoHash) {
    for (auto const& bad : std::vector<std::string>{"", "abc", "../../etc/passwd", std::string(64, 'A'), std::string(64, 'g')})
        EXPECT_EQ(this->fixture.assets.path_of(bad).error().code, ErrorCode::invalid_input) << bad;
}

TYPED_TEST_P(AssetsContract, ManyMayPutAndReadTheSameAtOnce) {
    auto& assets = this->fixture.assets;
    auto const path = this->file("song", std::string(300'000, 's'));
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            auto const put = assets.put_file(path);
            auto const local = put ? assets.path_of(put->sha256) : Result<std::filesystem::path>(tl::unexpected(put.error()));
            if (local && std::filesystem::file_size(*local) == 300'000U) ++good;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 6);
}

REGISTER_TYPED_TEST_SUITE_P(AssetsContract, GivesBackTheBytes, SameBytesAreOneAsset, KeepsItsCopyWhenTheFileChanges,
                            SaysWhatIsNotThere, RefusesWhatIsNoHash, ManyMayPutAndReadTheSameAtOnce);

}  // namespace troupe::catalog::testing
