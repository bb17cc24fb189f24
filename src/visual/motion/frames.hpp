#pragma once

#include <functional>
#include <span>
#include <stop_token>

#include "base/result.hpp"
#include "visual/motion/stage.hpp"

/// Frames made on several threads and given out in order.
namespace troupe::visual::motion {

struct FrameJob {
    int width_px = 0;
    int height_px = 0;
    int frames = 0;
    int threads = 2;
    Film const* film = nullptr;
    std::function<void(int frame, Stage& stage)> draw;  ///< called on any thread; must give the same picture every time
};

/// Calls `take` with every frame's bytes, in order, on this thread, while the next frames are being drawn. Ends early with
/// the error of `take`, or cancelled.
[[nodiscard]] Result<void> render_frames(FrameJob const& job, std::stop_token const& stop,
                                         std::function<Result<void>(int frame, std::span<std::uint8_t const> bytes)> const& take);

}  // namespace troupe::visual::motion
