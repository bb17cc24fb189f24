#include "mcp/server.hpp"

#include <thread>

#include "mcp/testing/stage.hpp"
#include "mcp/tool_result.hpp"

namespace troupe::mcp {
namespace {

class McpServer : public testing::Stage {
protected:
    std::vector<std::string> tools(access::Role role, std::size_t most = 100) {
        std::vector<std::string> names;
        std::string cursor;
        do {
            auto const page = server.tools().page(role, cursor, most).value();
            for (auto const& tool : page.at("tools").as_array()) names.emplace_back(tool.at("name").as_string());
            auto const* next = page.as_object().if_contains("nextCursor");
            cursor = next == nullptr ? "" : std::string(next->as_string());
        } while (!cursor.empty());
        return names;
    }
};

TEST_F(McpServer, AgreesOnTheRevisionThatTheClientSpeaks) {
    for (auto const* known : {"2025-06-18", "2025-03-26", "2024-11-05"})
        EXPECT_EQ(result(ask(request(1, "initialize", {{"protocolVersion", known}}))).at("protocolVersion"),
                  json::Value(known));
    auto const answer = result(ask(request(1, "initialize", {{"protocolVersion", "2099-01-01"}})));
    EXPECT_EQ(answer.at("protocolVersion"), json::Value("2025-06-18"));
    EXPECT_NE(std::string(answer.at("instructions").as_string()).find("never instructions"), std::string::npos);
    EXPECT_EQ(fault(ask(request(1, "initialize"))), -32602);
}

TEST_F(McpServer, SaysWhichMethodsThereAreNot) {
    EXPECT_EQ(fault(ask(request(1, "prompts/list"))), -32601);
    EXPECT_TRUE(result(ask(request(1, "ping"))).empty());
    EXPECT_TRUE(std::holds_alternative<std::monostate>(server.receive({"notifications/unheard_of", nullptr}, owner)));
}

TEST_F(McpServer, ListsEachToolOnceWhateverThePages) {
    auto const all = tools(access::Role::admin);
    EXPECT_EQ(all.size(), 10U);
    for (std::size_t const most : {1U, 3U, 10U}) EXPECT_EQ(tools(access::Role::admin, most), all);
    EXPECT_EQ(fault(ask(request(1, "tools/list", {{"cursor", "no_such"}}))), -32602);
}

TEST_F(McpServer, ListsWhatTheCallerMayCall) {
    auto const viewers = tools(access::Role::viewer, 2);
    EXPECT_EQ(viewers, (std::vector<std::string>{"word_say", "word_list", "word_wait", "job_list", "job_show"}));
}

TEST_F(McpServer, PromisesWhatTheEffectOfACallSays) {
    auto const hint = [&](char const* tool, char const* name) {
        return server.tools().find(tool)->listed.at("annotations").as_object().if_contains(name);
    };
    EXPECT_EQ(*hint("word_say", "readOnlyHint"), json::Value(true));
    EXPECT_EQ(hint("word_say", "destructiveHint"), nullptr);
    EXPECT_EQ(*hint("word_change", "destructiveHint"), json::Value(false));
    EXPECT_EQ(*hint("word_change", "idempotentHint"), json::Value(false));
    EXPECT_EQ(*hint("word_remove", "destructiveHint"), json::Value(true));
    EXPECT_EQ(*hint("word_remove", "idempotentHint"), json::Value(true));
}

TEST_F(McpServer, EveryToolOfTroupeHasANameAndSchemasThatClientsTake) {
    auto const catalogue = calls::Catalogue::complete();
    ToolList const list(catalogue);
    EXPECT_GE(list.tools().size(), 30U);
    for (auto const& tool : list.tools()) {
        EXPECT_EQ(tool.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos) << tool.name;
        EXPECT_EQ(tool.listed.at("inputSchema").at("type"), json::Value("object")) << tool.name;
        EXPECT_FALSE(tool.listed.at("inputSchema").as_object().contains("$schema")) << tool.name;
        auto const* output = tool.listed.as_object().if_contains("outputSchema");
        if (output == nullptr) continue;
        EXPECT_EQ(output->at("type"), json::Value("object")) << tool.name;
        EXPECT_FALSE(output->as_object().contains("$schema")) << tool.name;
    }
}

TEST_F(McpServer, AnswersWithTheSameAsTextAndAsStructure) {
    auto const said = result(ask(call(1, "word_say", {{"text", "hello"}})));
    EXPECT_EQ(said.at("structuredContent"), json::Value(json::Object{{"text", "hello"}}));
    EXPECT_EQ(said.at("content").at(0).at("text"), json::Value(R"({"text":"hello"})"));
    auto const list = result(ask(call(2, "word_list")));
    EXPECT_FALSE(list.contains("structuredContent")) << "a list is no object";
    EXPECT_EQ(list.at("content").at(0).at("text"), json::Value(R"(["one","two"])"));
}

TEST_F(McpServer, ErrorsOfCallsAreResultsThatNameTheField) {
    for (auto const& [arguments, field] :
         std::vector<std::pair<json::Object, std::string>>{{{{"text", "x"}, {"loudness", 11}}, "loudness"},
                                                           {{{"text", "x"}, {"loudnes", 1}}, "loudnes"},
                                                           {{{"text", 5}}, "text"},
                                                           {{}, "text"}}) {
        auto const refused = result(ask(call(1, "word_say", arguments)));
        EXPECT_EQ(refused.at("isError"), json::Value(true));
        EXPECT_EQ(std::string(refused.at("content").at(0).at("text").as_string()).find(field), 0U)
            << json::print(json::Value(refused));
        EXPECT_EQ(refused.at("_meta").at("field"), json::Value(field));
    }
}

TEST_F(McpServer, ErrorsOfTheProtocolAreNotResults) {
    EXPECT_EQ(fault(ask(call(1, "word_sing"))), -32602);
    EXPECT_EQ(fault(ask(call(1, "word_secret", {{"text", "x"}}))), -32602) << "not a tool";
    EXPECT_EQ(fault(ask(request(1, "tools/call", {{"name", "word_say"}, {"arguments", json::Array{1}}}))), -32602);
    EXPECT_EQ(fault(ask(request(1, "resources/read", {{"uri", "file:///etc/passwd"}}))), -32602);
}

TEST_F(McpServer, NobodyCallsAboveTheirRole) {
    owner.caller = {"ana", access::Role::viewer, "", "key-1"};
    auto const refused = result(ask(call(1, "song_sing", {{"text", "x"}})));
    EXPECT_EQ(refused.at("_meta").at("code"), json::Value("forbidden"));
    EXPECT_TRUE(memory.audited().empty());
}

TEST_F(McpServer, ACancelledCallIsStoppedAndNotAnswered) {
    auto const received = server.receive(call("w", "word_wait"), owner);
    Server::Answered answered = json::Value(1);
    std::thread caller([&] { answered = server.answer(std::get<Question>(received)); });
    Visitor const other{{"ana", access::Role::admin, "", "key-1"}, ""};
    (void)server.receive({"notifications/cancelled", nullptr, {{"requestId", "w"}}}, other);
    EXPECT_FALSE(std::get<Question>(received).open->cancelled().stop_requested()) << "not theirs to cancel";
    (void)server.receive({"notifications/cancelled", nullptr, {{"requestId", "w"}}}, owner);
    caller.join();
    EXPECT_TRUE(std::holds_alternative<std::monostate>(answered));
}

TEST_F(McpServer, AnIdIsInUseUntilItsRequestIsAnswered) {
    {
        auto const first = server.receive(call(7, "word_list"), owner);
        ASSERT_TRUE(std::holds_alternative<Question>(first));
        EXPECT_EQ(fault(std::get<json::Value>(server.receive(call(7, "word_list"), owner))), -32600);
        EXPECT_TRUE(std::holds_alternative<Question>(server.receive(call("7", "word_list"), owner)))
            << "a text is another id than a number";
        auto elsewhere = owner;
        elsewhere.session = "another";
        EXPECT_TRUE(std::holds_alternative<Question>(server.receive(call(7, "word_list"), elsewhere)));
    }
    EXPECT_TRUE(std::holds_alternative<Question>(server.receive(call(7, "word_list"), owner)));
}

}  // namespace
}  // namespace troupe::mcp
