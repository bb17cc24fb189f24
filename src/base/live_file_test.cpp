#include "base/live_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/files.hpp"

namespace troupe {
namespace {

namespace fs = std::filesystem;

class LiveFileTest : public ::testing::Test {
protected:
    fs::path file = fs::temp_directory_path() / ("troupe-live-file-" + std::to_string(::getpid()) + ".txt");
    int readings = 0;
    ~LiveFileTest() override { fs::remove(file); }

    /// A file is good unless it says "bad".
    Result<LiveFile<std::string>> open() {
        return LiveFile<std::string>::open({file}, [this]() -> Result<std::string> {
            ++readings;
            auto text = TRY(read_file(file));
            if (text == "bad") return fail(ErrorCode::invalid_input, file.string() + ": says bad");
            return text;
        });
    }
    void write(std::string const& text) { ASSERT_TRUE(write_file(file, text)); }
};

TEST_F(LiveFileTest, IsReadOnceWhileNothingChanges) {
    write("one");
    auto const live = open().value();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(*live.now(), "one");
    EXPECT_EQ(readings, 1);
}

TEST_F(LiveFileTest, FollowsItsFileAndKeepsTheLastGoodValue) {
    write("one");
    auto const live = open().value();
    auto const held = live.now();
    write("two");
    EXPECT_EQ(*live.now(), "two");
    EXPECT_EQ(*held, "one") << "work that began with a value ends with it";
    write("bad");
    EXPECT_EQ(*live.now(), "two");
    EXPECT_NE(live.problem().find("says bad"), std::string::npos);
    fs::remove(file);
    EXPECT_EQ(*live.now(), "two");
    EXPECT_NE(live.problem().find(file.string()), std::string::npos);
    write("six");
    EXPECT_EQ(*live.now(), "six");
    EXPECT_EQ(live.problem(), "");
}

TEST_F(LiveFileTest, NoticesAnotherFileOfTheSameSizeAndTime) {
    write("one");
    auto const time = fs::last_write_time(file);
    auto const live = open().value();
    write("two");
    fs::last_write_time(file, time);
    EXPECT_EQ(*live.now(), "two");
}

TEST_F(LiveFileTest, ABadFirstReadingIsAnError) {
    write("bad");
    EXPECT_EQ(open().error().code, ErrorCode::invalid_input);
    fs::remove(file);
    EXPECT_EQ(open().error().code, ErrorCode::not_found);
}

TEST_F(LiveFileTest, CopiesShowTheSameValueAndAFixedOneStays) {
    write("one");
    auto const live = open().value();
    auto const copy = live;
    write("two");
    EXPECT_EQ(live.now(), copy.now());
    EXPECT_EQ(readings, 2);
    LiveFile<int> const fixed(7);
    EXPECT_EQ(*fixed.now(), 7);
}

TEST_F(LiveFileTest, ManyThreadsReadWhileItChanges) {
    write("a");
    auto const live = open().value();
    std::atomic<int> strange = 0;
    {
        std::vector<std::jthread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                for (int turn = 0; turn < 200; ++turn)
                    if (live.now()->find_first_not_of('a') != std::string::npos) ++strange;
            });
        for (int length = 2; length < 20; ++length) write(std::string(static_cast<std::size_t>(length), 'a'));
    }
    EXPECT_EQ(strange, 0);
    EXPECT_EQ(live.now()->size(), 19U);
}

}  // namespace
}  // namespace troupe
