#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/preflight_report.hpp"

namespace troupe::distribution::impl {
namespace {

struct Title {
    std::string field;
    std::string text;
};

std::vector<Title> titles_of(Release const& release) {
    std::vector<Title> titles{{"title", release.title}};
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        titles.push_back({fmt::format("tracks[{}].title", i), release.tracks[i].title});
    return titles;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_word_character(char c) {
    return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool has_emoji(std::string_view text) {
    for (char32_t const c : text::decode(text))
        if ((c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || c == 0xfe0f || c == 0x200d) return true;
    return false;
}

std::string wrong_form(std::string_view title) {
    auto const capitals = std::count_if(title.begin(), title.end(), is_upper);
    auto const smalls = std::count_if(title.begin(), title.end(), is_lower);
    // "DNA" and "U.S." are words; five capitals without a small letter shout.
    if (smalls == 0 && capitals >= 5) return "all capitals";
    // Only ASCII letters are judged: "Électrique" and "雨" may begin with a capital, or with none.
    bool const is_ascii =
        std::all_of(title.begin(), title.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (capitals == 0 && smalls > 0 && is_ascii) return "no capital letter";
    if (has_emoji(title)) return "has an emoji";
    if (title.find("  ") != std::string_view::npos || text::trim(title) != title) return "has spaces too many";
    if (title.find("!!") != std::string_view::npos || title.find("??") != std::string_view::npos)
        return "has marks too many";
    return {};
}

void check_form(PreflightInput const& input, Rule const&, Report& report) {
    for (auto const& title : titles_of(input.release))
        if (auto const why = wrong_form(title.text); !why.empty())
            report.broken(title.field, fmt::format("\"{}\" {}", text::excerpt(title.text), why));
}

void check_case(PreflightInput const& input, Rule const& rule, Report& report) {
    if (!input.release.language.starts_with("en")) return report.not_applicable();
    for (auto const& title : titles_of(input.release)) {
        auto const words = text::split(title.text, ' ');
        for (std::size_t i = 0; i < words.size(); ++i) {
            bool const is_end = i == 0 || i + 1 == words.size();
            bool const is_small =
                std::find(rule.words.begin(), rule.words.end(), text::lower(words[i])) != rule.words.end();
            if (!words[i].empty() && is_lower(words[i][0]) && (is_end || !is_small))
                report.broken(title.field, fmt::format("\"{}\" in \"{}\"", words[i], text::excerpt(title.text)),
                              text::capitalised(words[i]));
        }
    }
}

void check_phrases(PreflightInput const& input, Rule const& rule, Report& report) {
    for (auto const& title : titles_of(input.release))
        for (auto const& phrase : rule.words)
            if (holds_phrase(title.text, phrase))
                report.broken(title.field, fmt::format("\"{}\"", text::excerpt(title.text)),
                              fmt::format("without \"{}\"", phrase));
}

/// What follows a bracket or a dash: there a single word such as "clean" names a version; elsewhere it may be poetry.
std::string version_part(std::string const& title) {
    auto const at = std::min({title.find('('), title.find('['), title.find(" - ")});
    return at == std::string::npos ? std::string() : title.substr(at);
}

void check_versions(PreflightInput const& input, Rule const& rule, Report& report) {
    for (auto const& title : titles_of(input.release))
        for (auto const& phrase : rule.words) {
            bool const is_phrase = phrase.find(' ') != std::string::npos;
            if (holds_phrase(is_phrase ? title.text : version_part(title.text), phrase))
                report.broken(title.field, fmt::format("\"{}\"", text::excerpt(title.text)),
                              fmt::format("without \"{}\"", phrase));
        }
}

void check_one_title(PreflightInput const& input, Rule const&, Report& report) {
    auto const& release = input.release;
    if (release.tracks.size() != 1) return report.not_applicable();
    if (release.title != release.tracks[0].title)
        report.broken("title",
                      fmt::format("\"{}\", its track \"{}\"", text::excerpt(release.title),
                                  text::excerpt(release.tracks[0].title)),
                      "the same");
}

/// "Track 07" is no more of a title than "Track".
std::string without_number(std::string_view text) {
    auto out = text::lower(text::trim(text));
    while (!out.empty() && ((out.back() >= '0' && out.back() <= '9') || out.back() == ' ' || out.back() == '#'))
        out.pop_back();
    return out;
}

bool is_one_of(std::string const& text, std::vector<std::string> const& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

void check_generic_title(PreflightInput const& input, Rule const& rule, Report& report) {
    for (auto const& title : titles_of(input.release))
        if (without_number(title.text).empty()
                ? title.text.find_first_not_of("0123456789 #") == std::string::npos && title.text.size() < 3
                : is_one_of(without_number(title.text), rule.words))
            report.broken(title.field, fmt::format("\"{}\"", text::excerpt(title.text)), "a title of its own");
}

void check_unique(PreflightInput const& input, Rule const&, Report& report) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& track = input.release.tracks[i];
        if (!seen.insert(text::lower(track.title + "\n" + track.version)).second)
            report.broken(fmt::format("tracks[{}].title", i), fmt::format("\"{}\" again", text::excerpt(track.title)),
                          "one each");
    }
}

void check_generic_artist(PreflightInput const& input, Rule const& rule, Report& report) {
    if (is_one_of(text::lower(text::trim(input.release.artist)), rule.words))
        report.broken("artist", fmt::format("\"{}\"", text::excerpt(input.release.artist)), "a name of its own");
}

/// Levenshtein distance of the letters and digits.
std::size_t distance(std::string const& left, std::string const& right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            auto const changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

void check_artist_apart(PreflightInput const& input, Rule const&, Report& report) {
    if (input.other_artists.empty()) return report.not_applicable();
    auto const bare = [](std::string_view name) { return text::join(text::words(name), ""); };
    auto const own = bare(input.release.artist);
    for (auto const& other : input.other_artists) {
        auto const theirs = bare(other);
        bool const is_near = own.size() > 3 && theirs.size() > 3 && distance(own, theirs) <= 1;
        if (own == theirs || is_near)
            report.broken(
                "artist",
                fmt::format("\"{}\" beside \"{}\"", text::excerpt(input.release.artist), text::excerpt(other)),
                "two letters apart at least");
    }
}

void check_imitation(PreflightInput const& input, Rule const& rule, Report& report) {
    check_phrases(input, rule, report);
    for (auto const& phrase : rule.words)
        if (holds_phrase(input.release.artist, phrase))
            report.broken("artist", fmt::format("\"{}\"", text::excerpt(input.release.artist)),
                          fmt::format("without \"{}\"", phrase));
}

}  // namespace

bool holds_phrase(std::string_view text, std::string_view phrase) {
    auto const where = text::lower(text);
    auto const what = text::lower(phrase);
    bool const starts_open = !is_word_character(what.front());
    bool const ends_open = !is_word_character(what.back());
    for (auto at = where.find(what); at != std::string::npos; at = where.find(what, at + 1)) {
        auto const end = at + what.size();
        bool const starts = starts_open || at == 0 || !is_word_character(where[at - 1]);
        bool const ends = ends_open || end == where.size() || !is_word_character(where[end]);
        if (starts && ends) return true;
    }
    return false;
}

void add_title_checks(Checks& checks) {
    checks["title_form"] = check_form;
    checks["title_case"] = check_case;
    checks["title_guests"] = check_phrases;
    checks["title_versions"] = check_versions;
    checks["one_title"] = check_one_title;
    checks["generic_title"] = check_generic_title;
    checks["unique_titles"] = check_unique;
    checks["generic_artist"] = check_generic_artist;
    checks["artist_apart"] = check_artist_apart;
    checks["imitation"] = check_imitation;
}

}  // namespace troupe::distribution::impl
