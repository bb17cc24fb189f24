#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "llm/chain.hpp"

/// Which language models there are, from the environment:
///   OPENAI_API_KEY, ANTHROPIC_API_KEY   keys; each alone brings a model of its provider
///   TROUPE_LLM_MODELS   who is asked, in this order: "openai/gpt-5-mini,anthropic/claude-haiku-4-5,local/llama3.2"; providers are
///                       openai, openai-responses, anthropic and local (any OpenAI-compatible server)
///   TROUPE_LLM_URL, TROUPE_LLM_KEY      where "local" is ("http://localhost:11434/v1"), and its key if it wants one
///   TROUPE_OPENAI_URL, TROUPE_ANTHROPIC_URL   other addresses of the providers
///   TROUPE_LLM_ASSIGN   who does what: "lyrics=anthropic/..,review=openai/.."
///   TROUPE_LLM_PRICES   a file over data/llm/prices.json, of the same form
///   TROUPE_LLM_DAY_CAP, TROUPE_LLM_ARTIST_CAP, TROUPE_LLM_TASK_CAP   in the installation's currency, "5.00"
namespace troupe::llm {

struct ModelSetting {
    std::string name;      ///< "openai/gpt-5-mini"
    std::string provider;  ///< openai, openai-responses, anthropic, local
    std::string model;     ///< as the server knows it
    std::string base_url;
    std::string api_key;   ///< may be empty for a local server
    Price price;
};

struct Settings {
    std::vector<ModelSetting> models;  ///< empty: the embedded writer writes
    Assignments assignments;
    Caps caps;
    std::vector<std::string> secrets;  ///< for the scrubber
};

/// Errors: invalid_input naming the variable: a placeholder for a key, a model whose key or address is missing, an
/// assignment to a model that is not listed, a cap that is no amount, a price file that cannot be read.
[[nodiscard]] Result<Settings> read_settings(Configuration const& configuration);

/// Prices by model.
class PriceTable {
public:
    /// Built in, with the file's entries over it. Errors: not_found, invalid_input (names file and field).
    [[nodiscard]] static Result<PriceTable> load(std::optional<std::filesystem::path> const& file = std::nullopt);
    /// Of the model, or of the one it is a dated version of ("gpt-5-mini-2025-08-07"); the cautious price otherwise.
    [[nodiscard]] Price of(std::string const& model) const;

private:
    std::map<std::string, Price> prices_;
};

}  // namespace troupe::llm
