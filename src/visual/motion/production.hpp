#pragma once

#include <functional>
#include <memory>
#include <string>

#include "visual/motion/captions.hpp"
#include "visual/motion/choreography.hpp"
#include "visual/motion/frames.hpp"
#include "visual/motion/teaser.hpp"
#include "visual/motion/world.hpp"

/// A video that has been planned and can be drawn, frame by frame.
namespace troupe::visual::motion {

struct Production {
    VisualSystem system;
    VideoStyle style;
    Layout layout;
    std::string family;
    Choreography dance;
    std::unique_ptr<World> world;
    Captions captions;
    std::unique_ptr<Film> film;
    Yuv light, dark, accent;  ///< of the artist: lightest, darkest, accent
    std::vector<ShownFootage> footage;
    std::vector<std::string> notes;

    void draw(int frame, Stage& stage) const;
    [[nodiscard]] FrameJob job(int threads) const;
    [[nodiscard]] VideoInfo info() const;

private:
    void draw_world(Moment const& moment, Stage& stage) const;
    void draw_scenes(Moment const& moment, Stage& stage) const;
};

/// Checks the brief, listens to the song, sets the words. Errors: as TeaserMaker's.
[[nodiscard]] Result<std::unique_ptr<Production>> plan_teaser(TeaserBrief const& brief, RenderedTeasers::Settings const& settings,
                                                              std::stop_token const& stop);
[[nodiscard]] Result<std::unique_ptr<Production>> plan_canvas(CanvasBrief const& brief, RenderedTeasers::Settings const& settings);

}  // namespace troupe::visual::motion
