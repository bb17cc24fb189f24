#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "distribution/impl/preflight_report.hpp"

namespace troupe::distribution::impl {
namespace {

struct Text {
    std::string field;
    std::string text;
};

std::vector<Text> texts_of(PreflightInput const& input) {
    auto const& release = input.release;
    std::vector<Text> texts{{"title", release.title},
                            {"artist", release.artist},
                            {"label", release.label},
                            {"p_line", release.p_line.owner},
                            {"c_line", release.c_line.owner}};
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        texts.push_back({fmt::format("tracks[{}].title", i), release.tracks[i].title});
        if (release.tracks[i].lyrics) texts.push_back({fmt::format("tracks[{}].lyrics", i), *release.tracks[i].lyrics});
        for (auto const& person : release.tracks[i].contributors)
            texts.push_back({fmt::format("tracks[{}].contributors", i), person.name});
    }
    for (std::size_t i = 0; i < input.texts.size(); ++i) texts.push_back({fmt::format("texts[{}]", i), input.texts[i]});
    return texts;
}

bool is_control(char32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff;
}

void check_clean(PreflightInput const& input, Rule const&, Report& report) {
    for (auto const& item : texts_of(input)) {
        auto const characters = text::decode(item.text);
        if (!text::is_valid_utf8(item.text))
            report.broken(item.field, "no valid UTF-8");
        else if (std::any_of(characters.begin(), characters.end(), is_control))
            report.broken(item.field, "holds a control character");
    }
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// An address that a store would refuse: a link, a domain, an e-mail address or a handle. Empty: none.
std::string address_in(std::string const& text) {
    auto const small = text::lower(text);
    for (auto const* start : {"http://", "https://", "www."})
        if (small.find(start) != std::string::npos) return start;
    for (auto const* end : {".com", ".net", ".org", ".io", ".fm", ".co.uk", ".link"}) {
        auto const at = small.find(end);
        if (at == std::string::npos || at == 0 || !is_name_character(small[at - 1])) continue;
        auto const after = at + std::string_view(end).size();
        if (after == small.size() || !is_name_character(small[after])) return end;
    }
    for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1))
        if (at + 1 < text.size() && is_name_character(text[at + 1])) return "@";
    return {};
}

void check_addresses(PreflightInput const& input, Rule const&, Report& report) {
    for (auto const& item : texts_of(input))
        if (auto const found = address_in(item.text); !found.empty())
            report.broken(item.field, fmt::format("\"{}\"", text::excerpt(item.text)),
                          fmt::format("without \"{}\"", found));
}

void check_language(PreflightInput const& input, Rule const&, Report& report) {
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& track = input.release.tracks[i];
        auto const field = fmt::format("tracks[{}].language", i);
        if (track.instrumental && !track.language.empty())
            report.broken(field, track.language + ", but instrumental", "none");
        if (!track.instrumental && track.language.size() < 2) report.broken(field, "none, but sung", "a language");
        if (track.instrumental && track.lyrics && !text::trim(*track.lyrics).empty())
            report.broken(fmt::format("tracks[{}].lyrics", i), "words, but instrumental", "one of the two");
    }
}

std::string explicit_word(Track const& track, Rule const& rule) {
    auto const said = text::words(track.title + " " + track.lyrics.value_or(""));
    for (auto const& word : said)
        if (std::find(rule.words.begin(), rule.words.end(), word) != rule.words.end()) return word;
    return {};
}

void check_explicit(PreflightInput const& input, Rule const& rule, Report& report) {
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& track = input.release.tracks[i];
        if (!track.explicit_lyrics && !explicit_word(track, rule).empty())
            report.broken(fmt::format("tracks[{}].explicit_lyrics", i), "not marked, but the words are strong",
                          "marked");
    }
}

}  // namespace

void add_text_checks(Checks& checks) {
    checks["clean_text"] = check_clean;
    checks["no_addresses"] = check_addresses;
    checks["language"] = check_language;
    checks["explicit"] = check_explicit;
}

}  // namespace troupe::distribution::impl
