#include "music/builtin/synth_track_maker.hpp"

#include <algorithm>
#include <cmath>
#include <future>

#include "base/files.hpp"
#include "music/builtin/redo.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/production.hpp"
#include "music/impl/revision.hpp"

namespace troupe::music::builtin {
namespace fs = std::filesystem;
namespace {

constexpr double preview_seconds = 10;
constexpr double preview_tail = 0.8;

}  // namespace

Capabilities SynthTrackMaker::capabilities() const {
    return {.exact_tempo = true, .exact_key = true, .exact_form = true, .stems = true, .score = true, .seed = true, .sings_lyrics = true,
            .revises = true, .previews = true};
}

int SynthTrackMaker::threads() const { return std::clamp(settings_.threads, 1, 8); }

Result<void> SynthTrackMaker::encode_and_measure(Track& track, impl::Spool& sound, fs::path const& folder, std::stop_token const& stop) const {
    if (settings_.mp3) track.mp3 = folder / "master.mp3";
    auto const encode = [&]() -> Result<void> { return settings_.mp3 ? impl::write_mp3(sound, track.mp3, stop) : Result<void>{}; };
    auto encoding = std::async(settings_.threads > 1 ? std::launch::async : std::launch::deferred, encode);
    auto analysis = analyze_file(track.master, &track.timeline.sections);
    TRY(encoding.get());
    track.analysis = TRY(std::move(analysis));
    return {};
}

Result<Track> SynthTrackMaker::make(Brief const& brief, fs::path const& folder, Progress const& progress, std::stop_token stop) {
    auto const tables = tables_.now();
    TRY(validate(brief, *tables));
    TRY(make_folder(folder));
    impl::Stages stages(progress);
    stages.report(0, "composing");
    impl::Song song{brief, *tables, impl::make_plan(brief, *tables), {}};
    song.score = impl::compose(song.plan, brief, settings_.candidates);
    Track track;
    TRY(impl::write_song(song, folder, track));
    impl::MixRequest const request{song.score, song.plan, *tables, brief, folder, threads(), settings_.stems};
    auto mix = TRY(impl::mix_down(request, [&](double share) { stages.report(0.02 + 0.5 * share, "playing and mixing"); }, stop));
    track.stems = mix.stems;
    auto const mastering = [&](double share) { stages.report(0.52 + 0.2 * share, "mastering"); };
    auto sound = TRY(impl::master(mix, impl::master_target(song), folder, mastering, stop));
    track.master = folder / "master.flac";
    TRY(impl::write_sound(sound, track.master, 0, stop));
    stages.report(0.78, "encoding and measuring");
    TRY(encode_and_measure(track, sound, folder, stop));
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
    Track track;
    TRY(impl::write_song(song, folder, track));
    track.provenance.seed = revision.seed;
    auto sound = TRY(splice_take({song, take, revision, folder, threads(), settings_.stems}, track, stages, stop));
    stages.report(0.85, "encoding and measuring");
    TRY(encode_and_measure(track, sound, folder, stop));
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
    auto const wanted = std::max(1, static_cast<int>(std::floor((preview_seconds - preview_tail) / bar_seconds)));
    auto const bars = std::min(wanted, whole.bars);
    song.score = impl::excerpt(whole, std::min(impl::hook_bar(whole), whole.bars - bars), bars);
    song.plan = impl::plan_of(song.score, brief, *tables, preview_seconds);
    impl::MixRequest const request{song.score, song.plan, *tables, brief, folder, threads(), false};
    auto const quietly = [](double) {};
    auto mix = TRY(impl::mix_down(request, quietly, stop));
    auto sound = TRY(impl::master(mix, impl::master_target(song), folder, quietly, stop));
    auto const file = folder / "preview.mp3";
    TRY(impl::write_mp3(sound, file, stop));
    return file;
}

}  // namespace troupe::music::builtin
