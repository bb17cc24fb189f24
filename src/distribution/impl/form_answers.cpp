#include "distribution/impl/form_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"

namespace troupe::distribution::impl {
namespace {

Answer given(std::string text, std::string path) { return {std::move(text), AnswerState::given, "", std::move(path)}; }

Answer person(Question const&) { return {"", AnswerState::decide, "", ""}; }

/// The form's own name of the genre; "Electronic / Ambient" may have one of its own, before "Electronic".
Answer genre(Question const& asked) {
    auto const& release = asked.release;
    auto const& names = asked.form.genres;
    auto found = release.sub_genre.empty() ? names.end() : names.find(release.genre + " / " + release.sub_genre);
    if (found == names.end()) found = names.find(release.genre);
    if (found != names.end()) return given(found->second, "genre");
    auto answer = given(release.genre, "genre");
    answer.note = fmt::format("Our own name of it: take the nearest that {} lists.", asked.form.name);
    return answer;
}

Answer territories(Question const& asked) {
    auto const& release = asked.release;
    auto where = text::join(release.territories, ", ");
    if (!release.excluded_territories.empty())
        where += " except " + text::join(release.excluded_territories, ", ");
    return given(std::move(where), "territories");
}

Answer original_date(Question const& asked) {
    auto const& date = asked.release.original_release_date;
    return text_answer(date ? format_date(*date) : std::string(), "original_release_date",
                       "Leave empty: these recordings were not out before.");
}

Answer pre_order(Question const& asked) {
    auto const& order = asked.release.pre_order;
    return text_answer(order ? format_date(order->start) : std::string(), "pre_order", "Leave empty: no orders before the date.");
}

Answer explicit_lyrics(Question const& asked) {
    auto const& tracks = asked.release.tracks;
    bool const is = std::any_of(tracks.begin(), tracks.end(), [](auto const& track) { return track.explicit_lyrics; });
    return given(is ? "Yes" : "No", "tracks");
}

/// The whole release: its pictures too.
Answer ai_of_release(Question const& asked) { return ai_answer(asked.release.assets, "ai"); }

}  // namespace

std::string kind_name(ReleaseKind kind) {
    return kind == ReleaseKind::ep ? "EP" : text::capitalised(text::replace_all(json::enum_name(kind), "_", " "));
}

std::string names_of(std::vector<ShownArtist> const& artists, ArtistRole role) {
    std::vector<std::string> names;
    for (auto const& artist : artists)
        if (artist.role == role) names.push_back(artist.name);
    return text::join(names, ", ");
}

Answer text_answer(std::string text, std::string path, std::string const& note) {
    if (text.empty()) return {"", AnswerState::left_empty, note, std::move(path)};
    return given(std::move(text), std::move(path));
}

Answer code_answer(Form const& form, Code const& code, std::string const& name, std::string path) {
    if (!code.value.empty()) return given(code.value, std::move(path));
    if (form.gives_codes)
        return {"", AnswerState::left_empty, fmt::format("Leave empty: {} gives one. Write it down afterwards with `troupe release codes set`.", form.name),
                std::move(path)};
    return {"", AnswerState::missing, fmt::format("There is no {} yet: `troupe release codes set` writes down one that you have.", name),
            std::move(path)};
}

std::string line_of(std::string const& sign, RightsLine const& line) { return fmt::format("{} {} {}", sign, line.year, line.owner); }

Answer ai_answer(std::vector<AssetRecord> const& assets, std::string path) {
    auto const summary = summarise_ai(assets);
    auto answer = given(text::join(summary.sentences, "\n"), std::move(path));
    if (assets.empty() || summary.sentences.empty()) {
        answer.state = AnswerState::decide;
        answer.note = "Nothing is recorded about its making: say yourself what AI made of it.";
    } else if (!summary.unrecorded.empty()) {
        answer.note = "No maker is recorded for " + text::enumerate(summary.unrecorded) + ": say yourself what AI made of it.";
    }
    return answer;
}

Answers const& answers_of_release() {
    static Answers const all{
        {"person", person},
        {"title", [](Question const& q) { return given(q.release.title, "title"); }},
        {"version", [](Question const& q) { return text_answer(q.release.version, "version"); }},
        {"full_title", [](Question const& q) { return given(full_title(q.release.title, q.release.version), "title"); }},
        {"artist", [](Question const& q) { return given(q.release.artist, "artist"); }},
        {"main_artists", [](Question const& q) { return given(names_of(shown_artists(q.release), ArtistRole::main), "artists"); }},
        {"featured_artists", [](Question const& q) { return text_answer(names_of(shown_artists(q.release), ArtistRole::featured), "artists"); }},
        {"label", [](Question const& q) { return text_answer(q.release.label, "label", "Leave empty: there is no label."); }},
        {"catalog_number", [](Question const& q) { return text_answer(q.release.catalog_number, "catalog_number"); }},
        {"upc", [](Question const& q) { return code_answer(q.form, q.release.upc, "UPC", "upc"); }},
        {"release_date", [](Question const& q) { return given(format_date(q.release.release_date), "release_date"); }},
        {"original_release_date", original_date},
        {"pre_order", pre_order},
        {"genre", genre},
        {"sub_genre", [](Question const& q) { return text_answer(q.release.sub_genre, "sub_genre"); }},
        {"language", [](Question const& q) { return given(q.release.language, "language"); }},
        {"explicit", explicit_lyrics},
        {"kind", [](Question const& q) { return given(kind_name(q.release.kind), "type"); }},
        {"track_count", [](Question const& q) { return given(std::to_string(q.release.tracks.size()), "tracks"); }},
        {"p_line", [](Question const& q) { return given(line_of("℗", q.release.p_line), "p_line"); }},
        {"c_line", [](Question const& q) { return given(line_of("©", q.release.c_line), "c_line"); }},
        {"territories", territories},
        {"ai", ai_of_release},
        {"cover_file", [](Question const&) { return given("cover.jpg", "cover.file"); }},
    };
    return all;
}

}  // namespace troupe::distribution::impl
