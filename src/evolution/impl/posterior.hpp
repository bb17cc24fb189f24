#pragma once

#include "evolution/impl/cells.hpp"

namespace troupe::evolution::impl {

/// One unknown of the model.
struct Feature {
    std::string factor;            ///< "mood", "tempo", "platform", "territory", "track", "base"
    std::string level;             ///< "dark"; empty for a number
    double prior_deviation = 0.2;  ///< log odds
    double unit = 1;               ///< of a number: what its slope is per
};

/// A weighted sum of features with its uncertainty, in log odds.
struct Estimate {
    double mean = 0;
    double deviation = 0;
};

/// Logistic regression with independent normal priors and over-dispersed cells, fitted by penalised quasi-likelihood
/// (Breslow & Clayton 1993).
class Posterior {
public:
    explicit Posterior(Sample const& sample);

    [[nodiscard]] std::vector<Feature> const& features() const { return features_; }
    [[nodiscard]] std::optional<std::size_t> find(std::string const& factor, std::string const& level = "") const;
    [[nodiscard]] Estimate estimate(std::vector<double> const& contrast) const;
    /// What a track has of every feature that a lever can move (genre, mood, tempo...); 0 elsewhere.
    [[nodiscard]] std::vector<double> const& design_of(std::size_t track) const { return designs_[track]; }

private:
    void collect_features(Sample const& sample);
    void design_tracks(Sample const& sample);
    [[nodiscard]] std::vector<std::pair<std::size_t, double>> row_of(Cell const& cell) const;
    void fit(Sample const& sample);
    void factorise(std::vector<double>& matrix) const;

    std::vector<Feature> features_;
    std::map<std::pair<std::string, std::string>, std::size_t> places_;
    std::vector<std::vector<double>> designs_;  ///< by track, over all features
    std::map<std::string, double> centres_;     ///< of numbers
    std::vector<double> mean_;
    std::vector<double> factor_;  ///< lower Cholesky factor of the precision, row by row
};

}  // namespace troupe::evolution::impl
