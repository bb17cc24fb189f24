#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/lyric_sheet.hpp"
#include "flow/making.hpp"
#include "flow/style_choice.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {
namespace {

/// Titles and lines of the label's latest songs, whoever sang them: nothing of them is written twice.
Result<void> remember_earlier_songs(Studio& studio, writing::LyricsRequest& request) {
    catalog::ContentQuery query{.kind = catalog::ContentKind::lyrics, .limit = 500};
    auto const page = TRY(studio.contents.list(query));
    for (auto const& content : page.contents) {
        request.used_titles.push_back(content.title);
        auto const words = json::from_value<writing::Lyrics>(content.details, json::Unknown::ignore);
        if (!words) continue;
        for (auto const& section : words->sections)
            for (auto const& line : section.lines) request.used_lines.push_back(line.text);
    }
    return {};
}

}  // namespace

Result<catalog::Content> make_words(Making const& making) {
    auto& studio = making.studio;
    auto const as_is = TRY(find_artist(studio, making.request.artist));
    auto const choice = TRY(choose_style(studio, as_is, making.request.wishes.value_or(Wishes()), making.request.content, making.request.seed));
    auto const artist = TRY(as_chosen(studio, as_is, choice));
    auto request = words_wanted(artist, making.request.seed);
    TRY(remember_earlier_songs(studio, request));
    auto const variation = TRY(vary(studio, "lyrics", artist, making.request.content));
    request.ways = variation.ways;
    auto const words = TRY(studio.writer.lyrics(request, making.stop));

    auto content = TRY(begin_content(making, catalog::ContentKind::lyrics, words.title));
    content.brief = json::Object{{"vocals", artist.profile.style.vocals}, {"mood", request.mood}};
    content.details = json::to_value(words);
    credit_to(content, words.credit);
    content.provenance.seed = making.request.seed;
    content.provenance.prompt = artist.profile.understanding.prompt;
    content.provenance.licence = "owned by the user";
    note_choice(content, choice);
    // An instrumental has no words that a model or its prompt had a hand in.
    if (!words.sections.empty()) note_arms(content, variation.arms, words.credit.session.empty() ? std::vector<std::string>{} : std::vector{words.credit.session});
    if (!words.sections.empty()) content.provenance.ai.lyrics = media::AiShare::all;
    TRY(add_text(studio, content, lyric_sheet_name, "lyrics", print_lyrics(words)));
    return content;
}

}  // namespace troupe::flow
