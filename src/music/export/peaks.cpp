#include "music/export/peaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "media/audio.hpp"

namespace troupe::music {
namespace {

/// Lowest and highest value of each pixel, one after the other.
class Picture {
public:
    explicit Picture(int samples_per_pixel) : per_pixel_(samples_per_pixel) {}

    void add(float value) {
        lowest_ = std::min(lowest_, value);
        highest_ = std::max(highest_, value);
        if (++count_ == per_pixel_) finish();
    }
    void finish() {
        if (count_ == 0) return;
        data_.push_back(as_byte(lowest_));
        data_.push_back(as_byte(highest_));
        lowest_ = 1;
        highest_ = -1;
        count_ = 0;
    }
    [[nodiscard]] std::vector<int> const& data() const { return data_; }

private:
    static int as_byte(float value) { return std::clamp(static_cast<int>(std::lround(value * 128)), -128, 127); }

    int per_pixel_, count_ = 0;
    float lowest_ = 1, highest_ = -1;
    std::vector<int> data_;
};

}  // namespace

Result<std::string> peaks_json(std::filesystem::path const& file, int samples_per_pixel) {
    if (samples_per_pixel < 16 || samples_per_pixel > 65'536)
        return fail(ErrorCode::invalid_input, fmt::format("samples per pixel: {} is outside 16 to 65536", samples_per_pixel));
    auto reader = TRY(media::AudioReader::open(file));
    auto const channels = static_cast<std::size_t>(reader.channels());
    std::vector<float> block(16'384 * channels);
    Picture picture(samples_per_pixel);
    while (auto const count = TRY(reader.read(block)))
        for (std::size_t at = 0; at < count; at += channels) {
            float sum = 0;
            for (std::size_t c = 0; c < channels; ++c) sum += block[at + c];
            picture.add(sum / static_cast<float>(channels));
        }
    picture.finish();
    return fmt::format(R"({{"version":2,"channels":1,"sample_rate":{},"samples_per_pixel":{},"bits":8,"length":{},"data":[{}]}})",
                       static_cast<int>(reader.sample_rate().value), samples_per_pixel, picture.data().size() / 2, fmt::join(picture.data(), ",")) + "\n";
}

}  // namespace troupe::music
