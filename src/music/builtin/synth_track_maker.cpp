#include "music/builtin/synth_track_maker.hpp"

#include <algorithm>
#include <cmath>
#include <future>

#include "base/files.hpp"
#include "music/builtin/redo.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/dsp/blocks.hpp"
#include "music/impl/performers.hpp"
#include "music/impl/production.hpp"

namespace troupe::music::builtin {
namespace fs = std::filesystem;
namespace {

constexpr double preview_seconds = 10;
constexpr double shortest_tail = 0.4;

/// Writes the MP3 beside whatever else is done, where there is a second thread to do it.
std::future<Result<void>> encode(Track& track, impl::Sound sound, fs::path const& folder, SynthTrackMaker::Settings const& settings, std::stop_token const& stop) {
    if (settings.mp3) track.mp3 = folder / "master.mp3";
    auto const work = [file = track.mp3, sound = std::move(sound), stop]() -> Result<void> { return file.empty() ? Result<void>{} : impl::write_mp3(sound, file, stop); };
    return std::async(settings.threads > 1 ? std::launch::async : std::launch::deferred, work);
}

}  // namespace

Capabilities SynthTrackMaker::capabilities() const {
    return {.exact_tempo = true, .exact_key = true, .exact_form = true, .stems = true, .score = true, .seed = true, .sings_lyrics = true,
            .revises = true, .previews = true};
}

int SynthTrackMaker::threads() const { return std::clamp(settings_.threads, 1, 8); }

Result<Track> SynthTrackMaker::make(Brief const& brief, fs::path const& folder, Progress const& progress, std::stop_token stop) {
    auto const tables = tables_.now();
    TRY(validate(brief, *tables));
    TRY(make_folder(folder));
    impl::Stages stages(progress);
    stages.report(0, "composing");
    impl::Song song{brief, *tables, impl::make_plan(brief, *tables), {}};
    song.score = impl::compose(song.plan, brief, settings_.candidates);
    auto const performers = TRY(impl::engage(song, settings_.soundfont, folder, stop));
    Track track;
    TRY(impl::write_song(song, folder, track));
    impl::credit(performers, brief, track.provenance);
    impl::MixRequest const request{song.score, song.plan, *tables, brief, folder, threads(), settings_.stems, performers.speech, &performers.orchestra};
    auto const mix = TRY(impl::mix_down(request, [&](double share) { stages.report(0.02 + 0.5 * share, "playing and mixing"); }, stop));
    track.stems = mix.stems;
    auto const mastering = [&](double share) { stages.report(0.52 + 0.15 * share, "mastering"); };
    auto const sound = TRY(impl::master(mix, impl::master_target(song), folder, mastering, stop));
    stages.report(0.67, "encoding and measuring");
    auto encoding = encode(track, impl::sound_of(sound), folder, settings_, stop);
    track.master = folder / "master.flac";
    Analyzer listener(Hertz{impl::sample_rate}, 2);
    auto written = impl::write_sound(impl::sound_of(sound), track.master, 0, &listener, stop);
    TRY(encoding.get());
    TRY(std::move(written));
    track.analysis = listener.finish(&track.timeline.sections);
    stages.report(1, "done");
    return track;
}

Result<Track> SynthTrackMaker::revise(Brief const& brief, Revision const& revision, fs::path const& folder, Progress const& progress, std::stop_token stop) {
    auto const tables = tables_.now();
    TRY(validate(brief, *tables));
    impl::Stages stages(progress);
    stages.report(0, "composing");
    auto const take = TRY(find_take(revision));
    impl::Song song{brief, *tables, impl::plan_of(revision.score, brief, *tables, take.seconds()), {}};
    song.score = TRY(impl::recomposed(revision.score, song.plan, brief, revision.section, revision.seed, settings_.candidates));
    TRY(make_folder(folder));
    auto const performers = TRY(impl::engage(song, settings_.soundfont, folder, stop));
    Track track;
    TRY(impl::write_song(song, folder, track));
    track.provenance.seed = revision.seed;
    impl::credit(performers, brief, track.provenance);
    TRY(splice_take({song, performers, take, revision, folder, threads(), settings_.stems}, track, stages, stop));
    stages.report(0.85, "encoding and measuring");
    auto encoding = encode(track, impl::sound_of(track.master), folder, settings_, stop);
    auto analysis = analyze_file(track.master, &track.timeline.sections);
    TRY(encoding.get());
    track.analysis = TRY(std::move(analysis));
    stages.report(1, "done");
    return track;
}

Result<fs::path> SynthTrackMaker::preview(Brief const& brief, fs::path const& folder, std::stop_token stop) {
    auto const tables = tables_.now();
    TRY(validate(brief, *tables));
    TRY(make_folder(folder));
    impl::Song song{brief, *tables, impl::make_plan(brief, *tables), {}};
    auto const whole = impl::compose(song.plan, brief, settings_.candidates);
    auto const bar_seconds = whole.seconds_at(whole.bar_ticks());
    auto const hook = impl::hook_bars(whole);
    // Whole bars, with a little time to ring out.
    auto const bars = std::clamp(static_cast<int>(std::floor((preview_seconds - shortest_tail) / bar_seconds)), 1, whole.bars);
    song.score = impl::excerpt(whole, std::min(hook.first_bar, whole.bars - bars), bars);
    song.plan = impl::plan_of(song.score, brief, *tables, preview_seconds);
    auto const performers = TRY(impl::engage(song, settings_.soundfont, folder, stop));
    impl::MixRequest const request{song.score, song.plan, *tables, brief, folder, threads(), false, performers.speech, &performers.orchestra};
    auto const quietly = [](double) {};
    auto const mix = TRY(impl::mix_down(request, quietly, stop));
    auto const sound = TRY(impl::master(mix, impl::master_target(song), folder, quietly, stop));
    auto const file = folder / "preview.mp3";
    TRY(impl::write_mp3(impl::sound_of(sound), file, stop));
    return file;
}

}  // namespace troupe::music::builtin
