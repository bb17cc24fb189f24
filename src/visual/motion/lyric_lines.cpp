#include "visual/motion/lyric_lines.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace troupe::visual::motion {
namespace {

std::vector<std::string> words_of(std::string const& line) {
    std::vector<std::string> words;
    for (auto const& word : text::split(text::replace_all(line, "\n", " "), ' '))
        if (!text::trim(word).empty()) words.emplace_back(text::trim(word));
    return words;
}

/// Long words take longer; nobody stops between them.
std::vector<media::LyricWord> shared_out(media::LyricMoment const& line) {
    auto const words = words_of(line.text);
    double all = 0;
    for (auto const& word : words) all += static_cast<double>(text::length(word)) + 1;
    std::vector<media::LyricWord> timed;
    auto at = line.start;
    for (auto const& word : words) {
        auto const length = (line.end - line.start) * ((static_cast<double>(text::length(word)) + 1) / all);
        timed.push_back({at, at + length, word});
        at += length;
    }
    return timed;
}

}  // namespace

std::vector<SungLine> sung_lines(std::vector<media::LyricMoment> const& lyrics, Choreography const& dance, int lead, int rest) {
    std::vector<SungLine> lines;
    auto const frame = [&](Seconds at) { return frame_of(at, dance.start); };
    for (auto const& moment : lyrics) {
        auto const starts = frame(moment.start);
        // A line that began before the video is not shown from its middle, nor one that there is no time to read.
        if (starts < -frames_per_second / 2 || starts > dance.frames - frames_per_second || text::trim(moment.text).empty()) continue;
        SungLine line;
        line.from = std::max(0, starts - lead);
        line.to = std::min(frame(moment.end) + rest, dance.frames);
        for (auto const& word : moment.words.empty() ? shared_out(moment) : moment.words)
            if (!text::trim(word.text).empty()) line.words.push_back({word.text, std::max(0, frame(word.start)), frame(word.end)});
        if (line.words.empty() || line.to - line.from < 6) continue;
        if (!lines.empty()) lines.back().to = std::min(lines.back().to, line.from);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Gap> gaps_between(std::vector<SungLine> const& lines, int frames, int least) {
    std::vector<Gap> gaps;
    int from = 0;
    for (auto const& line : lines) {
        if (line.from - from >= least) gaps.push_back({from, line.from});
        from = std::max(from, line.to);
    }
    if (frames - from >= least) gaps.push_back({from, frames});
    return gaps;
}

}  // namespace troupe::visual::motion
