#include "artist/known_names.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "artist/impl/word_lists.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

/// Digits and signs that stand for letters; `one` is what 1 stands for.
std::string without_leet(std::string_view name, char one) {
    std::string out;
    for (auto const c : name) switch (c) {
            case '0':
                out += 'o';
                break;
            case '1':
            case '!':
            case '|':
                out += one;
                break;
            case '3':
                out += 'e';
                break;
            case '4':
            case '@':
                out += 'a';
                break;
            case '5':
            case '$':
                out += 's';
                break;
            case '7':
                out += 't';
                break;
            default:
                out += c;
        }
    return out;
}

/// What is left of a name when only its letters count: "The Beatles" is "beatles", "Björk" is "bjork", and "and" is
/// nothing, however it is written.
std::string letters_of(std::string_view name) {
    auto folded = text::replace_all(text::slug(name), "-", " ");
    for (auto const* also : {" and ", " n "}) folded = text::replace_all(folded, also, " ");
    if (folded.starts_with("the ") && folded.size() > 6) folded.erase(0, 4);
    return text::replace_all(folded, " ", "");
}

struct Known {
    std::string letters;
    std::string_view name;
};

std::vector<Known> const& known_names() {
    static auto const names = [] {
        std::vector<Known> list;
        for (auto const name : impl::list_lines("known_names.txt")) {
            list.push_back({letters_of(name), name});
            // "Blink-182" in the same disguise as a name that is asked about.
            if (auto plain = letters_of(without_leet(name, 'i')); plain != list.back().letters)
                list.push_back({std::move(plain), name});
        }
        return list;
    }();
    return names;
}

/// One letter put in, left out or exchanged, or two neighbours swapped.
bool is_one_edit(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    auto const at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
    if (at == a.size() || a.substr(at + 1) == b.substr(at + 1)) return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

}  // namespace

std::optional<std::string> known_name_near(std::string_view name) {
    std::string const asked[] = {letters_of(name), letters_of(without_leet(name, 'i')),
                                 letters_of(without_leet(name, 'l'))};
    for (auto const& known : known_names())
        for (auto const& letters : asked) {
            bool const is_long = std::min(letters.size(), known.letters.size()) >= 6;
            if (letters == known.letters || (is_long && is_one_edit(letters, known.letters)))
                return std::string(known.name);
        }
    return std::nullopt;
}

bool is_known_name(std::string_view name) { return known_name_near(name).has_value(); }

}  // namespace troupe::artist
