#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numbers>
#include <regex>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/testing/scratch_folder.hpp"
#include "media/audio.hpp"
#include "music/export/chord_chart.hpp"
#include "music/export/musicxml.hpp"
#include "music/export/peaks.hpp"
#include "music/export/score_file.hpp"
#include "music/export/spelling.hpp"
#include "music/export/staff.hpp"
#include "music/export/track_files.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music {
namespace {

namespace fs = std::filesystem;

Score composed(Brief const& brief) {
    static auto const tables = Tables::load().value();
    EXPECT_TRUE(validate(brief, tables));
    return impl::compose(impl::make_plan(brief, tables), brief, 2);
}

/// Two bars with a given metre, a melody across the bar line, and two chords.
Score small_score(Metre metre) {
    Score score;
    score.title = "Salt & <Rail>";
    score.metre = metre;
    score.tonic = 9;
    score.bars = 2;
    score.sections = {{"verse", 0, 1, 0.5, {}}, {"chorus", 1, 1, 0.8, {}}};
    auto const bar = score.bar_ticks();
    auto chord = impl::realise("i", 9, "minor");
    chord.tick = 0;
    chord.length = bar;
    score.chords.push_back(chord);
    chord = impl::realise("V7", 9, "minor");
    chord.tick = bar;
    chord.length = bar;
    score.chords.push_back(chord);
    score.parts.push_back({"vocals", "vocals", "", {{.tick = 0, .length = 240, .pitch = 69}, {.tick = bar - 120, .length = 360, .pitch = 68}}});
    score.syllables = {{0, 240, "ri", 0, false}, {bar - 120, 360, "ver", 0, true}};
    score.lines = {"river"};
    return score;
}

std::vector<std::string> all(std::string const& text, std::string const& pattern) {
    std::regex const wanted(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), wanted), end; it != end; ++it) found.push_back((*it)[1]);
    return found;
}

/// The sum of durations in each measure of all parts, in sixteenths; notes of a chord but the first stand beside it.
std::vector<int> bar_lengths(std::string const& xml) {
    std::vector<int> sums;
    std::regex const wanted("<measure |<chord/>|<duration>(\\d+)</duration>");
    bool is_beside = false;
    for (std::sregex_iterator it(xml.begin(), xml.end(), wanted), end; it != end; ++it) {
        auto const text = it->str();
        if (text == "<measure ") sums.push_back(0);
        else if (text == "<chord/>") is_beside = true;
        else {
            if (!is_beside) sums.back() += std::stoi((*it)[1]);
            is_beside = false;
        }
    }
    return sums;
}

TEST(Spelling, WritesTheLeadingNoteOfAMinorKeyAsASharp) {
    EXPECT_EQ(to_text(Spelling(9, "minor").of(68)), "G#");
    EXPECT_EQ(to_text(Spelling(0, "minor").of(71)), "B");
    EXPECT_EQ(to_text(Spelling(0, "minor").of(63)), "Eb");
    EXPECT_EQ(to_text(Spelling(6, "minor").of(65)), "E#");
}

TEST(Spelling, HasTheSignatureOfTheMode) {
    EXPECT_EQ(Spelling(9, "minor").fifths(), 0);
    EXPECT_EQ(Spelling(10, "major").fifths(), -2);
    EXPECT_EQ(Spelling(2, "dorian").fifths(), 0);
    EXPECT_EQ(Spelling(4, "phrygian").fifths(), 0);
    EXPECT_EQ(Spelling(7, "mixolydian").fifths(), 0);
    EXPECT_EQ(Spelling(5, "lydian").fifths(), 0);
    EXPECT_EQ(to_text(Spelling(3, "dorian").tonic()), "Eb");
}

TEST(Spelling, NamesChordsAsChartsDo) {
    auto const name = [](std::string const& roman, int tonic, std::string const& mode) { return chord_name(impl::realise(roman, tonic, mode), Spelling(tonic, mode)); };
    EXPECT_EQ(name("i7", 6, "minor"), "F#m7");
    EXPECT_EQ(name("bII", 11, "minor"), "C");
    EXPECT_EQ(name("V7", 9, "minor"), "E7");
    EXPECT_EQ(name("IVmaj7", 0, "major"), "Fmaj7");
    EXPECT_EQ(name("iih7", 9, "minor"), "Bm7b5");
    EXPECT_EQ(name("VI", 10, "minor"), "Gb");
    EXPECT_EQ(name("vsus4", 0, "major"), "Gsus4");
}

TEST(Spelling, NamesTheLowestToneWhereItIsNotTheRoot) {
    auto chord = impl::realise("I", 0, "major");
    chord.bass = 4;
    EXPECT_EQ(chord_name(chord, Spelling(0, "major")), "C/E");
}

TEST(Spelling, KnowsEveryChordOfTheGenres) {
    static auto const tables = Tables::load().value();
    for (auto const& [id, genre] : tables.genres())
        for (auto const& progression : genre.progressions)
            for (auto const& roman : progression.chords) {
                auto const chord = impl::realise(roman, 0, "major");
                bool const has_number = kind_of(chord).suffix.find_first_of("679") != std::string::npos;
                EXPECT_EQ(has_number, chord.pitches.size() > 3) << id << ": " << roman;  // a triad's name for more would be a loss
            }
}

TEST(ChordChart, ShowsSectionsKeyAndChords) {
    auto const chart = chord_chart_of(small_score({4, 4}));
    EXPECT_NE(chart.find("Key of A minor, 120 BPM, 4/4, 2 bars, 0:04"), std::string::npos) << chart;
    EXPECT_NE(chart.find("[Verse]  bars 1-1\n| Am   |\n"), std::string::npos) << chart;
    EXPECT_NE(chart.find("[Chorus]  bars 2-2\n| E7   |\n"), std::string::npos) << chart;
}

TEST(ChordChart, ShowsThePulsesOfABarWithTwoChords) {
    auto score = small_score({4, 4});
    score.chords[0].length = score.bar_ticks() / 2;
    score.chords[1].tick = score.bar_ticks() / 2;
    score.chords[1].length = score.bar_ticks() * 3 / 2;
    EXPECT_NE(chord_chart_of(score).find("| Am / E7 / |\n\n[Chorus]  bars 2-2\n| E7        |"), std::string::npos) << chord_chart_of(score);
}

TEST(Staff, FillsEveryBarOfEveryMetreWithSignsThatExist) {
    for (Metre const metre : {Metre{4, 4}, Metre{3, 4}, Metre{6, 8}, Metre{7, 8}, Metre{5, 4}, Metre{12, 8}, Metre{15, 8}, Metre{9, 8}}) {
        Random random(7);
        std::vector<Note> notes;
        for (int tick = 0; tick < 8 * metre.bar_ticks(); tick += 60 * random.between(1, 30))
            notes.push_back({.tick = tick, .length = 60 * random.between(1, 40), .pitch = random.between(40, 80)});
        for (auto const& bar : written(notes, metre, 8)) {
            int at = 0;
            for (auto const& note : bar) {
                EXPECT_EQ(note.start, at);
                EXPECT_TRUE(note.is_whole_bar_rest || !sign_of(note.length).type.empty());
                at += note.length;
            }
            EXPECT_EQ(at, metre.steps()) << metre.beats << "/" << metre.unit;
        }
    }
}

TEST(Staff, TiesOverTheBarLineAndOnlyThere) {
    auto const bars = written({{.tick = 1440, .length = 960, .pitch = 60}}, {4, 4}, 2);
    EXPECT_TRUE(bars[0].back().tied_after);
    EXPECT_FALSE(bars[0].back().tied_before);
    EXPECT_TRUE(bars[1].front().tied_before);
    EXPECT_FALSE(bars[1].front().tied_after);
    EXPECT_FALSE(bars[1].back().tied_before);
}

TEST(Staff, WritesAShortlyPlayedNoteByItsValue) {
    auto const bars = written({{.tick = 0, .length = 400, .pitch = 60}, {.tick = 480, .length = 400, .pitch = 62}}, {4, 4}, 1);
    EXPECT_EQ(bars[0][0].length, 4);
    EXPECT_EQ(bars[0][1].start, 4);
}

TEST(MusicXml, FillsEveryBarExactly) {
    for (Metre const metre : {Metre{4, 4}, Metre{3, 4}, Metre{6, 8}, Metre{7, 8}})
        for (int const length : bar_lengths(musicxml_of(small_score(metre)))) EXPECT_EQ(length, metre.steps());
}

TEST(MusicXml, OfEveryGenreIsFilledExactly) {
    static auto const tables = Tables::load().value();
    for (auto const& [id, genre] : tables.genres()) {
        auto const score = composed({.genre = id, .seconds = 60, .vocals = "choir", .seed = 3});
        auto const lengths = bar_lengths(musicxml_of(score));
        ASSERT_FALSE(lengths.empty()) << id;
        for (int const length : lengths) EXPECT_EQ(length, score.metre.steps()) << id;
    }
}

TEST(MusicXml, HasWordsChordsAndMarks) {
    auto const xml = musicxml_of(small_score({3, 4}));
    EXPECT_EQ(all(xml, "<syllabic>(\\w+)</syllabic>"), (std::vector<std::string>{"begin", "end"}));
    EXPECT_EQ(all(xml, "<text>(\\w+)</text>"), (std::vector<std::string>{"ri", "ver"}));
    EXPECT_EQ(all(xml, "<root-step>(\\w)</root-step>"), (std::vector<std::string>{"A", "E"}));
    EXPECT_EQ(all(xml, "<kind text=\"\\w*\">([\\w-]+)</kind>"), (std::vector<std::string>{"minor", "dominant"}));
    EXPECT_EQ(all(xml, "<rehearsal>(\\w+)</rehearsal>"), (std::vector<std::string>{"Verse", "Chorus"}));
    EXPECT_NE(xml.find("<beats>3</beats>"), std::string::npos);
    EXPECT_NE(xml.find("Salt &amp; &lt;Rail&gt;"), std::string::npos);
}

TEST(MusicXml, ASyllableOverSeveralTonesIsWrittenOnce) {
    auto score = small_score({4, 4});
    auto const bar = score.bar_ticks();
    score.parts[0].notes.push_back({.tick = bar + 480, .length = 240, .pitch = 71});
    score.syllables = {{0, 240, "ri", 0, false}, {bar - 120, 360, "ver", 0, false}, {bar + 480, 240, "~", 0, true}};
    auto const xml = musicxml_of(score);
    EXPECT_EQ(all(xml, "<syllabic>(\\w+)</syllabic>"), (std::vector<std::string>{"begin", "end"}));
    EXPECT_EQ(all(xml, "(<extend)").size(), 1U);
}

TEST(MusicXml, TiesWhatItCuts) {
    auto const xml = musicxml_of(small_score({6, 8}));
    EXPECT_EQ(all(xml, "(<tie type=\"start\"/>)").size(), all(xml, "(<tie type=\"stop\"/>)").size());
    EXPECT_GE(all(xml, "(<tie type=\"start\"/>)").size(), 1U);
}

TEST(ScoreFile, ComesBackAsItWas) {
    static auto const tables = Tables::load().value();
    for (auto const& [id, genre] : tables.genres()) {
        auto const score = composed({.genre = id, .seconds = 40, .vocals = "choir", .seed = 5});
        auto const text = score_json(score);
        auto const read = read_score(text);
        ASSERT_TRUE(read) << id << ": " << read.error().message;
        EXPECT_EQ(score_json(*read), text) << id;
    }
}

TEST(ScoreFile, NamesWhatIsWrong) {
    auto const broken = [](auto change) {
        auto score = small_score({4, 4});
        change(score);
        auto const read = read_score(score_json(score));
        return read ? std::string() : read.error().message;
    };
    EXPECT_NE(broken([](Score& s) { s.bpm = 1e9; }).find("bpm"), std::string::npos);
    EXPECT_NE(broken([](Score& s) { s.bars = 2'000'000; }).find("bars"), std::string::npos);
    EXPECT_NE(broken([](Score& s) { s.parts[0].notes[1].pitch = 400; }).find("parts.vocals.notes[1]"), std::string::npos);
    EXPECT_NE(broken([](Score& s) { s.parts[0].stem = "../../escape"; }).find("parts[0]"), std::string::npos);
    EXPECT_NE(broken([](Score& s) { s.sections[1].first_bar = 5; }).find("sections[1]"), std::string::npos);
    EXPECT_NE(broken([](Score& s) { s.syllables[0].line = 7; }).find("syllables[0]"), std::string::npos);
    EXPECT_NE(read_score("{\"format\": \"something\"}").error().message.find("format"), std::string::npos);
}

class SoundFiles : public ::testing::Test {
protected:
    SoundFiles() { fs::create_directories(folder); }
    ~SoundFiles() override { fs::remove_all(folder); }
    /// A 440 Hz tone of so much level and three seconds.
    fs::path tone(double level) const {
        media::Audio audio;
        for (int c = 0; c < 2; ++c) {
            std::vector<float> samples(144'000);
            for (std::size_t i = 0; i < samples.size(); ++i)
                samples[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / 48'000));
            audio.channels.push_back(std::move(samples));
        }
        auto const file = folder / "tone.flac";
        EXPECT_TRUE(media::write_audio(file, audio));
        return file;
    }
    fs::path folder = troupe::testing::scratch_folder("track_files");
};

double power_at_440(std::vector<float> const& samples) {
    double sine = 0, cosine = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        auto const phase = 2 * std::numbers::pi * 440 * static_cast<double>(i) / 48'000;
        sine += static_cast<double>(samples[i]) * std::sin(phase);
        cosine += static_cast<double>(samples[i]) * std::cos(phase);
    }
    return 2 * std::hypot(sine, cosine) / static_cast<double>(samples.size());
}

TEST_F(SoundFiles, SixteenBitsKeepWhatLiesBelowTheLastOne) {
    auto const quiet = 0.4 / 32'768;  // without dither this rounds to silence
    ASSERT_TRUE(convert_sound(tone(quiet), folder / "tone.wav", 16, {}));
    auto const read = media::read_audio(folder / "tone.wav");
    ASSERT_TRUE(read);
    EXPECT_NEAR(power_at_440(read->channels[0]), quiet, 0.1 * quiet);
    for (float const sample : read->channels[0]) ASSERT_LE(std::abs(sample), 2.01F / 32'768);
}

TEST_F(SoundFiles, OpusIsTheSameBytesTwiceAndAsLong) {
    auto const from = tone(0.5);
    ASSERT_TRUE(convert_sound(from, folder / "a.opus", 16, {}));
    ASSERT_TRUE(convert_sound(from, folder / "b.opus", 16, {}));
    EXPECT_EQ(sha256_of_file(folder / "a.opus").value(), sha256_of_file(folder / "b.opus").value());
    auto const read = media::read_audio(folder / "a.opus");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->sample_rate.value, 48'000);
    EXPECT_NEAR(static_cast<double>(read->frames()), 144'000, 1000);
    EXPECT_NEAR(power_at_440({read->channels[0].begin() + 24'000, read->channels[0].begin() + 72'000}), 0.5, 0.02);
}

TEST_F(SoundFiles, PeaksAreThoseOfTheFile) {
    auto const text = peaks_json(tone(0.5), 512);
    ASSERT_TRUE(text) << text.error().message;
    auto const value = json::parse_value(*text);
    ASSERT_TRUE(value);
    auto const& peaks = value->as_object();
    EXPECT_EQ(peaks.at("version"), 2);
    EXPECT_EQ(peaks.at("sample_rate"), 48'000);
    EXPECT_EQ(peaks.at("bits"), 8);
    EXPECT_EQ(peaks.at("length"), (144'000 + 511) / 512);
    EXPECT_EQ(peaks.at("data").as_array().size(), 2U * ((144'000 + 511) / 512));
    EXPECT_EQ(peaks.at("data").as_array()[2], -64);
    EXPECT_EQ(peaks.at("data").as_array()[3], 64);
}

TEST_F(SoundFiles, NamesAFormatThatIsUnknown) {
    EXPECT_EQ(parse_formats("wav, opus,wav")->size(), 2U);
    EXPECT_NE(parse_formats("wav,aiff").error().message.find("opus"), std::string::npos);
}

}  // namespace
}  // namespace troupe::music
