#include "feedback/mood.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::feedback {
namespace {

/// Bounds of a share of `part` in `all`, nine times of ten (Wilson 1927).
void add_interval(Mood& mood, double part, double all) {
    constexpr double z = 1.645;
    auto const share = part / all;
    auto const middle = (share + z * z / (2 * all)) / (1 + z * z / all);
    auto const half = z / (1 + z * z / all) * std::sqrt(share * (1 - share) / all + z * z / (4 * all * all));
    mood.share = share;
    mood.low = std::max(0.0, middle - half);
    mood.high = std::min(1.0, middle + half);
}

std::string readers(Mood const& mood) {
    std::vector<std::string> names;
    for (auto const& [name, count] : mood.read_by) names.push_back(name == "lexicon" ? "word lists" : name);
    return text::enumerate(names);
}

}  // namespace

Mood mood_of(std::vector<ListenerComment> const& comments) {
    Mood mood;
    for (auto const& comment : comments) {
        switch (comment.feeling) {
            case Feeling::positive:
                ++mood.positive;
                break;
            case Feeling::negative:
                ++mood.negative;
                break;
            case Feeling::neither:
                ++mood.neither;
                break;
            case Feeling::not_read:
                ++mood.not_read;
                continue;
        }
        ++mood.read_by[comment.read_by];
    }
    auto const opinions = mood.positive + mood.negative;
    mood.has_evidence = opinions >= least_opinions;
    if (mood.has_evidence) add_interval(mood, mood.positive, opinions);
    return mood;
}

std::string describe(Mood const& mood) {
    auto const opinions = mood.positive + mood.negative;
    auto const read = opinions + mood.neither;
    if (read + mood.not_read == 0) return "";
    auto said =
        mood.has_evidence
            ? fmt::format(
                  "Of {} comments that feel one way or the other, {:.0f} % are positive (90 % sure: {:.0f} to "
                  "{:.0f} %, of who happened to write; mistakes of {} come on top).",
                  opinions, 100 * mood.share, 100 * mood.low, 100 * mood.high, readers(mood))
            : fmt::format("Comments are no evidence yet: {} of the {} that are needed feel one way or the other.",
                          opinions, least_opinions);
    if (mood.neither > 0) said += fmt::format(" Neither: {}.", mood.neither);
    if (mood.not_read > 0) said += fmt::format(" In a language that is not read: {}.", mood.not_read);
    return said;
}

}  // namespace troupe::feedback
