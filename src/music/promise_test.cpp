#include "music/promise.hpp"

#include <gmock/gmock.h>

namespace troupe::music {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Analysis heard(double bpm, std::string key, double seconds) {
    return {.bpm = bpm, .bpm_confidence = 0.9, .key = std::move(key), .key_confidence = 0.9, .seconds = seconds};
}

Brief const asked{.genre = "techno", .bpm = 120, .key = "A minor", .seconds = 120};

TEST(Differences, NothingWhereTheTrackIsAsAsked) {
    EXPECT_THAT(differences(asked, heard(120.9, "A minor", 121.5), {}), IsEmpty());
    EXPECT_THAT(differences({.genre = "techno"}, heard(97, "C major", 300), {}), IsEmpty()) << "nothing was asked for";
}

TEST(Differences, TellTempoKeyAndLength) {
    EXPECT_THAT(differences(asked, heard(126, "C# major", 151), {}),
                ElementsAre("asked for 120 BPM, heard 126.0 (5 % faster)", "asked for A minor, heard C# major",
                            "asked for 120 s, is 151 s (31 s longer)"));
    EXPECT_THAT(differences(asked, heard(114, "A minor", 60), {}),
                ElementsAre("asked for 120 BPM, heard 114.0 (5 % slower)", "asked for 120 s, is 60 s (60 s shorter)"));
}

TEST(Differences, AnOctaveOfTempoIsNone) {
    EXPECT_THAT(differences(asked, heard(60.2, "A minor", 120), {}), IsEmpty());
    EXPECT_THAT(differences(asked, heard(239, "A minor", 120), {}), IsEmpty());
    EXPECT_THAT(differences(asked, heard(63, "A minor", 120), {}),
                ElementsAre("asked for 120 BPM, heard 126.0 (5 % faster)"));
    EXPECT_THAT(differences(asked, heard(0, "A minor", 120), {}),
                ElementsAre("asked for 120 BPM, heard no steady tempo"));
}

TEST(Differences, SayHowKeysAreRelated) {
    auto const about = [](std::string key, std::string found) {
        return differences({.genre = "pop", .key = std::move(key)}, heard(120, std::move(found), 60), {});
    };
    EXPECT_THAT(about("A minor", "C major"), ElementsAre("asked for A minor, heard C major, its relative"));
    EXPECT_THAT(about("C major", "A minor"), ElementsAre("asked for C major, heard A minor, its relative"));
    EXPECT_THAT(about("A minor", "A major"), ElementsAre("asked for A minor, heard A major, its parallel major"));
    EXPECT_THAT(about("D dorian", "D minor"), IsEmpty()) << "the detector knows no church modes";
    EXPECT_THAT(about("Bb major", "A# major"), IsEmpty());
}

TEST(Differences, SayWhereTheEarIsNotSure) {
    auto analysis = heard(126, "E major", 120);
    analysis.bpm_confidence = 0.2;
    analysis.key_confidence = 0.3;
    EXPECT_THAT(differences(asked, analysis, {}),
                ElementsAre("asked for 120 BPM, heard 126.0 (5 % faster, heard with doubt: 20 % sure)",
                            "asked for A minor, heard E major, heard with doubt: 30 % sure"));
}

TEST(Differences, LeavePromisesToTheirMaker) {
    Capabilities const exact{.exact_tempo = true, .exact_key = true, .exact_form = true};
    EXPECT_THAT(differences(asked, heard(90, "C major", 300), exact), IsEmpty());
    Brief const sung{.genre = "pop", .vocals = "sung", .lyrics = {{"verse", {{"low tide"}}}}};
    EXPECT_THAT(differences(sung, heard(90, "C major", 300), {}),
                ElementsAre("asked for the words to be sung, this maker does not sing them"));
    EXPECT_THAT(differences(sung, heard(90, "C major", 300), {.sings_lyrics = true}), IsEmpty());
}

}  // namespace
}  // namespace troupe::music
