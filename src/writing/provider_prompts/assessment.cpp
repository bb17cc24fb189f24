#include "writing/provider_prompts/assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "writing/prompted/checks.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::writing::provider_prompts {
namespace {

using prompted::Findings;

bool says(std::string_view words, std::string_view part) {
    return text::lower(words).find(text::lower(part)) != std::string::npos;
}

void check_text(std::string const& path, std::string const& words, std::size_t most, Findings& findings) {
    prompted::check_words(path, words, most, findings);
    if (words.find_first_of("{}") != std::string::npos) findings.refuse(path + ": holds a slot that was not filled");
    if (words.find("  ") != std::string::npos) findings.mend(path + ": has stray spaces", 0.02);
}

void check_texts(Texts const& texts, Findings& findings) {
    check_text("text.brief", texts.brief, most_brief, findings);
    check_text("text.medium", texts.medium, most_medium, findings);
    check_text("text.full", texts.full, most_full, findings);
    if (text::length(texts.full) < text::length(texts.brief)) findings.mend("text.full: says less than text.brief");
}

/// Every length has to say this.
void require_everywhere(Texts const& texts, std::string_view part, std::string const& what, Findings& findings) {
    for (auto const& [name, words] : {std::pair{"text.brief", &texts.brief}, std::pair{"text.medium", &texts.medium},
                                      std::pair{"text.full", &texts.full}})
        if (!says(*words, part)) findings.mend(fmt::format("{}: does not say {}", name, what), 0.15);
}

void check_colours(std::vector<Colour> const& palette, Texts const& texts, Findings& findings) {
    if (palette.empty()) return findings.mend("palette: is empty", 0.2);
    for (auto const& colour : palette) {
        if (colour.words != colour_words(colour.hex))
            findings.mend(fmt::format("palette: {} is not {}", colour.hex, colour.words), 0.1);
        if (!says(texts.full, colour.hex))
            findings.mend(fmt::format("text.full: leaves out the colour {}", colour.hex));
    }
}

void check_parts(TrackSheet const& sheet, Findings& findings) {
    if (sheet.parts.empty()) return findings.mend("sheet.parts: the song has no form", 0.2);
    if (sheet.parts.front().bar != 1) findings.mend("sheet.parts[0].bar: a song begins with bar 1");
    auto const bar_seconds = 60 / sheet.bpm * sheet.beats_per_bar;
    for (std::size_t i = 0; i < sheet.parts.size(); ++i) {
        auto const& part = sheet.parts[i];
        if (i > 0 && part.bar != sheet.parts[i - 1].bar + sheet.parts[i - 1].bars)
            findings.mend(fmt::format("sheet.parts[{}].bar: does not follow the part before it", i));
        if (std::abs(part.at - (part.bar - 1) * bar_seconds) > bar_seconds)
            findings.mend(
                fmt::format("sheet.parts[{}].at: is not where bar {} begins at {:.0f} BPM", i, part.bar, sheet.bpm));
    }
    for (std::size_t i = 0; i < sheet.turns.size(); ++i) {
        auto const begins = [&](SongPart const& part) { return part.bar == sheet.turns[i].bar; };
        if (std::none_of(sheet.parts.begin(), sheet.parts.end(), begins))
            findings.mend(fmt::format("sheet.turns[{}].bar: no part begins there", i));
    }
}

void check_voice(TrackPrompt const& prompt, Findings& findings) {
    auto const& sheet = prompt.sheet;
    if (sheet.vocals == "none") {
        if (!sheet.words.empty()) findings.mend("sheet.words: an instrumental has no words", 0.3);
        if (!says(prompt.style_short, "instrumental"))
            findings.mend("style_short: does not say that nobody sings", 0.2);
        return;
    }
    if (sheet.words.empty()) findings.mend("lyrics: there are no words yet, a service would make up its own", 0.1);
    for (auto const& part : sheet.words)
        if (prompt.lyrics.find("[" + part_title(part.name)) == std::string::npos)
            findings.mend(fmt::format("lyrics: the {} is left out", part.name));
}

void check_negative(TrackPrompt const& prompt, Findings& findings) {
    for (auto const& unwanted : prompt.negative)
        for (auto const* wanted : {&prompt.sheet.instruments, &prompt.sound})
            if (std::find(wanted->begin(), wanted->end(), unwanted) != wanted->end())
                findings.mend(fmt::format("negative: '{}' is asked for as well", unwanted), 0.2);
}

void check_shots(VideoSheet const& sheet, Findings& findings) {
    if (sheet.shots.empty()) return findings.mend("sheet.shots: there are none", 0.3);
    auto const near = [](double a, double b) { return std::abs(a - b) < 0.05; };
    if (!near(sheet.shots.front().from, 0) || !near(sheet.shots.back().to, sheet.place.seconds))
        findings.mend("sheet.shots: do not cover the video");
    for (std::size_t i = 0; i < sheet.shots.size(); ++i) {
        if (i > 0 && !near(sheet.shots[i].from, sheet.shots[i - 1].to))
            findings.mend(fmt::format("sheet.shots[{}].from: does not follow the shot before it", i));
        if (sheet.shots[i].search.empty())
            findings.mend(fmt::format("sheet.shots[{}].search: no words to look for", i), 0.04);
        if (sheet.shots[i].to - sheet.shots[i].from < 0.33)
            findings.mend(fmt::format("sheet.shots[{}]: shorter than a third of a second, it would flash", i), 0.2);
    }
}

void check_overlays(VideoSheet const& sheet, Findings& findings) {
    for (std::size_t i = 0; i < sheet.overlays.size(); ++i) {
        auto const& overlay = sheet.overlays[i];
        if (overlay.text.empty()) findings.mend(fmt::format("sheet.overlays[{}].text: is empty", i));
        if (overlay.from < 0 || overlay.to > sheet.place.seconds + 0.05 || overlay.from >= overlay.to)
            findings.mend(fmt::format("sheet.overlays[{}]: is not within the video", i));
        // Silent readers manage some four words a second.
        if (overlay.to - overlay.from < static_cast<double>(text::words(overlay.text).size()) / 4)
            findings.mend(fmt::format("sheet.overlays[{}]: is gone before it can be read", i));
    }
}

}  // namespace

llm::Assessment assess(ArtistPrompt const& prompt) {
    Findings findings;
    check_texts(prompt.text, findings);
    check_text("negative", prompt.negative, 500, findings);
    require_everywhere(prompt.text, prompt.name, "who it is", findings);
    require_everywhere(prompt.text, "face", "whether a face may be seen", findings);
    check_colours(prompt.palette, prompt.text, findings);
    if (prompt.motifs.empty()) findings.mend("motifs: there are none");
    if (!prompt.shows_face && (says(prompt.text.full, "show their face") || !says(prompt.negative, "face")))
        findings.mend("negative: must refuse faces, the artist shows none", 0.3);
    return findings.assessment();
}

llm::Assessment assess(TrackPrompt const& prompt) {
    auto const& sheet = prompt.sheet;
    Findings findings;
    check_texts(prompt.text, findings);
    check_text("style_short", prompt.style_short, most_style_short, findings);
    check_text("style_long", prompt.style_long, most_style_long, findings);
    check_text("lyrics", prompt.lyrics, most_lyrics, findings);
    if (text::length(prompt.title) > most_title) findings.refuse("title: is longer than 80 characters");
    if (sheet.genres.empty())
        findings.refuse("sheet.genres: is empty");
    else
        require_everywhere(prompt.text, sheet.genres.front().name, "which genre it is", findings);
    if (!(sheet.bpm >= 40 && sheet.bpm <= 240)) findings.refuse("sheet.bpm: 40 to 240 expected");
    require_everywhere(prompt.text, fmt::format("{:.0f} BPM", sheet.bpm), "how fast it is", findings);
    for (auto const& [name, style] :
         {std::pair{"style_short", &prompt.style_short}, std::pair{"style_long", &prompt.style_long}})
        for (auto const& part : {fmt::format("{:.0f} BPM", sheet.bpm), sheet.mood})
            if (!says(*style, part)) findings.mend(fmt::format("{}: does not say {}", name, part), 0.1);
    check_parts(sheet, findings);
    check_voice(prompt, findings);
    check_negative(prompt, findings);
    return findings.assessment();
}

llm::Assessment assess(VideoPrompt const& prompt) {
    auto const& sheet = prompt.sheet;
    Findings findings;
    check_texts(prompt.text, findings);
    check_text("negative", prompt.negative, 500, findings);
    require_everywhere(prompt.text, sheet.style, "in which style", findings);
    require_everywhere(prompt.text, sheet.place.aspect, "which shape the frame has", findings);
    require_everywhere(prompt.text, "never show", "what is never shown", findings);
    check_colours(sheet.palette, prompt.text, findings);
    check_shots(sheet, findings);
    check_overlays(sheet, findings);
    return findings.assessment();
}

}  // namespace troupe::writing::provider_prompts
