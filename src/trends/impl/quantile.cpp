#include "trends/impl/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace troupe::trends::impl {

double weighted_quantile(std::vector<std::pair<double, double>> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    auto const total = std::accumulate(values.begin(), values.end(), 0.0,
                                       [](double sum, auto const& each) { return sum + each.second; });
    double below = 0;
    for (auto const& [value, weight] : values) {
        below += weight;
        if (below >= share * total) return value;
    }
    return values.back().first;
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    auto const place = share * static_cast<double>(values.size() - 1);
    auto const low = static_cast<std::size_t>(place);
    auto const at = [&](std::size_t index) {
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
        return values[index];
    };
    auto const below = at(low);
    if (low + 1 >= values.size()) return below;
    return below + (place - static_cast<double>(low)) * (at(low + 1) - below);
}

double robust_deviation(std::vector<double> const& values) {
    auto const middle = median(values);
    std::vector<double> distances;
    distances.reserve(values.size());
    for (auto const value : values) distances.push_back(std::abs(value - middle));
    return 1.4826 * median(std::move(distances));
}

}  // namespace troupe::trends::impl
