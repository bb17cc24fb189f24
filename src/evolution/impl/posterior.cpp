#include "evolution/impl/posterior.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace troupe::evolution::impl {
namespace {

constexpr double cell_variance = 0.2 * 0.2;  ///< log odds: what differs between cells beyond chance
constexpr double track_deviation = 0.25;     ///< the luck of a track

/// Prior deviations of effects (learning notes: of the market, times the square root of 0.45) and, for numbers, what
/// counts as one step.
struct Prior {
    double deviation;
    double unit;
};

Prior prior_of(std::string const& factor) {
    static std::map<std::string, Prior> const priors{
        {"genre", {0.40, 1}},         {"mood", {0.30, 1}},        {"mode", {0.20, 1}},
        {"visual_family", {0.20, 1}}, {"lyric_theme", {0.17, 1}}, {"instruments", {0.15, 1}},
        {"tempo", {0.20, 20}},        {"hour", {0.20, 4}},        {"vocal_presence", {0.20, 0.5}}};
    auto const found = priors.find(factor);
    return found == priors.end() ? Prior{0.20, 0.5} : found->second;
}

}  // namespace

Posterior::Posterior(Sample const& sample) {
    collect_features(sample);
    design_tracks(sample);
    fit(sample);
}

std::optional<std::size_t> Posterior::find(std::string const& factor, std::string const& level) const {
    auto const found = places_.find({factor, level});
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

void Posterior::collect_features(Sample const& sample) {
    auto const add = [&](std::string const& factor, std::string const& level, Prior prior) {
        if (!places_.try_emplace({factor, level}, features_.size()).second) return;
        features_.push_back({factor, level, prior.deviation, prior.unit});
    };
    add("base", "", {1.0, 1});
    for (auto const& cell : sample.cells) {
        add("platform", cell.platform, {0.35, 1});
        add("territory", cell.territory, {0.30, 1});
    }
    std::map<std::string, std::pair<double, double>> ranges;
    for (auto const& track : sample.tracks) {
        add("track", track.content_id, {track_deviation, 1});
        for (auto const& [factor, levels] : track.levels)
            for (auto const& level : levels) add(factor, level, prior_of(factor));
        for (auto const& [factor, number] : track.numbers) {
            auto& range = ranges.try_emplace(factor, number, number).first->second;
            range = {std::min(range.first, number), std::max(range.second, number)};
        }
    }
    for (auto const& [factor, range] : ranges) {
        auto const prior = prior_of(factor);
        if (range.second - range.first < 0.1 * prior.unit) continue;  // everything was tried at one point alone
        centres_[factor] = (range.first + range.second) / 2;
        add(factor, "", prior);
    }
}

void Posterior::design_tracks(Sample const& sample) {
    for (auto const& track : sample.tracks) {
        std::vector<double> design(features_.size());
        for (auto const& [factor, levels] : track.levels)
            for (auto const& level : levels) design[places_.at({factor, level})] = 1;
        for (auto const& [factor, number] : track.numbers)
            if (auto const at = find(factor)) design[*at] = (number - centres_.at(factor)) / features_[*at].unit;
        designs_.push_back(std::move(design));
    }
}

std::vector<std::pair<std::size_t, double>> Posterior::row_of(Cell const& cell) const {
    std::vector<std::pair<std::size_t, double>> row{
        {0, 1.0}, {places_.at({"platform", cell.platform}), 1.0}, {places_.at({"territory", cell.territory}), 1.0}};
    auto const& design = designs_[cell.track];
    for (std::size_t i = 0; i < design.size(); ++i)
        if (design[i] != 0) row.emplace_back(i, design[i]);
    return row;
}

/// Cholesky in place, lower triangle.
void Posterior::factorise(std::vector<double>& matrix) const {
    auto const n = features_.size();
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i) {
            double sum = matrix[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= matrix[i * n + k] * matrix[j * n + k];
            matrix[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / matrix[j * n + j];
        }
    }
}

void Posterior::fit(Sample const& sample) {
    auto const n = features_.size();
    double exposures = 0;
    double successes = 0;
    for (auto const& cell : sample.cells) exposures += cell.exposures, successes += cell.successes;
    auto const rate = (successes + 0.5) / (exposures + 1);
    auto const centre = std::log(rate / (1 - rate));
    mean_.assign(n, 0);

    std::vector<std::vector<std::pair<std::size_t, double>>> rows;
    for (auto const& cell : sample.cells) {
        rows.push_back(row_of(cell));
        rows.back().emplace_back(places_.at({"track", sample.tracks[cell.track].content_id}), 1.0);
    }
    for (int round = 0; round < 8; ++round) {
        factor_.assign(n * n, 0);
        std::vector<double> right(n, 0);
        for (std::size_t i = 0; i < n; ++i)
            factor_[i * n + i] = 1 / (features_[i].prior_deviation * features_[i].prior_deviation);
        for (std::size_t c = 0; c < rows.size(); ++c) {
            auto const& cell = sample.cells[c];
            double eta = 0;
            for (auto const& [at, value] : rows[c]) eta += value * mean_[at];
            auto const chance = 1 / (1 + std::exp(-std::clamp(centre + eta, -12.0, 12.0)));
            auto const slope = chance * (1 - chance);
            auto const weight = 1 / (1 / (cell.exposures * slope) + cell_variance);
            auto const target = eta + (cell.successes / cell.exposures - chance) / slope;
            for (auto const& [i, a] : rows[c]) {
                right[i] += weight * a * target;
                for (auto const& [j, b] : rows[c])
                    if (j <= i) factor_[i * n + j] += weight * a * b;
            }
        }
        factorise(factor_);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t k = 0; k < i; ++k) right[i] -= factor_[i * n + k] * right[k];
            right[i] /= factor_[i * n + i];
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t k = i + 1; k < n; ++k) right[i] -= factor_[k * n + i] * right[k];
            right[i] /= factor_[i * n + i];
        }
        mean_ = std::move(right);
    }
}

Estimate Posterior::estimate(std::vector<double> const& contrast) const {
    auto const n = features_.size();
    Estimate made;
    double variance = 0;
    std::vector<double> solved(n);
    for (std::size_t i = 0; i < n; ++i) {
        made.mean += contrast[i] * mean_[i];
        double sum = contrast[i];
        for (std::size_t k = 0; k < i; ++k) sum -= factor_[i * n + k] * solved[k];
        solved[i] = sum / factor_[i * n + i];
        variance += solved[i] * solved[i];
    }
    made.deviation = std::sqrt(variance);
    return made;
}

}  // namespace troupe::evolution::impl
