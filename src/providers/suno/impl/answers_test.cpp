#include "providers/suno/impl/answers.hpp"

#include <gtest/gtest.h>

namespace troupe::providers::suno::impl {
namespace {

Dialect const& dialect(std::string const& id) {
    static auto const all = load_dialects().value();
    return all.at(id);
}

struct SubmissionCase {
    char const* dialect;
    int status;
    char const* body;
    Verdict verdict;
    char const* task = "";
};

TEST(ReadSubmission, ByTheTableOfEachDialect) {
    SubmissionCase const cases[] = {
        {"sunoapi", 200, R"({"code":200,"msg":"success","data":{"taskId":"5c79-be8e"}})", Verdict::ok, "5c79-be8e"},
        {"sunoapi", 200, R"({"code":"200","data":{"task_id":"5c79"}})", Verdict::ok, "5c79"},
        {"sunoapi", 200, R"({"code":200,"data":null})", Verdict::unclear},
        {"sunoapi", 200, R"({"code":429,"msg":"insufficient credits"})", Verdict::credits},
        {"kie", 200, R"({"code":429,"msg":"slow down"})", Verdict::busy},
        {"kie", 200, R"({"code":402})", Verdict::credits},
        {"sunoapi", 200, R"({"code":405})", Verdict::busy},
        {"sunoapi", 200, R"({"code":430})", Verdict::busy},
        {"sunoapi", 200, R"({"code":455})", Verdict::busy},
        {"sunoapi", 200, R"({"code":451})", Verdict::failed},
        {"sunoapi", 200, R"({"code":401})", Verdict::denied},
        {"sunoapi", 200, R"({"code":413})", Verdict::params},
        {"sunoapi", 200, R"({"code":400,"msg":"Your tags contain the artist name Bowie"})", Verdict::moderation},
        {"sunoapi", 200, R"({"code":12345})", Verdict::failed},
        {"sunoapi", 503, "busy", Verdict::busy},
        {"sunoapi", 500, "", Verdict::unclear},
        {"sunoapi", 502, "<html>", Verdict::unclear},
        {"sunoapi", 408, "", Verdict::unclear},
        {"sunoapi", 302, "", Verdict::denied},
        {"sunoapi", 500, R"({"code":500,"msg":"failed"})", Verdict::failed},
        {"gcui", 200, R"([{"id":"a","status":"submitted"},{"id":"b"}])", Verdict::ok, "a,b"},
        {"gcui", 200, R"([{"id":"a/../b"}])", Verdict::unclear},
        {"gcui", 200, "[]", Verdict::unclear},
        {"gcui", 402, R"({"error":"no credits"})", Verdict::credits},
        {"gcui", 400, R"({"error":"Bad parameters"})", Verdict::params},
        {"gcui", 500, R"({"error":"captcha"})", Verdict::unclear},
        {"newapi", 200, R"({"code":"success","data":"736a6f88"})", Verdict::ok, "736a6f88"},
        {"newapi", 200, R"({"code":1,"data":{"task_id":"736a"}})", Verdict::ok, "736a"},
        {"newapi", 403, R"({"code":"insufficient_user_quota","message":"m"})", Verdict::credits},
        {"newapi", 401, R"({"error":{"message":"bad token"}})", Verdict::denied},
        {"newapi", 200, R"({"code":"something","message":"m"})", Verdict::failed},
        {"acedata", 200, R"({"task_id":"t-1"})", Verdict::ok, "t-1"},
        {"acedata", 403, R"({"error":{"code":"used_up","message":"m"}})", Verdict::credits},
        {"acedata", 429, R"({"success":false,"error":{"code":"too_many_requests"}})", Verdict::busy},
        {"acedata", 401, R"({"error":{"code":"invalid_token"}})", Verdict::denied},
    };
    for (auto const& each : cases) {
        auto const read = read_submission(dialect(each.dialect), {each.status, {}, each.body});
        EXPECT_EQ(read.verdict, each.verdict)
            << each.dialect << " " << each.status << " " << each.body << ": " << json::enum_name(read.verdict);
        EXPECT_EQ(read.task, each.task) << each.body;
    }
}

TEST(ReadPoll, InEachOfFourShapes) {
    auto const take = std::string(R"({"id":"x","audioUrl":"https://a/x.mp3","duration":31.5,"modelName":"chirp"})");
    auto const snake =
        std::string(R"({"id":"x","audio_url":"https://a/x.mp3","duration":"31.5","model_name":"chirp"})");
    auto const quoted = [](std::string const& text) { return json::print(json::Value(text)); };
    for (auto const& inside :
         {R"("response":{"sunoData":[)" + take + "]}", R"("response":{"data":[)" + snake + "]}",
          R"("response":)" + quoted(R"({"sunoData":[)" + take + "]}"), R"("resultJson":)" + quoted("[" + snake + "]"),
          R"("resultJson":)" + quoted(R"({"data":[)" + snake + "]}"), R"("resultJson":)" + quoted(take)}) {
        auto const read =
            read_poll(dialect("kie"), {200, {}, R"({"code":200,"data":{"status":"SUCCESS",)" + inside + "}}"});
        EXPECT_EQ(read.state, TaskState::ready);
        ASSERT_EQ(read.takes.size(), 1U) << inside;
        EXPECT_EQ(read.takes[0].id, "x");
        EXPECT_EQ(read.takes[0].audio, "https://a/x.mp3");
        EXPECT_EQ(read.takes[0].seconds, 31.5);
        EXPECT_EQ(read.takes[0].model, "chirp");
    }
}

TEST(ReadPoll, SeveralClipsMakeOneState) {
    auto const state = [](std::string const& one, std::string const& other) {
        return read_poll(dialect("gcui"),
                         {200, {}, R"([{"id":"a","status":")" + one + R"("},{"id":"b","status":")" + other + R"("}])"})
            .state;
    };
    EXPECT_EQ(state("submitted", "queued"), TaskState::queued);
    EXPECT_EQ(state("complete", "streaming"), TaskState::partial);
    EXPECT_EQ(state("complete", "complete"), TaskState::ready);
    EXPECT_EQ(state("complete", "error"), TaskState::ready) << "one is enough";
    EXPECT_EQ(state("error", "streaming"), TaskState::queued);
    EXPECT_EQ(state("error", "error"), TaskState::failed);
    EXPECT_EQ(state("something", "new"), TaskState::queued) << "unknown words are waited out";
}

TEST(ReadPoll, ALiveStreamIsNoSong) {
    auto const read = read_poll(
        dialect("gcui"),
        {200,
         {},
         R"([{"id":"a","status":"streaming","audio_url":"https://live/a"},{"id":"b","status":"complete","audio_url":"https://cdn/b"}])"});
    ASSERT_EQ(read.takes.size(), 2U);
    EXPECT_FALSE(read.takes[0].is_complete);
    EXPECT_TRUE(read.takes[1].is_complete);
}

TEST(ReadPoll, WhatIsNoAnswerIsUnclear) {
    for (auto const* body : {"", "<html>", "{", "\xff\xfe"})
        EXPECT_EQ(read_poll(dialect("sunoapi"), {200, {}, body}).verdict, Verdict::unclear);
    for (auto const* body : {"null", "5", "[]", R"({"code":200,"data":[[[]]]})", R"({"code":200,"data":"text"})",
                             R"({"code":200,"data":{"status":{},"response":[1,"x",null]}})"}) {
        auto const read = read_poll(dialect("sunoapi"), {200, {}, body});
        EXPECT_EQ(read.state, TaskState::queued) << body;
        EXPECT_TRUE(read.takes.empty()) << body;
    }
}

TEST(ReadCallback, NamesTheTask) {
    EXPECT_EQ(read_callback(dialect("sunoapi"),
                            R"({"code":200,"data":{"callbackType":"complete","task_id":"2fac-9f72","data":[]}})"),
              "2fac-9f72");
    for (auto const* body : {"", "{}", R"({"data":{"task_id":"a b"}})", R"({"data":{"task_id":["x"]}})"})
        EXPECT_EQ(read_callback(dialect("sunoapi"), body), "");
}

}  // namespace
}  // namespace troupe::providers::suno::impl
