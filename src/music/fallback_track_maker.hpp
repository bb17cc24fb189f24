#pragma once

#include "music/track_maker.hpp"

namespace troupe::music {

/// Two makers of which the second stands in when the first fails for any reason but the brief itself (invalid_input) or
/// a stop: the track's `notes` then say why. Capabilities are what both promise, so that nobody counts on more than may
/// come; only sections of takes with a score can be revised, by whoever of the two revises. Both outlive it.
class FallbackTrackMaker final : public TrackMaker {
public:
    FallbackTrackMaker(TrackMaker& first, TrackMaker& second) : first_(first), second_(second) {}

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] Result<Track> make(Brief const& brief, std::filesystem::path const& folder, Progress const& progress,
                                     std::stop_token stop) override;
    [[nodiscard]] Result<Track> revise(Brief const& brief, Revision const& revision,
                                       std::filesystem::path const& folder, Progress const& progress,
                                       std::stop_token stop) override;
    /// Of the first alone: a preview of another song would be a lie.
    [[nodiscard]] Result<std::filesystem::path> preview(Brief const& brief, std::filesystem::path const& folder,
                                                        std::stop_token stop) override;

private:
    TrackMaker& first_;
    TrackMaker& second_;
};

}  // namespace troupe::music
