// A stored score is refused with the path of what is wrong, or is in bounds: it is written as it was read, and notation and
// chords can be made of it.
#include "music/export/score_file.hpp"

#include "base/text.hpp"
#include "demand.hpp"
#include "music/export/chord_chart.hpp"
#include "music/export/musicxml.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const score = music::read_score(text_of(data, size));
    if (!score) {
        demand_refusal(score.error());
        return 0;
    }
    auto const printed = music::score_json(*score);
    auto const again = music::read_score(printed);
    demand(again && music::score_json(*again) == printed);
    demand(music::musicxml_of(*score).find("</score-partwise>") != std::string::npos);
    demand(!music::chord_chart_of(*score).empty());
    return 0;
}
