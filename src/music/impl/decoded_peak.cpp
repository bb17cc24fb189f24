#include "music/impl/decoded_peak.hpp"

#include <ebur128.h>
#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

}  // namespace

Result<double> decoded_true_peak(std::filesystem::path const& file) {
    SF_INFO info{};
    std::unique_ptr<SNDFILE, Close> const sound(sf_open(file.c_str(), SFM_READ, &info));
    if (!sound) return fail(ErrorCode::invalid_input, fmt::format("{}: no sound that can be read", file.string()));
    auto const channels = static_cast<unsigned>(info.channels);
    std::unique_ptr<ebur128_state, Close> const meter(ebur128_init(channels, static_cast<unsigned long>(info.samplerate), EBUR128_MODE_TRUE_PEAK));
    std::vector<float> block(16'384 * static_cast<std::size_t>(channels));
    while (auto const frames = sf_readf_float(sound.get(), block.data(), 16'384)) {
        if (frames < 0) break;
        ebur128_add_frames_float(meter.get(), block.data(), static_cast<std::size_t>(frames));
    }
    double highest = 0;
    for (unsigned c = 0; c < channels; ++c) {
        double peak = 0;
        ebur128_true_peak(meter.get(), c, &peak);
        highest = std::max(highest, peak);
    }
    return to_db(highest);
}

}  // namespace troupe::music::impl
