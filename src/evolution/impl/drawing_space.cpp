#include "evolution/impl/drawing_space.hpp"

#include <algorithm>
#include <cmath>

#include "artist/distance.hpp"
#include "base/text.hpp"

namespace troupe::evolution::impl {
namespace {

using artist::Style;
using artist::Weight;
using Weights = std::vector<Weight>;

/// A list of the style that can be drawn from. Deviations are half of those of ArtistMarket's audiences (learning
/// notes), or less where a listener notices less: what real ones think of our artists is not known.
struct Source {
    char const* factor;
    double deviation;
    Weights Style::*list;
};
constexpr std::array sources{Source{"genre", 0.3, &Style::genres}, Source{"mood", 0.25, &Style::moods},
                             Source{"mode", 0.15, &Style::modes}, Source{"lyric_theme", 0.15, &Style::lyric_themes},
                             Source{"visual_family", 0.15, &Style::visual_families}};
constexpr double tempo_deviation = 0.2;
constexpr double gumbel_deviation = 1.2825;  // pi / sqrt(6)
constexpr double least_weight = 0.02;        // below it a level leans as if it had so much

bool can_be_drawn(Source const& source, Style const& style) {
    auto const& list = style.*source.list;
    if (std::string_view(source.factor) == "lyric_theme" && style.vocals == "none") return false;
    return list.size() > 1 && std::ranges::any_of(list, [](Weight const& each) { return each.plasticity > 0; });
}

double weight_in(Weights const& list, std::string const& name) {
    auto const found = std::ranges::find(list, name, &Weight::name);
    return found == list.end() ? 0 : found->weight;
}

/// How much of a style's distance one list is: asked of the distance itself, so that the two never disagree.
double share_of(Weights Style::*list) {
    Style a;
    Style b;
    a.*list = {{"a", 1}};
    b.*list = {{"b", 1}};
    return artist::style_distance(a, b);
}

/// How far a piece of that level alone lies from what the anchor does most: 0 for its most usual level, 1 for none of
/// its own.
double strangeness(Weights const& anchor, std::string const& level) {
    double most = 0;
    for (auto const& each : anchor) most = std::max(most, each.weight);
    return most > 0 ? 1 - weight_in(anchor, level) / most : 0;
}

/// argmax of log weight + Gumbel noise takes each level as often as its weight says; a normal draw of that deviation
/// comes near.
std::vector<double> lean_of(std::vector<double> const& weights, double drawn_deviation) {
    std::vector<double> lean;
    double mean = 0;
    for (auto const weight : weights) {
        lean.push_back(drawn_deviation / gumbel_deviation * std::log(std::max(weight, least_weight)));
        mean += lean.back() / static_cast<double>(weights.size());
    }
    for (auto& each : lean) each -= mean;
    lean.push_back(0);  // "other"
    return lean;
}

class Builder {
public:
    Builder(Style const& anchor, double limit, LearnerSettings const& settings)
        : anchor_(anchor), limit_(limit), settings_(settings) {}

    void add(Source const& source, Weights const& list) {
        std::vector<std::string> names;
        std::vector<double> weights;
        std::vector<double> distances;
        for (auto const& each : list) {
            names.push_back(each.name);
            weights.push_back(each.weight);
            distances.push_back(share_of(source.list) * strangeness(anchor_.*source.list, each.name));
        }
        add_factor(source.factor, source.deviation, std::move(names), std::move(weights), std::move(distances));
    }
    void add_tempo(Style const& style) {
        if (style.tempo_high.value - style.tempo_low.value < 6 || style.tempo_low.plasticity <= 0) return;
        add_factor(tempo_third, tempo_deviation, {tempo_thirds.begin(), tempo_thirds.end()},
                   {1.0 / 3, 1.0 / 3, 1.0 / 3}, {0, 0, 0});
    }

    std::optional<DrawingSpace> build() && {
        if (made_.space.factors.empty()) return std::nullopt;
        combine({}, 0);
        return std::move(made_);
    }

private:
    void add_factor(char const* name, double deviation, std::vector<std::string> levels, std::vector<double> weights,
                    std::vector<double> distances) {
        auto const variance = deviation * deviation * settings_.shared_share + settings_.least_variance;
        made_.lean.push_back(lean_of(weights, settings_.boldness * std::sqrt(variance)));
        made_.weights.push_back(std::move(weights));
        levels.emplace_back(other_level);
        made_.space.bounded.push_back(made_.space.factors.size());
        made_.space.factors.push_back({name, std::move(levels), deviation});
        distances_.push_back(std::move(distances));
    }

    /// All combinations within the limit; what the anchor does most always is.
    void combine(StyleChoice const& begun, double distance) {
        auto const factor = begun.size();
        if (factor == distances_.size()) {
            made_.space.allowed.push_back(begun);
            return;
        }
        for (std::size_t level = 0; level < distances_[factor].size(); ++level) {
            if (distance + distances_[factor][level] > limit_ + 1e-9) continue;
            auto next = begun;
            next.push_back(level);
            combine(next, distance + distances_[factor][level]);
        }
    }

    Style const& anchor_;
    double limit_;
    LearnerSettings const& settings_;
    DrawingSpace made_;
    std::vector<std::vector<double>> distances_;
};

std::string text_of(json::Object const& factors, std::string const& name) {
    auto const* value = factors.if_contains(name);
    auto const* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? "" : text::lower({text->data(), text->size()});
}

std::size_t third_of(json::Object const& factors, Style const& style, std::size_t other) {
    auto const* tempo = factors.if_contains("tempo");
    if (tempo == nullptr || !tempo->is_number()) return other;
    auto const width = style.tempo_high.value - style.tempo_low.value;
    auto const place = (tempo->to_number<double>() - style.tempo_low.value) / width;
    return place < 1.0 / 3 ? 0 : place < 2.0 / 3 ? 1 : 2;
}

}  // namespace

StyleChoice DrawingSpace::choice_of(json::Object const& factors, Style const& style) const {
    StyleChoice choice;
    for (auto const& factor : space.factors) {
        auto const other = factor.levels.size() - 1;
        if (factor.name == tempo_third) {
            choice.push_back(third_of(factors, style, other));
            continue;
        }
        auto const name = text_of(factors, factor.name);
        auto const found =
            std::ranges::find_if(factor.levels, [&](std::string const& level) { return text::lower(level) == name; });
        choice.push_back(found == factor.levels.end() ? other
                                                      : static_cast<std::size_t>(found - factor.levels.begin()));
    }
    return choice;
}

std::optional<DrawingSpace> drawing_space(Style const& style, Style const& anchor, double identity_limit,
                                          LearnerSettings const& settings) {
    Builder builder(anchor, identity_limit, settings);
    for (auto const& source : sources)
        if (can_be_drawn(source, style)) builder.add(source, style.*source.list);
    builder.add_tempo(style);
    auto made = std::move(builder).build();
    if (made && made->space.allowed.empty()) return std::nullopt;
    return made;
}

}  // namespace troupe::evolution::impl
