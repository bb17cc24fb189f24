#include "visual/motion/footage_reel.hpp"

#include "visual/motion/choreography.hpp"

namespace troupe::visual::motion {
namespace {

/// As many as painters can lie apart; whoever asks for an older one makes the reel begin again.
constexpr std::size_t most_kept = 8;

}  // namespace

std::shared_ptr<Frame const> Reel::frame(int number) {
    std::lock_guard const lock(guard_);
    auto const oldest = next_ - static_cast<int>(kept_.size());
    if (!is_open_ || (number < oldest && !kept_.empty())) begin();
    while (next_ <= number && advance()) {
    }
    if (kept_.empty()) return nullptr;
    auto const back = std::min(std::max(0, next_ - 1 - number), static_cast<int>(kept_.size()) - 1);
    return kept_[kept_.size() - 1 - static_cast<std::size_t>(back)];
}

void Reel::rest() {
    std::lock_guard const lock(guard_);
    if (!is_open_) return;
    reader_.reset();
    kept_.clear();
    is_open_ = false;
}

void Reel::begin() {
    kept_.clear();
    next_ = 0;
    is_open_ = true;
    auto reader = media::ClipReader::open(cut_.file,
                                          {.start = cut_.start,
                                           .length = cut_.length,
                                           .width_px = width_px_,
                                           .height_px = height_px_,
                                           .frames_per_second = frames_per_second},
                                          {});
    is_over_ = !reader;
    reader_.reset();
    if (reader) reader_.emplace(*std::move(reader));
}

/// False at the end. A decoder that fails here has done well when the stretch was examined: the last picture stands.
bool Reel::advance() {
    if (is_over_) return false;
    auto frame = std::make_shared<Frame>(width_px_, height_px_);
    auto const more = reader_->next(frame->bytes, stop_);
    if (!more || !*more) {
        is_over_ = true;
        reader_.reset();
        return false;
    }
    kept_.push_back(std::move(frame));
    if (kept_.size() > most_kept) kept_.pop_front();
    ++next_;
    return true;
}

}  // namespace troupe::visual::motion
