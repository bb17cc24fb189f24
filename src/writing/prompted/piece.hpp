#pragma once

#include <functional>

#include "base/json_schema.hpp"
#include "llm/orchestrator.hpp"
#include "writing/prompted/checks.hpp"
#include "writing/prompted/prompt.hpp"
#include "writing/prosody.hpp"
#include "writing/writer.hpp"

/// Each kind of writing as a task for a language model, and the way back from its accepted draft to the port's answer.
namespace troupe::writing::prompted {

template <class Answer>
struct Piece {
    llm::Task task;
    std::function<Answer(json::Value const& draft)> finish;  ///< of a draft that was assessed as usable
};

/// `base` is what the embedded writer made of the same request: the facts, the style and the picture stay its own.
[[nodiscard]] Piece<artist::Profile> identity_piece(IdentityRequest const& request, artist::Profile const& base);
[[nodiscard]] Piece<Lyrics> lyrics_piece(LyricsRequest const& request, Lyrics const& base, std::shared_ptr<Prosody const> const& prosody);
[[nodiscard]] Piece<std::vector<Caption>> captions_piece(CaptionRequest const& request, std::vector<Caption> const& base);
[[nodiscard]] Piece<Title> title_piece(TitleRequest const& request, Title const& base);
[[nodiscard]] Piece<std::vector<std::string>> hooks_piece(HookRequest const& request);
[[nodiscard]] Piece<Biographies> biographies_piece(artist::Profile const& profile, std::uint64_t seed);

namespace impl {

/// A task with what all have in common: the shape comes from `Draft`, and a draft that does not fit it is unusable.
template <class Draft, class Check>
[[nodiscard]] llm::Task make_task(std::string name, artist::Profile const& profile, json::Value input, Prompt prompt, Check check) {
    llm::Task task;
    task.shape = {name, json::schema_of<Draft>(json::Strictness::all_required)};
    task.name = std::move(name);
    task.artist = profile.core.name;
    task.own = profile.settings.llm_assignments;
    task.input = std::move(input);
    task.prompt_version = std::move(prompt.version);
    task.messages = std::move(prompt.messages);
    task.assess = [check](json::Value const& value) -> llm::Assessment {
        auto const draft = json::from_value<Draft>(value);
        if (!draft) return {0, {draft.error().message}};
        Findings findings;
        check(*draft, findings);
        return findings.assessment();
    };
    return task;
}

/// The draft again; it has been assessed, so it can be read.
template <class Draft>
[[nodiscard]] Draft draft_of(json::Value const& value) {
    return json::from_value<Draft>(value).value_or(Draft{});
}

}  // namespace impl
}  // namespace troupe::writing::prompted
