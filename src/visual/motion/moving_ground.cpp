#include "visual/motion/moving_ground.hpp"

#include "base/files.hpp"
#include "base/log.hpp"

namespace troupe::visual {

Result<VideoInfo> GroundedTeasers::teaser(TeaserBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                                          std::stop_token stop) {
    // A hidden file beside the video that goes with this call.
    PendingFile const clip(file.parent_path() / "ground.mp4");
    auto ground = motion_.ground({brief.look, brief.seed, brief.aspect}, clip.path(), stop);
    if (!ground && (ground.error().code == ErrorCode::cancelled || ground.error().code == ErrorCode::invalid_input))
        return tl::unexpected(ground.error());
    auto grounded = brief;
    if (ground) grounded.footage.push_back(ground->cut);
    auto info = teasers_.teaser(grounded, file, progress, std::move(stop));
    if (!info) return info;
    if (ground) {
        info->notes.insert(info->notes.end(), ground->notes.begin(), ground->notes.end());
        info->charges = std::move(ground->charges);
    } else {
        log::warning("ground.left_out", {{"reason", ground.error().message}});
        info->notes.push_back(ground.error().message + "; the artist's own world is shown instead");
    }
    return info;
}

}  // namespace troupe::visual
