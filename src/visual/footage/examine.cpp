#include "visual/footage/examine.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <deque>

#include "visual/color.hpp"

namespace troupe::visual {
namespace {

constexpr int side = 48;
constexpr int tiles_a_side = 4;
constexpr int tile = side / tiles_a_side;
constexpr int rate = 30;
constexpr int most_flashes = 3;
constexpr int tiles_that_count = tiles_a_side * tiles_a_side / 4;
constexpr double least_spread = 12;

/// Everything that is asked of a stretch, frame by frame.
class Watcher {
public:
    void see(std::vector<std::uint8_t> const& frame) {
        for (auto const value : frame) ++histogram_[value];
        if (!before_.empty())
            for (std::size_t i = 0; i < frame.size(); ++i) moved_ += std::abs(frame[i] - before_[i]);
        before_ = frame;
        ++frames_;
        for (int t = 0; t < tiles_a_side * tiles_a_side; ++t) light_[static_cast<std::size_t>(t)].push_back(light_of(frame, t));
    }

    [[nodiscard]] int frames() const { return frames_; }
    [[nodiscard]] StretchLook look() const {
        return {level_at(0.03), level_at(0.97), level_at(0.5), moved_ / (std::max(1, frames_ - 1) * double{side} * side)};
    }
    [[nodiscard]] bool flashes() const {
        auto const too_often = [](auto const& light) { return impl::most_flashes_a_second(light, rate) > most_flashes; };
        return std::count_if(light_.begin(), light_.end(), too_often) >= tiles_that_count;
    }

private:
    static float light_of(std::vector<std::uint8_t> const& frame, int number) {
        auto const left = number % tiles_a_side * tile;
        auto const top = number / tiles_a_side * tile;
        int sum = 0;
        for (int y = top; y < top + tile; ++y)
            for (int x = left; x < left + tile; ++x) sum += frame[static_cast<std::size_t>(y * side + x)];
        return decode_srgb(clamp01((static_cast<float>(sum) / (tile * tile) - 16) / 219));
    }
    [[nodiscard]] double level_at(double share) const {
        auto const wanted = share * frames_ * side * side;
        std::int64_t seen = 0;
        for (std::size_t level = 0; level < histogram_.size(); ++level)
            if (static_cast<double>(seen += histogram_[level]) >= wanted) return static_cast<double>(level);
        return 255;
    }

    std::array<std::int64_t, 256> histogram_{};
    std::array<std::vector<float>, tiles_a_side * tiles_a_side> light_;
    std::vector<std::uint8_t> before_;
    double moved_ = 0;
    int frames_ = 0;
};

}  // namespace

Result<StretchLook> examine_stretch(std::filesystem::path const& file, Seconds start, Seconds length, media::ClipLimits const& limits,
                                    std::stop_token const& stop) {
    auto reader = TRY(media::ClipReader::open(
        file, {.start = start, .length = length, .width_px = side, .height_px = side, .frames_per_second = rate, .grey = true}, limits));
    Watcher watcher;
    std::vector<std::uint8_t> frame(reader.frame_bytes());
    while (TRY(reader.next(frame, stop))) watcher.see(frame);
    auto const name = file.filename().string();
    if (watcher.frames() < static_cast<int>(length.count() * rate * 0.8))
        return fail(ErrorCode::invalid_input, fmt::format("{}: ends {:.1f} s after the {:.1f}th: it is shorter than it says", name,
                                                          watcher.frames() / double{rate}, start.count()));
    auto const look = watcher.look();
    if (look.bright - look.dark < least_spread) return fail(ErrorCode::invalid_input, fmt::format("{}: there is nothing to see", name));
    if (watcher.flashes())
        return fail(ErrorCode::invalid_input, fmt::format("{}: flashes more than three times a second, which can harm people", name));
    return look;
}

namespace impl {

int most_flashes_a_second(std::span<float const> light, int frames_per_second) {
    if (light.empty()) return 0;
    std::deque<int> turns;  // frames of the changes, each opposed to the one before it
    int most = 0, direction = 0;
    auto extreme = light[0];
    for (int f = 1; f < static_cast<int>(light.size()); ++f) {
        auto const now = light[static_cast<std::size_t>(f)];
        auto const change = now - extreme;
        auto const way = change > 0 ? 1 : -1;
        if (way == direction) {
            extreme = now;
        } else if (std::fabs(change) >= 0.1F && std::min(now, extreme) < 0.8F) {
            direction = way;
            extreme = now;
            turns.push_back(f);
        }
        while (!turns.empty() && turns.front() <= f - frames_per_second) turns.pop_front();
        most = std::max(most, static_cast<int>(turns.size()) / 2);
    }
    return most;
}

}  // namespace impl
}  // namespace troupe::visual
