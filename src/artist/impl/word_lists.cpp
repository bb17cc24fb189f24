#include "artist/impl/word_lists.hpp"

#include <algorithm>

#include "artist_embedded/embedded.hpp"
#include "base/text.hpp"

namespace troupe::artist::impl {

std::vector<std::string_view> list_lines(std::string_view name) {
    auto const files = embedded_files();
    auto const file = std::find_if(files.begin(), files.end(), [&](EmbeddedFile const& each) {
        return each.name == std::string("artist/").append(name);
    });
    std::vector<std::string_view> lines;
    for (auto rest = file == files.end() ? std::string_view() : file->content; !rest.empty();) {
        auto const end = rest.find('\n');
        auto const line = text::trim(rest.substr(0, end));
        if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return lines;
}

WordList<Place> const& known_places() {
    static auto const places = [] {
        WordList<Place> list;
        for (auto const line : list_lines("places.txt"))
            if (auto const parts = text::split(line, ';'); parts.size() == 3)
                list.add(text::lower(parts[2]), {parts[0], parts[1]});
        return list;
    }();
    return places;
}

WordList<std::string> const& known_instruments() {
    static auto const names = [] {
        WordList<std::string> list;
        for (auto const line : list_lines("instruments.txt")) {
            auto const parts = text::split(line, '=');
            list.add(std::string(text::trim(parts.front())),
                     parts.size() > 1 ? std::string(text::trim(parts[1])) : std::string());
        }
        return list;
    }();
    return names;
}

std::string plain_genre(std::string_view genre) {
    auto name = text::lower(genre);
    for (auto const* mark : {"_", "-"}) name = text::replace_all(name, mark, " ");
    return text::replace_all(text::replace_all(name, " & ", " and "), "&", " and ");
}

WordList<bool> const& known_genres() {
    static auto const names = [] {
        WordList<bool> list;
        for (auto line : list_lines("genres.txt")) {
            bool const everyday = line.ends_with('*');
            if (everyday) line.remove_suffix(1);
            list.add(plain_genre(line), everyday);
        }
        return list;
    }();
    return names;
}

}  // namespace troupe::artist::impl
