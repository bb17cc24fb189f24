#include "music/impl/channel.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::music::impl {
namespace {

constexpr int ring_out_frames = 9600;  // of the filters, once the instrument is silent

}  // namespace

void StemBuffers::clear() {
    for (auto* buffer : {&left, &right, &room_left, &room_right, &echo_left, &echo_right}) std::fill(buffer->begin(), buffer->end(), 0.0F);
}

Ducking::Ducking(Score const& score, double seconds) : frames_(std::max(0.02, seconds) * sample_rate) {
    auto const* drums = score.part("drums");
    if (drums == nullptr) return;
    for (auto const& note : drums->notes)
        if (note.pitch == 36 && note.velocity > 0.5) kicks_.push_back(std::lround(note.start() * 60.0 / score.bpm / ticks_per_beat * sample_rate));
    std::sort(kicks_.begin(), kicks_.end());
}

double Ducking::at(long frame) const {
    auto const after = std::upper_bound(kicks_.begin(), kicks_.end(), frame + 96);
    if (after == kicks_.begin()) return 0;
    auto const since = static_cast<double>(frame - *(after - 1)) / frames_;
    if (since >= 1) return 0;
    auto const left = 1 - std::max(0.0, since);
    return left * left * (3 - 2 * left);
}

Channel::Channel(PartSources const& from, Ducking const& ducking) : ducking_(&ducking) {
    auto request = request_for(from);
    auto const& sound = from.plan.sound;
    auto const& part = from.part.name;
    if (auto const own = from.plan.genre->mix.find(part); own != from.plan.genre->mix.end()) mix_ = own->second;
    auto const room = std::exp2(1.2 * sound.at("space"));
    auto const& taste = from.timbre.parts[fader_of(part)];
    mix_.reverb *= room * taste.reverb;
    mix_.delay *= room;
    mix_.pan = std::clamp(mix_.pan * (1 + 0.5 * sound.at("width") + taste.width), -1.0, 1.0);
    mix_.duck = std::min(0.95, mix_.duck * from.timbre.duck);
    auto const level_db = calibrated_db(from, request) + mix_.gain_db + request.patch.gain_db + taste.gain_db;
    gain_ = static_cast<float>(from_db(level_db));
    left_gain_ = static_cast<float>(std::sqrt(0.5 * (1 - mix_.pan)) * 1.41421356);
    right_gain_ = static_cast<float>(std::sqrt(0.5 * (1 + mix_.pan)) * 1.41421356);
    grit_ = static_cast<float>(std::max(0.0, sound.at("grit")) * (part == "drums" || part == "bass" ? 0.6 : 0.3));
    pulse_ = request.patch.pulse;
    pulse_frames_ = request.frames_per_beat * request.patch.pulse_beats;
    quiet_ = ring_out_frames;
    equalise(request.patch);
    instrument_ = instrument_for(from, std::move(request));
}

void Channel::equalise(Patch const& patch) {
    filters_.add(Biquad::high_pass(std::max(16.0, mix_.low_cut_hz)).shape());
    if (mix_.body_db != 0) filters_.add(Biquad::peak(280, 0.8, mix_.body_db).shape());
    if (mix_.tilt_db != 0) filters_.add(Biquad::high_shelf(1500, mix_.tilt_db).shape());
    if (patch.body <= 0) return;
    // The air in the box, its top, and the top's second mode, as measured on guitars (Fletcher & Rossing).
    filters_.add(Biquad::peak(104, 4, 6 * patch.body).shape());
    filters_.add(Biquad::peak(208, 3, 5 * patch.body).shape());
    filters_.add(Biquad::peak(415, 2.5, 3 * patch.body).shape());
}

double Channel::pulse_at(long frame) const {
    // A quick rise, a slow fall: as if struck anew.
    auto const place = static_cast<double>(frame) / pulse_frames_;
    auto const phase = place - std::floor(place);
    auto const shape = phase < 0.06 ? phase / 0.06 : 1 - (phase - 0.06) / 0.94;
    return 1 - pulse_ * (1 - shape);
}

void Channel::shape(int frames) {
    for (int i = 0; i < frames; ++i) {
        left_[static_cast<std::size_t>(i)] *= gain_;
        right_[static_cast<std::size_t>(i)] *= gain_;
    }
    filters_.process(left_.data(), right_.data(), frames);
    if (grit_ <= 0) return;
    auto const push = 1 + 9 * grit_;
    auto const makeup = 1 / std::sqrt(push);
    for (auto* side : {&left_, &right_})
        for (auto& sample : *side) sample = makeup * soft_clip(push * sample);
}

void Channel::add(long first, StemBuffers& out, int offset, int frames) {
    left_.assign(static_cast<std::size_t>(frames), 0.0F);
    right_.assign(static_cast<std::size_t>(frames), 0.0F);
    quiet_ = instrument_->render(first, left_.data(), right_.data(), frames) ? 0 : quiet_ + frames;
    if (quiet_ > ring_out_frames) return;
    shape(frames);
    for (int at = 0; at < frames; at += control_frames) {
        auto goal = 1 - mix_.duck * ducking_->at(first + at);
        if (pulse_ > 0) goal *= pulse_at(first + at + control_frames);
        auto const step = (static_cast<float>(goal) - level_) / control_frames;
        for (int i = 0; i < control_frames; ++i) {
            auto const n = static_cast<std::size_t>(at + i);
            auto const level = level_ + step * static_cast<float>(i + 1);
            left_[n] *= left_gain_ * level;
            right_[n] *= right_gain_ * level;
        }
        level_ = static_cast<float>(goal);
    }
    auto const send = [&](std::vector<float> const& from, std::vector<float>& to, float share) {
        if (share <= 0) return;
        auto* target = to.data() + offset;
        for (int i = 0; i < frames; ++i) target[i] += share * from[static_cast<std::size_t>(i)];
    };
    send(left_, out.left, 1);
    send(right_, out.right, 1);
    send(left_, out.room_left, static_cast<float>(mix_.reverb));
    send(right_, out.room_right, static_cast<float>(mix_.reverb));
    send(left_, out.echo_left, static_cast<float>(mix_.delay));
    send(right_, out.echo_right, static_cast<float>(mix_.delay));
}

}  // namespace troupe::music::impl
