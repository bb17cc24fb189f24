// Every request that the language models send is valid under a schema that was written from the providers' documents,
// not from our code.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/text.hpp"
#include "net/testing/scripted_http_client.hpp"
#include "providers/chat_endpoint.hpp"

namespace troupe::providers {
namespace {

using Adapter = valijson::adapters::BoostJsonAdapter;

class RequestSchema {
public:
    explicit RequestSchema(std::string const& name) {
        std::ifstream file(std::string(TROUPE_SOURCE_DIR "/tests/peers/") + name);
        std::stringstream text;
        text << file.rdbuf();
        document_ = json::parse_value(text.str()).value();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(document_), schema_);
    }

    /// What is wrong with a request, or empty.
    [[nodiscard]] std::string complaint(json::Value const& request) const {
        valijson::ValidationResults results;
        if (valijson::Validator().validate(schema_, Adapter(request), &results)) return {};
        std::string all = "invalid";
        valijson::ValidationResults::Error error;
        while (results.popError(error)) all += "\n" + text::join(error.context, "") + ": " + error.description;
        return all;
    }

private:
    json::Value document_;
    valijson::Schema schema_;
};

RequestSchema const& schema_of(Dialect dialect) {
    static RequestSchema const chat("openai_chat_request.schema.json");
    static RequestSchema const responses("openai_responses_request.schema.json");
    static RequestSchema const messages("anthropic_messages_request.schema.json");
    return dialect == Dialect::openai_chat ? chat : dialect == Dialect::openai_responses ? responses : messages;
}

constexpr Dialect all_dialects[] = {Dialect::openai_chat, Dialect::openai_responses, Dialect::anthropic};

rc::Gen<std::string> any_text() {
    // Without the zero: the validator measures strings as C does.
    auto const characters = rc::gen::container<std::u32string>(
        rc::gen::oneOf(rc::gen::inRange<char32_t>(1, 0x80), rc::gen::inRange<char32_t>(0xA0, 0xD800),
                       rc::gen::inRange<char32_t>(0x1F300, 0x1F600)));
    return rc::gen::map(characters, [](std::u32string const& points) { return text::encode(points); });
}

/// A schema of the subset that all providers keep.
json::Value any_schema(int depth) {
    auto const kind = *rc::gen::inRange(0, depth > 0 ? 5 : 3);
    if (kind == 0) return {{"type", "string"}, {"description", *any_text()}};
    if (kind == 1) return {{"type", json::Array{"number", "null"}}};
    if (kind == 2) return {{"type", "string"}, {"enum", json::Array{"a", *any_text()}}};
    if (kind == 3) return {{"type", "array"}, {"items", any_schema(depth - 1)}};
    json::Object properties;
    json::Array required;
    for (auto const* name : {"one", "two"}) {
        properties[name] = any_schema(depth - 1);
        required.push_back(name);
    }
    return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
}

llm::ChatRequest any_request() {
    llm::ChatRequest request;
    auto const systems = *rc::gen::inRange(0, 3);
    auto const turns = *rc::gen::inRange(systems == 0 ? 1 : 0, 4);
    for (int i = 0; i < systems; ++i) request.messages.push_back({llm::Role::system, *any_text()});
    for (int i = 0; i < turns; ++i)
        request.messages.push_back({i % 2 == 0 ? llm::Role::user : llm::Role::assistant, *any_text()});
    if (*rc::gen::arbitrary<bool>())
        request.shape = llm::AnswerShape{*rc::gen::element<std::string>("song", "Title-2", "a_b"), any_schema(3)};
    if (*rc::gen::arbitrary<bool>()) request.on_text = [](std::string_view) {};
    if (*rc::gen::arbitrary<bool>()) request.seed = *rc::gen::arbitrary<std::uint64_t>();
    request.temperature = *rc::gen::inRange(0, 101) / 100.0;
    request.max_tokens = *rc::gen::inRange(1, 200'000);
    return request;
}

/// Refuses some of what it is sent, then all: so that requests come in every stage of what a model learns.
class PickyServer final : public net::HttpClient {
public:
    explicit PickyServer(int refusals) : refusals_(refusals) {}

    net::HttpResult send(net::HttpRequest const& request, std::stop_token) override {
        bodies.push_back(json::parse_value(request.body).value());
        constexpr std::string_view optional[] = {
            "temperature",    "seed",  "response_format",       "text",       "output_config",
            "stream_options", "store", "max_completion_tokens", "max_tokens", "max_output_tokens"};
        for (auto const name : optional)
            if (refusals_ > 0 && bodies.back().as_object().contains(name)) {
                --refusals_;
                return refuse(std::string(name));
            }
        return net::HttpResponse{500, {}, ""};
    }

    std::vector<json::Value> bodies;

private:
    static net::HttpResponse refuse(std::string const& name) {
        json::Value const error{{"error", {{"message", "no"}, {"param", name}, {"code", "unsupported_parameter"}}}};
        return {400, {}, json::print(error)};
    }

    int refusals_;
};

RC_GTEST_PROP(ChatRequests, AreWhatTheProvidersDocument, ()) {
    auto const request = any_request();
    auto const refusals = *rc::gen::inRange(0, 8);
    FixedClock const clock{TimePoint{}};
    for (auto const dialect : all_dialects) {
        PickyServer server(refusals);
        auto const base_url = *rc::gen::element<std::string>("https://api.openai.com/v1", "http://localhost:11434/v1");
        auto const model =
            make_chat_model({.name = "x/y", .dialect = dialect, .base_url = base_url, .model = "y"}, server, clock);
        RC_ASSERT_FALSE(model->complete(request, {}));
        for (auto const& body : server.bodies) {
            auto const complaint = schema_of(dialect).complaint(body);
            if (!complaint.empty()) RC_FAIL(json::enum_name(dialect) + ": " + json::pretty(body) + complaint);
        }
    }
}

TEST(RequestSchemas, KnowAWrongRequest) {
    struct {
        Dialect dialect;
        char const* right;
        std::vector<char const*> wrong;
    } const table[] = {
        {Dialect::openai_chat,
         R"({"model":"m","messages":[{"role":"user","content":"a"}],"temperature":0.5,"max_tokens":5,"seed":1,"stream":true,"stream_options":{"include_usage":true}})",
         {R"({"messages":[{"role":"user","content":"a"}]})", R"({"model":"m","messages":[]})",
          R"({"model":"m","messages":[{"role":"bot","content":"a"}]})", R"({"model":"m","messages":[{"role":"user"}]})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"temperature":5})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"n":200})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"temprature":1})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"max_tokens":5,"max_completion_tokens":5})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"stream_options":{"include_usage":true}})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_object"}})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_schema","name":"n","schema":{},"strict":true}})",
          R"({"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_schema","json_schema":{"schema":{},"strict":true}}})"}},
        {Dialect::openai_responses,
         R"({"model":"m","input":[{"role":"user","content":"a"}],"store":false,"max_output_tokens":16,"text":{"format":{"type":"json_schema","name":"n","schema":{},"strict":true}}})",
         {R"({"model":"m"})", R"({"model":"m","messages":[{"role":"user","content":"a"}]})",
          R"({"model":"m","input":[],"store":false})", R"({"model":"m","input":"a","max_output_tokens":15})",
          R"({"model":"m","input":"a","store":true})", R"({"model":"m","input":"a","seed":1})",
          R"({"model":"m","input":[{"role":"user","content":"a"}],"text":{"format":{"type":"json_object"}}})",
          R"({"model":"m","input":"a","text":{"format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}}}})"}},
        {Dialect::anthropic,
         R"({"model":"m","max_tokens":5,"system":"s","messages":[{"role":"user","content":"a"}],"output_config":{"format":{"type":"json_schema","schema":{}}}})",
         {R"({"model":"m","messages":[{"role":"user","content":"a"}]})",
          R"({"model":"m","max_tokens":5,"messages":[{"role":"system","content":"a"}]})",
          R"({"model":"m","max_tokens":5,"messages":[]})",
          R"({"model":"m","max_tokens":5,"system":"","messages":[{"role":"user","content":"a"}]})",
          R"({"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"}],"seed":1})",
          R"({"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"}],"temperature":1.5})",
          R"({"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_object"}})"}},
    };
    for (auto const& [dialect, right, wrong] : table) {
        EXPECT_EQ(schema_of(dialect).complaint(json::parse_value(right).value()), "") << right;
        for (auto const* body : wrong)
            EXPECT_NE(schema_of(dialect).complaint(json::parse_value(body).value()), "") << body;
    }
}

}  // namespace
}  // namespace troupe::providers
