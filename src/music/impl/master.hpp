#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "music/impl/mix.hpp"
#include "music/impl/timbre.hpp"

namespace troupe::music::impl {

struct MasterTarget {
    double lufs = -14;
    double ceiling_dbtp = -1.45;  ///< below -1, because MP3 coding moves peaks a little
    bool clip = false;            ///< round off short peaks before the limiter: loud masters
    std::vector<double> tone_curve_db;  ///< ten octaves, relative; empty: left as it is
    std::vector<Bell> desk;             ///< the artist's, on top of the curve, at most 3
    double brightness = 0, warmth = 0;  ///< -1..1: tilt the curve
};

/// "streaming" -14 LUFS, "club" -9 LUFS.
[[nodiscard]] MasterTarget target_for(std::string const& loudness);

/// The finished sound, stereo at 48 kHz, made as it is read: any number of readers at once.
class Master {
public:
    Master(Spool toned, float gain, std::vector<float> curve) : toned_(std::move(toned)), gain_(gain), curve_(std::move(curve)) {}
    [[nodiscard]] std::size_t frames() const { return toned_.size() / 2; }
    /// Interleaved samples from a frame on; the count of samples.
    [[nodiscard]] std::size_t read(std::size_t first_frame, std::span<float> interleaved) const;

private:
    Spool toned_;
    float gain_;
    std::vector<float> curve_;
};

/// Brings a mix towards the curve, to the loudness and under the ceiling. Errors: unavailable, cancelled.
[[nodiscard]] Result<Master> master(Mix const& mix, MasterTarget const& target, std::filesystem::path const& folder, std::function<void(double)> const& progress,
                                    std::stop_token stop);

}  // namespace troupe::music::impl
