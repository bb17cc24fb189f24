#include "music/impl/production.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "media/audio.hpp"
#include "music/impl/decoded_peak.hpp"
#include "music/impl/dsp/blocks.hpp"
#include "music/impl/timbre.hpp"
#include "music/lyrics_file.hpp"
#include "music/midi.hpp"

namespace troupe::music::impl {
namespace fs = std::filesystem;
namespace {

constexpr char const* version = "1.0";
constexpr double highest_mp3_peak_db = -1.0;

}  // namespace

Plan plan_of(Score const& score, Brief const& brief, Tables const& tables, double seconds) {
    auto plan = make_plan(brief, tables);
    if (auto const genre = tables.genre_id(score.genre)) {
        plan.genre_id = *genre;
        plan.genre = &tables.genre(*genre);
    }
    plan.bpm = score.bpm;
    plan.metre = score.metre;
    plan.tonic = score.tonic;
    plan.mode = score.mode;
    plan.bars = score.bars;
    plan.sections = score.sections;
    plan.tail_seconds = std::max(0.0, seconds - score.seconds());
    return plan;
}

MasterTarget master_target(Song const& song) {
    auto target = target_for(song.brief.loudness);
    target.tone_curve_db = song.plan.genre->master.tone_curve_db;
    auto const timbre = timbre_of(song.brief.signature);
    for (std::size_t b = 0; b < std::min(target.tone_curve_db.size(), timbre.tone_db.size()); ++b) target.tone_curve_db[b] += timbre.tone_db[b];
    target.desk.assign(timbre.desk.begin(), timbre.desk.end());
    target.brightness = song.plan.sound.at("brightness");
    target.warmth = song.plan.sound.at("warmth");
    return target;
}

Result<void> write_sound(Sound const& sound, fs::path const& file, double gain_db, Analyzer* listener, std::stop_token const& stop) {
    auto writer = TRY(media::AudioWriter::create(file, {}));
    std::vector<float> block(96'000);
    auto const gain = static_cast<float>(from_db(gain_db));
    auto const source = sound();
    while (auto const count = TRY(source(block))) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while writing " + file.filename().string());
        if (gain_db != 0)
            for (auto& sample : block) sample *= gain;
        if (listener != nullptr) listener->add({block.data(), count});
        TRY(writer.write({block.data(), count}));
    }
    return writer.close();
}

Result<void> write_mp3(Sound const& sound, fs::path const& file, std::stop_token const& stop) {
    double gain_db = 0;
    for (int turn = 0; turn < 3; ++turn) {
        TRY(write_sound(sound, file, gain_db, nullptr, stop));
        auto const peak_db = TRY(decoded_true_peak(file));
        if (peak_db <= highest_mp3_peak_db) return {};
        gain_db -= peak_db - highest_mp3_peak_db + 0.05;
    }
    return {};
}

Result<void> write_song(Song const& song, fs::path const& folder, Track& track) {
    track.score = song.score;
    track.key = key_name(song.plan.tonic, song.plan.mode);
    track.timeline = timeline_of(song.score, song.plan.tail_seconds);
    track.provenance = provenance_of(song.brief);
    track.midi = folder / "song.mid";
    TRY(write_file(track.midi, midi_of(song.score)));
    if (track.timeline.lyrics.empty()) return {};
    track.lyrics_lrc = folder / "lyrics.lrc";
    return write_file(*track.lyrics_lrc, lrc_of(song.brief, track.timeline));
}

media::Provenance provenance_of(Brief const& brief) {
    auto told = brief;
    told.catalogue.clear();  // it grows with every song, and says what this one is not
    media::Provenance provenance;
    provenance.engine = "troupe composer and synthesiser";
    provenance.engine_version = version;
    provenance.kind = media::MakerKind::procedural;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(told);
    if (!brief.catalogue.empty()) provenance.prompt += fmt::format("\nkept away from {} tunes of the catalogue", brief.catalogue.size());
    provenance.licence = "own work of the operator; no samples, no training data";
    provenance.ai.composition = provenance.ai.instrumentation = provenance.ai.mix = media::AiShare::all;
    if (has_voice(brief)) provenance.ai.vocals = media::AiShare::all;
    return provenance;
}

void Stages::report(double fraction, std::string_view what) {
    last_ = std::max(last_, std::min(1.0, fraction));
    if (progress_) progress_(last_, what);
}

}  // namespace troupe::music::impl
