#include "music/lyrics_file.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"

namespace troupe::music {

std::string lrc_of(Brief const& brief, media::Timeline const& timeline) {
    std::string out;
    if (!brief.title.empty()) out += fmt::format("[ti:{}]\n", brief.title);
    if (!brief.artist.empty()) out += fmt::format("[ar:{}]\n", brief.artist);
    auto const stamp = [](double seconds) {
        auto const hundredths = static_cast<long>(std::lround(seconds * 100));
        return fmt::format("[{:02}:{:02}.{:02}]", hundredths / 6000, hundredths / 100 % 60, hundredths % 100);
    };
    out += "[length:" + stamp(timeline.length.count()).substr(1) + "\n";
    for (auto const& line : timeline.lyrics) out += stamp(line.start.count()) + text::replace_all(line.text, "\n", " ") + "\n";
    return out;
}

}  // namespace troupe::music
