#include "writing/tables.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/impl/axes.hpp"
#include "writing/impl/embedded_bank.hpp"

namespace troupe::writing {
namespace {

using Names = std::vector<std::string>;

Names const music_genres{"techno", "ambient", "trap", "dark_trap", "phonk", "hip_hop", "lo_fi", "edm", "house", "pop",
                         "indie", "synthwave", "drum_and_bass", "acoustic", "afrobeats", "blues", "bossa_nova",
                         "cinematic", "classical", "country", "disco", "dubstep", "fado", "garage", "hyperpop", "jazz",
                         "metal", "punk", "r_and_b", "reggae", "reggaeton", "rock", "soul"};
Names const families{"electronic", "hip_hop", "band", "pop", "acoustic"};
Names const vocal_kinds{"none", "sung", "rapped", "spoken", "choir", "vocoder"};
Names const production_traits{"brightness", "space", "grit", "density", "swing", "warmth"};
Names const cover_families{"aura", "swiss", "flow", "landscape", "chrome", "rings", "type", "crystal", "growth", "city"};
Names const name_styles{"coined", "surname", "compound", "soft", "person", "mononym", "moniker", "band"};
Names const registers{"plain", "terse", "lyrical", "wry", "technical", "warm", "ceremonial"};
Names const axes(impl::axis_names.begin(), impl::axis_names.end());

Result<void> one_of(std::string const& path, std::string const& value, Names const& allowed) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
    return fail(ErrorCode::invalid_input,
                path + ": '" + text::excerpt(value) + "' is not one of " + text::join(allowed, ", "));
}

Result<void> all_of(std::string const& path, Names const& values, Names const& allowed) {
    if (values.empty()) return fail(ErrorCode::invalid_input, path + ": needs at least one entry");
    for (std::size_t i = 0; i < values.size(); ++i)
        TRY(one_of(path + "[" + std::to_string(i) + "]", values[i], allowed));
    return {};
}

Result<void> keys_of(std::string const& path, std::map<std::string, double> const& values, Names const& allowed) {
    for (auto const& [key, value] : values) TRY(one_of(path + "." + key, key, allowed));
    return {};
}

Result<void> tenths(std::string const& path, std::map<std::string, double> const& values, Names const& allowed) {
    TRY(keys_of(path, values, allowed));
    for (auto const& [key, value] : values)
        if (value < -10 || value > 10)
            return fail(ErrorCode::invalid_input, path + "." + key + ": expected -10 to 10");
    return {};
}

Result<void> weights(std::string const& path, std::map<std::string, double> const& values) {
    double sum = 0;
    for (auto const& [key, value] : values) {
        if (value < 0) return fail(ErrorCode::invalid_input, path + "." + key + ": a weight is 0 or more");
        sum += value;
    }
    if (sum > 0) return {};
    return fail(ErrorCode::invalid_input, path + ": needs at least one weight above 0");
}

template <class Number>
Result<void> range(std::string const& path, std::vector<Number> const& pair, Number low, Number high) {
    if (pair.size() != 2) return fail(ErrorCode::invalid_input, path + ": expected two numbers, low and high");
    for (std::size_t i = 0; i < 2; ++i)
        if (pair[i] < low || pair[i] > high)
            return fail(ErrorCode::invalid_input, path + "[" + std::to_string(i) + "]: expected " +
                                                      std::to_string(static_cast<int>(low)) + " to " +
                                                      std::to_string(static_cast<int>(high)));
    if (pair[0] > pair[1]) return fail(ErrorCode::invalid_input, path + ": the first must not exceed the second");
    return {};
}

Result<void> check_genre(std::string const& path, Genre const& genre) {
    if (genre.name.empty()) return fail(ErrorCode::invalid_input, path + ".name: is missing");
    if (genre.listeners.empty()) return fail(ErrorCode::invalid_input, path + ".listeners: is missing");
    TRY(one_of(path + ".music_genre", genre.music_genre, music_genres));
    TRY(one_of(path + ".family", genre.family, families));
    TRY(tenths(path + ".axes", genre.axes, axes));
    TRY(tenths(path + ".production", genre.production, production_traits));
    TRY(range(path + ".bpm", genre.bpm, 40.0, 240.0));
    TRY(range(path + ".ages", genre.ages, 13, 99));
    TRY(keys_of(path + ".vocals", genre.vocals, vocal_kinds));
    TRY(keys_of(path + ".visual_families", genre.visual_families, cover_families));
    for (auto const& [name, map] : {std::pair{".modes", &genre.modes}, std::pair{".moods", &genre.moods},
                                    std::pair{".instruments", &genre.instruments}, std::pair{".vocals", &genre.vocals},
                                    std::pair{".visual_families", &genre.visual_families}})
        TRY(weights(path + name, *map));
    TRY(all_of(path + ".name_styles", genre.name_styles, name_styles));
    TRY(all_of(path + ".registers", genre.registers, registers));
    if (genre.instruments.size() < 3)
        return fail(ErrorCode::invalid_input, path + ".instruments: needs at least three");
    if (genre.influences.size() < 2) return fail(ErrorCode::invalid_input, path + ".influences: needs at least two");
    if (genre.themes.empty()) return fail(ErrorCode::invalid_input, path + ".themes: needs at least one entry");
    if (genre.interests.empty()) return fail(ErrorCode::invalid_input, path + ".interests: needs at least one entry");
    return {};
}

Result<json::Object> genres_of(json::Value const& document) {
    auto const* object = document.if_object();
    if (object == nullptr) return fail(ErrorCode::invalid_input, "expected an object with the field 'genres'");
    for (auto const& [key, value] : *object)
        if (key != "genres")
            return fail(ErrorCode::invalid_input, std::string(key) + ": unknown field, only 'genres' is known");
    auto const* genres = object->if_contains("genres");
    if (genres == nullptr || !genres->is_object())
        return fail(ErrorCode::invalid_input, "genres: expected an object of genres by id");
    return genres->get_object();
}

Result<void> merge(json::Object& base, json::Object const& over) {
    for (auto const& [id, entry] : over) {
        auto const* fields = entry.if_object();
        if (fields == nullptr)
            return fail(ErrorCode::invalid_input, "genres." + std::string(id) + ": expected an object");
        auto* known = base.if_contains(id);
        if (known == nullptr) {
            base[id] = entry;
            continue;
        }
        for (auto const& [field, value] : *fields) known->get_object()[field] = value;
    }
    return {};
}

Result<GenreTable> read(json::Object const& genres) {
    GenreTable table;
    for (auto const& [id, entry] : genres) {
        auto const path = "genres." + std::string(id);
        auto genre = TRY(json::from_value<Genre>(entry, json::Unknown::refuse, path));
        TRY(check_genre(path, genre));
        table.emplace(std::string(id), std::move(genre));
    }
    return table;
}

Result<GenreTable> merged(json::Object base, std::string_view text) {
    auto const document = TRY(json::parse_value(text));
    TRY(merge(base, TRY(genres_of(document))));
    return read(base);
}

}  // namespace

Result<GenreTable> load_genres(std::optional<std::filesystem::path> const& file) {
    auto const document = TRY(json::parse_value(impl::embedded_bank("genres")));
    auto base = TRY(genres_of(document));
    if (!file) return read(base);
    auto const text = TRY(read_file(*file, 8U << 20U));
    auto table = merged(std::move(base), text);
    if (!table) return within(file->string(), table.error());
    return table;
}

Result<LiveFile<GenreTable>> open_genres(std::optional<std::filesystem::path> const& file) {
    std::vector<std::filesystem::path> files;
    if (file) files.push_back(*file);
    return LiveFile<GenreTable>::open(std::move(files), [file] { return load_genres(file); });
}

}  // namespace troupe::writing
