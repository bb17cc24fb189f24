#include "music/guest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <memory>

#include "base/files.hpp"
#include "media/audio.hpp"
#include "music/impl/dsp/limiter.hpp"
#include "music/impl/dsp/space.hpp"
#include "music/impl/dsp/spectrum.hpp"
#include "music/impl/production.hpp"
#include "music/impl/splice.hpp"
#include "music/takes.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t second = 48'000;
static_assert(second % impl::control_frames == 0);
constexpr double voice_over_backing_lu = -1.5, stem_over_backing_lu = -4;
constexpr double deepest_duck_db = 2.5;
constexpr double lowest_voice_hz = 90;

using Block = std::vector<float>;  // a second of stereo, interleaved

/// A file from a frame of the song on, silent before and after.
class Line {
public:
    static Result<Line> open(fs::path const& file, std::int64_t silent_frames) {
        Line line;
        line.reader_ = std::make_unique<media::AudioReader>(TRY(media::AudioReader::open(file)));
        if (line.reader_->channels() != 2 || line.reader_->sample_rate() != Hertz{48'000})
            return fail(ErrorCode::invalid_input, fmt::format("{}: expected stereo at 48 kHz", file.string()));
        line.silence_ = static_cast<std::size_t>(silent_frames) * 2;
        return line;
    }
    Result<void> read(Block& out) {
        auto at = std::min(silence_, out.size());
        std::fill_n(out.begin(), at, 0.0F);
        silence_ -= at;
        while (at < out.size()) {
            auto const count = TRY(reader_->read({out.data() + at, out.size() - at}));
            if (count == 0) break;
            at += count;
        }
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), 0.0F);
        return {};
    }

private:
    std::unique_ptr<media::AudioReader> reader_;
    std::size_t silence_ = 0;
};

/// One of the take's stems, on its way from the old file to the new one.
struct Backing {
    Stem stem;
    Line line;
    media::AudioWriter writer;
    bool makes_room = false;
    Block block = Block(second * 2);
};

/// What the guest passes through: no rumble, even in level, with a room if it is a voice.
class Strip {
public:
    Strip(bool is_voice, double gain_db) : is_voice_(is_voice), gain_(static_cast<float>(impl::from_db(gain_db))) {}

    void process(Block& block) {
        Block left(second), right(second), room_left(second), room_right(second);
        for (std::size_t i = 0; i < second; ++i) {
            left[i] = block[2 * i];
            right[i] = block[2 * i + 1];
            if (!is_voice_) continue;
            left[i] = low_cut_left_.step(left[i]);
            right[i] = low_cut_right_.step(right[i]);
        }
        if (is_voice_) {
            evener_.process(left.data(), right.data(), second);
            Block sent_left(left), sent_right(right);
            for (std::size_t i = 0; i < second; ++i) sent_left[i] *= room_send, sent_right[i] *= room_send;
            room_.process(sent_left.data(), sent_right.data(), room_left.data(), room_right.data(), second);
        }
        for (std::size_t i = 0; i < second; ++i) {
            block[2 * i] = gain_ * (left[i] + room_left[i]);
            block[2 * i + 1] = gain_ * (right[i] + room_right[i]);
        }
    }

private:
    static constexpr float room_send = 0.16F;
    bool is_voice_;
    float gain_;
    impl::Biquad low_cut_left_ = impl::Biquad::high_pass(lowest_voice_hz), low_cut_right_ = impl::Biquad::high_pass(lowest_voice_hz);
    impl::BusCompressor evener_{-24};
    impl::Reverb room_{1.3, 0.45, 22};
};

/// How far the others go down while the voice sounds: quick to make room, slow to take it back.
class Room {
public:
    void apply(Block const& voice, std::vector<Backing>& backings) {
        for (std::size_t i = 0; i < second; ++i) {
            auto const level = std::max(std::abs(voice[2 * i]), std::abs(voice[2 * i + 1]));
            envelope_ += (level > envelope_ ? rise : fall) * (level - envelope_);
            auto const gain = static_cast<float>(impl::from_db(-deepest_duck_db * std::clamp(envelope_ / full_level, 0.0, 1.0)));
            for (auto& backing : backings)
                if (backing.makes_room) {
                    backing.block[2 * i] *= gain;
                    backing.block[2 * i + 1] *= gain;
                }
        }
    }

private:
    static constexpr double rise = 1.0 / (0.010 * 48'000), fall = 1.0 / (0.200 * 48'000), full_level = 0.08;
    double envelope_ = 0;
};

class Desk {
public:
    Desk(GuestRequest const& request, double gain_db, impl::Mix& mix) : request_(request), strip_(request.guest.is_voice, gain_db), mix_(mix) {}

    Result<void> open() {
        for (auto const& stem : mix_.stems) {
            auto const to = request_.out / "stems" / (stem.name + ".flac");
            bool const makes_room = request_.guest.is_voice && stem.name != "drums" && stem.name != "bass";
            auto line = TRY(Line::open(stem.file, 0));
            auto writer = TRY(media::AudioWriter::create(to, {.quick = true}));
            backings_.push_back({{stem.name, to}, std::move(line), std::move(writer), makes_room});
        }
        guest_.emplace_back(TRY(Line::open(request_.guest.sound, std::llround(request_.guest.at * 48'000))));
        auto const to = request_.out / "stems" / (request_.guest.stem + ".flac");
        writers_.push_back(TRY(media::AudioWriter::create(to, {.quick = true})));
        return {};
    }

    /// One second, or what is left of it.
    Result<void> step(std::size_t audible) {
        Block voice(second * 2);
        TRY(guest_.front().read(voice));
        strip_.process(voice);
        for (auto& backing : backings_) TRY(backing.line.read(backing.block));
        if (request_.guest.is_voice) room_.apply(voice, backings_);
        Block sum = voice;
        TRY(writers_.front().write({voice.data(), audible * 2}));
        for (auto& backing : backings_) {
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += backing.block[i];
            TRY(backing.writer.write({backing.block.data(), audible * 2}));
        }
        glue(sum);
        listen(audible);
        return mix_.spool.write({sum.data(), audible * 2});
    }

    Result<void> close() {
        for (auto& backing : backings_) TRY(backing.writer.close());
        TRY(writers_.front().close());
        mix_.stems.clear();
        for (auto const& backing : backings_) mix_.stems.push_back(backing.stem);
        mix_.stems.push_back({request_.guest.stem, request_.out / "stems" / (request_.guest.stem + ".flac")});
        mix_.octaves_db = middle_meter_.relative_db();
        mix_.slices = middle_meter_.slices();
        mix_.middle_powers = middle_meter_.powers();
        mix_.side_powers = side_meter_.powers();
        return {};
    }

private:
    /// What holds the whole together, as on the bus of a song of ours.
    void glue(Block& sum) {
        for (std::size_t i = 0; i < second; ++i) {
            left_[i] = sum[2 * i];
            right_[i] = sum[2 * i + 1];
        }
        compressor_.process(left_.data(), right_.data(), second);
        for (std::size_t i = 0; i < second; ++i) {
            sum[2 * i] = left_[i];
            sum[2 * i + 1] = right_[i];
        }
    }

    void listen(std::size_t audible) {
        Block middle(audible), side(audible);
        for (std::size_t i = 0; i < audible; ++i) {
            middle[i] = 0.5F * (left_[i] + right_[i]);
            side[i] = 0.5F * (left_[i] - right_[i]);
        }
        for (std::size_t at = 0; at + 4096 <= audible; at += 12'000) {
            middle_meter_.add(middle.data() + at);
            side_meter_.add(side.data() + at);
        }
    }

    GuestRequest const& request_;
    Strip strip_;
    Room room_;
    impl::Mix& mix_;
    std::vector<Backing> backings_;
    std::vector<Line> guest_;
    std::vector<media::AudioWriter> writers_;
    impl::BusCompressor compressor_{-17};
    impl::OctaveMeter middle_meter_, side_meter_;
    Block left_ = Block(second), right_ = Block(second);
};

std::vector<Stem> stems_in(fs::path const& folder) {
    std::vector<Stem> stems;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder / "stems", error))
        if (entry.path().extension() == ".flac") stems.push_back({entry.path().stem().string(), entry.path()});
    std::sort(stems.begin(), stems.end(), [](Stem const& a, Stem const& b) { return a.name < b.name; });
    return stems;
}

bool is_plain(std::string const& name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

/// Loudness of what the take plays while the guest does: of the sum of its stems.
Result<double> backing_loudness(std::vector<Stem> const& stems, impl::Stretch stretch) {
    std::vector<Line> lines;
    for (auto const& stem : stems) lines.push_back(TRY(Line::open(stem.file, 0)));
    Block block(second * 2);
    auto const sum = [&](std::span<float> samples) -> Result<std::size_t> {
        std::fill(samples.begin(), samples.end(), 0.0F);
        block.resize(samples.size());
        for (auto& line : lines) {
            TRY(line.read(block));
            for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += block[i];
        }
        return samples.size();
    };
    return impl::loudness_of(sum, stretch);
}

Result<void> check(GuestRequest const& request, std::vector<Stem> const& stems, double take_seconds) {
    auto const& guest = request.guest;
    if (!is_plain(guest.stem)) return fail(ErrorCode::invalid_input, fmt::format("guest.stem: '{}' is no plain word of letters, digits, _ and -", guest.stem));
    for (auto const& stem : stems)
        if (stem.name == guest.stem) return fail(ErrorCode::invalid_input, fmt::format("guest.stem: the take has a stem '{}' already; give the file another name", guest.stem));
    if (!(guest.at >= 0 && guest.at < take_seconds)) return fail(ErrorCode::invalid_input, fmt::format("at: {:.2f} s is outside the take's {:.2f} s", guest.at, take_seconds));
    return {};
}

impl::MasterTarget target_of(Brief const& brief, Tables const& tables) {
    if (!validate(brief, tables)) return {};
    return impl::master_target({brief, tables, impl::make_plan(brief, tables), {}});
}

}  // namespace

Result<GuestMix> mix_in(GuestRequest const& request, Tables const& tables, Progress const& progress, std::stop_token stop) {
    impl::Stages stages(progress);
    auto const master_file = request.folder / "master.flac";
    auto const frames = TRY(media::AudioReader::open(master_file)).frames();
    auto const guest_frames = TRY(media::AudioReader::open(request.guest.sound)).frames();
    auto stems = stems_in(request.folder);
    GuestMix out;
    if (stems.empty()) {
        stems.push_back({"backing", master_file});
        out.notes.push_back("the take has no stems: the line joins its finished master");
    }
    TRY(check(request, stems, static_cast<double>(frames) / 48'000));
    auto const first = std::llround(request.guest.at * 48'000);
    if (first + guest_frames > frames + 48'000 / 2)
        out.notes.push_back(fmt::format("{:.1f} s of it lie beyond the end of the take and are not heard", static_cast<double>(first + guest_frames - frames) / 48'000));
    impl::Stretch const stretch{first, std::min<std::int64_t>(first + guest_frames, frames)};
    TRY(make_folder(request.out));
    stages.report(0.02, "levelling");
    auto const own = TRY(impl::loudness_of(impl::sound_of(request.guest.sound)(), {0, guest_frames}));
    auto const backing = TRY(backing_loudness(stems, stretch));
    // Over near silence a guest is as loud as on a quiet song, not as quiet as that.
    out.gain_db = std::clamp(std::max(backing, -30.0) + (request.guest.is_voice ? voice_over_backing_lu : stem_over_backing_lu) - own, -40.0, 40.0);

    impl::Mix mix{TRY(impl::Spool::create(request.out)), frames, std::move(stems), {}, {}, {}};
    Desk desk(request, out.gain_db, mix);
    TRY(desk.open());
    for (std::int64_t at = 0; at < frames; at += second) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while mixing");
        TRY(desk.step(static_cast<std::size_t>(std::min<std::int64_t>(second, frames - at))));
        stages.report(0.05 + 0.4 * static_cast<double>(at) / static_cast<double>(frames), "mixing");
    }
    TRY(desk.close());
    auto const sound = TRY(impl::master(mix, target_of(request.brief, tables), request.out, [&](double share) { stages.report(0.45 + 0.25 * share, "mastering"); }, stop));
    out.master = request.out / "master.flac";
    TRY(impl::write_sound(impl::sound_of(sound), out.master, 0, nullptr, stop));
    stages.report(0.75, "encoding and measuring");
    out.mp3 = request.out / "master.mp3";
    TRY(impl::write_mp3(impl::sound_of(sound), out.mp3, stop));
    out.analysis = TRY(analyze_file(out.master, request.sections.empty() ? nullptr : &request.sections));
    out.stems = mix.stems;
    stages.report(1, "done");
    return out;
}

std::vector<std::string> misfits(Analysis const& guest, double bpm, std::string const& key) {
    constexpr double sure_of_key = 0.7, sure_of_tempo = 0.5;
    std::vector<std::string> out;
    Track take;
    take.key = key;
    take.analysis = guest;
    auto const marks = marks_of(take, {.bpm = bpm});
    // A line over a chord or two often sounds like a neighbouring key: only a far one is worth a word.
    if (guest.key_confidence >= sure_of_key && marks.key < 0.3 && !key.empty())
        out.push_back(fmt::format("it is heard in {}, the take is in {}", guest.key, key));
    if (guest.bpm_confidence >= sure_of_tempo && marks.tempo == 0 && bpm > 0)
        out.push_back(fmt::format("it is heard at {:.1f} BPM, the take has {:.4g}", guest.bpm, bpm));
    return out;
}

}  // namespace troupe::music
