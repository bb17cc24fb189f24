#include "music/impl/master.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/limiter.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t block = 48'000;
constexpr double most_correction_db = 6;
constexpr double close_enough_lu = 0.08;

class Meter {
public:
    Meter() : state_(ebur128_init(2, 48'000, EBUR128_MODE_I)) {}
    void add(std::span<float const> interleaved) { ebur128_add_frames_float(state_.get(), interleaved.data(), interleaved.size() / 2); }
    [[nodiscard]] double lufs() const {
        double value = -70;
        ebur128_loudness_global(state_.get(), &value);
        return std::isfinite(value) ? value : -70;
    }

private:
    struct Close {
        void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
    };
    std::unique_ptr<ebur128_state, Close> state_;
};

/// An octave band's distance from the curve, smoothed over its neighbours and bounded: a nudge, no rescue.
std::vector<double> corrections(std::vector<double> const& heard, MasterTarget const& target) {
    std::vector<double> gains(10, 0.0);
    for (std::size_t b = 0; b < 10; ++b) {
        auto const place = (static_cast<double>(b) - 4.5) / 4.5;
        auto wanted = 2.2 * target.brightness * place - 1.2 * target.warmth * std::max(0.0, place) + (b == 2 || b == 3 ? 1.2 * target.warmth : 0);
        if (heard.size() == 10 && target.tone_curve_db.size() == 10) wanted += 0.75 * (target.tone_curve_db[b] - heard[b]);
        gains[b] = std::clamp(wanted, -most_correction_db, most_correction_db);
    }
    return gains;
}

class Equaliser {
public:
    explicit Equaliser(std::vector<double> const& gains_db) {
        for (std::size_t b = 0; b < gains_db.size(); ++b) {
            if (std::abs(gains_db[b]) < 0.4) continue;
            auto const hertz = std::min(31.25 * std::exp2(static_cast<double>(b)), 15'000.0);
            left_.push_back(Biquad::peak(hertz, 1.1, gains_db[b]));
        }
        right_ = left_;
    }
    void process(std::span<float> interleaved) {
        for (auto& filter : left_)
            for (std::size_t i = 0; i < interleaved.size(); i += 2) interleaved[i] = filter.step(interleaved[i]);
        for (auto& filter : right_)
            for (std::size_t i = 1; i < interleaved.size(); i += 2) interleaved[i] = filter.step(interleaved[i]);
    }

private:
    std::vector<Biquad> left_, right_;
};

/// What the sides are multiplied by, so that the channels correlate between .35 and .95: wide, yet whole on one speaker.
float side_gain(double share) {
    constexpr double widest = (1 - 0.35) / (1 + 0.35), narrowest = (1 - 0.95) / (1 + 0.95);
    if (share > widest) return static_cast<float>(std::sqrt(widest / share));
    if (share > 0 && share < narrowest) return static_cast<float>(std::min(1.8, std::sqrt(narrowest / share)));
    return 1;
}

void widen(std::span<float> interleaved, float gain) {
    for (std::size_t i = 0; i < interleaved.size(); i += 2) {
        auto const middle = 0.5F * (interleaved[i] + interleaved[i + 1]);
        auto const side = 0.5F * gain * (interleaved[i] - interleaved[i + 1]);
        interleaved[i] = middle + side;
        interleaved[i + 1] = middle - side;
    }
}

Result<void> still_wanted(std::stop_token const& stop) {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while mastering");
    return {};
}

Result<Spool> equalised(Mix& mix, MasterTarget const& target, std::filesystem::path const& folder, double& lufs, std::stop_token const& stop) {
    auto out = TRY(Spool::create(folder));
    Equaliser equaliser(corrections(mix.octaves_db, target));
    Meter meter;
    std::vector<float> samples(block * 2);
    mix.spool.rewind();
    while (auto const count = mix.spool.read(samples)) {
        TRY(still_wanted(stop));
        std::span<float> const part(samples.data(), count);
        widen(part, side_gain(mix.side_share));
        equaliser.process(part);
        meter.add(part);
        TRY(out.write(part));
    }
    lufs = meter.lufs();
    return out;
}

/// One run through the limiter; gives the loudness it came to.
Result<double> limit(Spool& in, Spool& out, double gain_db, double ceiling_db, std::stop_token const& stop) {
    Limiter limiter(ceiling_db);
    Meter meter;
    std::vector<float> samples(block * 2), left(block), right(block);
    std::size_t skip = Limiter::delay;  // the limiter answers later; the song must not
    auto const run = [&](std::size_t frames) -> Result<void> {
        limiter.process(left.data(), right.data(), static_cast<int>(frames), static_cast<float>(from_db(gain_db)));
        auto const first = std::min(skip, frames);
        skip -= first;
        for (std::size_t i = first; i < frames; ++i) {
            samples[(i - first) * 2] = left[i];
            samples[(i - first) * 2 + 1] = right[i];
        }
        std::span<float const> const part(samples.data(), (frames - first) * 2);
        meter.add(part);
        return out.write(part);
    };
    in.rewind();
    out.rewind();
    while (auto const count = in.read(samples)) {
        TRY(still_wanted(stop));
        for (std::size_t i = 0; i < count / 2; ++i) {
            left[i] = samples[i * 2];
            right[i] = samples[i * 2 + 1];
        }
        TRY(run(count / 2));
    }
    std::fill(left.begin(), left.begin() + Limiter::delay, 0.0F);
    std::fill(right.begin(), right.begin() + Limiter::delay, 0.0F);
    TRY(run(Limiter::delay));
    return meter.lufs();
}

}  // namespace

Result<Spool> master(Mix& mix, MasterTarget const& target, std::filesystem::path const& folder, std::function<void(double)> const& progress,
                     std::stop_token stop) {
    double before = -70;
    auto toned = TRY(equalised(mix, target, folder, before, stop));
    progress(0.3);
    auto out = TRY(Spool::create(folder));
    auto gain_db = std::clamp(target.lufs - before, -40.0, 40.0);
    for (int turn = 0; turn < 5; ++turn) {
        auto const lufs = TRY(limit(toned, out, gain_db, target.ceiling_dbtp, stop));
        progress(std::min(1.0, 0.3 + 0.25 * (turn + 1)));
        auto const missing = target.lufs - lufs;
        if (std::abs(missing) <= close_enough_lu || lufs <= -69) break;
        gain_db += missing * (missing > 0 ? 1.15 : 1.0);
    }
    out.rewind();
    return out;
}

}  // namespace troupe::music::impl
