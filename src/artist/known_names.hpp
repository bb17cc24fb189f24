#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Names that an invented artist must not have: data/artist/known_names.txt says which it covers, and which not.
namespace troupe::artist {

/// The well-known name that this one is equal or near to: case, accents, blanks, punctuation, a leading "the" and
/// digits for letters ("R4diohead") do not count, and names of six letters and more may not differ by a single letter
/// or two exchanged ones ("Radiohaed").
[[nodiscard]] std::optional<std::string> known_name_near(std::string_view name);

[[nodiscard]] bool is_known_name(std::string_view name);

}  // namespace troupe::artist
