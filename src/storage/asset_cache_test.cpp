#include "storage/asset_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe::storage {
namespace {

namespace fs = std::filesystem;

/// A cache of a kilobyte in a folder of the test's own, and a store that counts who asks it.
struct CacheRig {
    explicit CacheRig(std::string const& name) : folder(troupe::testing::scratch_folder(name)) {}

    Result<fs::path> get(std::string const& bytes, std::string const& brought) {
        return cache.get(sha256_hex(bytes), [&](fs::path const& to) {
            ++asked;
            return write_file(to, brought);
        });
    }
    Result<fs::path> get(std::string const& bytes) { return get(bytes, bytes); }
    void pass(std::chrono::milliseconds time) { clock.set(clock.now() + time); }

    fs::path folder;
    FixedClock clock{SystemClock().now()};
    AssetCache cache{{.folder = folder, .most_bytes = 1000, .kept = std::chrono::hours(1)}, clock};
    int asked = 0;
};

TEST(AssetCache, AsksOnceForWhatItHas) {
    CacheRig rig("cache-once");
    EXPECT_EQ(*read_file(rig.get("song").value()), "song");
    EXPECT_EQ(*read_file(rig.get("song").value()), "song");
    EXPECT_EQ(rig.asked, 1);
}

TEST(AssetCache, FetchesAHarmedCopyAnew) {
    CacheRig rig("cache-harmed");
    auto const file = rig.get("song").value();
    ASSERT_TRUE(write_file(file, "s0ng"));
    EXPECT_EQ(*read_file(rig.get("song").value()), "song");
    EXPECT_EQ(rig.asked, 2);
}

TEST(AssetCache, KeepsNothingThatIsNotWhatWasAskedFor) {
    CacheRig rig("cache-other");
    auto const got = rig.get("song", "another");
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::bad_response);
    for (auto const& entry : fs::recursive_directory_iterator(rig.folder))
        EXPECT_FALSE(entry.is_regular_file()) << entry.path();
}

TEST(AssetCache, LetsTheOldestUnusedGoAndNothingOfTheLastHour) {
    CacheRig rig("cache-full");
    std::string const old(400, 'o'), used(400, 'u'), fresh(400, 'f'), last(400, 'l');
    auto const old_file = rig.get(old).value();
    auto const used_file = rig.get(used).value();
    rig.pass(std::chrono::hours(2));
    ASSERT_TRUE(rig.get(used));  // was asked for again
    auto const fresh_file = rig.get(fresh).value();
    EXPECT_FALSE(fs::exists(old_file));
    EXPECT_TRUE(fs::exists(used_file));
    // More than fits, but all of the last hour.
    auto const last_file = rig.get(last).value();
    for (auto const& file : {used_file, fresh_file, last_file}) EXPECT_TRUE(fs::exists(file)) << file;
    EXPECT_EQ(rig.asked, 4);
}

TEST(AssetCache, CountsWhatAnotherProcessLeftThere) {
    CacheRig rig("cache-left");
    auto const left = rig.get(std::string(900, 'a')).value();
    rig.pass(std::chrono::hours(2));
    AssetCache another({.folder = rig.folder, .most_bytes = 1000, .kept = std::chrono::hours(1)}, rig.clock);
    std::string const bytes(200, 'b');
    ASSERT_TRUE(another.get(sha256_hex(bytes), [&](fs::path const& to) { return write_file(to, bytes); }));
    EXPECT_FALSE(fs::exists(left));
}

TEST(AssetCache, BringsAtOnceWhatManyAskFor) {
    CacheRig rig("cache-many");
    std::atomic<int> asked = 0, good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            good += rig.cache.get(sha256_hex("song"),
                                  [&](fs::path const& to) {
                                      ++asked;
                                      return write_file(to, "song");
                                  })
                        ? 1
                        : 0;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(good, 8);
}

TEST(AssetCache, ForgetsWhatItIsToldTo) {
    CacheRig rig("cache-forget");
    auto const file = rig.get("song").value();
    rig.cache.forget(sha256_hex("song"));
    EXPECT_FALSE(fs::exists(file));
}

}  // namespace
}  // namespace troupe::storage
