#include "music/brief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "music/impl/check_tables.hpp"
#include "music/impl/syllables.hpp"
#include "music/score.hpp"
#include "music/tables.hpp"

namespace troupe::music {
namespace {

constexpr std::size_t most_lines = 400;
constexpr std::size_t longest_line_bytes = 400;
constexpr std::size_t most_tunes = 10'000;
constexpr std::size_t most_grams = 20'000;

tl::unexpected<Error> wrong(std::string const& field, std::string const& what) {
    return fail(ErrorCode::invalid_input, field + ": " + what);
}

template <class Row>
std::string ids(std::map<std::string, Row> const& rows) {
    std::vector<std::string> names;
    for (auto const& [id, row] : rows) names.push_back(id);
    return text::join(names, ", ");
}

bool among(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> check_names(Brief const& brief, Tables const& tables) {
    if (brief.genre.empty() && brief.mood.empty() && !brief.valence && !brief.energy) return wrong("genre", "give a genre or a mood");
    if (!brief.genre.empty() && !tables.genre_id(brief.genre))
        return wrong("genre", fmt::format("'{}' is unknown; known are {}", text::excerpt(brief.genre), ids(tables.genres())));
    if (!brief.mood.empty() && !tables.mood_id(brief.mood))
        return wrong("mood", fmt::format("'{}' is unknown; known are {}", text::excerpt(brief.mood), ids(tables.moods())));
    if (!brief.tempo.empty() && !tables.tempo_id(brief.tempo))
        return wrong("tempo", fmt::format("'{}' is unknown; known are {}", text::excerpt(brief.tempo), ids(tables.tempi())));
    return {};
}

Result<void> check_numbers(Brief const& brief) {
    // Written so that a NaN is refused, too.
    if (!(brief.bpm == 0 || (brief.bpm >= 40 && brief.bpm <= 240)))
        return wrong("bpm", fmt::format("{} is outside 40 to 240; leave it out to have it chosen", brief.bpm));
    if (brief.seconds && !(*brief.seconds >= 15 && *brief.seconds <= 600))
        return wrong("seconds", fmt::format("{} is outside 15 to 600; leave it out for the genre's usual length", *brief.seconds));
    if (brief.valence && !(*brief.valence >= -1 && *brief.valence <= 1))
        return wrong("valence", fmt::format("{} is outside -1 (sad) to 1 (happy)", *brief.valence));
    if (brief.energy && !(*brief.energy >= 0 && *brief.energy <= 1))
        return wrong("energy", fmt::format("{} is outside 0 (calm) to 1 (wild)", *brief.energy));
    for (auto const& [name, value] : brief.sound) {
        if (!among(impl::sound_names(), name))
            return wrong("sound." + name, "is unknown; known are " + text::join(impl::sound_names(), ", "));
        if (!(value >= -1 && value <= 1)) return wrong("sound." + name, fmt::format("{} is outside -1 to 1", value));
    }
    return {};
}

Result<void> check_lists(Brief const& brief) {
    if (brief.form.size() > 40) return wrong("form", "has more than 40 sections");
    for (std::size_t i = 0; i < brief.form.size(); ++i)
        if (!among(impl::section_names(), brief.form[i]))
            return wrong(fmt::format("form[{}]", i), fmt::format("'{}' is unknown; known are {}", text::excerpt(brief.form[i]),
                                                                 text::join(impl::section_names(), ", ")));
    for (std::size_t i = 0; i < brief.parts.size(); ++i)
        if (!among(impl::part_names(), brief.parts[i]))
            return wrong(fmt::format("parts[{}]", i), fmt::format("'{}' is unknown; known are {}", text::excerpt(brief.parts[i]),
                                                                  text::join(impl::part_names(), ", ")));
    static std::vector<std::string> const vocals{"none", "sung", "choir", "vocoder", "spoken", "rapped"};
    if (!among(vocals, brief.vocals)) return wrong("vocals", "expected one of " + text::join(vocals, ", "));
    static std::vector<std::string> const loudnesses{"streaming", "club"};
    if (!among(loudnesses, brief.loudness))
        return wrong("loudness", fmt::format("'{}': expected one of {}", text::excerpt(brief.loudness), text::join(loudnesses, ", ")));
    return {};
}

Result<void> check_stresses(LyricLine const& line, std::string const& at) {
    if (line.stresses.empty()) return {};
    if (line.stresses.find_first_not_of("01") != std::string::npos) return wrong(at + ".stresses", "has other letters than 0 and 1");
    auto const count = impl::syllables_of(line).size();
    if (line.stresses.size() == count) return {};
    return wrong(at + ".stresses", fmt::format("has {} letters for {} syllables", line.stresses.size(), count));
}

/// Tunes to keep away from: many, but no book of them.
Result<void> check_catalogue(Brief const& brief) {
    if (brief.catalogue.size() > most_tunes) return wrong("catalogue", fmt::format("has {} tunes, more than {}", brief.catalogue.size(), most_tunes));
    for (std::size_t i = 0; i < brief.catalogue.size(); ++i)
        if (brief.catalogue[i].grams.size() > most_grams)
            return wrong(fmt::format("catalogue[{}].grams", i), fmt::format("has {} runs, more than {}", brief.catalogue[i].grams.size(), most_grams));
    if (brief.signature.size() > longest_line_bytes) return wrong("signature", fmt::format("is longer than {} bytes", longest_line_bytes));
    return {};
}

Result<void> check_lyrics(Brief const& brief) {
    std::size_t lines = 0;
    for (std::size_t s = 0; s < brief.lyrics.size(); ++s) {
        auto const& section = brief.lyrics[s];
        auto const path = fmt::format("lyrics[{}]", s);
        if (!among(impl::section_names(), section.section))
            return wrong(path + ".section", fmt::format("'{}' is unknown; known are {}", text::excerpt(section.section),
                                                        text::join(impl::section_names(), ", ")));
        lines += section.lines.size();
        if (lines > most_lines) return wrong("lyrics", fmt::format("have more than {} lines", most_lines));
        for (std::size_t l = 0; l < section.lines.size(); ++l) {
            auto const& line = section.lines[l];
            auto const at = fmt::format("{}.lines[{}]", path, l);
            if (line.text.size() > longest_line_bytes) return wrong(at, fmt::format("is longer than {} bytes", longest_line_bytes));
            if (!text::is_valid_utf8(line.text)) return wrong(at, "is no valid UTF-8");
            TRY(check_stresses(line, at));
            if (line.syllables < 0 || line.syllables > 64) return wrong(at + ".syllables", "is outside 0 to 64");
        }
    }
    return {};
}

Result<void> check_metre(Brief const& brief, Tables const& tables) {
    if (brief.metre.empty()) return {};
    if (brief.genre.empty()) {
        if (brief.metre == "4/4") return {};
        return wrong("metre", "name a genre as well, its table says which metres it has");
    }
    auto const& genre = tables.genre(*tables.genre_id(brief.genre));
    if (among(genre.metres, brief.metre)) return {};
    return wrong("metre", fmt::format("'{}': {} has {}", text::excerpt(brief.metre), genre.name, text::join(genre.metres, ", ")));
}

}  // namespace

Result<void> validate(Brief const& brief, Tables const& tables) {
    TRY(check_names(brief, tables));
    TRY(check_numbers(brief));
    if (!brief.key.empty())
        if (auto const key = parse_key(brief.key); !key) return within("key", key.error());
    TRY(check_metre(brief, tables));
    TRY(check_lists(brief));
    TRY(check_catalogue(brief));
    return check_lyrics(brief);
}

bool has_voice(Brief const& brief) { return !brief.vocals.empty() && brief.vocals != "none"; }

}  // namespace troupe::music
