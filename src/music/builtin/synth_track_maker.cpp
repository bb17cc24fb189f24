#include "music/builtin/synth_track_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>

#include "base/files.hpp"
#include "base/json.hpp"
#include "media/audio.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/decoded_peak.hpp"
#include "music/impl/dsp/blocks.hpp"
#include "music/impl/master.hpp"
#include "music/impl/mix.hpp"
#include "music/impl/timbre.hpp"
#include "music/lyrics_file.hpp"
#include "music/midi.hpp"

namespace troupe::music::builtin {
namespace fs = std::filesystem;
namespace {

constexpr char const* version = "1.0";
constexpr double highest_mp3_peak_db = -1.0;

/// Writes the master as a file, quieter by `gain_db`; `listener`, if any, hears what is written.
Result<void> write_master(impl::Master const& sound, fs::path const& file, double gain_db, Analyzer* listener, std::stop_token const& stop) {
    auto writer = TRY(media::AudioWriter::create(file, {}));
    std::vector<float> block(96'000);
    auto const gain = static_cast<float>(impl::from_db(gain_db));
    for (std::size_t at = 0; at < sound.frames(); at += block.size() / 2) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while writing " + file.filename().string());
        auto const count = sound.read(at, block);
        if (gain_db != 0)
            for (auto& sample : block) sample *= gain;
        if (listener != nullptr) listener->add({block.data(), count});
        TRY(writer.write({block.data(), count}));
    }
    return writer.close();
}

/// Coding moves peaks: what comes out of the decoder is measured, and the file made again a little quieter if need be.
Result<void> write_mp3(impl::Master const& sound, fs::path const& file, std::stop_token const& stop) {
    double gain_db = 0;
    for (int turn = 0; turn < 3; ++turn) {
        TRY(write_master(sound, file, gain_db, nullptr, stop));
        auto const peak_db = TRY(impl::decoded_true_peak(file));
        if (peak_db <= highest_mp3_peak_db) return {};
        gain_db -= peak_db - highest_mp3_peak_db + 0.05;
    }
    return {};
}

/// The target of the brief, with the song's and the artist's offsets of tone.
impl::MasterTarget target_of(Brief const& brief, impl::Plan const& plan) {
    auto target = impl::target_for(brief.loudness);
    target.tone_curve_db = plan.genre->master.tone_curve_db;
    auto const timbre = impl::timbre_of(brief.signature);
    for (std::size_t b = 0; b < std::min(target.tone_curve_db.size(), timbre.tone_db.size()); ++b) target.tone_curve_db[b] += timbre.tone_db[b];
    target.brightness = plan.sound.at("brightness");
    target.warmth = plan.sound.at("warmth");
    return target;
}

media::Provenance provenance_of(Brief const& brief) {
    media::Provenance provenance;
    provenance.engine = "troupe composer and synthesiser";
    provenance.engine_version = version;
    provenance.kind = media::MakerKind::procedural;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(brief);
    provenance.licence = "own work of the operator; no samples, no training data";
    provenance.ai.composition = provenance.ai.instrumentation = provenance.ai.mix = media::AiShare::all;
    if (has_voice(brief)) {
        provenance.ai.vocals = media::AiShare::all;
        provenance.engine += " (the voice is synthetic: formant synthesis, no person sings)";
    }
    return provenance;
}

/// Progress that never falls, over the stages' shares of the whole time.
class Stages {
public:
    explicit Stages(Progress const& progress) : progress_(progress) {}
    void report(double fraction, std::string_view what) {
        last_ = std::max(last_, std::min(1.0, fraction));
        if (progress_) progress_(last_, what);
    }

private:
    Progress const& progress_;
    double last_ = 0;
};

}  // namespace

Capabilities SynthTrackMaker::capabilities() const {
    return {.exact_tempo = true, .exact_key = true, .exact_form = true, .stems = true, .score = true, .seed = true, .sings_lyrics = true};
}

Result<Track> SynthTrackMaker::make(Brief const& brief, fs::path const& folder, Progress const& progress, std::stop_token stop) {
    auto const tables = tables_.now();
    TRY(validate(brief, *tables));
    TRY(make_folder(folder));
    Stages stages(progress);
    stages.report(0, "composing");
    auto const plan = impl::make_plan(brief, *tables);
    Track track;
    track.score = impl::compose(plan, brief, settings_.candidates);
    track.key = key_name(plan.tonic, plan.mode);
    track.timeline = timeline_of(*track.score, plan.tail_seconds);
    track.provenance = provenance_of(brief);
    track.midi = folder / "song.mid";
    TRY(write_file(track.midi, midi_of(*track.score)));
    if (!track.timeline.lyrics.empty()) {
        track.lyrics_lrc = folder / "lyrics.lrc";
        TRY(write_file(*track.lyrics_lrc, lrc_of(brief, track.timeline)));
    }
    impl::MixRequest const request{*track.score, plan, *tables, brief, folder, std::clamp(settings_.threads, 1, 8), settings_.stems};
    auto mix = TRY(impl::mix_down(request, [&](double share) { stages.report(0.02 + 0.5 * share, "playing and mixing"); }, stop));
    track.stems = mix.stems;
    auto const sound = TRY(impl::master(mix, target_of(brief, plan), folder, [&](double share) { stages.report(0.52 + 0.15 * share, "mastering"); }, stop));
    stages.report(0.67, "encoding and measuring");
    if (settings_.mp3) track.mp3 = folder / "master.mp3";
    auto const encode = [&]() -> Result<void> { return settings_.mp3 ? write_mp3(sound, track.mp3, stop) : Result<void>{}; };
    auto encoding = std::async(settings_.threads > 1 ? std::launch::async : std::launch::deferred, encode);
    track.master = folder / "master.flac";
    Analyzer listener(Hertz{impl::sample_rate}, 2);
    auto written = write_master(sound, track.master, 0, &listener, stop);
    TRY(encoding.get());
    TRY(std::move(written));
    track.analysis = listener.finish(&track.timeline.sections);
    stages.report(1, "done");
    return track;
}

}  // namespace troupe::music::builtin
