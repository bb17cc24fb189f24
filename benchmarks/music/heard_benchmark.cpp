// Renders briefs of 45 s over all genres and asks two ears what they hear: our own analyser, and heard.py, which shares
// nothing with it. Prints one line a number: NAME value target ok|short. `heard_benchmark [N] [first seed] [streaming|club]`
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/process.hpp"
#include "base/text.hpp"
#include "music/builtin/synth_track_maker.hpp"
#include "music/impl/decoded_peak.hpp"

namespace {

using namespace troupe;
using namespace troupe::music;
namespace engine = troupe::music::impl;
namespace fs = std::filesystem;

void line(std::string const& name, double value, double target, bool at_least = true) {
    bool const ok = at_least ? value >= target : value <= target;
    fmt::print("{} {:.3f} {}{} {}\n", name, value, at_least ? ">=" : "<=", target, ok ? "ok" : "short");
    std::fflush(stdout);
}

/// Up to octave.
bool same_tempo(double heard, double asked) {
    if (heard <= 0) return false;
    auto const octaves = std::log2(heard / asked);
    return std::abs(std::exp2(octaves - std::round(octaves)) - 1) < 0.005;
}

bool sounds_minor(std::string const& mode) { return mode == "minor" || mode == "dorian" || mode == "phrygian"; }

/// Detectors know major and minor; a mode counts as the one that has its third. Weights of MIREX.
double key_weight(Key const& heard, Key const& asked) {
    bool const minor = sounds_minor(asked.mode), heard_minor = sounds_minor(heard.mode);
    auto const apart = (heard.tonic - asked.tonic + 12) % 12;
    if (minor == heard_minor) return apart == 0 ? 1 : apart == 7 || apart == 5 ? 0.5 : 0;
    if (apart == 0) return 0.2;
    return apart == (minor ? 3 : 9) ? 0.3 : 0;
}

struct Tally {
    double count = 0, tempo = 0, key = 0, mirex = 0;
    void add(double bpm, Key const& key_heard, Score const& score) {
        auto const weight = key_weight(key_heard, {score.tonic, score.mode});
        count += 1;
        tempo += same_tempo(bpm, score.bpm) ? 1 : 0;
        key += weight == 1 ? 1 : 0;
        mirex += weight;
    }
    void print(std::string const& who) const {
        line("music_tempo_heard_by_" + who, tempo / count, 0.95);
        line("music_key_heard_by_" + who, key / count, 0.85);
        line("music_key_mirex_by_" + who, mirex / count, 0.92);
    }
};

/// What is measured of each master beside tempo and key.
struct Worst {
    double tone = 0, renders = 0, loudness = 0, peak = -100, clipped = 0, low_correlation = 1, high_correlation = -1, silence = 0;
};

double tone_distance(Analysis const& heard, Genre const& genre) {
    if (genre.master.tone_curve_db.size() != heard.octave_bands_db.size()) return 0;
    double mean = 0;
    for (auto const level : genre.master.tone_curve_db) mean += level / 10;
    double most = 0;
    for (std::size_t b = 0; b < 10; ++b) most = std::max(most, std::abs(heard.octave_bands_db[b] - genre.master.tone_curve_db[b] + mean));
    return most;
}

void measure(Track const& track, Genre const& genre, double lufs, Worst& worst) {
    auto const& heard = track.analysis;
    worst.renders += 1;
    auto const tone = tone_distance(heard, genre);
    worst.tone += tone <= 6 ? 1 : 0;
    worst.loudness = std::max(worst.loudness, std::abs(heard.lufs - lufs));
    worst.peak = std::max({worst.peak, engine::decoded_true_peak(track.master).value_or(0), track.mp3.empty() ? -100 : engine::decoded_true_peak(track.mp3).value_or(0)});
    worst.low_correlation = std::min(worst.low_correlation, heard.stereo_correlation);
    worst.high_correlation = std::max(worst.high_correlation, heard.stereo_correlation);
    worst.silence = std::max(worst.silence, heard.longest_silence);
    std::string bands;
    for (auto const band : heard.octave_bands_db) bands += fmt::format(" {:.1f}", band);
    fmt::print(stderr, "  tone {:.1f} dB off [{} ], correlation {:.2f}, {:.2f} LUFS, {:.2f} dBTP\n", tone, bands, heard.stereo_correlation, heard.lufs,
               heard.true_peak_dbtp);
}

/// `bpm<TAB>key<TAB>mode`, or nothing when Python, numpy or ffmpeg are missing.
std::optional<std::pair<double, Key>> heard_outside(fs::path const& file) {
    // Debian's Python, because numpy is Debian's.
    auto const said = run_process({"/usr/bin/python3", HEARD_PY, file.string()});
    if (!said) return std::nullopt;
    auto const words = text::split(*said, '\t');
    if (words.size() < 3) return std::nullopt;
    auto const key = parse_key(words[1] + " " + std::string(text::trim(words[2])));
    if (!key) return std::nullopt;
    return std::pair{std::atof(words[0].c_str()), *key};
}

}  // namespace

int main(int count, char** values) {
    auto const tables = Tables::load();
    if (!tables) {
        fmt::print(stderr, "{}\n", tables.error().message);
        return 1;
    }
    int const renders = count > 1 ? std::atoi(values[1]) : 100;
    auto const first = count > 2 ? std::strtoull(values[2], nullptr, 10) : 1;
    std::string const loudness = count > 3 ? values[3] : "streaming";
    auto const folder = fs::temp_directory_path() / fmt::format("troupe_heard_benchmark_{}", ::getpid());
    builtin::SynthTrackMaker maker(*tables, {.stems = false, .mp3 = renders <= 40});
    std::vector<std::string> ids;
    for (auto const& [id, genre] : tables->genres()) ids.push_back(id);
    Tally ours, outside;
    Worst worst;
    for (int i = 0; i < renders; ++i) {
        auto const& id = ids[static_cast<std::size_t>(i) % ids.size()];
        auto const track = maker.make({.genre = id, .seconds = 45, .loudness = loudness, .seed = first + static_cast<std::uint64_t>(i)}, folder, {}, {});
        if (!track) {
            fmt::print(stderr, "{}: {}\n", id, track.error().message);
            return 1;
        }
        auto const& score = *track->score;
        ours.add(track->analysis.bpm, parse_key(track->analysis.key).value_or(Key{}), score);
        auto const other = heard_outside(track->master);
        if (other) outside.add(other->first, other->second, score);
        fmt::print(stderr, "{} seed {}: {:.1f} bpm {}; ours {:.2f} {}; outside {:.2f} {}\n", id, first + static_cast<std::uint64_t>(i), score.bpm, track->key,
                   track->analysis.bpm, track->analysis.key, other ? other->first : 0.0, other ? key_name(other->second.tonic, other->second.mode) : "?");
        measure(*track, tables->genre(id), loudness == "club" ? -9 : -14, worst);
    }
    fs::remove_all(folder);
    ours.print("analyser");
    if (outside.count > 0) outside.print("outsider");
    else fmt::print("music_heard_by_outsider skipped: needs python3-numpy and ffmpeg\n");
    line("music_tone_within_6_db_" + loudness, worst.tone / worst.renders, 0.95);
    line("music_loudness_error_lu_" + loudness, worst.loudness, 0.2, false);
    line("music_highest_peak_dbtp_" + loudness, worst.peak, -1, false);
    line("music_lowest_correlation", worst.low_correlation, 0.3);
    line("music_highest_correlation", worst.high_correlation, 0.97, false);
    line("music_longest_silence_s", worst.silence, 1, false);
}
