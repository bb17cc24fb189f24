#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::distribution {

struct StoreGenre {
    std::string genre;      ///< as stores list it: "Electronic"
    std::string sub_genre;  ///< "Ambient"; empty: none
};

/// Where stores would file one of our genres ("dark_ambient", "Dark Ambient"); what is not in the table becomes
/// "Alternative", which every store has.
[[nodiscard]] StoreGenre store_genre(std::string_view ours);

/// Whether a text is a genre that stores know (data/distribution/genres.json). Case does not matter.
[[nodiscard]] bool is_store_genre(std::string_view text);

}  // namespace troupe::distribution
