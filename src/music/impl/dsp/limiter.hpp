#pragma once

#include <span>
#include <vector>

namespace troupe::music::impl {

/// Gains that bring a whole song's peaks under a ceiling. The song's true peaks are known beforehand, one for each
/// `TruePeak::block`, so the look-ahead of 5 ms costs no delay: the least gain of the blocks around, averaged over the
/// look-ahead, meets each peak in time, and the frames between two values lie on a line between them.
class Limiter {
public:
    static constexpr std::size_t ahead = 8;  ///< blocks
    explicit Limiter(double ceiling_db);

    /// One value for the start of each block and one for the end of the last. `gain` comes before the limiter.
    [[nodiscard]] std::vector<float> curve(std::span<float const> peaks, float gain) const;

private:
    float ceiling_;
};

/// Rounds off what passes a knee; never reaches past `clip_rise_db` above the ceiling. For loud masters: short peaks are cut here,
/// so that the limiter after it need not pump.
class SoftClipper {
public:
    explicit SoftClipper(double ceiling_db);
    [[nodiscard]] float operator()(float sample) const;

private:
    float knee_, room_;
};

/// Glues the mix: feed-forward, 2:1 above the threshold with a soft knee, slow.
class BusCompressor {
public:
    explicit BusCompressor(double threshold_db) : threshold_db_(threshold_db) {}
    void process(float* left, float* right, int frames);

private:
    double threshold_db_, energy_ = 0;
    float gain_ = 1;
};

}  // namespace troupe::music::impl
