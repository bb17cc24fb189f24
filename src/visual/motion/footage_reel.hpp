#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "media/clip_reader.hpp"
#include "visual/footage/cut.hpp"
#include "visual/motion/yuv.hpp"

namespace troupe::visual::motion {

/// The frames of a cut, decoded as they are asked for. Painters ask on several threads for frames that are near to each other:
/// a few are kept. Which frame is which never depends on the threads.
class Reel {
public:
    Reel(FootageCut cut, int width_px, int height_px, std::stop_token stop)
        : cut_(std::move(cut)), width_px_(width_px), height_px_(height_px), stop_(std::move(stop)) {}

    /// Frame `number` of the cut; behind its end the last one; null when there is none at all.
    [[nodiscard]] std::shared_ptr<Frame const> frame(int number);
    /// Lets go of decoder and frames; a later `frame` begins again.
    void rest();

private:
    void begin();
    bool advance();

    FootageCut cut_;
    int width_px_, height_px_;
    std::stop_token stop_;
    std::mutex guard_;
    std::optional<media::ClipReader> reader_;
    std::deque<std::shared_ptr<Frame const>> kept_;  ///< the last ones, `next_ - 1` at the back
    int next_ = 0;
    bool is_open_ = false, is_over_ = false;
};

}  // namespace troupe::visual::motion
