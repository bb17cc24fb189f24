#include "visual/motion/frames.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace troupe::visual::motion {
namespace {

/// Slots between the painters and the reader. A painter takes the next frame number only when its slot is free, so frames
/// wait in order and memory stays small.
class Ring {
public:
    Ring(FrameJob const& job, int slots) : frames_(job.frames), slots_(static_cast<std::size_t>(slots)) {
        for (auto& slot : slots_) slot.bytes.resize(media::frame_bytes(job.width_px, job.height_px));
    }

    /// The next frame to draw, or -1 at the end.
    int claim() {
        std::unique_lock lock(guard_);
        if (closed_ || next_ >= frames_) return -1;
        auto const frame = next_++;
        changed_.wait(lock, [&] { return closed_ || frame < taken_ + static_cast<int>(slots_.size()); });
        return closed_ ? -1 : frame;
    }

    /// Hands over a drawn frame, for the bytes of one that was taken.
    void hand_over(int frame, std::vector<std::uint8_t>& bytes) {
        std::lock_guard const lock(guard_);
        slot(frame).bytes.swap(bytes);
        slot(frame).ready = frame;
        changed_.notify_all();
    }

    /// The bytes of a frame when it is drawn; empty when the ring was closed.
    std::span<std::uint8_t const> wait_for(int frame) {
        std::unique_lock lock(guard_);
        changed_.wait(lock, [&] { return closed_ || slot(frame).ready == frame; });
        if (closed_) return {};
        return slot(frame).bytes;
    }

    void release(int frame) {
        std::lock_guard const lock(guard_);
        taken_ = frame + 1;
        changed_.notify_all();
    }

    void close(std::exception_ptr problem = nullptr) {
        std::lock_guard const lock(guard_);
        closed_ = true;
        if (problem && !problem_) problem_ = problem;
        changed_.notify_all();
    }

    [[nodiscard]] std::exception_ptr problem() {
        std::lock_guard const lock(guard_);
        return problem_;
    }

private:
    struct Slot {
        std::vector<std::uint8_t> bytes;
        int ready = -1;
    };
    Slot& slot(int frame) { return slots_[static_cast<std::size_t>(frame) % slots_.size()]; }

    std::mutex guard_;
    std::condition_variable changed_;
    int frames_;
    int next_ = 0;
    int taken_ = 0;
    bool closed_ = false;
    std::exception_ptr problem_;
    std::vector<Slot> slots_;
};

void paint(FrameJob const& job, Ring& ring) {
    try {
        Stage stage(job.width_px, job.height_px, *job.film);
        for (int frame = ring.claim(); frame >= 0; frame = ring.claim()) {
            job.draw(frame, stage);
            ring.hand_over(frame, stage.frame.bytes);
        }
    } catch (...) {
        ring.close(std::current_exception());
    }
}

}  // namespace

Result<void> render_frames(FrameJob const& job, std::stop_token const& stop,
                           std::function<Result<void>(int, std::span<std::uint8_t const>)> const& take) {
    Ring ring(job, job.threads + 3);
    std::stop_callback const on_stop(stop, [&] { ring.close(); });
    std::vector<std::jthread> painters;
    for (int i = 0; i < job.threads; ++i) painters.emplace_back([&] { paint(job, ring); });
    Result<void> result;
    for (int frame = 0; frame < job.frames && result; ++frame) {
        auto const bytes = ring.wait_for(frame);
        if (bytes.empty()) break;
        result = take(frame, bytes);
        ring.release(frame);
    }
    ring.close();
    painters.clear();
    if (auto const problem = ring.problem()) std::rethrow_exception(problem);
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "video: stopped");
    return result;
}

}  // namespace troupe::visual::motion
