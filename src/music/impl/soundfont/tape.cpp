#include "music/impl/soundfont/tape.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <vector>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

struct CloseSound {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSound>;

class Tape final : public Instrument {
public:
    explicit Tape(SoundFile sound) : sound_(std::move(sound)) {}
    bool render(long, float* left, float* right, int frames) override {
        block_.assign(static_cast<std::size_t>(frames) * 2, 0.0F);
        auto const count = sf_readf_float(sound_.get(), block_.data(), frames);
        for (sf_count_t i = 0; i < count; ++i) {
            left[i] += block_[static_cast<std::size_t>(i) * 2];
            right[i] += block_[static_cast<std::size_t>(i) * 2 + 1];
        }
        return count > 0;
    }

private:
    SoundFile sound_;
    std::vector<float> block_;
};

}  // namespace

Result<std::unique_ptr<Instrument>> make_tape(std::filesystem::path const& file) {
    SF_INFO info{};
    SoundFile sound(sf_open(file.c_str(), SFM_READ, &info));
    if (!sound || info.channels != 2 || info.samplerate != static_cast<int>(sample_rate))
        return fail(ErrorCode::unavailable, fmt::format("{}: is no stereo recording at {} Hz", file.string(), sample_rate));
    return std::make_unique<Tape>(std::move(sound));
}

}  // namespace troupe::music::impl
