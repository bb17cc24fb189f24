#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

/// Text in UTF-8. Case functions know ASCII alone and leave the rest as it is.
namespace troupe::text {

[[nodiscard]] bool is_valid_utf8(std::string_view text);
[[nodiscard]] std::size_t length(std::string_view text);  ///< characters (code points)
[[nodiscard]] std::u32string decode(std::string_view text);  ///< invalid bytes become U+FFFD
[[nodiscard]] std::string encode(std::u32string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);
/// A view into a temporary would outlive it.
template <class Text>
    requires std::same_as<Text, std::string>
std::string_view trim(Text&&) = delete;
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool equals_in_any_case(std::string_view one, std::string_view other);
[[nodiscard]] std::string capitalised(std::string_view text);  ///< first letter upper
[[nodiscard]] std::vector<std::string> split(std::string_view text, char at);  ///< "a,,b" gives three
[[nodiscard]] std::vector<std::string> words(std::string_view text);  ///< lower-case runs of letters, digits and '
[[nodiscard]] std::string join(std::vector<std::string> const& parts, std::string_view between);
[[nodiscard]] std::string replace_all(std::string text, std::string_view what, std::string_view with);
/// "a, b and c".
[[nodiscard]] std::string enumerate(std::vector<std::string> const& parts, std::string_view last = "and");

/// "Vesper Lune, No. 2!" as "vesper-lune-no-2": for folders and links. Accents of Latin letters are dropped; what has
/// no Latin letter or digit at all becomes "x" and a hash. At most 60 characters.
[[nodiscard]] std::string slug(std::string_view text);

/// The text with line breaks and control characters as spaces, cut to `limit` characters with "…": for quoting
/// foreign text in messages.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t limit = 60);

[[nodiscard]] std::string escape_xml(std::string_view text);  ///< & < > " ' for XML and HTML

}  // namespace troupe::text
