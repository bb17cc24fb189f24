#include "mcp/message.hpp"

#include <gtest/gtest.h>

namespace troupe::mcp {
namespace {

int fault_of(std::string_view text) {
    auto const message = read_message(text);
    return message ? 0 : static_cast<int>(message.error().at("error").at("code").as_int64());
}

TEST(Messages, AreReadWithTheirKind) {
    auto const request = read_message(R"({"jsonrpc":"2.0","id":"a7","method":"tools/list","params":{"cursor":"x"}})");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, "tools/list");
    EXPECT_EQ(request->id, json::Value("a7"));
    EXPECT_EQ(request->text("cursor"), "x");
    EXPECT_EQ(request->text("limit"), "");
    EXPECT_TRUE(read_message(R"({"jsonrpc":"2.0","method":"notifications/initialized"})")->id.is_null());
    EXPECT_EQ(read_message(R"({"jsonrpc":"2.0","id":1,"result":{}})")->method, "") << "an answer is nothing to answer";
}

TEST(Messages, AreRefusedWithTheCodeOfTheirMistake) {
    EXPECT_EQ(fault_of("{"), -32700);
    EXPECT_EQ(fault_of("\xff"), -32700);
    EXPECT_EQ(fault_of("7"), -32600);
    EXPECT_EQ(fault_of(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])"), -32600);
    EXPECT_EQ(fault_of(R"({"id":1,"method":"ping"})"), -32600);
    EXPECT_EQ(fault_of(R"({"jsonrpc":"1.0","id":1,"method":"ping"})"), -32600);
    EXPECT_EQ(fault_of(R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})"), -32600);
    EXPECT_EQ(fault_of(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), -32600);
    EXPECT_EQ(fault_of(R"({"jsonrpc":"2.0","id":1,"method":7})"), -32600);
    EXPECT_EQ(fault_of(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})"), -32602);
}

TEST(Messages, RefusalsKeepTheIdWhereThereIsOne) {
    EXPECT_EQ(read_message(R"({"jsonrpc":"2.0","id":9,"method":""})").error().at("id"), json::Value(9));
    EXPECT_TRUE(read_message("nonsense").error().at("id").is_null());
}

}  // namespace
}  // namespace troupe::mcp
