#include "music/impl/dsp/texture.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {
namespace {

/// Pink noise (P. Kellet's economy filter).
class Pink {
public:
    float next(float white) {
        b0_ = 0.99765F * b0_ + white * 0.0990460F;
        b1_ = 0.96300F * b1_ + white * 0.2965164F;
        b2_ = 0.57000F * b2_ + white * 1.0526913F;
        return 0.2F * (b0_ + b1_ + b2_ + white * 0.1848F);
    }

private:
    float b0_ = 0, b1_ = 0, b2_ = 0;
};

/// A short resonance set off by a click: a crackle, a drop.
struct Droplet {
    float level = 0, fall = 0.99F, phase = 0, step = 0.1F, pan = 0;
    float next() {
        if (level < 1e-5F) return 0;
        level *= fall;
        phase += step;
        return level * std::sin(phase);
    }
};

class Texture final : public Instrument {
public:
    explicit Texture(InstrumentRequest request) : request_(std::move(request)), noise_(request_.seed) {
        auto const& kind = request_.patch.wave;
        if (kind == "vinyl") hiss_ = 0.10F, rumble_ = 0.25F, drops_ = 26, drop_low_ = 1500, drop_high_ = 9000, hiss_hz_ = 5200;
        else if (kind == "tape") hiss_ = 0.5F, rumble_ = 0.12F, hiss_hz_ = 6000;
        else if (kind == "rain") hiss_ = 0.35F, drops_ = 160, drop_low_ = 1800, drop_high_ = 7000, hiss_hz_ = 3500;
        else if (kind == "city") hiss_ = 0.12F, rumble_ = 1.1F, drops_ = 0.4F, drop_low_ = 300, drop_high_ = 900, hiss_hz_ = 900;
        else hiss_ = 0.6F, rumble_ = 0.2F, hiss_hz_ = 1400, sweep_ = 1.3;
        gain_ = static_cast<float>(0.25);
    }

    bool render(long first, float* left, float* right, int frames) override {
        bool heard = false;
        for (int at = 0; at < frames; at += control_frames) heard |= add_block(first + at, left + at, right + at);
        return heard;
    }

private:
    float wanted(long frame) {
        while (next_ < request_.events.size() && request_.events[next_].end <= frame) ++next_;
        if (next_ == request_.events.size() || request_.events[next_].start > frame) return 0;
        return static_cast<float>(request_.events[next_].velocity);
    }

    void spawn() {
        // Poisson: so many a second.
        if (static_cast<float>(noise_.bits() % 100000) / 100000 >= drops_ * control_frames / static_cast<float>(sample_rate)) return;
        auto& drop = droplets_[turn_++ % droplets_.size()];
        auto const dice = static_cast<float>(noise_.bits() % 1000) / 1000;
        auto const hertz = drop_low_ * std::pow(drop_high_ / drop_low_, dice);
        drop.level = 0.06F + 0.9F * std::pow(static_cast<float>(noise_.bits() % 1000) / 1000, 6.0F);
        drop.step = static_cast<float>(2 * std::numbers::pi * hertz / sample_rate);
        drop.fall = std::exp(-1.0F / (0.0012F * static_cast<float>(sample_rate)));
        drop.phase = 0;
        drop.pan = noise_.next() * 0.7F;
    }

    bool add_block(long frame, float* left, float* right) {
        // Comes and goes over a second or so: a bed never starts hard.
        auto const target = wanted(frame);
        auto const before = level_;
        level_ += (target - level_) * (target > level_ ? 0.0020F : 0.0032F);
        if (level_ < 1e-4F && target == 0) return false;
        spawn();
        auto const seconds = static_cast<double>(frame) / sample_rate;
        auto const wander = sweep_ * std::sin(2 * std::numbers::pi * seconds / 11) + request_.movement.at(frame);
        auto const shape = StateFilter::shape(hiss_hz_ * std::exp2(wander), 0.1);
        for (int i = 0; i < control_frames; ++i) {
            auto const gain = gain_ * (before + (level_ - before) * static_cast<float>(i) / control_frames);
            auto const whites = std::array{noise_.next(), noise_.next()};
            auto l = hiss_ * left_.step(shape, pink_left_.next(whites[0])).band + rumble_ * low_left_.low(whites[0]);
            auto r = hiss_ * right_.step(shape, pink_right_.next(whites[1])).band + rumble_ * low_right_.low(0.7F * whites[0] + 0.3F * whites[1]);
            if (drops_ > 0)
                for (auto& drop : droplets_) {
                    auto const sample = drop.next();
                    l += sample * (1 - drop.pan);
                    r += sample * (1 + drop.pan);
                }
            left[i] += gain * l;
            right[i] += gain * r;
        }
        return true;
    }

    InstrumentRequest request_;
    Noise noise_;
    Pink pink_left_, pink_right_;
    StateFilter left_, right_;
    OnePole low_left_{45}, low_right_{45};
    std::array<Droplet, 6> droplets_{};
    float hiss_ = 0.3F, rumble_ = 0, drops_ = 0, drop_low_ = 1000, drop_high_ = 4000, gain_ = 1, level_ = 0;
    double hiss_hz_ = 3000, sweep_ = 0.25;
    std::size_t next_ = 0, turn_ = 0;
};

}  // namespace

std::unique_ptr<Instrument> make_texture(InstrumentRequest request) { return std::make_unique<Texture>(std::move(request)); }

}  // namespace troupe::music::impl
