#include "evolution/impl/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace troupe::evolution::impl {
namespace {

/// Inverse of the normal distribution's upper tail by bisection of erfc: exact enough, and the same everywhere.
double upper_quantile(double tail) {
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
        auto const middle = (low + high) / 2;
        (0.5 * std::erfc(middle / std::sqrt(2.0)) > tail ? low : high) = middle;
    }
    return low;
}

/// How far a field went: of a weight or a trait, or of the first of two numbers that move together.
std::optional<double> size_of(Moved const& moved) {
    auto const number = [](json::Value const& value) -> std::optional<double> {
        if (value.is_number()) return value.to_number<double>();
        auto const* list = value.if_array();
        if (list == nullptr || list->empty() || !list->front().is_number()) return std::nullopt;
        return list->front().to_number<double>();
    };
    auto const before = number(moved.before);
    auto const after = number(moved.after);
    if (!before || !after) return std::nullopt;
    return *after - *before;
}

/// One more unit of the move's factor: a level in the place of the others, or a number.
std::vector<double> contrast_of(Move const& move, std::vector<Feature> const& features) {
    std::vector<double> contrast(features.size());
    double others = 0;
    for (auto const& feature : features)
        if (feature.factor == move.factor && feature.level != move.level && move.factor != "instruments") others += 1;
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].factor != move.factor) continue;
        if (features[i].level == move.level)
            contrast[i] = move.level.empty() ? 1 / features[i].unit : 1;
        else if (others > 0)
            contrast[i] = -1 / others;
    }
    return contrast;
}

}  // namespace

Demand demand_for(int comparisons, double error_rate) {
    auto const each = error_rate / std::max(1, comparisons);
    return {std::max(1, comparisons), 1 - each, upper_quantile(each / 2)};
}

std::vector<Answer> answers_to(std::vector<Comparison const*> const& comparisons, Posterior const& posterior) {
    std::vector<Answer> answers;
    for (auto const* each : comparisons) answers.push_back({each, posterior.estimate(each->contrast)});
    std::stable_sort(answers.begin(), answers.end(),
                     [](Answer const& a, Answer const& b) { return a.certainty() > b.certainty(); });
    return answers;
}

std::vector<Answer> convincing(std::vector<Comparison> const& comparisons, Posterior const& posterior,
                               Demand const& demand) {
    std::vector<Comparison const*> all;
    for (auto const& each : comparisons) all.push_back(&each);
    auto answers = answers_to(all, posterior);
    std::erase_if(answers, [&](Answer const& each) { return each.certainty() <= demand.quantile; });
    return answers;
}

bool is_about_music(Comparison const& comparison) {
    return comparison.factor != "platform" && comparison.factor != "territory" && comparison.factor != "hour";
}

std::string wording(Comparison const& comparison, Sample const& sample) {
    if (comparison.factor == "track") {
        auto const track = std::find_if(sample.rows.begin(), sample.rows.end(),
                                        [&](auto const* row) { return row->content_id == comparison.level; });
        return fmt::format("'{}' against {}", text::excerpt((*track)->track), comparison.against);
    }
    if (comparison.level.empty())
        return fmt::format("{} {}", comparison.factor,
                           comparison.against == "lower" ? "higher against lower" : "lower against higher");
    return fmt::format("{} {} against {}", comparison.factor, comparison.level, comparison.against);
}

std::string reason(Answer const& answer, Moved const& moved, Sample const& sample) {
    auto const& comparison = *answer.comparison;
    auto const what = sample.measure.starts_with("saves") ? "saved" : "played to the end";
    auto const times = std::exp(answer.estimate.mean);
    if (comparison.factor == "track")
        return fmt::format(
            "{}: {:.1f} times as likely to be {}. Releases differ in several things at once, so {} takes half a step.",
            wording(comparison, sample), times, what, moved.path);
    return fmt::format("{}: {:.1f} times as likely to be {}.", wording(comparison, sample), times, what);
}

Evidence evidence(Answer const& answer, Sample const& sample, Demand const& demand) {
    Evidence made{.compared = wording(*answer.comparison, sample), .measure = sample.measure};
    auto const margin = demand.quantile * answer.estimate.deviation;
    made.effect = std::exp(answer.estimate.mean);
    made.low = std::exp(answer.estimate.mean - margin);
    made.high = std::exp(answer.estimate.mean + margin);
    made.confidence = demand.confidence;
    made.comparisons = demand.comparisons;
    made.rows = static_cast<int>(sample.rows.size());
    made.tracks = static_cast<int>(sample.tracks.size());
    std::set<std::string> files;
    for (auto const* row : sample.rows) {
        made.exposures += sample.measure == "saves by listener" ? row->listeners.value_or(0) : row->streams;
        made.from = made.from == Date{} ? row->date : std::min(made.from, row->date);
        made.until = std::max(made.until, row->date);
        files.insert(row->file_name);
    }
    made.files.assign(files.begin(), files.end());
    return made;
}

std::optional<ExpectedGain> expected_gain(Move const& move, Moved const& moved, Posterior const& posterior,
                                          Demand const& demand) {
    auto const size = size_of(moved);
    if (!size || move.factor == "platform" || move.factor == "territory") return std::nullopt;
    auto const worth = posterior.estimate(contrast_of(move, posterior.features()));
    auto const percent = [](double log_odds) { return 100 * (std::exp(log_odds) - 1); };
    auto const margin = std::abs(*size) * demand.quantile * worth.deviation;
    auto const gain = *size * worth.mean;
    return ExpectedGain{percent(gain), percent(gain - margin), percent(gain + margin)};
}

}  // namespace troupe::evolution::impl
