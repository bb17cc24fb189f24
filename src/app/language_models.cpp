#include "app/language_models.hpp"

#include "providers/chat_endpoint.hpp"

namespace troupe::app {
namespace {

/// Stands in where no model is set up.
class NoModels final : public llm::AnswerSource {
public:
    llm::Asked ask(llm::ChatRequest const&, llm::Purpose const&, llm::Patience&, std::stop_token) override {
        llm::Asked asked;
        asked.error = {ErrorCode::unavailable, "no language model is set up: set OPENAI_API_KEY, ANTHROPIC_API_KEY or TROUPE_LLM_URL"};
        return asked;
    }
};

providers::Dialect dialect_of(std::string const& provider) {
    if (provider == "anthropic") return providers::Dialect::anthropic;
    if (provider == "openai-responses") return providers::Dialect::openai_responses;
    return providers::Dialect::openai_chat;
}

llm::Seat seat_of(llm::ModelSetting const& setting, net::HttpClient& http, Clock const& clock) {
    providers::ChatEndpoint endpoint{.name = setting.name,
                                     .dialect = dialect_of(setting.provider),
                                     .base_url = setting.base_url,
                                     .api_key = setting.api_key,
                                     .model = setting.model,
                                     .is_local = setting.provider == "local"};
    return {providers::make_chat_model(std::move(endpoint), http, clock), setting.price};
}

std::unique_ptr<llm::AnswerSource> answers_of(llm::Settings const& settings, net::HttpClient& http, llm::Ledger& ledger, llm::AnswerCache& cache, Clock const& clock) {
    if (settings.models.empty()) return std::make_unique<NoModels>();
    std::vector<llm::Seat> seats;
    for (auto const& model : settings.models) seats.push_back(seat_of(model, http, clock));
    return std::make_unique<llm::Chain>(llm::Chain::Parts{std::move(seats), settings.assignments, settings.caps, ledger, cache, clock, system_id_bits});
}

std::vector<std::string> names_of(llm::Settings const& settings) {
    std::vector<std::string> names;
    for (auto const& model : settings.models) names.push_back(model.name);
    return names;
}

}  // namespace

LanguageModels::LanguageModels(llm::Settings settings, net::HttpClient& http, llm::SessionStore& sessions, llm::Ledger& ledger, llm::AnswerCache& cache, Clock const& clock)
    : has_any_(!settings.models.empty()),
      names_(names_of(settings)),
      answers_(answers_of(settings, http, ledger, cache, clock)),
      orchestrator_(std::make_unique<llm::Orchestrator>(llm::Orchestrator::Parts{.answers = *answers_,
                                                                                 .sessions = sessions,
                                                                                 .clock = clock,
                                                                                 .id_bits = system_id_bits,
                                                                                 .scrubber = llm::Scrubber(std::move(settings.secrets))})) {}
LanguageModels::~LanguageModels() = default;

}  // namespace troupe::app
