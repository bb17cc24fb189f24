#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/random.hpp"
#include "cli/program.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"

namespace troupe::cli {
namespace {

class NoDatabase final : public Maintenance {
    Result<json::Value> migrate() override { return json::Value("migrated"); }
    Result<json::Value> check() override { return json::Value(json::Object{{"problems", json::Array{"page 7"}}}); }
    Result<json::Value> backup(std::filesystem::path const&) override { return fail(ErrorCode::unavailable, "full"); }
    Result<json::Value> restore(std::filesystem::path const&) override { return fail(ErrorCode::not_found, "no such backup"); }
};

class NoServices final : public Services {
public:
    Result<void> serve(ServeOptions const&, std::stop_token, std::function<void(std::string const&)> const&) override { return fail(ErrorCode::conflict, "the port is taken"); }
    Result<void> work(WorkOptions const&, std::stop_token, std::function<void(std::string const&)> const&) override { return {}; }
    Result<void> converse(McpOptions const&, std::stop_token) override { return {}; }
};

class CommandLine : public ::testing::Test {
protected:
    int call(std::vector<std::string> arguments) {
        out.str("");
        err.str("");
        return run(std::move(arguments), shell);
    }
    NoDatabase database;
    NoServices nobody;
    Configuration configuration = Configuration::of({{"SUNO_API_KEY", "sk-hidden-value"}, {"REDIS_PORT", "70000"}});
    std::ostringstream out, err;
    Shell shell{configuration, "/tmp/nowhere", [] { return Result<flow::Studio*>(fail(ErrorCode::internal, "no studio here")); },
                [] { return Result<calls::Desk*>(fail(ErrorCode::internal, "no desk here")); }, database, nobody, out, err, false, false, {}};
};

TEST_F(CommandLine, ChoosesTheExitCodeByTheErrorAlone) {
    EXPECT_EQ(exit_code(ErrorCode::invalid_input), 2);
    EXPECT_EQ(exit_code(ErrorCode::not_found), 3);
    for (auto code : {ErrorCode::conflict, ErrorCode::unavailable, ErrorCode::cancelled, ErrorCode::internal}) EXPECT_EQ(exit_code(code), 1);
    EXPECT_EQ(call({"db", "restore", "x"}), 3);
    EXPECT_EQ(call({"db", "backup", "x"}), 1);
}

TEST_F(CommandLine, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(call({}), 2);
    EXPECT_EQ(call({"sing"}), 2);
    EXPECT_EQ(call({"debut"}), 2);
    EXPECT_EQ(call({"debut", "--prompt", "x", "--loud"}), 2);
    EXPECT_NE(err.str().find("--help"), std::string::npos);
    EXPECT_TRUE(out.str().empty());
}

TEST_F(CommandLine, ChecksArgumentsBeforeAnythingIsOpened) {
    EXPECT_EQ(call({"plan", "create", "018f3c1e-7b2a-7c3d-9e4f-0123456789ab", "--days", "0"}), 2);
    EXPECT_EQ(call({"debut", "--prompt", "  "}), 2);
    EXPECT_EQ(call({"artist", "list"}), 1);
}

TEST_F(CommandLine, JsonStandsAloneOnStandardOutput) {
    EXPECT_EQ(call({"--json", "db", "migrate"}), 0);
    EXPECT_EQ(*json::parse_value(out.str()), json::Value("migrated"));
    EXPECT_EQ(call({"db", "backup", "x", "--json"}), 1);
    EXPECT_EQ(json::parse_value(out.str())->at("error").at("code"), "unavailable");
}

TEST_F(CommandLine, ADamagedDatabaseIsAFailure) { EXPECT_EQ(call({"db", "check"}), 1); }

TEST_F(CommandLine, ConfigNamesProblemsAndHidesSecrets) {
    EXPECT_EQ(call({"config"}), 1);
    EXPECT_NE(out.str().find("REDIS_PORT"), std::string::npos);
    EXPECT_NE(out.str().find("1 to 65535"), std::string::npos);
    EXPECT_EQ(out.str().find("sk-hidden-value"), std::string::npos);
}

TEST_F(CommandLine, EveryGroupHasHelp) {
    for (auto const* group : {"debut", "artist", "plan", "content", "release", "report", "music", "visual", "jobs", "db"}) {
        EXPECT_EQ(call({group, "--help"}), 0) << group;
        EXPECT_GT(out.str().size(), 80U) << group;
    }
}

jobs::Job job(std::string const& step, jobs::JobState state) {
    jobs::Job job;
    job.id = make_id<jobs::JobTag>(TimePoint{}, [&step] { return stable_hash(step); });
    job.kind = "track.make";
    job.key = "debut/x/1/" + step;
    job.state = state;
    return job;
}

TEST(Progress, SaysEachStepOnceWhereNobodyWatches) {
    std::ostringstream err;
    auto track = job("track", jobs::JobState::ready);
    ProgressDisplay display(err, false, {track, job("artist", jobs::JobState::done)});
    display.job_started(track);
    track.progress = 0.5;
    display.job_progressed(track);
    track.state = jobs::JobState::done;
    display.job_finished(track);
    auto const said = err.str();
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << said;
    EXPECT_NE(said.find("2/2 track"), std::string::npos) << said;
    EXPECT_EQ(said.find('\x1b'), std::string::npos);
    ASSERT_EQ(display.done().size(), 1U);
    EXPECT_EQ(display.done()[0].name, "track");
}

TEST(Progress, DoesNotCountTwiceWhatAnEarlierCallFinished) {
    std::ostringstream err;
    auto const track = job("track", jobs::JobState::done);
    auto const cover = job("cover", jobs::JobState::done);
    ProgressDisplay display(err, false, {track, job("cover", jobs::JobState::ready)});
    display.job_finished(track);
    EXPECT_EQ(err.str(), "");
    display.job_finished(cover);
    EXPECT_NE(err.str().find("2/2 cover"), std::string::npos) << err.str();
}

TEST(Table, AlignsColumnsByCharactersNotBytes) {
    EXPECT_EQ(table({"A", "B"}, {{"é", "x"}, {"long", "y"}}), "A     B\né     x\nlong  y\n");
}

}  // namespace
}  // namespace troupe::cli
