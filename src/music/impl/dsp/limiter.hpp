#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace troupe::music::impl {

/// Brings peaks under a ceiling, seen at four times the sample rate (ITU-R BS.1770-4 annex 2), with a look ahead of 5 ms
/// so that nothing is clipped: the least gain of the window, averaged over the window, meets each peak in time.
class Limiter {
public:
    static constexpr std::size_t window = 240;   ///< frames of look-ahead: the delay of the output
    explicit Limiter(double ceiling_db);
    /// In place; what comes out is what went in `window` + `taps` / 2 frames earlier.
    void process(float* left, float* right, int frames, float gain);
    static constexpr std::size_t taps = 12;
    static constexpr std::size_t delay = window + taps / 2;

private:
    float peak(std::size_t channel, float sample);
    float least(float gain);

    float ceiling_;
    float held_ = 1;
    double sum_ = window;
    std::size_t at_ = 0, ring_at_ = 0, count_ = 0;
    std::array<std::array<float, taps * 2>, 2> recent_{};
    std::array<std::vector<float>, 2> delayed_;
    std::vector<float> average_;
    // Candidates for the least gain of the window, rising: a monotonic queue in a ring.
    std::vector<float> queue_value_;
    std::vector<std::size_t> queue_time_;
    std::size_t head_ = 0, tail_ = 0;
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
