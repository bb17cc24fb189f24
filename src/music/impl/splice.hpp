#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

#include "base/result.hpp"
#include "media/audio.hpp"
#include "music/impl/master.hpp"

namespace troupe::music::impl {

/// Gives stereo sound piece by piece: fills what it can and says how many samples that were; 0 at the end.
using Source = std::function<Result<std::size_t>(std::span<float>)>;

[[nodiscard]] Source source_of(media::AudioReader& reader);
[[nodiscard]] Source silence(std::int64_t frames);

/// A sound that can be had from its beginning as often as needed, also by several threads at once.
using Sound = std::function<Source()>;

[[nodiscard]] Sound sound_of(Master const& master);  ///< which must outlive it
[[nodiscard]] Sound sound_of(std::filesystem::path const& file);

/// Frames `first` up to, not including, `last`.
struct Stretch {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Writes `base` with one stretch taken from `insert`. Outside the stretch every sample is the base's; inside it is the
/// insert's, but for 5 ms at the beginning (short, for the blow on the first beat) and 20 ms at the end, over which one
/// fades into the other. Where the insert has ended it is silent. Errors: those of the sources, unavailable, cancelled.
[[nodiscard]] Result<void> splice(Source const& base, Source const& insert, Stretch stretch, media::AudioWriter& out, std::stop_token const& stop);

/// Loudness of a stretch (ITU-R BS.1770-4, integrated); -70 where it is silent.
[[nodiscard]] Result<double> loudness_of(Source const& source, Stretch stretch);

}  // namespace troupe::music::impl
