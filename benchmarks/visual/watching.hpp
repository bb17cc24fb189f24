#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include "base/process.hpp"
#include "base/random.hpp"
#include "media/audio.hpp"
#include "visual/motion/production.hpp"

/// What the benchmarks of videos share: a song, a brief, and eyes of their own on decoded frames.
namespace troupe::visual::bench {

namespace fs = std::filesystem;

inline void line(std::string_view name, double value, double target, bool less) {
    auto const ok = less ? value <= target : value >= target;
    fmt::print("{} {:.4g} {:.4g} {}\n", name, value, target, ok ? "ok" : "short");
}

inline double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

inline double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// Forty seconds at 124 BPM with kick, snare, bass and a drop.
inline media::Timeline write_song(fs::path const& file) {
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

/// Words for the song of the benchmarks, a line on every fourth bar.
inline void add_words(media::Timeline& timeline) {
    static constexpr std::array lines{"leave a light on in the hall", "the harbour hums beneath it all", "stay until it burns", "stay until the morning turns",
                                      "count the windows one by one", "nothing here is ever done"};
    auto const beat = 60 / timeline.tempo.value;
    for (std::size_t i = 0; i < 9; ++i)
        timeline.lyrics.push_back({Seconds((8 + 8 * static_cast<double>(i)) * beat), Seconds((14 + 8 * static_cast<double>(i)) * beat), lines[i % lines.size()], {}});
}

inline TeaserBrief brief(std::string const& family, Aspect aspect, fs::path const& song, media::Timeline const& timeline) {
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

/// Luma of decoded frames at a quarter of the size: what a viewer sees, not what we drew.
inline std::vector<std::vector<std::uint8_t>> decode(fs::path const& file, int width, int height) {
    auto const bytes = run_process({"ffmpeg", "-v", "error", "-i", file.string(), "-vf", fmt::format("scale={}:{}:flags=area", width, height),
                                    "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"});
    std::vector<std::vector<std::uint8_t>> frames;
    if (!bytes) return frames;
    auto const size = static_cast<std::size_t>(width * height);
    for (std::size_t at = 0; at + size <= bytes->size(); at += size) frames.emplace_back(bytes->begin() + static_cast<std::ptrdiff_t>(at), bytes->begin() + static_cast<std::ptrdiff_t>(at + size));
    return frames;
}

inline double difference(std::vector<std::uint8_t> const& a, std::vector<std::uint8_t> const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum / static_cast<double>(a.size());
}

inline double share_on_beat(std::vector<std::vector<std::uint8_t>> const& frames, std::vector<int> const& hits) {
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
inline int most_flashes(std::vector<std::vector<std::uint8_t>> const& frames) {
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

}  // namespace troupe::visual::bench
