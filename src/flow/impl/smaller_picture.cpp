#include "flow/impl/smaller_picture.hpp"

namespace troupe::flow::impl {

media::Picture halved(media::Picture const& from) {
    media::Picture to{from.width_px / 2, from.height_px / 2, {}};
    auto const width = static_cast<std::size_t>(to.width_px), height = static_cast<std::size_t>(to.height_px);
    auto const row = static_cast<std::size_t>(from.width_px) * 3;
    to.rgb.reserve(width * height * 3);
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                auto const* at = from.rgb.data() + 2 * y * row + 6 * x + c;
                to.rgb.push_back(static_cast<std::uint8_t>((at[0] + at[3] + at[row] + at[row + 3] + 2) / 4));
            }
    return to;
}

}  // namespace troupe::flow::impl
