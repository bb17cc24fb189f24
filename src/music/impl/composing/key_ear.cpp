#include "music/impl/composing/key_ear.hpp"

#include <cmath>

#include "music/impl/listening.hpp"

namespace troupe::music::impl {
namespace {

constexpr double lowest_heard = 60, highest_heard = 2000;  // Hz
constexpr int partials = 10;
constexpr int out_of_tune = 7;  ///< a partial that is no tone of ours

}  // namespace

void KeyEar::hear(int pitch, double weight) {
    auto const hertz = 440 * std::exp2((pitch - 69) / 12.0);
    for (int partial = 1; partial <= partials; ++partial) {
        if (partial == out_of_tune || hertz * partial < lowest_heard || hertz * partial > highest_heard) continue;
        auto const heard = pitch + static_cast<int>(std::lround(12 * std::log2(partial)));
        chroma_[static_cast<std::size_t>(heard % 12)] += weight / std::sqrt(partial);
    }
}

double KeyEar::margin(int tonic, bool minor) const { return key_margin(chroma_, tonic, minor); }

}  // namespace troupe::music::impl
