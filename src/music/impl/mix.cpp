#include "music/impl/mix.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <optional>
#include <thread>

#include "media/audio.hpp"
#include "music/impl/channel.hpp"
#include "music/impl/dsp/limiter.hpp"
#include "music/impl/dsp/space.hpp"
#include "music/impl/dsp/spectrum.hpp"

namespace troupe::music::impl {
namespace {

constexpr int chunk_frames = 16'000;  // a third of a second: short enough to stop in, long enough to share out
constexpr int sub_frames = 1600;      // what one channel plays at once: it stays in the cache
static_assert(chunk_frames % sub_frames == 0 && sub_frames % control_frames == 0);

/// Runs every task, on so many threads. The tasks share nothing, so their order does not matter.
void run_all(std::vector<std::function<void()>> const& tasks, int threads) {
    std::atomic<std::size_t> next{0};
    auto const work = [&] {
        for (auto i = next++; i < tasks.size(); i = next++) tasks[i]();
    };
    std::vector<std::jthread> others;
    for (int t = 1; t < threads && t < static_cast<int>(tasks.size()); ++t) others.emplace_back(work);
    work();
}

void interleave(std::vector<float> const& left, std::vector<float> const& right, std::size_t frames, std::vector<float>& out) {
    out.resize(frames * 2);
    for (std::size_t i = 0; i < frames; ++i) {
        out[i * 2] = left[i];
        out[i * 2 + 1] = right[i];
    }
}

/// Stems keep 20 bits: 120 dB, more than any converter, in three quarters of the room of 24. A float near 24
/// has steps of 2^-19, so adding and taking away rounds.
void to_twenty_bits(std::vector<float>& samples) {
    for (auto& sample : samples) sample = (sample + 24.0F) - 24.0F;
}

/// From the last bar's end to the end of the file, for every stem as for the room: nothing is cut off.
struct Fade {
    long start = 0;
    double length = 1;
    void apply(long first, std::vector<float>& left, std::vector<float>& right) const {
        if (first + chunk_frames <= start) return;
        for (long i = std::max(0L, start - first); i < chunk_frames; ++i) {
            auto const share = std::min(1.0, static_cast<double>(first + i - start) / length);
            auto const gain = static_cast<float>(0.5 + 0.5 * std::cos(std::numbers::pi * share));
            left[static_cast<std::size_t>(i)] *= gain;
            right[static_cast<std::size_t>(i)] *= gain;
        }
    }
};

/// Parts that share a file, their sound of the current second, and that file.
struct StemBus {
    std::string name;
    std::vector<Channel> channels;
    StemBuffers buffers{chunk_frames};
    std::optional<media::AudioWriter> writer;
    std::vector<float> interleaved;
    Result<void> state;

    void play(long first, std::size_t audible, Fade const& fade) {
        buffers.clear();
        for (auto& channel : channels)
            for (int at = 0; at < chunk_frames; at += sub_frames) channel.add(first + at, buffers, at, sub_frames);
        fade.apply(first, buffers.left, buffers.right);
        if (writer && state) {
            interleave(buffers.left, buffers.right, audible, interleaved);
            to_twenty_bits(interleaved);
            state = writer->write(interleaved);
        }
    }
};

class MixDesk {
public:
    MixDesk(MixRequest const& request, Spool& spool)
        : request_(request), spool_(spool), timbre_(timbre_of(request.brief.signature)),
          fade_{static_cast<long>(request.score.seconds() * sample_rate), std::max(1.0, request.plan.tail_seconds * sample_rate)},
          ducking_(request.score, request.plan.genre->master.duck_seconds), reverb_(room_seconds(), space().damping, space().predelay_ms),
          echo_((timbre_.delay_steps > 0 ? timbre_.delay_steps : space().delay_steps) * 15 / request.score.bpm, space().delay_feedback) {
        for (auto const& part : request.score.parts)
            bus_for(part.stem).channels.emplace_back(PartSources{part, request.score, request.plan, request.tables, request.brief, timbre_, request.speech, request.orchestra}, ducking_);
        auto const& style = request.plan.genre->master;
        auto const& sound = request.plan.sound;
        drive_ = static_cast<float>(std::clamp(style.drive + timbre_.drive + 0.3 * sound.at("grit") + 0.2 * sound.at("warmth"), 0.0, 1.0));
        width_ = static_cast<float>(std::max(0.0, style.width + timbre_.width + 0.35 * sound.at("width")));
        // What takes longest first, so that two threads end together.
        std::stable_sort(buses_.begin(), buses_.end(), [](auto const& a, auto const& b) { return a->channels.size() > b->channels.size(); });
    }

    Result<std::vector<Stem>> open_stems() {
        std::vector<Stem> stems;
        if (!request_.stems) return stems;
        auto const open = [&](std::string const& name) -> Result<media::AudioWriter> {
            auto const file = request_.folder / "stems" / (name + ".flac");
            stems.push_back({name, file});
            return media::AudioWriter::create(file, {.quick = true});
        };
        for (auto& bus : buses_) bus->writer.emplace(TRY(open(bus->name)));
        space_writer_.emplace(TRY(open("space")));
        return stems;
    }

    /// One second. `audible`: frames of it that belong to the song.
    Result<void> step(long first, std::size_t audible) {
        std::vector<std::function<void()>> tasks;
        for (auto& bus : buses_) tasks.push_back([this, &bus = *bus, first, audible] { bus.play(first, audible, fade_); });
        run_all(tasks, request_.threads);
        for (auto& bus : buses_) TRY(bus->state);
        sum_stems();
        fade_.apply(first, room_left_, room_right_);
        if (space_writer_) {
            interleave(room_left_, room_right_, audible, interleaved_);
            to_twenty_bits(interleaved_);
            TRY(space_writer_->write(interleaved_));
        }
        for (std::size_t i = 0; i < chunk_frames; ++i) {
            left_[i] += room_left_[i];
            right_[i] += room_right_[i];
        }
        if (request_.before_bus != nullptr) {
            interleave(left_, right_, audible, interleaved_);
            TRY(request_.before_bus->write(interleaved_));
        }
        process_bus();
        listen(audible);
        interleave(left_, right_, audible, interleaved_);
        return spool_.write(interleaved_);
    }

    Result<void> close() {
        for (auto& bus : buses_)
            if (bus->writer) TRY(bus->writer->close());
        if (space_writer_) TRY(space_writer_->close());
        return {};
    }
    void report(Mix& mix) const {
        mix.octaves_db = middle_meter_.relative_db();
        mix.slices = middle_meter_.slices();
        mix.middle_powers = middle_meter_.powers();
        mix.side_powers = side_meter_.powers();
    }

private:
    [[nodiscard]] Space const& space() const { return request_.plan.genre->space; }
    [[nodiscard]] double room_seconds() const { return std::clamp(space().seconds * timbre_.room * (1 + 0.5 * request_.plan.sound.at("space")), 0.1, 20.0); }

    StemBus& bus_for(std::string const& name) {
        for (auto& bus : buses_)
            if (bus->name == name) return *bus;
        buses_.push_back(std::make_unique<StemBus>());
        buses_.back()->name = name;
        return *buses_.back();
    }

    void sum_stems() {
        for (auto* buffer : {&left_, &right_, &room_left_, &room_right_}) buffer->assign(chunk_frames, 0.0F);
        sends_.clear();
        for (auto const& bus : buses_) {
            auto const& from = bus->buffers;
            add_to(left_, from.left);
            add_to(right_, from.right);
            add_to(sends_.room_left, from.room_left);
            add_to(sends_.room_right, from.room_right);
            add_to(sends_.echo_left, from.echo_left);
            add_to(sends_.echo_right, from.echo_right);
        }
        echo_.process(sends_.echo_left.data(), sends_.echo_right.data(), room_left_.data(), room_right_.data(), chunk_frames);
        // The echoes stand in the room, too.
        for (std::size_t i = 0; i < chunk_frames; ++i) {
            sends_.room_left[i] += 0.3F * room_left_[i];
            sends_.room_right[i] += 0.3F * room_right_[i];
        }
        reverb_.process(sends_.room_left.data(), sends_.room_right.data(), room_left_.data(), room_right_.data(), chunk_frames);
    }

    static void add_to(std::vector<float>& sum, std::vector<float> const& other) {
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
    }

    void process_bus() {
        compressor_.process(left_.data(), right_.data(), chunk_frames);
        if (drive_ > 0) {
            auto const push = 1 + 2.5F * drive_;
            auto const back = 1 / push;
            for (auto* side : {&left_, &right_})
                for (auto& sample : *side) sample = soft_clip(push * sample) * back;
        }
        // Last, so that nothing after it brings sides back below 120 Hz: records and clubs want both channels the same there.
        for (std::size_t i = 0; i < chunk_frames; ++i) {
            auto const middle = 0.5F * (left_[i] + right_[i]);
            auto const side = width_ * side_cut_steep_.step(side_cut_.step(0.5F * (left_[i] - right_[i])));
            left_[i] = middle + side;
            right_[i] = middle - side;
        }
    }

    void listen(std::size_t audible) {
        std::array<float, 4096> middle{}, side{};
        for (std::size_t at = 0; at + middle.size() <= audible; at += 8'000) {
            for (std::size_t i = 0; i < middle.size(); ++i) {
                middle[i] = 0.5F * (left_[at + i] + right_[at + i]);
                side[i] = 0.5F * (left_[at + i] - right_[at + i]);
            }
            middle_meter_.add(middle.data());
            side_meter_.add(side.data());
        }
    }

    MixRequest const& request_;
    Spool& spool_;
    Timbre timbre_;
    Fade fade_;
    Ducking ducking_;
    std::vector<std::unique_ptr<StemBus>> buses_;
    std::optional<media::AudioWriter> space_writer_;
    Reverb reverb_;
    Echo echo_;
    float drive_ = 0, width_ = 1;
    Biquad side_cut_ = Biquad::high_pass(130, 0.54), side_cut_steep_ = Biquad::high_pass(130, 1.31);  // Butterworth, fourth order
    BusCompressor compressor_{-17};
    OctaveMeter middle_meter_, side_meter_;
    StemBuffers sends_{chunk_frames};
    std::vector<float> left_, right_, room_left_, room_right_, interleaved_;
};

}  // namespace

Result<Mix> mix_down(MixRequest const& request, std::function<void(double)> const& progress, std::stop_token stop) {
    Mix mix{TRY(Spool::create(request.folder)), std::lround((request.score.seconds() + request.plan.tail_seconds) * sample_rate), {}, {}, {}, {}};
    MixDesk desk(request, mix.spool);
    mix.stems = TRY(desk.open_stems());
    for (long first = 0; first < mix.frames; first += chunk_frames) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while mixing");
        TRY(desk.step(first, static_cast<std::size_t>(std::min<long>(chunk_frames, mix.frames - first))));
        progress(static_cast<double>(first) / static_cast<double>(mix.frames));
    }
    TRY(desk.close());
    desk.report(mix);
    return mix;
}

}  // namespace troupe::music::impl
