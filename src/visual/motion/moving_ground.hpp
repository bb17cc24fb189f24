#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "media/provenance.hpp"
#include "visual/cover.hpp"
#include "visual/footage/cut.hpp"
#include "visual/motion/teaser.hpp"

/// Moving pictures that others make for us, as the ground of a scene.
namespace troupe::visual {

struct GroundBrief {
    Look look;
    std::uint64_t seed = 0;  ///< of the release, as for the cover
    Aspect aspect = Aspect::portrait_9x16;
};

struct MovingGround {
    FootageCut cut;                ///< its file, credit and what of it may be shown, for any scene
    media::Provenance provenance;  ///< of the clip alone
    std::vector<std::string> notes;
    std::vector<Charge> charges;
};

/// Port: makes a clip of a few seconds without a word on it. Adapter: providers/leonardo.
class MotionMaker {
public:
    virtual ~MotionMaker() = default;
    /// An MP4 in that file; nothing of it remains on an error. It has been decoded once by a limited child and flashes no
    /// more than three times a second. Blocks for minutes, ends within a second of `stop`.
    /// Errors: invalid_input (look.*), unavailable (everything else, in one sentence that says what to do), cancelled.
    [[nodiscard]] virtual Result<MovingGround> ground(GroundBrief const& brief, std::filesystem::path const& file,
                                                      std::stop_token stop) = 0;
    /// How it is called in notes: "Leonardo".
    [[nodiscard]] virtual std::string name() const = 0;
};

/// Teasers whose first free scene shows a moving ground. Without one (no credit, refused, too late) the teaser is made
/// all the same, and its notes say why. A canvas stays the artist's own world. Both outlive it.
class GroundedTeasers final : public TeaserMaker {
public:
    GroundedTeasers(TeaserMaker& teasers, MotionMaker& motion) : teasers_(teasers), motion_(motion) {}

    Result<VideoInfo> teaser(TeaserBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                             std::stop_token stop) override;
    Result<VideoInfo> canvas(CanvasBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                             std::stop_token stop) override {
        return teasers_.canvas(brief, file, progress, std::move(stop));
    }
    [[nodiscard]] media::Provenance provenance(TeaserBrief const& brief) const override { return teasers_.provenance(brief); }
    [[nodiscard]] media::Provenance provenance(CanvasBrief const& brief) const override { return teasers_.provenance(brief); }

private:
    TeaserMaker& teasers_;
    MotionMaker& motion_;
};

}  // namespace troupe::visual
