#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "visual/color.hpp"
#include "visual/motion/finish.hpp"

namespace troupe::visual::motion {
namespace {

struct Plane {
    std::uint8_t* pixels;
    std::uint8_t const* before;
    int width, height;
    int divisor;  ///< of lengths in pixels of the frame

    [[nodiscard]] std::size_t row(int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
};

template <class Do>
void every_plane(Frame& frame, Frame const& before, Do const& act) {
    auto const w = frame.width_px;
    auto const h = frame.height_px;
    auto const luma = static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
    act(Plane{frame.bytes.data(), before.bytes.data(), w, h, 1});
    act(Plane{frame.bytes.data() + luma, before.bytes.data() + luma, w / 2, h / 2, 2});
    act(Plane{frame.bytes.data() + luma + luma / 4, before.bytes.data() + luma + luma / 4, w / 2, h / 2, 2});
}

/// The picture several times, every second one mirrored, so that their edges meet.
void tile(int times, Stage& stage) {
    every_plane(stage.frame, stage.copy(), [&](Plane const& plane) {
        auto const folded = [&](int at, int size) {
            auto const place = at * times % (2 * size);
            return place < size ? place : 2 * size - 1 - place;
        };
        std::vector<int> columns(static_cast<std::size_t>(plane.width));
        for (int x = 0; x < plane.width; ++x) columns[static_cast<std::size_t>(x)] = folded(x, plane.width);
        for (int y = 0; y < plane.height; ++y) {
            auto const* from = plane.before + plane.row(folded(y, plane.height));
            auto* to = plane.pixels + plane.row(y);
            for (int x = 0; x < plane.width; ++x) to[x] = from[columns[static_cast<std::size_t>(x)]];
        }
    });
}

/// Moves rows sideways; what leaves on one side comes back on the other.
void shift_rows(Stage& stage, int from, int to, int by) {
    auto const width = stage.width();
    auto const offset = (by / 2 * 2 % width + width) % width;
    for (int y = std::max(0, from); y < std::min(to, stage.height()); ++y) {
        std::rotate(stage.frame.luma(y), stage.frame.luma(y) + (width - offset) % width, stage.frame.luma(y) + width);
        if (y % 2 != 0) continue;
        for (auto* row : {stage.frame.u(y / 2), stage.frame.v(y / 2)}) std::rotate(row, row + (width - offset) % width / 2, row + width / 2);
    }
}

/// Strips that stay where they are for a beat and come back to their places as the effect fades.
void tear(Finish const& f, Stage& stage) {
    auto const share = static_cast<float>(f.now.tear);
    if (share < 0.03F) return;
    auto random = Random(static_cast<std::uint64_t>(f.pattern)).stream("tear");
    auto const strips = 5 + static_cast<int>(random.below(5));
    for (int i = 0; i < strips; ++i) {
        auto const top = static_cast<int>(random.uniform() * stage.height());
        auto const high = static_cast<int>(random.uniform(0.008, 0.075) * stage.height());
        auto const far = static_cast<float>(random.uniform(-0.22, 0.22));
        shift_rows(stage, top / 2 * 2, (top + high) / 2 * 2, static_cast<int>(far * share * f.unit));
    }
}

/// Colour lags behind light on tape.
void bleed(float share, Finish const& f, Stage& stage) {
    auto const step = std::max(1, static_cast<int>(share * 0.006F * f.unit));
    auto const width = stage.width() / 2;
    std::vector<std::uint8_t> row(static_cast<std::size_t>(width + 3 * step));
    for (int y = 0; y < stage.height() / 2; ++y)
        for (auto* plane : {stage.frame.u(y), stage.frame.v(y)}) {
            std::fill_n(row.begin(), 3 * step, plane[0]);
            std::copy_n(plane, width, row.begin() + 3 * step);
            auto const* at = row.data();
            for (int x = 0; x < width; ++x)
                plane[x] = static_cast<std::uint8_t>((at[x] + at[x + step] + at[x + 2 * step] + at[x + 3 * step] + 2) >> 2);
        }
}

/// A band of noise that rolls upwards, and the ragged last lines where the heads change over.
void roll_noise(float share, Finish const& f, Stage& stage) {
    auto const height = stage.height();
    auto const rolling = f.clock;
    auto const place = static_cast<int>((1 - (rolling - std::floor(rolling))) * static_cast<float>(height));
    auto random = Random(static_cast<std::uint64_t>(f.pattern)).stream("tape");
    auto const band = static_cast<int>(0.045F * static_cast<float>(height)) / 2 * 2;
    for (int i = 0; i < band; i += 2) {
        auto const y = (place + i) % height / 2 * 2;
        auto const near = 1 - std::fabs(2 * static_cast<float>(i) / static_cast<float>(band) - 1);
        shift_rows(stage, y, y + 2, static_cast<int>(share * near * f.unit * 0.014F));
        for (auto* row : {stage.frame.luma(y), stage.frame.luma(y + 1)})
            for (int x = 0; x < stage.width(); ++x) row[x] = static_cast<std::uint8_t>(std::min(235, row[x] + static_cast<int>(24 * share * near)));
    }
    auto const ragged = static_cast<int>(0.030F * static_cast<float>(height)) / 2 * 2;
    for (int i = 0; i < ragged; i += 2) {
        auto const depth = static_cast<float>(i) / static_cast<float>(ragged);
        auto const jitter = static_cast<float>(random.uniform(-0.02, 0.06));
        shift_rows(stage, height - ragged + i, height - ragged + i + 2, static_cast<int>(share * (0.10F * depth + jitter) * f.unit));
    }
}

}  // namespace

void play_back(Finish const& finish, Stage& stage) {
    if (auto const times = static_cast<int>(std::lround(finish.now.tiles)); times >= 2) tile(times, stage);
    tear(finish, stage);
    auto const tape = static_cast<float>(finish.now.tape);
    if (tape < 0.03F) return;
    bleed(tape, finish, stage);
    roll_noise(tape, finish, stage);
}

}  // namespace troupe::visual::motion
