#include "flow/lyric_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace troupe::flow {
namespace {

using writing::LyricLine;
using writing::Lyrics;
using writing::LyricSection;

/// The line as it stood in the same part, or nothing.
LyricLine const* find_line(LyricSection const* section, std::string const& text) {
    if (section == nullptr) return nullptr;
    auto const found = std::find_if(section->lines.begin(), section->lines.end(), [&](LyricLine const& line) { return line.text == text; });
    return found == section->lines.end() ? nullptr : &*found;
}

bool is_same(LyricSection const& section, LyricSection const* before) {
    return before != nullptr && std::equal(section.lines.begin(), section.lines.end(), before->lines.begin(), before->lines.end(),
                                           [](LyricLine const& a, LyricLine const& b) { return a.text == b.text; });
}

/// A line takes the letter of the nearest line before it that it rhymes with.
void give_letters(LyricSection& section, writing::Prosody const& prosody) {
    char letter = 'a';
    for (auto& line : section.lines) line.rhyme.clear();
    for (std::size_t i = 1; i < section.lines.size(); ++i)
        for (std::size_t back = 1; back <= i && section.lines[i].rhyme.empty(); ++back) {
            auto& earlier = section.lines[i - back];
            if (prosody.rhyme(earlier.text, section.lines[i].text) <= 0) continue;
            if (earlier.rhyme.empty()) earlier.rhyme = std::string(1, letter++);
            section.lines[i].rhyme = earlier.rhyme;
        }
}

bool is_outside(LyricLine const& line, SyllableRange range) { return line.syllables < range.low || line.syllables > range.high; }

int count_outside(Lyrics const& words, SyllableRange range) {
    int count = 0;
    for (auto const& section : words.sections)
        count += static_cast<int>(std::count_if(section.lines.begin(), section.lines.end(), [&](LyricLine const& line) { return is_outside(line, range); }));
    return count;
}

bool is_sung(Lyrics const& words, std::string const& text) {
    return std::any_of(words.sections.begin(), words.sections.end(), [&](LyricSection const& section) { return find_line(&section, text) != nullptr; });
}

/// The hook is a line of the song: when that line is gone, the one in its place takes over.
void move_hook(Lyrics& words, Lyrics const& before) {
    if (!is_sung(before, before.hook) || is_sung(words, before.hook)) return;
    for (std::size_t i = 0; i < before.sections.size() && i < words.sections.size(); ++i) {
        auto const* line = find_line(&before.sections[i], before.hook);
        auto const& lines = words.sections[i].lines;
        auto const at = line == nullptr ? lines.size() : static_cast<std::size_t>(line - before.sections[i].lines.data());
        if (at >= lines.size()) continue;
        words.hook = lines[at].text;
        return;
    }
}

}  // namespace

std::string print_lyrics(Lyrics const& words) {
    std::string text = words.title + "\n";
    for (auto const& section : words.sections) {
        text += fmt::format("\n[{}]\n", section.name);
        for (auto const& line : section.lines) text += line.text + "\n";
    }
    if (words.sections.empty() && !words.motifs.empty()) text += fmt::format("\nInstrumental. Heard in it: {}.\n", fmt::join(words.motifs, "; "));
    return text;
}

std::vector<std::string> scan_again(Lyrics& words, Lyrics const& before, writing::Prosody const& prosody, SyllableRange range) {
    std::vector<std::string> remarks;
    for (std::size_t i = 0; i < words.sections.size(); ++i) {
        auto& section = words.sections[i];
        auto const* old = i < before.sections.size() ? &before.sections[i] : nullptr;
        if (is_same(section, old)) {
            section.lines = old->lines;
            continue;
        }
        for (auto& line : section.lines) {
            if (auto const* known = find_line(old, line.text)) {
                line.syllables = known->syllables;
                continue;
            }
            line.syllables = prosody.syllables(line.text);
            if (is_outside(line, range))
                remarks.push_back(fmt::format("\"{}\" has {} syllables; {} to {} are carried well", text::excerpt(line.text), line.syllables, range.low, range.high));
        }
        give_letters(section, prosody);
        for (auto const& line : section.lines)
            if (auto const* known = find_line(old, line.text); known != nullptr && !known->rhyme.empty() && line.rhyme.empty())
                remarks.push_back(fmt::format("\"{}\" has lost its rhyme", text::excerpt(line.text)));
    }
    move_hook(words, before);
    words.lines_out_of_range = std::max(0, before.lines_out_of_range + count_outside(words, range) - count_outside(before, range));
    return remarks;
}

}  // namespace troupe::flow
