#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "base/testing/scratch_folder.hpp"
#include "media/audio.hpp"
#include "music/builtin/synth_track_maker.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/dsp/drum_shot.hpp"
#include "music/impl/dsp/spectrum.hpp"
#include "music/impl/mix.hpp"
#include "music/impl/timbre.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music::impl {
namespace {

namespace fs = std::filesystem;

using testing::tables;

fs::path folder_for(std::string const& name) {
    auto const folder = troupe::testing::scratch_folder("sound") / name;
    fs::create_directories(folder);
    return folder;
}

TEST(Stems, SumToWhatTheBusIsGiven) {
    Brief const brief{.genre = "trap", .seconds = 16, .seed = 5};
    auto const plan = make_plan(brief, tables());
    auto const score = compose(plan, brief, 2);
    auto const folder = folder_for("stems");
    auto before_bus = Spool::create(folder).value();
    MixRequest request{score, plan, tables(), brief, folder};
    request.before_bus = &before_bus;
    auto const mix = mix_down(request, [](double) {}, {});
    ASSERT_TRUE(mix) << mix.error().message;
    std::vector<float> rest(before_bus.size());
    ASSERT_EQ(before_bus.read(0, rest), rest.size());
    double whole = 0, left_over = 0;
    for (auto const sample : rest) whole += static_cast<double>(sample) * static_cast<double>(sample);
    for (auto const& stem : mix->stems) {
        auto const audio = media::read_audio(stem.file).value();
        ASSERT_EQ(audio.frames() * 2, rest.size()) << stem.name;
        for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= audio.channels[i % 2][i / 2];
    }
    for (auto const sample : rest) left_over += static_cast<double>(sample) * static_cast<double>(sample);
    EXPECT_GT(whole, 1);
    EXPECT_LT(10 * std::log10(left_over / whole), -90);
}

/// Power below 120 Hz of what both channels share, and of what they do not.
std::pair<double, double> low_powers(media::Audio const& audio) {
    auto low_middle = Biquad::low_pass(110), low_side = low_middle, steep_middle = low_middle, steep_side = low_middle;
    double middle = 0, side = 0;
    for (std::size_t i = 0; i < audio.frames(); ++i) {
        auto const m = steep_middle.step(low_middle.step(audio.channels[0][i] + audio.channels[1][i]));
        auto const s = steep_side.step(low_side.step(audio.channels[0][i] - audio.channels[1][i]));
        middle += static_cast<double>(m) * static_cast<double>(m);
        side += static_cast<double>(s) * static_cast<double>(s);
    }
    return {middle, side};
}

class BothLoudnesses : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Targets, BothLoudnesses, ::testing::Values("streaming", "club"));

TEST_P(BothLoudnesses, AreMetCleanAndMonoBelow120Hz) {
    builtin::SynthTrackMaker maker(tables(), {.stems = false, .mp3 = false, .candidates = 2});
    auto const track = maker.make({.genre = "synthwave", .seconds = 20, .loudness = GetParam(), .seed = 9}, folder_for(GetParam()), {}, {});
    ASSERT_TRUE(track) << track.error().message;
    auto const audio = media::read_audio(track->master).value();
    auto const outside = media::measure_loudness(audio).value();
    EXPECT_NEAR(outside.integrated.value, GetParam() == "club" ? -9 : -14, 0.2);
    EXPECT_LE(outside.true_peak.value, -1);
    EXPECT_NEAR(track->analysis.lufs, outside.integrated.value, 0.05);
    EXPECT_NEAR(track->analysis.true_peak_dbtp, outside.true_peak.value, 0.2);
    auto const [middle, side] = low_powers(audio);
    EXPECT_LT(10 * std::log10(side / middle), -25);
}

TEST(Drums, NoTwoBlowsAreTheSameAndForceChangesTheColour) {
    auto const& hat = tables().kit().at("hat");
    auto const first = make_shot(hat, 2, 1), second = make_shot(hat, 2, 2);
    EXPECT_NE(first, second);
    EXPECT_EQ(first, make_shot(hat, 2, 1));
    auto const& snare = tables().kit().at("snare");
    auto const centroid = [](Shot const& shot) {
        std::vector<float> frame(shot);
        frame.resize(8192);
        Spectrum spectrum(8192);
        double sum = 0, weighted = 0;
        auto const magnitudes = spectrum.magnitudes(frame.data());
        for (std::size_t i = 1; i < magnitudes.size(); ++i) sum += static_cast<double>(magnitudes[i]), weighted += static_cast<double>(i) * static_cast<double>(magnitudes[i]);
        return weighted / sum;
    };
    EXPECT_LT(centroid(make_shot(snare, 0, 1)), 0.9 * centroid(make_shot(snare, 2, 1)));
}

TEST(Drums, HatsLeaveTheHighestOctaveAlone) {
    auto const shot = make_shot(tables().kit().at("hat"), 2, 1);
    std::vector<float> frame(shot);
    frame.resize(4096);
    Spectrum spectrum(4096);
    auto const magnitudes = spectrum.magnitudes(frame.data());
    auto const mean_of = [&](double low, double high) {
        double sum = 0, count = 0;
        for (auto i = static_cast<std::size_t>(low * 4096 / sample_rate); i < static_cast<std::size_t>(high * 4096 / sample_rate); ++i)
            sum += static_cast<double>(magnitudes[i]), count += 1;
        return sum / count;
    };
    EXPECT_LT(mean_of(19'000, 22'000), 0.4 * mean_of(8'000, 11'000));
}

TEST(Timbre, IsTheArtistsOwnAndBounded) {
    auto const one = timbre_of("Nadir"), again = timbre_of("Nadir"), other = timbre_of("Vesper");
    EXPECT_EQ(one.tone_db, again.tone_db);
    EXPECT_NE(one.tone_db, other.tone_db);
    EXPECT_NE(one.room, other.room);
    auto const none = timbre_of("");
    EXPECT_EQ(none.room, 1);
    for (auto const db : none.tone_db) EXPECT_EQ(db, 0);
    for (auto const db : one.tone_db) EXPECT_LE(std::abs(db), 3.5);
}

TEST(Timbre, KitInstrumentsDeskAndThroatStayWithinTheirLimits) {
    for (int i = 0; i < 50; ++i) {
        auto const timbre = timbre_of("artist " + std::to_string(i));
        EXPECT_LE(std::abs(timbre.drums[0].semitones), 2) << "a kick keeps near its note";
        for (auto const& drum : timbre.drums) {
            EXPECT_LE(std::abs(drum.semitones), 4);
            EXPECT_TRUE(drum.length >= 0.6 && drum.length <= 1.7) << drum.length;
            EXPECT_LE(std::abs(drum.gain_db), 2);
        }
        for (auto const& part : timbre.parts) {
            EXPECT_LE(std::abs(part.octaves), 0.55);
            EXPECT_LE(std::abs(part.gain_db), 2.2);
            EXPECT_TRUE(part.reverb >= 0.5 && part.reverb <= 2) << part.reverb;
        }
        for (auto const& bell : timbre.desk) EXPECT_LE(std::abs(bell.db), 2.4);
        EXPECT_TRUE(timbre.throat.size >= 0.85 && timbre.throat.size <= 1.17) << timbre.throat.size;
    }
}

/// Mean frequency of what a singer makes of one long tone.
double centre_of_voice(Throat const& throat) {
    InstrumentRequest request{.events = {{0, 40'000, 57, 0.8}}, .throat = throat};
    auto const voice = make_voice(std::move(request), "spoken");
    std::vector<float> left(40'960), right(40'960);
    voice->render(0, left.data(), right.data(), 40'960);
    Spectrum spectrum(4096);
    double sum = 0, weights = 0;
    auto const magnitudes = spectrum.magnitudes(left.data() + 20'000);
    for (std::size_t i = 1; i < magnitudes.size(); ++i) {
        sum += static_cast<double>(i) * static_cast<double>(magnitudes[i]);
        weights += static_cast<double>(magnitudes[i]);
    }
    return sum / weights;
}

TEST(Throat, ASmallerOneSingsWithHigherFormants) {
    EXPECT_GT(centre_of_voice({.size = 1.17}), 1.08 * centre_of_voice({}));
    EXPECT_LT(centre_of_voice({.size = 0.85}), 0.93 * centre_of_voice({}));
}

}  // namespace
}  // namespace troupe::music::impl
