#include "visual/motion/transition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace troupe::visual::motion {
namespace {

constexpr float flash_share = 0.72F;  ///< of the way to the lightest tone: bright, and no more than one flash
constexpr int widest_blur = 96;       ///< pixels at 1080

struct Plane {
    std::uint8_t* pixels;
    std::uint8_t const* old;
    int width, height;
    float color;  ///< of whatever is laid over it
    float scale;  ///< 1 or a half
};

std::array<Plane, 3> planes_of(Frame& frame, Frame const& old, Yuv color) {
    auto const w = frame.width_px;
    auto const h = frame.height_px;
    auto const luma = static_cast<std::size_t>(w) * static_cast<std::size_t>(h);
    auto* pixels = frame.bytes.data();
    auto const* before = old.bytes.data();
    return {Plane{pixels, before, w, h, color.y, 1}, Plane{pixels + luma, before + luma, w / 2, h / 2, color.u, 0.5F},
            Plane{pixels + luma + luma / 4, before + luma + luma / 4, w / 2, h / 2, color.v, 0.5F}};
}

/// Slow at both ends, fastest in the middle, where the cut is.
float eased(float share) {
    auto const x = std::clamp(share, 0.0F, 1.0F);
    return x < 0.5F ? 8 * x * x * x * x : 1 - 8 * (1 - x) * (1 - x) * (1 - x) * (1 - x);
}

void mix_plane(Plane const& plane, int share_of_new) {
    auto const count = plane.width * plane.height;
    for (int i = 0; i < count; ++i)
        plane.pixels[i] = static_cast<std::uint8_t>((plane.pixels[i] * share_of_new + plane.old[i] * (256 - share_of_new) + 128) >> 8);
}

void towards(Plane const& plane, float share) {
    auto const part = static_cast<int>(share * 256);
    auto const to = static_cast<int>(plane.color * 256);
    auto const count = plane.width * plane.height;
    for (int i = 0; i < count; ++i) plane.pixels[i] = static_cast<std::uint8_t>((plane.pixels[i] * (256 - part) + ((to * part) >> 8) + 128) >> 8);
}

/// The old scene sinks into the dark; the new one strikes on the cut, which is on the beat, and clears from there.
float darkness_at(float share) {
    if (share < 0.5F) return std::min(1.0F, 2.3F * share);
    auto const left = 2 * (1 - share);
    return 0.45F * left * left * left;
}

/// Light floods what is light already; what is dark stays deep, or a flash would look like fog.
void flood(Plane const& plane, float share) {
    auto const part = static_cast<int>(share * 256);
    auto const count = plane.width * plane.height;
    if (plane.scale < 1) return;  // and colours stay what they are
    for (int i = 0; i < count; ++i) {
        auto const y = static_cast<int>(plane.pixels[i]);
        auto const much = part * (28 + std::min(228, 2 * (y - 16))) >> 8;
        plane.pixels[i] = static_cast<std::uint8_t>(y + ((std::max(0, static_cast<int>(plane.color) - y) * much) >> 8));
    }
}

/// A slanting edge that runs across, led by a band of the accent.
void wipe_plane(Plane const& plane, float share) {
    auto const width = static_cast<float>(plane.width);
    auto const lean = 0.32F * static_cast<float>(plane.height);
    auto const band = 0.075F * width;
    auto const place = eased(share) * (width + lean + 2 * band) - band;
    for (int y = 0; y < plane.height; ++y) {
        auto const edge = place - lean * static_cast<float>(y) / static_cast<float>(plane.height);
        auto const to = std::clamp(static_cast<int>(edge), 0, plane.width);
        auto const end = std::clamp(static_cast<int>(edge + band), 0, plane.width);
        auto const at = static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width);
        std::fill(plane.pixels + at + to, plane.pixels + at + end, static_cast<std::uint8_t>(plane.color + 0.5F));
        std::copy(plane.old + at + end, plane.old + at + plane.width, plane.pixels + at + end);
    }
}

/// A box of `reach` samples to either side of a row.
void blur_row(std::vector<std::uint8_t>& row, int reach, std::uint8_t* out) {
    auto const count = static_cast<int>(row.size());
    auto const held = [&](int x) { return static_cast<int>(row[static_cast<std::size_t>(std::clamp(x, 0, count - 1))]); };
    auto const length = 2 * reach + 1;
    int sum = length / 2;
    for (int x = -reach; x <= reach; ++x) sum += held(x);
    for (int x = 0; x < count; ++x) {
        out[x] = static_cast<std::uint8_t>(sum / length);
        sum += held(x + reach + 1) - held(x - reach);
    }
}

/// Both scenes side by side pass the camera, smeared by their speed.
void whip_plane(Plane const& plane, float share) {
    auto const gone = std::clamp(static_cast<int>(eased(share) * static_cast<float>(plane.width)), 0, plane.width);
    auto const speed = 1 - std::fabs(2 * share - 1);
    auto const reach = static_cast<int>(speed * speed * widest_blur * static_cast<float>(plane.width) / 1080);
    std::vector<std::uint8_t> row(static_cast<std::size_t>(plane.width));
    for (int y = 0; y < plane.height; ++y) {
        auto const at = static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width);
        std::copy(plane.old + at + gone, plane.old + at + plane.width, row.begin());
        std::copy(plane.pixels + at, plane.pixels + at + gone, row.begin() + (plane.width - gone));
        blur_row(row, reach, plane.pixels + at);
    }
}

/// The picture loses its hold and rolls upwards, a dark bar between the old one and the new one.
void roll_plane(Plane const& plane, float share) {
    auto const bar = plane.height / 22;
    auto const way = plane.height + bar;
    auto const gone = std::clamp(static_cast<int>(eased(share) * static_cast<float>(way)), 0, way);
    auto const width = static_cast<std::size_t>(plane.width);
    std::vector<std::uint8_t> rolled(width * static_cast<std::size_t>(plane.height), plane.scale < 1 ? 128 : 20);
    for (int y = 0; y < plane.height; ++y) {
        auto const from = y + gone;
        auto const* source = from < plane.height ? plane.old + static_cast<std::size_t>(from) * width
                             : from >= way       ? plane.pixels + static_cast<std::size_t>(from - way) * width
                                                 : nullptr;
        if (source != nullptr) std::copy_n(source, width, rolled.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(y) * width));
    }
    std::copy(rolled.begin(), rolled.end(), plane.pixels);
}

}  // namespace

bool needs_both(Transition kind) {
    return kind == Transition::dissolve || kind == Transition::wipe || kind == Transition::whip || kind == Transition::roll;
}

void compose(Frame& frame, Frame const& old, Change const& change, Yuv accent, Yuv light) {
    auto const share = change.share;
    auto const color = change.kind == Transition::flash ? light : change.kind == Transition::black ? Yuv{} : accent;
    for (auto const& plane : planes_of(frame, needs_both(change.kind) ? old : frame, color)) switch (change.kind) {
            case Transition::cut: break;
            case Transition::dissolve: mix_plane(plane, static_cast<int>(256 * share * share * (3 - 2 * share))); break;
            case Transition::black: towards(plane, darkness_at(share)); break;
            case Transition::flash: flood(plane, flash_share * share * share); break;
            case Transition::wipe: wipe_plane(plane, share); break;
            case Transition::whip: whip_plane(plane, share); break;
            case Transition::roll: roll_plane(plane, share); break;
        }
}

}  // namespace troupe::visual::motion
