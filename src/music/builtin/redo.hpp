#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "music/impl/performers.hpp"
#include "music/track_maker.hpp"

/// One section of a finished take in another sound, the rest as it was to the sample.
namespace troupe::music::builtin {

/// The files of a take that is to be changed.
struct Take {
    std::filesystem::path master;
    std::filesystem::path stems;  ///< folder
    std::int64_t frames = 0;
    [[nodiscard]] double seconds() const { return static_cast<double>(frames) / 48'000; }
};

/// Errors: not_found (no master.flac in the folder), invalid_input (the section; a master that is not the score's).
[[nodiscard]] Result<Take> find_take(Revision const& revision);

struct RedoRequest {
    impl::Song const& song;  ///< with the new section
    impl::Performers const& performers;
    Take const& take;
    Revision const& revision;
    std::filesystem::path folder;  ///< for the result; may be the take's own
    int threads = 2;
    bool stems = true;
};

/// Plays the new song, and puts its section into the take's master and stems, as loud in the master as the old one was.
/// Fills in the track's master and stems. Errors: unavailable, cancelled.
[[nodiscard]] Result<void> splice_take(RedoRequest const& request, Track& track, impl::Stages& stages, std::stop_token const& stop);

}  // namespace troupe::music::builtin
