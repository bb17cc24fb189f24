#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "llm/orchestrator.hpp"
#include "writing/prosody.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::prompted {

/// Writes with language models, on top of the embedded writer: that one understands the prompt, refuses what must be refused and
/// lays down facts, sound and look; the model finds better words for them. Its answers are data and pass the checks that
/// ours pass. A draft under `least_score`, or no answer at all, and the embedded words stand, with a note in the credit.
class PromptedWriter final : public Writer, public llm::Replayer {
public:
    static constexpr double least_score = 0.49;

    /// Writer and orchestrator outlive it. The pronouncing dictionary is read when the first song needs it.
    PromptedWriter(Writer const& embedded, llm::Orchestrator& orchestrator, std::filesystem::path pronunciations)
        : embedded_(embedded), orchestrator_(orchestrator), pronunciations_(std::move(pronunciations)) {}

    [[nodiscard]] Result<artist::Understanding> understand(std::string const& prompt) const override { return embedded_.understand(prompt); }
    [[nodiscard]] Result<artist::Profile> identity(IdentityRequest const& request, std::stop_token stop) const override;
    /// The embedded writer's: a vague prompt is answered by many directions at no cost; the one chosen gets its words later.
    [[nodiscard]] Result<std::vector<artist::Profile>> proposals(IdentityRequest const& request, int count, std::stop_token stop) const override {
        return embedded_.proposals(request, count, stop);
    }
    [[nodiscard]] Result<Lyrics> lyrics(LyricsRequest const& request, std::stop_token stop) const override;
    [[nodiscard]] Result<Title> title(TitleRequest const& request, std::stop_token stop) const override;
    [[nodiscard]] Result<std::vector<Caption>> captions(CaptionRequest const& request, std::stop_token stop) const override;
    [[nodiscard]] Result<Biographies> biographies(artist::Profile const& profile, std::uint64_t seed, std::stop_token stop) const override;
    [[nodiscard]] Result<std::vector<std::string>> hooks(HookRequest const& request, std::stop_token stop) const override;

    [[nodiscard]] Result<json::Value> replay(llm::Session const& session, std::vector<llm::ReviewEntry> const& log) const override;

private:
    [[nodiscard]] std::shared_ptr<Prosody const> prosody() const;

    Writer const& embedded_;
    llm::Orchestrator& orchestrator_;
    std::filesystem::path pronunciations_;
    mutable std::once_flag prosody_read_;
    mutable std::shared_ptr<Prosody const> prosody_;
};

}  // namespace troupe::writing::prompted
