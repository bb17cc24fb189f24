#include "base/files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/configuration.hpp"
#include "base/hash.hpp"
#include "base/process.hpp"

namespace troupe {
namespace fs = std::filesystem;
namespace {

class Files : public ::testing::Test {
protected:
    Files() : folder(fs::temp_directory_path() / ("troupe-files-" + std::to_string(::getpid()))) { fs::create_directories(folder); }
    ~Files() override { fs::remove_all(folder); }
    std::size_t count() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {})); }
    fs::path folder;
};

TEST_F(Files, AreWrittenWholeWithTheirFolders) {
    ASSERT_TRUE(write_file(folder / "a/b/c.txt", "hello"));
    EXPECT_EQ(*read_file(folder / "a/b/c.txt"), "hello");
    EXPECT_EQ(*sha256_of_file(folder / "a/b/c.txt"), sha256_hex("hello"));
}

TEST_F(Files, PendingFilesLeaveNothingBehindWithoutCommit) {
    {
        PendingFile pending(folder / "song.flac");
        EXPECT_EQ(pending.path().extension(), ".flac");
        ASSERT_TRUE(write_file(pending.path(), "half"));
    }
    EXPECT_EQ(count(), 0U);
}

TEST_F(Files, SaysThatAFileIsInTheWayOfAFolder) {
    ASSERT_TRUE(write_file(folder / "out", "x"));
    auto const made = make_folder(folder / "out" / "artist");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_input);
    EXPECT_NE(made.error().message.find("a file is in the way"), std::string::npos);
}

TEST_F(Files, ReadingRefusesFoldersAndGiants) {
    EXPECT_EQ(read_file(folder).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(read_file(folder / "none").error().code, ErrorCode::not_found);
    ASSERT_TRUE(write_file(folder / "big", "12345"));
    EXPECT_EQ(read_file(folder / "big", 4).error().code, ErrorCode::invalid_input);
}

TEST_F(Files, ConfigurationTakesTheEnvironmentBeforeTheFile) {
    ASSERT_TRUE(write_file(folder / ".env", "# note\nDEFAULT_LANG=de\nexport A=\"b c\"\nEMPTY=\n"));
    char const* environment[] = {"DEFAULT_LANG=fr", nullptr};
    auto const configuration = Configuration::load(folder / ".env", environment);
    ASSERT_TRUE(configuration);
    EXPECT_EQ(configuration->get("DEFAULT_LANG"), "fr");
    EXPECT_EQ(configuration->get("A"), "b c");
    EXPECT_FALSE(configuration->get("EMPTY"));
    EXPECT_EQ(configuration->entry("A")->source, (folder / ".env").string());
}

TEST_F(Files, ConfigurationNamesTheBadLine) {
    ASSERT_TRUE(write_file(folder / ".env", "A=1\nnonsense\n"));
    auto const configuration = Configuration::load(folder / ".env", nullptr);
    ASSERT_FALSE(configuration);
    EXPECT_NE(configuration.error().message.find("line 2"), std::string::npos);
}

TEST(Configuration, RefusesPlaceholdersAndBadNumbers) {
    auto const configuration = Configuration::of({{"OPENAI_API_KEY", "your_openai_api_key"}, {"N", "12x"}, {"M", "40"}});
    EXPECT_FALSE(configuration.secret("OPENAI_API_KEY"));
    EXPECT_FALSE(configuration.integer("N", 1, 0, 100));
    EXPECT_EQ(*configuration.integer("M", 1, 0, 100), 40);
    EXPECT_EQ(*configuration.integer("NONE", 7, 0, 100), 7);
}

TEST(Process, FeedsAChildAndKeepsItsLastWords) {
    EXPECT_EQ(*run_process({"printf", "%s", "hello"}), "hello");
    auto const failed = run_process({"sh", "-c", "echo no luck >&2; exit 3"});
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("no luck"), std::string::npos);
    EXPECT_EQ(run_process({"no-such-program-here"}).error().code, ErrorCode::unavailable);
}

TEST(Process, IsStoppedWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(run_process({"sleep", "60"}, stop.get_token()).error().code, ErrorCode::cancelled);
}

TEST(Process, ManyBytesDoNotBlock) {
    auto process = Process::start({"sha256sum"});
    ASSERT_TRUE(process);
    process->keep_output();
    std::string const bytes(8 << 20, 'x');
    ASSERT_TRUE(process->write(bytes));
    ASSERT_TRUE(process->finish());
    EXPECT_EQ(process->output().substr(0, 64), sha256_hex(bytes));
}

}  // namespace
}  // namespace troupe
