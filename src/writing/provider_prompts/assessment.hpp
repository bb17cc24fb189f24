#pragma once

#include "llm/orchestrator.hpp"
#include "writing/provider_prompts/artist_prompt.hpp"
#include "writing/provider_prompts/track_prompt.hpp"
#include "writing/provider_prompts/video_prompt.hpp"

namespace troupe::writing::provider_prompts {

/// How good a prompt is before anybody is paid for it: lengths, what has to be said, and whether its parts agree with
/// each other. 1 is faultless; 0 cannot be used. Findings name the field: "text.brief: says nothing of faces".
[[nodiscard]] llm::Assessment assess(ArtistPrompt const& prompt);
[[nodiscard]] llm::Assessment assess(TrackPrompt const& prompt);
[[nodiscard]] llm::Assessment assess(VideoPrompt const& prompt);

}  // namespace troupe::writing::provider_prompts
