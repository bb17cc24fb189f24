#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::feedback::impl {

/// Between words: a comma, a full stop, a line break.
inline constexpr auto pause = "|";

/// A comment as its words in lower case (Latin letters with their accents, digits, apostrophes), with a `pause` where
/// it halts, and its signs.
struct CommentWords {
    std::vector<std::string> words;
    std::vector<std::string> signs;  ///< characters that are no letters: "❤"
    std::size_t foreign = 0;         ///< letters of scripts other than Latin
};
[[nodiscard]] CommentWords split_comment(std::string_view comment);

/// "sooo" as it may be meant: itself, "soo", "so".
[[nodiscard]] std::vector<std::string> shorter_forms(std::string const& word);

}  // namespace troupe::feedback::impl
