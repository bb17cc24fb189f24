#include "flow/impl/smaller_picture.hpp"

#include <algorithm>

namespace troupe::flow::impl {
namespace {

/// Pixels [first, last) of the old side that the new pixel stands for; at least one.
struct Span {
    int first = 0;
    int last = 1;
};
Span span_of(int at, int to, int from) {
    auto const edge = [&](int i) { return static_cast<int>(static_cast<long>(i) * from / to); };
    return {edge(at), std::max(edge(at + 1), edge(at) + 1)};
}

void add_mean(media::Picture const& from, Span across, Span down, media::Picture& to) {
    long sums[3] = {0, 0, 0};
    long const count = static_cast<long>(across.last - across.first) * (down.last - down.first);
    for (int y = down.first; y < down.last; ++y)
        for (int x = across.first; x < across.last; ++x)
            for (int c = 0; c < 3; ++c)
                sums[c] += from.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(from.width_px) + static_cast<std::size_t>(x)) * 3 +
                                    static_cast<std::size_t>(c)];
    for (auto const sum : sums) to.rgb.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
}

}  // namespace

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

media::Picture within_side(media::Picture from, int side_px) {
    auto const longest = std::max(from.width_px, from.height_px);
    if (longest <= side_px) return from;
    auto const scaled = [&](int side) { return std::max(1, static_cast<int>(static_cast<long>(side) * side_px / longest)); };
    media::Picture to{scaled(from.width_px), scaled(from.height_px), {}};
    to.rgb.reserve(static_cast<std::size_t>(to.width_px) * static_cast<std::size_t>(to.height_px) * 3);
    for (int y = 0; y < to.height_px; ++y)
        for (int x = 0; x < to.width_px; ++x)
            add_mean(from, span_of(x, to.width_px, from.width_px), span_of(y, to.height_px, from.height_px), to);
    return to;
}

}  // namespace troupe::flow::impl
