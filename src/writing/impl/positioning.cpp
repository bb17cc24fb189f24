#include "writing/impl/positioning.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "writing/impl/slots.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t tagline_words = 12;
constexpr std::size_t promise_words = 26;

bool speaks_of_subject(std::string const& frame) { return frame.find("{subject") != std::string::npos; }

/// One of the frames that the facts can fill within the length; those that name the artist's subjects first.
std::string line_of(std::vector<std::string> const& frames, Slots const& slots, std::size_t words, Random& random) {
    std::vector<std::string> lines;
    std::vector<double> weights;
    for (auto const& frame : frames) {
        auto const line = fill(frame, slots);
        if (!line || text::words(*line).size() > words) continue;
        lines.push_back(*line);
        weights.push_back(speaks_of_subject(frame) ? 3 : 1);
    }
    return lines.empty() ? slots.find("name")->second : text::capitalised(lines[random.weighted(weights)]);
}

std::string avoided(std::vector<Avoidance> const& avoidances, Axes const& axes, Random& random) {
    std::vector<double> weights;
    for (auto const& each : avoidances)
        weights.push_back(each.axis ? std::max(0.0, each.sign * axes[*each.axis] - 0.2) : 0.08);
    return text::capitalised(avoidances[random.weighted(weights)].text);
}

}  // namespace

artist::Positioning choose_positioning(artist::Profile const& profile, Target const& target, Banks const& banks, GenreTable const& genres, Random random) {
    auto const slots = slots_of(profile, banks, genres);
    artist::Positioning out;
    out.tagline = line_of(banks.positioning.taglines, slots, tagline_words, random);
    out.promise = sentence_case(line_of(banks.positioning.promises, slots, promise_words, random));
    out.influences = target.genre->influences;
    random.shuffle(out.influences);
    out.avoids = avoided(banks.positioning.avoids, target.axes, random);
    return out;
}

}  // namespace troupe::writing::impl
