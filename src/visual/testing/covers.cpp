#include "visual/testing/covers.hpp"

#include <cmath>

#include "visual/system.hpp"

namespace troupe::visual::testing {

double difference(media::Picture const& a, media::Picture const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(static_cast<double>(a.rgb[i]) - static_cast<double>(b.rgb[i]));
    return sum / static_cast<double>(a.rgb.size());
}

std::vector<Composition> all_compositions() {
    std::vector<Composition> list;
    for (auto const& family : family_names())
        for (int layout = 0; layout < layout_count(family); ++layout) list.push_back({family, layout});
    return list;
}

}  // namespace troupe::visual::testing
