#include "music/impl/master.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "music/impl/dsp/limiter.hpp"
#include "music/impl/dsp/loudness.hpp"
#include "music/impl/dsp/true_peak.hpp"
#include "music/impl/tone.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t chunk = 4800;  // frames: whole blocks of the peak meter, a tenth of a second
constexpr std::size_t step = TruePeak::block;
static_assert(chunk % step == 0 && chunk == loudness_hop);
constexpr double desk_q = 1.6;  // two thirds of an octave
constexpr double most_boost_db = 7, most_rumble_db = 4, most_cut_db = 10;
constexpr int correction_turns = 4;

double tilt_db(std::size_t band, MasterTarget const& target) {
    auto const place = (static_cast<double>(band) - 4.5) / 4.5;
    return 2.2 * target.brightness * place - 1.2 * target.warmth * std::max(0.0, place) + (band == 2 || band == 3 ? 1.2 * target.warmth : 0);
}

/// Where the octaves should lie, relative to their mean: nine tenths of the way to the curve, then the song's own tilt.
std::vector<double> goal_db(std::vector<double> const& heard, MasterTarget const& target) {
    auto const& curve = target.tone_curve_db;
    // What is heard is told relative to its mean; the curve's own height means nothing.
    auto const height = std::accumulate(curve.begin(), curve.end(), 0.0) / 10;
    std::vector<double> goal(10);
    for (std::size_t b = 0; b < 10; ++b) goal[b] = 0.1 * heard[b] + 0.9 * (curve[b] - height) + tilt_db(b, target);
    return goal;
}

/// How far each octave is moved: to the curve, within bounds, for what is not there cannot be made louder.
std::vector<double> corrections(Mix const& mix, MasterTarget const& target) {
    std::vector<double> gains(10, 0.0);
    if (mix.octaves_db.size() != 10 || target.tone_curve_db.size() != 10) {
        for (std::size_t b = 0; b < gains.size(); ++b) gains[b] = tilt_db(b, target);
        return gains;
    }
    auto const goal = goal_db(mix.octaves_db, target);
    auto heard = mix.octaves_db;
    // A song's tones lie where they lie in an octave, and bells are shared: what one turn leaves, the next one takes up.
    for (int turn = 0; turn < correction_turns; ++turn) {
        for (std::size_t b = 0; b < gains.size(); ++b) {
            // Below 45 Hz a boost raises rumble, not music.
            gains[b] = std::clamp(gains[b] + goal[b] - heard[b], -most_cut_db, b == 0 ? most_rumble_db : most_boost_db);
        }
        heard = octaves_after(mix.slices, gains);
    }
    return gains;
}

/// What the sides are multiplied by, so that the channels correlate between .4 and .93 once the octaves have been moved:
/// wide, yet whole on one speaker.
float side_gain(Mix const& mix, std::vector<double> const& gains_db) {
    double middle = 0, side = 0;
    for (std::size_t b = 0; b < std::min({gains_db.size(), mix.middle_powers.size(), mix.side_powers.size()}); ++b) {
        auto const weight = std::pow(10.0, gains_db[b] / 10);
        middle += weight * mix.middle_powers[b];
        side += weight * mix.side_powers[b];
    }
    auto const share = middle > 0 ? side / middle : 0;
    constexpr double widest = (1 - 0.4) / (1 + 0.4), narrowest = (1 - 0.93) / (1 + 0.93);
    if (share > widest) return static_cast<float>(std::sqrt(widest / share));
    if (share > 0 && share < narrowest) return static_cast<float>(std::min(2.2, std::sqrt(narrowest / share)));
    return 1;
}

/// A song on disk, with its true peak and its K-weighted power in every block.
struct Listened {
    Spool spool;
    std::vector<float> peaks, powers;
};

/// Copies a song to another spool through `change(left, right, frames)`, and listens.
template <class Change>
Result<Listened> pass(Spool const& in, std::filesystem::path const& folder, std::stop_token const& stop, Change change) {
    Listened out{TRY(Spool::create(folder)), {}, {}};
    KWeighting weighting;
    std::array<TruePeak, 2> meters;
    std::vector<float> samples(chunk * 2), left(chunk), right(chunk);
    for (std::size_t at = 0; at < in.size(); at += chunk * 2) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while mastering");
        auto const count = in.read(at, samples);
        std::fill(samples.begin() + static_cast<std::ptrdiff_t>(count), samples.end(), 0.0F);
        for (std::size_t i = 0; i < chunk; ++i) {
            left[i] = samples[i * 2];
            right[i] = samples[i * 2 + 1];
        }
        change(left.data(), right.data(), static_cast<int>(chunk));
        for (std::size_t b = 0; b < chunk; b += step) {
            out.peaks.push_back(std::max(meters[0].highest(left.data() + b), meters[1].highest(right.data() + b)));
            double power = 0;
            for (std::size_t i = b; i < b + step; ++i) power += weighting.power(left[i], right[i]);
            out.powers.push_back(static_cast<float>(power / step));
        }
        for (std::size_t i = 0; i < chunk; ++i) {
            samples[i * 2] = left[i];
            samples[i * 2 + 1] = right[i];
        }
        TRY(out.spool.write({samples.data(), count}));
    }
    return out;
}

/// How loud the song will be after that gain and curve. The curve is slow beside the weighting's memory, so powers may
/// be multiplied instead of samples: within a few hundredths of a LU.
double loudness_after(Listened const& song, float gain, std::vector<float> const& curve) {
    std::vector<double> tenths;
    constexpr std::size_t blocks = chunk / step;
    for (std::size_t b = 0; b + blocks <= song.powers.size(); b += blocks) {
        double sum = 0;
        for (std::size_t k = b; k < b + blocks; ++k) {
            auto const level = static_cast<double>(gain) * 0.5 * (static_cast<double>(curve[k]) + static_cast<double>(curve[k + 1]));
            sum += level * level * static_cast<double>(song.powers[k]);
        }
        tenths.push_back(sum / blocks);
    }
    return integrated_lufs(tenths);
}

struct Setting {
    float gain = 1;
    std::vector<float> curve;
};

/// The gain that comes out at the target behind the limiter.
Setting settle(Listened const& song, MasterTarget const& target) {
    Limiter const limiter(target.ceiling_dbtp);
    std::vector<float> const open(song.peaks.size() + 1, 1.0F);
    auto gain_db = std::clamp(target.lufs - loudness_after(song, 1, open), -40.0, 40.0);
    Setting setting;
    for (int turn = 0; turn < 12; ++turn) {
        setting.gain = static_cast<float>(from_db(gain_db));
        setting.curve = limiter.curve(song.peaks, setting.gain);
        auto const lufs = loudness_after(song, setting.gain, setting.curve);
        auto const missing = target.lufs - lufs;
        if (std::abs(missing) < 0.01 || lufs <= -69) break;
        gain_db = std::clamp(gain_db + missing * (missing > 0 ? 1.3 : 1.0), -40.0, 48.0);
    }
    return setting;
}

}  // namespace

MasterTarget target_for(std::string const& loudness) {
    if (loudness == "club") return {.lufs = -9, .ceiling_dbtp = -1.6, .clip = true};
    return {};
}

std::size_t Master::read(std::size_t first_frame, std::span<float> interleaved) const {
    auto const count = toned_.read(first_frame * 2, interleaved);
    for (std::size_t i = 0; i < count / 2;) {
        auto const frame = first_frame + i;
        auto const b = frame / step;
        auto const from = gain_ * curve_[b], rise = gain_ * (curve_[b + 1] - curve_[b]) / static_cast<float>(step);
        auto const end = std::min(count / 2, i + step - frame % step);
        for (; i < end; ++i) {
            auto const gain = from + rise * static_cast<float>((first_frame + i) % step);
            interleaved[i * 2] *= gain;
            interleaved[i * 2 + 1] *= gain;
        }
    }
    return count;
}

Result<Master> master(Mix const& mix, MasterTarget const& target, std::filesystem::path const& folder, std::function<void(double)> const& progress,
                      std::stop_token stop) {
    auto const gains_db = corrections(mix, target);
    auto filter = tone_filter(gains_db);
    StereoCascade<3> desk;
    for (auto const& bell : target.desk) desk.add(Biquad::peak(bell.hertz, desk_q, bell.db).shape());
    auto const side = side_gain(mix, gains_db);
    auto song = TRY(pass(mix.spool, folder, stop, [&](float* left, float* right, int frames) {
        for (int i = 0; i < frames; ++i) {
            auto const middle = 0.5F * (left[i] + right[i]);
            auto const aside = 0.5F * side * (left[i] - right[i]);
            left[i] = middle + aside;
            right[i] = middle - aside;
        }
        filter.process(left, right, frames);
        desk.process(left, right, frames);
    }));
    progress(0.6);
    auto setting = settle(song, target);
    if (target.clip) {
        SoftClipper const clipper(target.ceiling_dbtp);
        auto const drive = setting.gain;
        song = TRY(pass(song.spool, folder, stop, [&](float* left, float* right, int frames) {
            for (int i = 0; i < frames; ++i) {
                left[i] = clipper(drive * left[i]);
                right[i] = clipper(drive * right[i]);
            }
        }));
        setting = settle(song, target);
    }
    progress(1);
    return Master(std::move(song.spool), setting.gain, std::move(setting.curve));
}

}  // namespace troupe::music::impl
