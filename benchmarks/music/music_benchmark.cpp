// Measures the embedded music engine against DESIGN §8 and prints one line a number: NAME value target ok|short.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "music/builtin/synth_track_maker.hpp"
#include "music/impl/decoded_peak.hpp"

namespace {

using namespace troupe;
using namespace troupe::music;
namespace engine = troupe::music::impl;
namespace fs = std::filesystem;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto const of = [](timeval const& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

double most_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void line(std::string const& name, double value, double target, bool at_least = true) {
    bool const ok = at_least ? value >= target : value <= target;
    fmt::print("{} {:.3f} {}{} {}\n", name, value, at_least ? ">=" : "<=", target, ok ? "ok" : "short");
    std::fflush(stdout);
}

fs::path scratch() { return fs::temp_directory_path() / "troupe_music_benchmark"; }

void time_three_minutes(Tables const& tables) {
    Brief const brief{.genre = "pop", .seconds = 180, .seed = 1};
    auto const make = [&](bool stems) {
        builtin::SynthTrackMaker maker(tables, {.threads = 1, .stems = stems, .mp3 = false});
        auto const track = maker.make(brief, scratch() / "three", {}, {});
        if (!track) fmt::print(stderr, "{}\n", track.error().message);
    };
    // Processor time: the figure of one idle core, whatever else the machine does.
    auto before = cpu_seconds();
    make(false);
    line("music_brief_to_flac_times_realtime", 180 / (cpu_seconds() - before), 25);
    before = cpu_seconds();
    make(true);
    line("music_with_stems_times_realtime", 180 / (cpu_seconds() - before), 25);
    line("music_memory_mb", most_memory_mb(), 300, false);
}

bool same_tempo(double heard, double asked) {
    auto const octaves = std::log2(heard / asked);
    return heard > 0 && std::abs(std::exp2(octaves - std::round(octaves)) - 1) < 0.005;
}

/// Forty seconds of every genre in its own keys.
void listen_to_every_genre(Tables const& tables) {
    double tempo = 0, key = 0, count = 0, loudness = 0, peak = -100, low = 1, high = -1, silence = 0;
    builtin::SynthTrackMaker maker(tables, {.stems = false});
    for (auto const& [id, genre] : tables.genres())
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            Brief brief{.genre = id, .seconds = 45, .seed = seed};
            brief.key = seed == 1 ? "A minor" : "F# minor";
            auto const track = maker.make(brief, scratch() / id, {}, {});
            if (!track) continue;
            auto const& heard = track->analysis;
            count += 1;
            tempo += same_tempo(heard.bpm, track->score->bpm) ? 1 : 0;
            key += heard.key == track->key ? 1 : 0;
            loudness = std::max(loudness, std::abs(heard.lufs + 14));
            peak = std::max(peak, engine::decoded_true_peak(track->mp3).value_or(0));
            low = std::min(low, heard.stereo_correlation);
            high = std::max(high, heard.stereo_correlation);
            silence = std::max(silence, heard.longest_silence);
            fmt::print(stderr, "{} seed {}: {:.2f} bpm heard {:.2f}, {} heard {}, correlation {:.2f}\n", id, seed, track->score->bpm, heard.bpm, track->key, heard.key,
                       heard.stereo_correlation);
        }
    line("music_tempo_heard_share", tempo / count, 0.95);
    line("music_key_heard_share", key / count, 0.85);
    line("music_loudness_error_lu", loudness, 0.2, false);
    line("music_mp3_true_peak_dbtp", peak, -1, false);
    line("music_correlation_lowest", low, 0.2);
    line("music_correlation_highest", high, 0.98, false);
    line("music_longest_silence_s", silence, 1, false);
}

}  // namespace

int main() {
    auto const tables = Tables::load();
    if (!tables) {
        fmt::print(stderr, "{}\n", tables.error().message);
        return 1;
    }
    time_three_minutes(*tables);
    listen_to_every_genre(*tables);
    fs::remove_all(scratch());
}
