#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "media/provenance.hpp"
#include "visual/brief.hpp"
#include "visual/charge.hpp"
#include "visual/tables.hpp"

/// Videos of a release: teasers with sound, cut to the song's own beats, the lyric video of the whole song, and the silent
/// loop that streaming services show behind it.
namespace troupe::visual {

/// A vertical loop of 1080x1920: silent, without a word, under 10 MB.
struct CanvasBrief {
    Look look;
    std::uint64_t seed = 0;  ///< of the release, as for the cover
    Seconds length{6};       ///< 3 to 8
};
BOOST_DESCRIBE_STRUCT(CanvasBrief, (), (look, seed, length))

/// What was made.
struct VideoInfo {
    int width_px = 0;
    int height_px = 0;
    int frames = 0;        ///< at 30 a second
    Seconds song_start{0}; ///< where in the song the teaser begins: a downbeat; 0 for a canvas
    std::string family;    ///< of covers, whose world it shows
    std::vector<Seconds> cuts;  ///< of the video, the beginning not counted
    std::vector<ShownFootage> footage;  ///< stock clips, as they come; each must be credited
    std::vector<std::string> notes;     ///< what was left out, and why
    std::vector<Charge> charges;        ///< by makers of clips who take money; empty: it cost nothing
};
BOOST_DESCRIBE_STRUCT(VideoInfo, (), (width_px, height_px, frames, song_start, family, cuts, footage, notes, charges))

/// Share of the work that is done, 0..1, growing; called on the caller's thread.
using Progress = std::function<void(double)>;

/// Port: makes the videos of a release. Adapters: the renderer below.
class TeaserMaker {
public:
    virtual ~TeaserMaker() = default;

    /// A teaser or, for a brief of that kind, the lyric video of the whole song: MP4, H.264, 30 frames a second, AAC, in the
    /// brief's aspect (1080x1920, 1080x1080 or 1920x1080). Blocks for about as long as the video is; ends within a second of
    /// `stop`. `progress` may be empty. A clip of `footage` that is broken, huge or no video is left out with a note, and its
    /// scene shows the artist's own world.
    /// Errors: invalid_input (length, title, look.*, timeline.*, style), not_found (song), unavailable (no ffmpeg, no fonts,
    /// disk full), cancelled.
    virtual Result<VideoInfo> teaser(TeaserBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                                     std::stop_token stop) = 0;

    /// The same for a canvas: its last frame leads into its first.
    virtual Result<VideoInfo> canvas(CanvasBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                                     std::stop_token stop) = 0;

    [[nodiscard]] virtual media::Provenance provenance(TeaserBrief const& brief) const = 0;
    [[nodiscard]] virtual media::Provenance provenance(CanvasBrief const& brief) const = 0;
};

/// Our own renderer and ffmpeg. Same brief, same song, same ffmpeg: the same bytes.
class RenderedTeasers final : public TeaserMaker {
public:
    struct Settings {
        int threads = 2;           ///< that draw; the bytes do not depend on it
        int short_side_px = 1080;  ///< smaller ones for tests and previews; even, at least 96
    };
    RenderedTeasers() = default;
    explicit RenderedTeasers(Settings settings) : settings_(std::move(settings)) {}

    Result<VideoInfo> teaser(TeaserBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                             std::stop_token stop) override;
    Result<VideoInfo> canvas(CanvasBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                             std::stop_token stop) override;
    [[nodiscard]] media::Provenance provenance(TeaserBrief const& brief) const override;
    [[nodiscard]] media::Provenance provenance(CanvasBrief const& brief) const override;

private:
    Settings settings_;
};

}  // namespace troupe::visual
