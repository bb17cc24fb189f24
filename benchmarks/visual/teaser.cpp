// What a teaser costs at full size: time against encoding its ready frames, memory, and the processor's time against what
// ffmpeg alone needs for a video that moves as much. The machine may be busy: every number is a ratio within one run.
#include <sys/resource.h>
#include <unistd.h>

#include "visual/cover.hpp"
#include "watching.hpp"

using namespace troupe;
using namespace troupe::visual;
using namespace troupe::visual::bench;

namespace {

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

double peak_mb(int who) {
    rusage usage{};
    ::getrusage(who, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

double cpu_seconds() {
    double sum = 0;
    for (auto const who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (auto const& part : {usage.ru_utime, usage.ru_stime}) sum += static_cast<double>(part.tv_sec) + 1e-6 * static_cast<double>(part.tv_usec);
    }
    return sum;
}

/// Before any frame is kept here: our peak and ffmpeg's, as if both came at once.
void memory(fs::path const& folder, media::Timeline const& timeline) {
    if (!RenderedTeasers().teaser(brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline), folder / "first.mp4", {}, {})) std::exit(1);
    line("teaser_peak_mb_with_ffmpeg", peak_mb(RUSAGE_SELF) + peak_mb(RUSAGE_CHILDREN), 450, true);
}

void against_ready_frames(fs::path const& folder, media::Timeline const& timeline) {
    std::vector<double> ratios;
    for (int i = 0; i < 5; ++i) {
        auto const pair = time_pair(brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline), folder);
        fmt::print(stderr, "pair {}: {:.2f} s against {:.2f} s\n", i + 1, pair.whole, pair.ready);
        ratios.push_back(pair.whole / pair.ready);
    }
    line("teaser_9x16_against_ready_frames", median(ratios), 1.15, true);
}

/// What ffmpeg alone makes of a cover and a song: filters, 1080x1920, the same encoder.
double ffmpeg_alone(std::string const& filters, fs::path const& folder, Seconds start) {
    auto const before = cpu_seconds();
    auto const at = fmt::format("{}", start.count());
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-loop", "1", "-framerate", "30", "-t", "6", "-i", (folder / "cover.jpg").string(), "-ss", at, "-t", "6",
                                   "-i", (folder / "song.wav").string(), "-filter_complex", filters, "-map", "[v]", "-map", "1:a", "-c:v", "libx264", "-preset", "veryfast",
                                   "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac", "-t", "6", (folder / "alone.mp4").string()});
    if (!made) fmt::print(stderr, "{}\n", made.error().message);
    return made ? cpu_seconds() - before : 1e9;
}

void against_ffmpeg_alone(fs::path const& folder, media::Timeline const& timeline) {
    auto wanted = brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline);
    wanted.length = Seconds(6);
    auto const cover = BuiltInImageMaker().cover({wanted.look, wanted.title, wanted.seed, 1080}, {});
    if (!cover || !media::write_jpeg(folder / "cover.jpg", *cover, {})) std::exit(1);
    auto const start = *motion::teaser_start(timeline, wanted.length);
    auto const back = std::string("[0:v]scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,boxblur=30:2[b];[0:v]scale=900:900[c];[b][c]overlay=90:300[p];");
    auto const words = std::string("drawtext=text='Afterglow':fontsize=110:fontcolor=white:x=(w-tw)/2:y=1280");
    std::vector<double> to_waves;
    std::vector<double> to_bars;
    // In turns: who else uses the machine's caches meanwhile takes from all three alike.
    for (int round = 0; round < 5; ++round) {
        auto const before = cpu_seconds();
        if (!RenderedTeasers().teaser(wanted, folder / "ours.mp4", {}, {})) std::exit(1);
        auto const ours = cpu_seconds() - before;
        auto const waves = ffmpeg_alone(back + "[1:a]showwaves=s=1080x300:mode=cline:rate=30[w];[p][w]overlay=0:1500," + words + "[v]", folder, start);
        auto const bars = ffmpeg_alone(back + "[1:a]showcqt=s=1080x400:rate=30:axis=0[w];[p][w]overlay=0:1450," + words + "[v]", folder, start);
        fmt::print(stderr, "6 s, CPU seconds: ours {:.2f}, blurred cover and waves {:.2f}, cover and constant Q {:.2f}\n", ours, waves, bars);
        to_waves.push_back(ours / waves);
        to_bars.push_back(ours / bars);
    }
    line("teaser_cpu_against_ffmpeg_showwaves", median(to_waves), 1, true);
    line("teaser_cpu_against_ffmpeg_showcqt", median(to_bars), 1, true);
}

}  // namespace

int main() {
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-teaser-bench-{}", ::getpid());
    fs::create_directories(folder);
    auto const timeline = write_song(folder / "song.wav");
    memory(folder, timeline);
    against_ffmpeg_alone(folder, timeline);
    against_ready_frames(folder, timeline);
    fs::remove_all(folder);
    return 0;
}
