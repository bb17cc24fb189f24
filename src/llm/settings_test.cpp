#include "llm/settings.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace troupe::llm {
namespace {

Result<Settings> read(std::map<std::string, std::string> values) { return read_settings(Configuration::of(std::move(values))); }

std::string problem(std::map<std::string, std::string> values) {
    auto const settings = read(std::move(values));
    return settings ? "none" : settings.error().message;
}

TEST(LlmSettings, NoKeyNoModel) { EXPECT_TRUE(read({})->models.empty()); }

TEST(LlmSettings, AKeyAloneIsEnough) {
    auto const settings = *read({{"OPENAI_API_KEY", "sk-live-123"}, {"ANTHROPIC_API_KEY", "sk-ant-123"}});
    ASSERT_EQ(settings.models.size(), 2U);
    EXPECT_EQ(settings.models[0].name, "openai/gpt-5-mini");
    EXPECT_EQ(settings.models[0].base_url, "https://api.openai.com/v1");
    EXPECT_EQ(settings.models[0].price.output_micros, 2'000'000);
    EXPECT_EQ(settings.models[1].provider, "anthropic");
    EXPECT_EQ(settings.secrets.size(), 2U);
}

TEST(LlmSettings, ReadsTheWholeList) {
    auto const settings = *read({{"OPENAI_API_KEY", "sk-live-123"},
                                 {"TROUPE_LLM_URL", "http://localhost:11434/v1"},
                                 {"TROUPE_LLM_MODELS", "local/llama3.2:3b, openai/gpt-9"},
                                 {"TROUPE_LLM_ASSIGN", "review=openai/gpt-9"},
                                 {"TROUPE_LLM_DAY_CAP", "12.5"}});
    EXPECT_EQ(settings.models[0].model, "llama3.2:3b");
    EXPECT_EQ(settings.models[0].price.input_micros, 0);
    EXPECT_EQ(settings.models[1].price.input_micros, cautious_price.input_micros) << "nobody knows its price";
    EXPECT_EQ(settings.assignments.at("review"), "openai/gpt-9");
    EXPECT_EQ(settings.caps.day_micros, 12'500'000);
}

TEST(LlmSettings, NamesWhatIsWrong) {
    EXPECT_NE(problem({{"OPENAI_API_KEY", "your_openai_api_key"}}).find("OPENAI_API_KEY"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_MODELS", "anthropic/claude-haiku-4-5"}}).find("ANTHROPIC_API_KEY: is not set"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_MODELS", "local/x"}}).find("TROUPE_LLM_URL"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_URL", "http://localhost"}}).find("TROUPE_LLM_MODELS"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_MODELS", "gpt-5"}}).find("is no model"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_ASSIGN", "review=openai/x"}}).find("TROUPE_LLM_ASSIGN"), std::string::npos);
    EXPECT_NE(problem({{"OPENAI_API_KEY", "sk-live-123"}, {"TROUPE_OPENAI_URL", "http://models.example.com/v1"}}).find("unencrypted"), std::string::npos);
    EXPECT_EQ(problem({{"OPENAI_API_KEY", "sk-live-123"}, {"TROUPE_OPENAI_URL", "http://192.168.1.7:8000/v1"}}), "none");
    EXPECT_NE(problem({{"TROUPE_LLM_TASK_CAP", "much"}}).find("TROUPE_LLM_TASK_CAP"), std::string::npos);
    EXPECT_NE(problem({{"TROUPE_LLM_PRICES", "/no/such/file.json"}}).find("/no/such/file.json"), std::string::npos);
}

TEST(PriceTable, TakesAFileOverTheBuiltInOnes) {
    auto const file = std::filesystem::temp_directory_path() / ("troupe-prices-" + std::to_string(::getpid()) + ".json");
    std::ofstream(file) << R"({"as_of": "2026-11-01", "models": {"gpt-9": {"input": 3, "output": 4.5}}})";
    auto const table = PriceTable::load(file);
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->of("gpt-9").output_micros, 4'500'000);
    EXPECT_EQ(table->of("gpt-9").as_of, "2026-11-01");
    EXPECT_EQ(table->of("gpt-5-mini-2025-08-07").input_micros, 250'000);
    EXPECT_EQ(table->of("gpt-5-minimal").input_micros, cautious_price.input_micros);
    std::ofstream(file) << R"({"models": {"gpt-9": {"input": -3}}})";
    EXPECT_NE(PriceTable::load(file).error().message.find("models.gpt-9"), std::string::npos);
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace troupe::llm
