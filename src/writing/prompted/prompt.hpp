#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "artist/profile.hpp"
#include "llm/chat_model.hpp"

namespace troupe::writing::prompted {

/// A question to a language model, and which words it was asked with.
struct Prompt {
    std::string version;  ///< first 12 digits of the SHA-256 of the template
    std::vector<llm::Message> messages;
};

/// data/writing/prompts/<name>.txt with its {{slots}} filled. Rows of equals signs in a value are broken up, so that data
/// cannot end the place where it stands. A slot without a value, or a value without a slot, is a bug (asserted).
[[nodiscard]] Prompt fill_prompt(std::string_view name, std::map<std::string, std::string> const& values);

/// "lyrics.scene": the prompt of a task in that variant; the standard one, "lyrics", where there is no such variant.
[[nodiscard]] std::string prompt_name(std::string_view task, std::string_view variant);

/// "Vesper Lune, the hermit engineer; dub techno and ambient from Leith; instrumental".
[[nodiscard]] std::string portrait(artist::Profile const& profile);
/// A line a fact, with its id and year; what is not public says so.
[[nodiscard]] std::string fact_sheet(artist::Profile const& profile);
/// A line each, or "nothing".
[[nodiscard]] std::string lines_of(std::vector<std::string> const& texts, std::size_t most = 60);

}  // namespace troupe::writing::prompted
