#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

/// The lists of data/artist, read once.
namespace troupe::artist::impl {

/// The lines of data/artist/<name> without blanks and comments.
[[nodiscard]] std::vector<std::string_view> list_lines(std::string_view name);

struct Place {
    std::string kind;     ///< city, country, region, people
    std::string country;  ///< ISO 3166-1 alpha-2; of several places of one name the first
};

/// Names of one or more words with what is known of each.
template <class Known>
struct WordList {
    std::unordered_map<std::string, Known> names;
    std::unordered_set<std::string> first_words;  ///< of the names: what begins with none of them need not be looked up

    void add(std::string const& name, Known known) {
        first_words.insert(name.substr(0, name.find(' ')));
        names.try_emplace(name, std::move(known));
    }
    [[nodiscard]] Known const* find(std::string const& name) const {
        auto const found = names.find(name);
        return found == names.end() ? nullptr : &found->second;
    }
};

/// By lower-case name: "new york".
[[nodiscard]] WordList<Place> const& known_places();
/// By name, with another word for the same thing: "kalimba" is "thumb piano"; empty: none.
[[nodiscard]] WordList<std::string> const& known_instruments();
/// One spelling of a genre that is written in several: "R&B" and "r_and_b" are "r and b".
[[nodiscard]] std::string plain_genre(std::string_view genre);
/// By plain name: true when it is an everyday word too ("house").
[[nodiscard]] WordList<bool> const& known_genres();

}  // namespace troupe::artist::impl
