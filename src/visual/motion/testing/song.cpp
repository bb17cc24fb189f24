#include "visual/motion/testing/song.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "media/audio.hpp"

namespace troupe::visual::motion::testing {

media::Timeline song_timeline(double bpm, int beats) {
    auto const beat = 60 / bpm;
    media::Timeline timeline;
    timeline.tempo = Bpm{bpm};
    timeline.length = Seconds(beats * beat);
    for (int i = 0; i < beats; ++i) {
        timeline.beats.push_back({Seconds(i * beat), i % 4 == 0, 1});
        timeline.accents.push_back({Seconds(i * beat), "kick", 1, 1});
        if (i % 2 == 1) timeline.accents.push_back({Seconds(i * beat), "snare", 0.7, 1});
    }
    auto const middle = Seconds(beats / 8 * 4 * beat);
    timeline.sections = {{"verse", Seconds(0), middle, 0.35, 1}, {"drop", middle, timeline.length, 0.9, 1}};
    timeline.lyrics = {{middle - Seconds(2), middle, "stay until it burns"}};
    timeline.hook_start = middle - Seconds(2 * beat);
    return timeline;
}

void write_song(std::filesystem::path const& file, media::Timeline const& timeline) {
    media::Audio audio;
    auto const frames = static_cast<std::size_t>(timeline.length.count() * audio.sample_rate.value);
    audio.channels.assign(2, std::vector<float>(frames));
    auto const add = [&](Seconds at, double seconds, auto const& sample) {
        auto const first = static_cast<std::size_t>(at.count() * audio.sample_rate.value);
        for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * audio.sample_rate.value) && first + i < frames; ++i)
            for (auto& channel : audio.channels) channel[first + i] += static_cast<float>(sample(static_cast<double>(i) / audio.sample_rate.value));
    };
    Random random(1);
    for (auto const& accent : timeline.accents) {
        if (accent.kind == "kick")
            add(accent.at, 0.25, [](double t) { return 0.6 * std::exp(-t * 14) * std::sin(2 * std::numbers::pi * 55 * t); });
        else add(accent.at, 0.15, [&](double t) { return 0.25 * std::exp(-t * 25) * random.uniform(-1, 1); });
    }
    add(Seconds(0), timeline.length.count(), [](double t) { return 0.05 * std::sin(2 * std::numbers::pi * 440 * t); });
    ASSERT_TRUE(media::write_audio(file, audio, 16));
}

Look look(std::string const& family) {
    Look look;
    look.artist = "Vesper Lune";
    look.palette = {"#0b0820", "#2b1470", "#a0309a", "#ffb08a", "#ff5a3c"};
    look.families = {{family, 1}};
    look.traits = {{"darkness", 0.7}};
    look.seed = 11;
    return look;
}

TeaserBrief brief(std::string const& family, std::filesystem::path const& song, media::Timeline const& timeline) {
    TeaserBrief brief;
    brief.look = look(family);
    brief.title = "Afterglow";
    brief.seed = 3;
    brief.length = Seconds(6);
    brief.call = "Out Friday 27 November";
    brief.timeline = timeline;
    brief.song = song;
    return brief;
}

}  // namespace troupe::visual::motion::testing
