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

/// Mean level of each octave from 31 Hz to 16 kHz, and where in the octave it lies.
class OctaveMeter {
public:
    static constexpr int bands = 10, slices_per_band = 8;
    OctaveMeter();
    /// One frame of 4096 samples at 48 kHz.
    void add(float const* samples);
    /// Power of each band, summed over the frames.
    [[nodiscard]] std::vector<double> powers() const;
    /// The same in eighths of an octave: `bands * slices_per_band` of them.
    [[nodiscard]] std::vector<double> const& slices() const { return slices_; }
    /// The middle of a slice.
    [[nodiscard]] static double slice_hertz(std::size_t slice);
    /// Decibels of each band relative to the mean of all; empty when nothing was heard.
    [[nodiscard]] std::vector<double> relative_db() const;

private:
    Spectrum spectrum_;
    std::vector<int> slice_of_bin_;  ///< -1: outside
    std::vector<double> slices_;
};

}  // namespace troupe::music::impl
