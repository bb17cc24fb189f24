#include "evolution/impl/comparisons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "base/text.hpp"

namespace troupe::evolution::impl {
namespace {

/// Exposures of the cells for which `belongs` holds.
double exposures_where(Sample const& sample, std::function<bool(Cell const&)> const& belongs) {
    double sum = 0;
    for (auto const& cell : sample.cells)
        if (belongs(cell)) sum += cell.exposures;
    return sum;
}

bool has_level(Track const& track, std::string const& factor, std::string const& level) {
    auto const found = track.levels.find(factor);
    return found != track.levels.end() &&
           std::find(found->second.begin(), found->second.end(), level) != found->second.end();
}

/// True when the profile has a field that this would move.
bool can_move(Move const& move, artist::Profile profile, EvolveSettings const& settings) {
    return apply(move, profile, settings).has_value();
}

class Inquirer {
public:
    Inquirer(Sample const& sample, Posterior const& posterior, artist::Profile const& profile,
             EvolveSettings const& settings)
        : sample_(sample), posterior_(posterior), profile_(profile), settings_(settings) {}

    Inquiry run() {
        std::map<std::string, std::vector<std::string>> levels;
        std::vector<std::string> numbers;
        for (auto const& feature : posterior_.features()) {
            if (feature.factor == "base" || feature.factor == "track") continue;
            if (feature.level.empty())
                numbers.push_back(feature.factor);
            else
                levels[feature.factor].push_back(feature.level);
        }
        for (auto const& [factor, names] : levels) compare_levels(factor, names);
        for (auto const& factor : numbers) compare_number(factor);
        return std::move(inquiry_);
    }

private:
    bool belongs(Cell const& cell, std::string const& factor, std::string const& level) const {
        if (factor == "platform") return cell.platform == level;
        if (factor == "territory") return cell.territory == level;
        return has_level(sample_.tracks[cell.track], factor, level);
    }

    /// Enough on both sides, or a line on what is missing.
    bool is_enough(std::string const& what, double with, double without) {
        auto const least = std::min(with, without);
        if (least >= settings_.least_exposures) return true;
        if (least > 0)
            inquiry_.missing.push_back(fmt::format("{}: {:.0f} on the smaller side, {:.0f} more are needed", what,
                                                   least, settings_.least_exposures - least));
        return false;
    }

    void compare_levels(std::string const& factor, std::vector<std::string> const& levels) {
        bool const is_presence = factor == "instruments";
        bool const is_place = factor == "platform" || factor == "territory";
        if (levels.size() < 2 && !is_presence) {
            if (!is_place && sample_.tracks.size() > 1)
                inquiry_.missing.push_back(
                    fmt::format("{}: every release so far is {}; one that differs would tell", factor, levels.front()));
            return;
        }
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (levels.size() == 2 && i == 1 && !is_presence) break;  // the same question, asked backwards
            auto const against = is_presence ? "without it" : levels.size() == 2 ? levels[1 - i] : "the others";
            auto const in = [&](Cell const& cell) { return belongs(cell, factor, levels[i]); };
            auto const out = [&](Cell const& cell) {
                return !in(cell) && (is_place || is_presence || sample_.tracks[cell.track].levels.contains(factor));
            };
            add_level(factor, levels, i, against, exposures_where(sample_, in), exposures_where(sample_, out));
        }
    }

    void add_level(std::string const& factor, std::vector<std::string> const& levels, std::size_t i,
                   std::string const& against, double with, double without) {
        bool const is_pair = levels.size() == 2 && factor != "instruments";
        bool const up = can_move({factor, levels[i], 1}, profile_, settings_);
        bool const down = is_pair && can_move({factor, levels[1 - i], 1}, profile_, settings_);
        if (!up && !down) return add_without_lever(factor, levels, i, against, std::min(with, without));
        if (!is_enough(fmt::format("{} {} against {}", factor, levels[i], against), with, without)) return;
        auto made = level_comparison(factor, levels, i, against);
        if (up) made.moves = {{factor, levels[i], 1}};
        inquiry_.comparisons.push_back(made);
        if (!down) return;
        std::swap(made.level, made.against);
        for (auto& value : made.contrast) value = -value;
        made.moves = {{factor, made.level, 1}};
        if (!up) inquiry_.comparisons.pop_back();
        inquiry_.comparisons.push_back(std::move(made));
    }

    Comparison level_comparison(std::string const& factor, std::vector<std::string> const& levels, std::size_t i,
                                std::string const& against) const {
        Comparison made{.factor = factor,
                        .level = levels[i],
                        .against = against,
                        .contrast = std::vector<double>(posterior_.features().size())};
        for (auto const& level : levels)
            if (factor != "instruments")
                made.contrast[*posterior_.find(factor, level)] = -1.0 / static_cast<double>(levels.size() - 1);
        made.contrast[*posterior_.find(factor, levels[i])] = 1;
        return made;
    }

    /// Worth knowing, but nothing in the profile would move: a store is no place to post.
    void add_without_lever(std::string const& factor, std::vector<std::string> const& levels, std::size_t i,
                           std::string const& against, double least) {
        if (least < settings_.least_exposures) return;
        inquiry_.without_lever.push_back(level_comparison(factor, levels, i, against));
        if (levels.size() != 2) return;
        auto backwards = inquiry_.without_lever.back();
        std::swap(backwards.level, backwards.against);
        for (auto& value : backwards.contrast) value = -value;
        inquiry_.without_lever.push_back(std::move(backwards));
    }

    void compare_number(std::string const& factor) {
        auto const at = *posterior_.find(factor);
        auto const higher =
            exposures_where(sample_, [&](Cell const& cell) { return posterior_.design_of(cell.track)[at] > 0; });
        auto const lower =
            exposures_where(sample_, [&](Cell const& cell) { return posterior_.design_of(cell.track)[at] < 0; });
        if (!is_enough(fmt::format("{} higher against lower", factor), higher, lower)) return;
        for (double const sign : {1.0, -1.0}) {
            if (!can_move({factor, "", sign}, profile_, settings_)) continue;
            Comparison made{.factor = factor,
                            .against = sign > 0 ? "lower" : "higher",
                            .contrast = std::vector<double>(posterior_.features().size())};
            made.contrast[at] = sign;
            made.moves = {{factor, "", sign}};
            inquiry_.comparisons.push_back(std::move(made));
        }
    }

    Sample const& sample_;
    Posterior const& posterior_;
    artist::Profile const& profile_;
    EvolveSettings const& settings_;
    Inquiry inquiry_;
};

/// The parts of a track's difference that speak for it, largest first.
std::vector<Move> moves_of(Posterior const& posterior, std::vector<double> const& contrast, std::size_t most) {
    std::vector<std::pair<double, Move>> parts;
    for (std::size_t i = 0; i < contrast.size(); ++i) {
        if (contrast[i] == 0) continue;
        std::vector<double> alone(contrast.size());
        alone[i] = contrast[i];
        auto const part = posterior.estimate(alone).mean;
        auto const& feature = posterior.features()[i];
        if (part <= 0 || (!feature.level.empty() && contrast[i] < 0)) continue;
        parts.emplace_back(-part, Move{feature.factor, feature.level, contrast[i] > 0 ? 1.0 : -1.0});
    }
    std::stable_sort(parts.begin(), parts.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
    parts.resize(std::min(parts.size(), most));
    std::vector<Move> moves;
    for (auto const& [part, move] : parts) {
        moves.push_back(move);
        moves.back().amount *= part / parts.front().first;
    }
    return moves;
}

}  // namespace

Inquiry compare_factors(Sample const& sample, Posterior const& posterior, artist::Profile const& profile,
                        EvolveSettings const& settings) {
    return Inquirer(sample, posterior, profile, settings).run();
}

std::vector<Comparison> compare_tracks(Sample const& sample, Posterior const& posterior,
                                       EvolveSettings const& settings) {
    std::vector<Comparison> found;
    auto const count = sample.tracks.size();
    if (count < 2) return found;
    for (std::size_t track = 0; track < count; ++track) {
        auto const own = exposures_where(sample, [&](Cell const& cell) { return cell.track == track; });
        auto const others = exposures_where(sample, [&](Cell const& cell) { return cell.track != track; });
        if (std::min(own, others) < settings.least_exposures) continue;
        Comparison made{.factor = "track",
                        .level = sample.tracks[track].content_id,
                        .against = count == 2 ? "the other release" : "the other releases",
                        .contrast = posterior.design_of(track),
                        .share = 0.5};
        for (std::size_t other = 0; other < count; ++other)
            if (other != track)
                for (std::size_t i = 0; i < made.contrast.size(); ++i)
                    made.contrast[i] -= posterior.design_of(other)[i] / static_cast<double>(count - 1);
        made.moves = moves_of(posterior, made.contrast, static_cast<std::size_t>(settings.most_changes));
        if (!made.moves.empty()) found.push_back(std::move(made));
    }
    return found;
}

}  // namespace troupe::evolution::impl
