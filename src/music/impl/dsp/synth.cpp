#include <algorithm>
#include <cmath>

#include "music/impl/dsp/engines.hpp"
#include "music/impl/dsp/texture.hpp"

namespace troupe::music::impl {

double Movement::at(long frame) const {
    if (octaves.empty()) return 0;
    auto const place = static_cast<double>(frame) / frames_per_beat;
    auto const last = static_cast<double>(octaves.size() - 1);
    auto const index = static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, last));
    auto const next = std::min(index + 1, octaves.size() - 1);
    auto const share = std::clamp(place - static_cast<double>(index), 0.0, 1.0);
    return octaves[index] + share * (octaves[next] - octaves[index]);
}

std::unique_ptr<Instrument> make_instrument(InstrumentRequest request) {
    auto const& engine = request.patch.engine;
    if (engine == "fm") return make_fm(std::move(request));
    if (engine == "pluck") return make_pluck(std::move(request));
    if (engine == "organ") return make_organ(std::move(request));
    if (engine == "texture") return make_texture(std::move(request));
    if (engine == "choir") return make_voice(std::move(request), "choir");
    return make_analog(std::move(request));
}

}  // namespace troupe::music::impl
