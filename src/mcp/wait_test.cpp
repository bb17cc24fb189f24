#include "mcp/wait.hpp"

#include "mcp/testing/stage.hpp"

namespace troupe::mcp {
namespace {

using jobs::JobState;

class McpWait : public testing::Stage {
protected:
    std::vector<json::Value> look(double seconds = 0) {
        return wait->look(began + std::chrono::duration_cast<Wait::Time::duration>(Seconds(seconds)));
    }
    jobs::Job& job(std::uint64_t number) {
        return memory.queue.job(make_id<jobs::JobTag>(TimePoint{}, [number] { return number; }));
    }
    void finish(std::uint64_t number, JobState state = JobState::done) { job(number).state = state; }

    std::shared_ptr<Wait> wait;
    Wait::Time began = std::chrono::steady_clock::now();
};

TEST_F(McpWait, AnswersOnceWhenTheLastJobIsDone) {
    wait = begin(call("song", "song_sing", {{"text", "la"}}));
    EXPECT_TRUE(look().empty()) << "who does not ask for progress hears nothing before the end";
    finish(1);
    EXPECT_TRUE(look().empty());
    finish(2);
    auto const messages = look();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].at("id"), json::Value("song"));
    auto const& content = messages[0].at("result").at("structuredContent");
    EXPECT_EQ(content.at("done"), json::Value(true));
    EXPECT_EQ(content.at("ids").at("id"), json::Value("song-1"));
    EXPECT_EQ(content.at("result"), json::Value(json::Object{{"text", "la!"}}));
    EXPECT_TRUE(wait->is_over());
    EXPECT_TRUE(look().empty());
}

TEST_F(McpWait, ProgressRisesOverAllJobsAndSaysWhatHappens) {
    wait = begin(call("song", "song_sing", {{"text", "la"}}, {{"progressToken", 5}}));
    auto messages = look();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].at("method"), json::Value("notifications/progress"));
    EXPECT_EQ(messages[0].at("params").at("progressToken"), json::Value(5));
    EXPECT_EQ(messages[0].at("params").at("progress").to_number<double>(), 0);
    EXPECT_TRUE(look().empty()) << "nothing has changed";
    job(1).state = JobState::running;
    job(1).progress = 0.5;
    job(1).message = "the bass";
    messages = look();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_DOUBLE_EQ(messages[0].at("params").at("progress").to_number<double>(), 0.25);
    EXPECT_EQ(messages[0].at("params").at("message"), json::Value("song.compose: the bass"));
    job(1).progress = 0.1;  // another attempt
    EXPECT_TRUE(look().empty()) << "progress never falls";
    finish(1);
    finish(2);
    messages = look();
    ASSERT_EQ(messages.size(), 1U) << "the reply is the end of progress";
    EXPECT_TRUE(messages[0].as_object().contains("result"));
}

TEST_F(McpWait, FailsWithTheReasonOfTheJobThatFailed) {
    wait = begin(call("song", "song_sing", {{"text", "la"}}));
    finish(1, JobState::failed);
    job(1).error = jobs::JobError{ErrorCode::unavailable, "the disk is full"};
    finish(2, JobState::failed);
    job(2).because_of = job(1).id;
    auto const messages = look();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].at("result").at("isError"), json::Value(true));
    EXPECT_EQ(messages[0].at("result").at("content").at(0).at("text"), json::Value("the disk is full"));
}

TEST_F(McpWait, PatienceEndsWithTheJobsThatGoOn) {
    wait = begin(call("song", "song_sing", {{"text", "la"}}));
    EXPECT_TRUE(look(44).empty());
    auto const messages = look(60);
    ASSERT_EQ(messages.size(), 1U);
    auto const& content = messages[0].at("result").at("structuredContent");
    EXPECT_EQ(content.at("done"), json::Value(false));
    EXPECT_EQ(content.at("job_ids").as_array().size(), 2U);
    EXPECT_NE(std::string(content.at("note").as_string()).find(to_string(job(2).id)), std::string::npos);
    EXPECT_EQ(job(1).state, JobState::ready);
    wait = begin(call("other", "song_sing", {{"text", "la"}}, {{"progressToken", "p"}}));
    EXPECT_EQ(look(60).size(), 1U) << "who hears of progress has more patience: a notification, and no reply";
    EXPECT_FALSE(wait->is_over());
}

TEST_F(McpWait, CancellingEndsTheJobsAndIsAudited) {
    wait = begin(call("song", "song_sing", {{"text", "la"}}));
    finish(1);
    (void)server.receive({"notifications/cancelled", nullptr, {{"requestId", "song"}}}, owner);
    EXPECT_TRUE(look().empty()) << "a cancelled request has no reply";
    EXPECT_TRUE(wait->is_over());
    EXPECT_EQ(job(1).state, JobState::done);
    EXPECT_EQ(job(2).state, JobState::cancelled);
    std::vector<std::string> actions;
    for (auto const& entry : memory.audited()) actions.push_back(entry.action);
    EXPECT_EQ(actions, (std::vector<std::string>{"job.cancel", "song.sing"}));
}

}  // namespace
}  // namespace troupe::mcp
