#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/text.hpp"
#include "distribution/impl/form_answers.hpp"

namespace troupe::distribution::impl {
namespace {

/// Roles that write a song, of data/distribution/roles.json.
constexpr std::array<std::string_view, 8> writing_roles{"Composer", "ComposerLyricist", "Lyricist",    "Author",
                                                        "NonLyricAuthor", "Adapter", "SubLyricist", "Translator"};

Track const& track_of(Question const& asked) { return asked.release.tracks[asked.track]; }

std::string at(Question const& asked, std::string_view field) { return fmt::format("tracks[{}].{}", asked.track, field); }

bool writes(Contributor const& person) {
    return std::any_of(person.roles.begin(), person.roles.end(), [](auto const& role) {
        return std::find(writing_roles.begin(), writing_roles.end(), role) != writing_roles.end();
    });
}

/// "StudioProducer" as people write it: "Studio Producer".
std::string spaced(std::string const& role) {
    std::string out;
    for (std::size_t i = 0; i < role.size(); ++i) {
        bool const is_capital = role[i] >= 'A' && role[i] <= 'Z';
        if (is_capital && i > 0 && role[i - 1] >= 'a' && role[i - 1] <= 'z') out += ' ';
        out += role[i];
    }
    return out;
}

std::string roles_of(Contributor const& person) {
    std::vector<std::string> roles;
    for (auto const& role : person.roles) roles.push_back(spaced(role));
    return text::join(roles, ", ");
}

/// Forms ask for the names that stand in passports.
Answer songwriters(Question const& asked) {
    Answer answer{"", AnswerState::missing, "Nobody is named as composer or lyricist: add one to the track's contributors.",
                  at(asked, "contributors")};
    auto const& people = track_of(asked).contributors;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (!writes(people[i])) continue;
        if (people[i].legal_name.empty())
            return {"", AnswerState::missing, fmt::format("The legal name behind {} is not known yet.", people[i].name),
                    at(asked, fmt::format("contributors[{}].legal_name", i))};
        answer.text += fmt::format("{}{} ({}): {}", answer.text.empty() ? "" : "\n", people[i].legal_name, people[i].name, roles_of(people[i]));
        answer.state = AnswerState::given;
        answer.note.clear();
    }
    return answer;
}

Answer contributors(Question const& asked) {
    std::vector<std::string> lines;
    for (auto const& person : track_of(asked).contributors) lines.push_back(person.name + ": " + roles_of(person));
    return text_answer(text::join(lines, "\n"), at(asked, "contributors"));
}

Answer splits(Question const& asked) {
    std::vector<std::string> lines;
    for (auto const& person : track_of(asked).contributors)
        if (person.share_bp > 0) lines.push_back(fmt::format("{}: {}.{:02} %", person.name, person.share_bp / 100, person.share_bp % 100));
    auto answer = text_answer(text::join(lines, "\n"), at(asked, "contributors"), "Leave empty: no shares are written down.");
    return answer;
}

Answer ai_of_track(Question const& asked) {
    std::vector<AssetRecord> own;
    for (auto const& asset : asked.release.assets)
        if (asset.file == track_of(asked).file) own.push_back(asset);
    return ai_answer(own, at(asked, "ai"));
}

Answer language(Question const& asked) {
    return text_answer(track_of(asked).language, at(asked, "language"), "Leave empty, or say that nobody sings: it is instrumental.");
}

Answer p_line(Question const& asked) {
    auto const& own = track_of(asked).p_line;
    return {line_of("℗", own ? *own : asked.release.p_line), AnswerState::given, "", own ? at(asked, "p_line") : "p_line"};
}

Answer first_published(Question const& asked) {
    auto const& date = track_of(asked).first_published;
    return text_answer(date ? format_date(*date) : std::string(), at(asked, "first_published"), "Leave empty: it was not out before.");
}

Answer length(Question const& asked) {
    auto const seconds = static_cast<int>(std::lround(track_of(asked).seconds.count()));
    return {fmt::format("{}:{:02}", seconds / 60, seconds % 60), AnswerState::given, "", at(asked, "seconds")};
}

Answer yes_or_no(bool is, std::string path) { return {is ? "Yes" : "No", AnswerState::given, "", std::move(path)}; }

std::string shown(Question const& asked, ArtistRole role) {
    return names_of(shown_artists(asked.release, track_of(asked)), role);
}

}  // namespace

Answers const& answers_of_track() {
    static Answers const all{
        {"person", [](Question const&) { return Answer{"", AnswerState::decide, "", ""}; }},
        {"number", [](Question const& q) { return text_answer(std::to_string(q.track + 1), at(q, "number")); }},
        {"title", [](Question const& q) { return text_answer(track_of(q).title, at(q, "title")); }},
        {"version", [](Question const& q) { return text_answer(track_of(q).version, at(q, "version"), "Leave empty: the original."); }},
        {"full_title", [](Question const& q) { return text_answer(full_title(track_of(q).title, track_of(q).version), at(q, "title")); }},
        {"artist", [](Question const& q) { return text_answer(artist_name(q.release, track_of(q)), at(q, "artists")); }},
        {"main_artists", [](Question const& q) { return text_answer(shown(q, ArtistRole::main), at(q, "artists")); }},
        {"featured_artists", [](Question const& q) { return text_answer(shown(q, ArtistRole::featured), at(q, "artists")); }},
        {"remixers", [](Question const& q) { return text_answer(shown(q, ArtistRole::remixer), at(q, "artists")); }},
        {"isrc", [](Question const& q) { return code_answer(q.form, track_of(q).isrc, "ISRC", at(q, "isrc")); }},
        {"iswc", [](Question const& q) { return text_answer(track_of(q).iswc, at(q, "iswc")); }},
        {"songwriters", songwriters},
        {"contributors", contributors},
        {"splits", splits},
        {"ai", ai_of_track},
        {"explicit", [](Question const& q) { return yes_or_no(track_of(q).explicit_lyrics, at(q, "explicit_lyrics")); }},
        {"instrumental", [](Question const& q) { return yes_or_no(track_of(q).instrumental, at(q, "instrumental")); }},
        {"language", language},
        {"lyrics", [](Question const& q) { return text_answer(track_of(q).lyrics.value_or(""), at(q, "lyrics"), "Leave empty: nobody sings."); }},
        {"p_line", p_line},
        {"first_published", first_published},
        {"length", length},
        {"file", [](Question const& q) { return text_answer(q.filled->file, at(q, "file")); }},
    };
    return all;
}

}  // namespace troupe::distribution::impl
