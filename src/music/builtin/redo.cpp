#include "music/builtin/redo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/files.hpp"
#include "music/impl/splice.hpp"

namespace troupe::music::builtin {
namespace fs = std::filesystem;
namespace {

constexpr double rate = 48'000;
constexpr double close_enough_lu = 0.2;
constexpr double quietest_match = -60;

impl::Stretch stretch_of(Score const& score, int section) {
    auto const& place = score.sections[static_cast<std::size_t>(section)];
    auto const frame = [&](int bar) { return std::llround(score.seconds_at(bar * score.bar_ticks()) * rate); };
    return {frame(place.first_bar), frame(place.first_bar + place.bars)};
}

/// A folder of its own for sounds on the way, gone at the end.
class Bench {
public:
    explicit Bench(fs::path folder) : folder_(std::move(folder)) {}
    Bench(Bench const&) = delete;
    Bench& operator=(Bench const&) = delete;
    ~Bench() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    [[nodiscard]] fs::path const& folder() const { return folder_; }

private:
    fs::path folder_;
};

/// Masters the new song so that its section is as loud as the old one: the loudness asked of the whole moves until it is.
Result<impl::Master> matched_master(impl::Mix const& mix, RedoRequest const& request, impl::Stretch stretch, impl::Stages& stages, std::stop_token const& stop) {
    auto const wanted = TRY(impl::loudness_of(impl::sound_of(request.take.master)(), stretch));
    auto target = impl::master_target(request.song);
    for (int turn = 0;; ++turn) {
        auto sound = TRY(impl::master(mix, target, request.folder, [&](double share) { stages.report(0.45 + 0.1 * turn + 0.1 * share, "mastering"); }, stop));
        auto const missing = wanted - TRY(impl::loudness_of(impl::sound_of(sound)(), stretch));
        if (turn == 3 || wanted < quietest_match || std::abs(missing) <= close_enough_lu) return sound;
        target.lufs = std::clamp(target.lufs + missing, -40.0, -4.0);
    }
}

struct Pair {
    fs::path old, fresh;  ///< a file that is not there is silence
    fs::path to;
};
Result<void> splice_file(Pair const& files, impl::Stretch stretch, std::int64_t frames, media::AudioWriter::Format const& format, std::stop_token const& stop) {
    std::optional<media::AudioReader> base, insert;
    if (fs::exists(files.old)) base = TRY(media::AudioReader::open(files.old));
    if (fs::exists(files.fresh)) insert = TRY(media::AudioReader::open(files.fresh));
    auto writer = TRY(media::AudioWriter::create(files.to, format));
    auto const source = [&](auto& reader) { return reader ? impl::source_of(*reader) : impl::silence(frames); };
    TRY(impl::splice(source(base), source(insert), stretch, writer, stop));
    return writer.close();
}

/// Every stem that one of the two has.
Result<std::vector<Stem>> splice_stems(RedoRequest const& request, std::vector<Stem> const& fresh, impl::Stretch stretch, std::stop_token const& stop) {
    std::vector<Stem> stems;
    std::set<std::string> names;
    for (auto const& stem : fresh) names.insert(stem.name);
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(request.take.stems, error))
        if (entry.path().extension() == ".flac") names.insert(entry.path().stem().string());
    for (auto const& name : names) {
        auto const found = std::find_if(fresh.begin(), fresh.end(), [&](Stem const& stem) { return stem.name == name; });
        auto const to = request.folder / "stems" / (name + ".flac");
        Pair const files{request.take.stems / (name + ".flac"), found == fresh.end() ? fs::path() : found->file, to};
        TRY(splice_file(files, stretch, request.take.frames, {.quick = true}, stop));
        stems.push_back({name, to});
    }
    return stems;
}

}  // namespace

Result<Take> find_take(Revision const& revision) {
    auto const sections = revision.score.sections.size();
    if (revision.section < 0 || revision.section >= static_cast<int>(sections))
        return fail(ErrorCode::invalid_input, fmt::format("section: there is none of number {}; the song has {}", revision.section + 1, sections));
    Take take{revision.folder / "master.flac", revision.folder / "stems", 0};
    auto const reader = TRY(media::AudioReader::open(take.master));
    take.frames = reader.frames();
    if (reader.channels() != 2 || reader.sample_rate() != Hertz{rate} || take.seconds() + 0.001 < revision.score.seconds())
        return fail(ErrorCode::invalid_input, fmt::format("{}: is not the master of this score: stereo, 48 kHz, at least {:.1f} s", take.master.string(),
                                                          revision.score.seconds()));
    return take;
}

Result<void> splice_take(RedoRequest const& request, Track& track, impl::Stages& stages, std::stop_token const& stop) {
    auto const& song = request.song;
    Bench const bench(request.folder / ".redo.part");
    TRY(make_folder(bench.folder()));
    impl::MixRequest const mixing{song.score, song.plan, song.tables, song.brief, bench.folder(), request.threads, request.stems,
                                   request.performers.speech, &request.performers.orchestra};
    auto const mix = TRY(impl::mix_down(mixing, [&](double share) { stages.report(0.02 + 0.43 * share, "playing and mixing"); }, stop));
    auto const stretch = stretch_of(request.revision.score, request.revision.section);
    auto const sound = TRY(matched_master(mix, request, stretch, stages, stop));
    auto const fresh = bench.folder() / "master.flac";
    TRY(impl::write_sound(impl::sound_of(sound), fresh, 0, nullptr, stop));
    // The last section rings on to the end of the file.
    auto const is_last = request.revision.section + 1 == static_cast<int>(song.score.sections.size());
    auto const place = is_last ? impl::Stretch{stretch.first, request.take.frames} : stretch;
    if (request.stems) track.stems = TRY(splice_stems(request, mix.stems, place, stop));
    track.master = request.folder / "master.flac";
    return splice_file({request.take.master, fresh, track.master}, place, request.take.frames, {}, stop);
}

}  // namespace troupe::music::builtin
