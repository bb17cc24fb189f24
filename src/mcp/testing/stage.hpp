#pragma once

#include <gtest/gtest.h>

#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "mcp/server.hpp"

/// A server with a few calls of its own, and the real ones for jobs.
namespace troupe::mcp::testing {

struct SayInput {
    std::string text;
    int loudness = 1;
};
BOOST_DESCRIBE_STRUCT(SayInput, (), (text, loudness))
struct Said {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text))

inline Result<Said> say(calls::Context&, SayInput const& input) { return Said{input.text}; }
inline Result<std::vector<std::string>> words(calls::Context&, calls::Nothing const&) {
    return std::vector<std::string>{"one", "two"};
}
inline Result<calls::Answer> sing(calls::Context& context, SayInput const& input) {
    auto const first = TRY(context.studio().queue.enqueue({.kind = "song.compose"}));
    auto const second = TRY(context.studio().queue.enqueue({.kind = "song.sing", .after = {first.id}}));
    auto const result = [text = input.text](calls::Context&) -> Result<json::Value> {
        return json::to_value(Said{text + "!"});
    };
    return calls::Answer{calls::Begun{{{"id", "song-1"}}, {first.id, second.id}, result}};
}
/// Long enough for its client to change their mind.
inline Result<Said> wait(calls::Context& context, calls::Nothing const&) {
    while (!context.stop.stop_requested()) std::this_thread::yield();
    return fail(ErrorCode::cancelled, "nobody waits any more");
}

inline calls::Catalogue repertoire() {
    using access::Role;
    calls::Catalogue catalogue;
    catalogue.add<SayInput>({.name = "word.say",
                             .http = "GET /api/words/say",
                             .summary = "Say it",
                             .required = {"text"},
                             .bounds = {{"loudness", 1, 10}}},
                            say);
    catalogue.add<calls::Nothing>({.name = "word.list", .http = "GET /api/words", .summary = "All words"}, words);
    catalogue.add<SayInput>({.name = "word.change",
                             .http = "PATCH /api/words",
                             .summary = "Another word",
                             .role = Role::editor,
                             .effect = calls::Effect::changes},
                            say);
    catalogue.add<SayInput>({.name = "word.remove",
                             .http = "DELETE /api/words",
                             .summary = "No word",
                             .role = Role::admin,
                             .effect = calls::Effect::changes},
                            say);
    catalogue.add_answer<Said>({.name = "song.sing",
                               .http = "POST /api/songs",
                               .summary = "Sing it",
                               .role = Role::editor,
                               .effect = calls::Effect::begins},
                              sing);
    catalogue.add<calls::Nothing>({.name = "word.wait", .http = "POST /api/words/wait", .summary = "Wait for it"},
                                  wait);
    catalogue.add<SayInput>(
        {.name = "word.secret", .http = "GET /api/words/secret", .summary = "Not for models", .is_tool = false}, say);
    calls::add_jobs(catalogue);
    return catalogue;
}

class Stage : public ::testing::Test {
protected:
    static Message request(json::Value const& id, std::string method, json::Object params = {}) {
        return {std::move(method), id, std::move(params)};
    }
    static Message call(json::Value const& id, std::string_view tool, json::Object arguments = {},
                        json::Object meta = {}) {
        return request(id, "tools/call",
                       {{"name", tool}, {"arguments", std::move(arguments)}, {"_meta", std::move(meta)}});
    }
    /// The whole reply of a message that needs no jobs.
    json::Value ask(Message const& message) {
        auto received = server.receive(message, owner);
        if (auto* reply = std::get_if<json::Value>(&received)) return *reply;
        auto answered = server.answer(std::get<Question>(received));
        return std::get<json::Value>(answered);
    }
    std::shared_ptr<Wait> begin(Message const& message) {
        auto const received = server.receive(message, owner);
        return std::get<std::shared_ptr<Wait>>(server.answer(std::get<Question>(received)));
    }
    static json::Object result(json::Value const& reply) { return reply.at("result").as_object(); }
    static int fault(json::Value const& reply) { return static_cast<int>(reply.at("error").at("code").as_int64()); }

    calls::testing::MemoryDesk memory;
    Server server{memory.desk, repertoire()};
    Visitor owner{{"owner", access::Role::admin, "", ""}, ""};
};

}  // namespace troupe::mcp::testing
