#include "distribution/genres.hpp"

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/impl/tables.hpp"

namespace troupe::distribution {

BOOST_DESCRIBE_STRUCT(StoreGenre, (), (genre, sub_genre))

namespace {

struct GenreTable {
    std::vector<std::string> store_genres;
    std::map<std::string, StoreGenre> ours;
};
BOOST_DESCRIBE_STRUCT(GenreTable, (), (store_genres, ours))

GenreTable const& table() {
    static GenreTable const loaded =
        json::parse<GenreTable>(impl::table_text("distribution/genres.json")).value_or(GenreTable{});
    return loaded;
}

/// "Dark_Ambient" and "dark-ambient" are one genre.
std::string plain(std::string_view genre) {
    auto out = text::lower(text::trim(genre));
    std::replace(out.begin(), out.end(), '_', ' ');
    std::replace(out.begin(), out.end(), '-', ' ');
    return out;
}

}  // namespace

StoreGenre store_genre(std::string_view ours) {
    for (auto const& [name, genre] : table().ours)
        if (plain(name) == plain(ours)) return genre;
    for (auto const& name : table().store_genres)
        if (plain(name) == plain(ours)) return {name, ""};
    return {"Alternative", ""};
}

bool is_store_genre(std::string_view text) {
    auto const& known = table().store_genres;
    return std::any_of(known.begin(), known.end(),
                       [&](auto const& name) { return text::lower(name) == text::lower(text); });
}

}  // namespace troupe::distribution
