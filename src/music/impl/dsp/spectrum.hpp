#pragma once

#include <memory>
#include <span>
#include <vector>

namespace troupe::music::impl {

/// Magnitudes of Hann-windowed frames of a power of two.
class Spectrum {
public:
    explicit Spectrum(int size);
    Spectrum(Spectrum&&) noexcept;
    Spectrum& operator=(Spectrum&&) noexcept;
    ~Spectrum();
    /// `size` samples in, size / 2 + 1 magnitudes out (a full-scale sine gives about 1). Valid until the next call.
    [[nodiscard]] std::span<float const> magnitudes(float const* samples);

private:
    struct Plan;
    std::unique_ptr<Plan> plan_;
};

/// Mean level of each octave from 31 Hz to 16 kHz.
class OctaveMeter {
public:
    static constexpr int bands = 10;
    OctaveMeter() : spectrum_(4096) {}
    /// One frame of 4096 samples at 48 kHz.
    void add(float const* samples);
    /// Power of each band, summed over the frames.
    [[nodiscard]] std::vector<double> powers() const { return {power_, power_ + bands}; }
    /// Decibels of each band relative to the mean of all; empty when nothing was heard.
    [[nodiscard]] std::vector<double> relative_db() const;

private:
    Spectrum spectrum_;
    double power_[bands] = {};
};

}  // namespace troupe::music::impl
