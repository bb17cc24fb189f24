#include "storage/leftovers.hpp"

#include "base/files.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {
namespace {

namespace fs = std::filesystem;

/// A file that was last written so many hours before `now`.
fs::path file(fs::path const& path, TimePoint now, int hours) {
    EXPECT_TRUE(write_file(path, "half"));
    fs::last_write_time(path, std::chrono::file_clock::from_sys(now - std::chrono::hours(hours)));
    return path;
}

TEST(Leftovers, ClearsWhatAKilledWriteLeftADayAgoAndNothingElse) {
    TempFolder const folder;
    auto const now = SystemClock().now();
    auto const old = {file(folder / "ab/.cdef.71-0.part", now, 30), file(folder / "x/stems/.bass.71-3.part.flac", now, 25)};
    auto const kept = {file(folder / "ab/.cdef.72-0.part", now, 23),  // may still be written
                       file(folder / "ab/cdef", now, 100), file(folder / "ab/song.part", now, 100),
                       file(folder / "ab/.partial", now, 100), file(folder / "ab/.hidden", now, 100)};
    EXPECT_EQ(clear_leftovers(folder.path(), now - std::chrono::hours(24)), 2);
    for (auto const& each : old) EXPECT_FALSE(fs::exists(each)) << each;
    for (auto const& each : kept) EXPECT_TRUE(fs::exists(each)) << each;
    EXPECT_EQ(clear_leftovers(folder.path(), now - std::chrono::hours(24)), 0);
}

TEST(Leftovers, NoFolderIsNoTrouble) { EXPECT_EQ(clear_leftovers("/nowhere/at/all", SystemClock().now()), 0); }

}  // namespace
}  // namespace troupe::storage::testing
