// Teasers and canvas at full size: time against encoding ready frames, memory, beats, seam, flashes, size of the files.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <vector>

#include "base/process.hpp"
#include "base/random.hpp"
#include "media/audio.hpp"
#include "visual/motion/production.hpp"

using namespace troupe;
using namespace troupe::visual;
namespace fs = std::filesystem;

namespace {

void line(std::string_view name, double value, double target, bool less) {
    auto const ok = less ? value <= target : value >= target;
    fmt::print("{} {:.4g} {:.4g} {}\n", name, value, target, ok ? "ok" : "short");
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Forty seconds at 124 BPM with kick, snare, bass and a drop.
media::Timeline write_song(fs::path const& file) {
    auto const beat = 60.0 / 124;
    constexpr int beats = 80;
    media::Timeline timeline;
    timeline.tempo = Bpm{124};
    timeline.length = Seconds(beats * beat);
    timeline.sections = {{"verse", Seconds(0), Seconds(24 * beat), 0.4, 1}, {"drop", Seconds(24 * beat), timeline.length, 0.95, 1}};
    timeline.hook_start = Seconds(16 * beat);
    media::Audio audio;
    audio.channels.assign(2, std::vector<float>(static_cast<std::size_t>(timeline.length.count() * 48'000)));
    Random random(7);
    auto const add = [&](double at, double seconds, auto const& sample) {
        auto const first = static_cast<std::size_t>(at * 48'000);
        for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * 48'000) && first + i < audio.frames(); ++i)
            for (auto& channel : audio.channels) channel[first + i] += static_cast<float>(sample(static_cast<double>(i) / 48'000));
    };
    for (int b = 0; b < beats; ++b) {
        auto const at = b * beat;
        timeline.beats.push_back({Seconds(at), b % 4 == 0, 1});
        timeline.accents.push_back({Seconds(at), "kick", 1, 1});
        add(at, 0.3, [](double t) { return 0.6 * std::exp(-t * 12) * std::sin(2 * std::numbers::pi * 52 * t); });
        add(at, beat, [&](double t) { return 0.12 * std::fmod(55 * t, 1.0) * std::exp(-t * 3) + 0.03 * std::sin(2 * std::numbers::pi * 440 * t); });
        add(at + beat / 2, 0.05, [&](double t) { return 0.1 * std::exp(-t * 60) * random.uniform(-1, 1); });
        if (b % 2 == 0) continue;
        timeline.accents.push_back({Seconds(at), "snare", 0.7, 1});
        add(at, 0.2, [&](double t) { return 0.25 * std::exp(-t * 20) * random.uniform(-1, 1); });
    }
    if (auto const written = media::write_audio(file, audio, 16); !written) fmt::print(stderr, "{}\n", written.error().message);
    return timeline;
}

TeaserBrief brief(std::string const& family, Aspect aspect, fs::path const& song, media::Timeline const& timeline) {
    TeaserBrief brief;
    brief.look.artist = "Vesper Lune";
    brief.look.palette = {"#0b0820", "#2b1470", "#a0309a", "#ffb08a", "#ff5a3c"};
    brief.look.families = {{family, 1}};
    brief.look.traits = {{"darkness", 0.7}};
    brief.look.seed = 11;
    brief.title = "Afterglow";
    brief.seed = 3;
    brief.aspect = aspect;
    brief.call = "Out Friday 27 November";
    brief.timeline = timeline;
    brief.song = song;
    return brief;
}

/// Seconds for the teaser, and for its frames, drawn before, through the same pipe.
struct Pair {
    double whole = 0;
    double ready = 0;
};

Pair time_pair(TeaserBrief const& wanted, fs::path const& folder) {
    Pair pair;
    auto start = now();
    if (auto const made = RenderedTeasers().teaser(wanted, folder / "whole.mp4", {}, {}); !made) {
        fmt::print(stderr, "{}\n", made.error().message);
        std::exit(1);
    }
    pair.whole = now() - start;
    auto const production = motion::plan_teaser(wanted, {}, {});
    std::vector<std::vector<std::uint8_t>> frames;
    (void)motion::render_frames((*production)->job(2), {}, [&](int, std::span<std::uint8_t const> bytes) -> Result<void> {
        frames.emplace_back(bytes.begin(), bytes.end());
        return {};
    });
    start = now();
    auto encoder = media::VideoEncoder::create(folder / "ready.mp4", {.width_px = (*production)->layout.width_px,
                                                                      .height_px = (*production)->layout.height_px,
                                                                      .frames = static_cast<int>(frames.size()),
                                                                      .sound = media::VideoSound{wanted.song, (*production)->dance.start}});
    for (auto const& frame : frames) (void)encoder->write(frame);
    (void)encoder->close();
    pair.ready = now() - start;
    return pair;
}

/// Luma of decoded frames at a quarter of the size: what a viewer sees, not what we drew.
std::vector<std::vector<std::uint8_t>> decode(fs::path const& file, int width, int height) {
    auto const bytes = run_process({"ffmpeg", "-v", "error", "-i", file.string(), "-vf", fmt::format("scale={}:{}:flags=area", width, height),
                                    "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"});
    std::vector<std::vector<std::uint8_t>> frames;
    if (!bytes) return frames;
    auto const size = static_cast<std::size_t>(width * height);
    for (std::size_t at = 0; at + size <= bytes->size(); at += size) frames.emplace_back(bytes->begin() + static_cast<std::ptrdiff_t>(at), bytes->begin() + static_cast<std::ptrdiff_t>(at + size));
    return frames;
}

double difference(std::vector<std::uint8_t> const& a, std::vector<std::uint8_t> const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum / static_cast<double>(a.size());
}

double share_on_beat(std::vector<std::vector<std::uint8_t>> const& frames, std::vector<int> const& hits) {
    std::vector<double> change(frames.size(), 0);
    for (std::size_t f = 1; f < frames.size(); ++f) change[f] = difference(frames[f], frames[f - 1]);
    double met = 0;
    double all = 0;
    for (auto const hit : hits) {
        if (hit < 6 || hit + 7 >= static_cast<int>(frames.size())) continue;
        ++all;
        auto const around = change.begin() + hit;
        met += std::abs(std::max_element(around - 6, around + 7) - around) <= 1;
    }
    return all > 0 ? 100 * met / all : 0;
}

/// The most flashes in any second (WCAG 2.3.1): pairs of opposite changes of a tenth of the greatest relative luminance
/// over a quarter of the picture, the darker below 0.8.
int most_flashes(std::vector<std::vector<std::uint8_t>> const& frames) {
    std::vector<int> turns;
    int direction = 0;
    std::size_t from = 0;
    for (std::size_t f = 1; f < frames.size(); ++f) {
        int up = 0;
        int down = 0;
        for (std::size_t i = 0; i < frames[f].size(); ++i) {
            auto const a = motion::luma_luminance(16 + static_cast<float>(frames[from][i]) * 219 / 255);
            auto const b = motion::luma_luminance(16 + static_cast<float>(frames[f][i]) * 219 / 255);
            if (std::min(a, b) < 0.8F && b - a > 0.1F) ++up;
            if (std::min(a, b) < 0.8F && a - b > 0.1F) ++down;
        }
        auto const enough = static_cast<int>(frames[f].size() / 4);
        auto const now_direction = up > enough ? 1 : down > enough ? -1 : 0;
        if (now_direction == 0 && f - from < 10) continue;
        if (now_direction != 0 && now_direction != direction) turns.push_back(static_cast<int>(f));
        if (now_direction != 0) direction = now_direction;
        from = f;
    }
    int most = 0;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        int within = 0;
        for (std::size_t k = i; k < turns.size() && turns[k] - turns[i] < 30; ++k) ++within;
        most = std::max(most, (within + 1) / 2);
    }
    return most;
}

double peak_mb(int who) {
    rusage usage{};
    ::getrusage(who, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void seam(fs::path const& file) {
    auto const frames = decode(file, 270, 480);
    if (frames.size() < 2) return;
    double worst = 0;
    for (std::size_t f = 1; f < frames.size(); ++f) worst = std::max(worst, difference(frames[f], frames[f - 1]));
    auto const psnr = [](double square) { return 10 * std::log10(255 * 255 / std::max(square, 1e-6)); };
    line("canvas_seam_psnr_db", psnr(difference(frames.back(), frames.front())), psnr(worst) - 0.2, false);
}

void every_family(fs::path const& folder, media::Timeline const& timeline) {
    double least_on_beat = 100;
    int flashes = 0;
    double largest_mb = 0;
    for (auto const& family : family_names()) {
        auto const wanted = brief(family, Aspect::portrait_9x16, folder / "song.wav", timeline);
        auto const start = now();
        if (!RenderedTeasers().teaser(wanted, folder / "family.mp4", {}, {})) std::exit(1);
        auto const seconds = now() - start;
        auto const frames = decode(folder / "family.mp4", 270, 480);
        auto const production = motion::plan_teaser(wanted, {}, {});
        least_on_beat = std::min(least_on_beat, share_on_beat(frames, (*production)->dance.hits));
        flashes = std::max(flashes, most_flashes(frames));
        auto const megabytes = static_cast<double>(fs::file_size(folder / "family.mp4")) / 1e6;
        largest_mb = std::max(largest_mb, megabytes);
        fmt::print(stderr, "{}: {:.2f} s, {:.1f} MB\n", family, seconds, megabytes);
    }
    line("teaser_accents_on_beat_percent_worst_family", least_on_beat, 95, false);
    line("teaser_flashes_a_second_worst_family", flashes, 3, true);
    line("teaser_largest_megabytes", largest_mb, 20, true);
}

}  // namespace

int main() {
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-teaser-bench-{}", ::getpid());
    fs::create_directories(folder);
    auto const timeline = write_song(folder / "song.wav");

    std::vector<double> ratios;
    for (int i = 0; i < 5; ++i) {
        auto const pair = time_pair(brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline), folder);
        fmt::print(stderr, "pair {}: {:.2f} s against {:.2f} s\n", i + 1, pair.whole, pair.ready);
        ratios.push_back(pair.whole / pair.ready);
    }
    line("teaser_9x16_against_ready_frames", median(ratios), 1.15, true);

    auto const start = now();
    for (auto const aspect : {Aspect::portrait_9x16, Aspect::square_1x1, Aspect::landscape_16x9})
        if (!RenderedTeasers().teaser(brief("aura", aspect, folder / "song.wav", timeline), folder / "all.mp4", {}, {})) return 1;
    CanvasBrief const canvas{brief("aura", Aspect::portrait_9x16, {}, timeline).look, 3, Seconds(6)};
    if (!RenderedTeasers().canvas(canvas, folder / "canvas.mp4", {}, {})) return 1;
    line("three_teasers_and_canvas_seconds", now() - start, 20, true);
    line("canvas_megabytes", static_cast<double>(fs::file_size(folder / "canvas.mp4")) / 1e6, 10, true);
    line("teaser_peak_mb_of_ffmpeg", peak_mb(RUSAGE_CHILDREN), 300, true);
    seam(folder / "canvas.mp4");
    every_family(folder, timeline);
    fs::remove_all(folder);
    return 0;
}
