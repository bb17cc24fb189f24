#pragma once

#include "providers/leonardo/account.hpp"
#include "visual/motion/moving_ground.hpp"

namespace troupe::providers::leonardo {

/// Moving grounds by Leonardo: an image in the shape of the video, then a clip that begins with it. Both are orders of
/// their own; the same brief asked again pays for neither.
class LeonardoMotionMaker final : public visual::MotionMaker {
public:
    /// The account outlives it; its settings name a motion model.
    explicit LeonardoMotionMaker(Account& account) : account_(account) {}

    [[nodiscard]] Result<visual::MovingGround> ground(visual::GroundBrief const& brief, std::filesystem::path const& file,
                                                      std::stop_token stop) override;
    [[nodiscard]] std::string name() const override { return "Leonardo"; }

private:
    Account& account_;
};

}  // namespace troupe::providers::leonardo
