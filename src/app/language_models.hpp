#pragma once

#include <memory>

#include "base/configuration.hpp"
#include "llm/orchestrator.hpp"
#include "llm/settings.hpp"
#include "net/http_client.hpp"

namespace troupe::app {

/// The language models of an installation, and who asks them.
class LanguageModels {
public:
    /// All but the settings outlive it.
    LanguageModels(llm::Settings settings, net::HttpClient& http, llm::SessionStore& sessions, llm::Ledger& ledger, llm::AnswerCache& cache, Clock const& clock);
    ~LanguageModels();

    /// False: nobody is there to ask; sessions of the past can still be replayed.
    [[nodiscard]] bool has_any() const { return has_any_; }
    [[nodiscard]] std::vector<std::string> const& names() const { return names_; }
    [[nodiscard]] llm::Orchestrator& orchestrator() { return *orchestrator_; }

private:
    bool has_any_;
    std::vector<std::string> names_;
    std::unique_ptr<llm::AnswerSource> answers_;
    std::unique_ptr<llm::Orchestrator> orchestrator_;
};

}  // namespace troupe::app
