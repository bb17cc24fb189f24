#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <span>

#include "distribution/preflight.hpp"
#include "distribution/testing/example_preflight.hpp"
#include "distribution/testing/message_shapes.hpp"
#include "distribution/testing/mutations.hpp"

/// Every rule of the table has an example that fails and one that holds.
namespace troupe::distribution {
namespace {

using testing::run;
using testing::sound_input;
using testing::title;
using testing::track;

bool found(Preflight const& result, std::string_view rule) {
    return std::any_of(result.findings.begin(), result.findings.end(),
                       [&](auto const& finding) { return finding.rule == rule; });
}

bool holds(Preflight const& result, std::string const& rule) {
    return std::find(result.passed.begin(), result.passed.end(), rule) != result.passed.end();
}

struct Example {
    char const* rule;
    char const* what;
    std::function<void(PreflightInput&)> change;  ///< of `prepared_input`
};

/// As it is after a while: measured, and with something to compare it with.
PreflightInput prepared_input() {
    auto input = sound_input();
    input.audio[0].recording = std::string(64, 'a');
    input.audio[0].fingerprint.assign(800, '0');
    return input;
}

KnownRelease& add_known(PreflightInput& input) {
    input.catalogue.push_back(testing::known_release());
    return input.catalogue.back();
}

/// A book that says what the release says.
CodeRegister book_of(PreflightInput const& input) {
    auto const& release = input.release;
    return {{{CodeKind::isrc, "GBAYE"}},
            {{.kind = CodeKind::isrc,
              .value = release.tracks[0].isrc.value,
              .status = CodeStatus::assigned,
              .owner = input.audio[0].recording,
              .title = "Salt and Static"},
             {.kind = CodeKind::upc,
              .value = release.upc.value,
              .status = CodeStatus::external,
              .owner = release.id,
              .title = "Salt and Static"}}};
}

/// One at least of every rule that code can break.
Example const failing[] = {
    {"ID01", "a bad ISRC", [](auto& i) { track(i).isrc.value = "GBAYE69"; }},
    {"ID01", "one code twice", [](auto& i) { i.release.tracks.push_back(track(i)); }},
    {"ID02", "a wrong check digit", [](auto& i) { i.release.upc.value = "4006381333932"; }},
    {"ID03", "no DPID", [](auto& i) { i.sender.dpid = "PA-DPIDA-2013042401-U"; }},
    {"ID04", "no ISRC", [](auto& i) { track(i).isrc = {}; }},
    {"ID04", "a UPC that nobody gave", [](auto& i) { i.release.upc.status = CodeStatus::none; }},
    {"ID04", "no DPID at all", [](auto& i) { i.sender.dpid.clear(); }},
    {"ID05", "a bad ISNI", [](auto& i) { i.release.artist_isni = "0000000121032684"; }},
    {"MS06", "nobody wrote it", [](auto& i) { track(i).contributors[0].roles = {"Mixer"}; }},
    {"MS14", "a bell in a title", [](auto& i) { title(i, "Salt\a"); }},
    {"MS14", "bytes that are no text", [](auto& i) { i.texts = {"\xff\xfe"}; }},
    {"AU01", "an MP3", [](auto& i) { i.audio[0].codec = "mp3"; }},
    {"AU01", "nothing measured", [](auto& i) { i.audio.clear(); }},
    {"AU02", "32 kHz", [](auto& i) { i.audio[0].sample_rate_hz = 32'000; }},
    {"AU02", "8 bit", [](auto& i) { i.audio[0].bits = 8; }},
    {"AU03", "mono", [](auto& i) { i.audio[0].channels = 1; }},
    {"AU05", "too loud", [](auto& i) { i.audio[0].lufs = -8; }},
    {"AU05", "too quiet", [](auto& i) { i.audio[0].lufs = -20; }},
    {"AU06", "a peak", [](auto& i) { i.audio[0].true_peak_dbtp = -0.3; }},
    {"AU06", "a peak of a loud master",
     [](auto& i) {
         i.audio[0].lufs = -13.2;
         i.audio[0].true_peak_dbtp = -1.5;
     }},
    {"AU07", "clipping", [](auto& i) { i.audio[0].longest_clip_run = 40; }},
    {"AU08", "silence before", [](auto& i) { i.audio[0].leading_silence_s = 11; }},
    {"AU08", "silence after", [](auto& i) { i.audio[0].trailing_silence_s = 12; }},
    {"AU08b", "a wait", [](auto& i) { i.audio[0].leading_silence_s = 0.8; }},
    {"AU09", "20 seconds", [](auto& i) { i.audio[0].seconds = 20; }},
    {"AU09b", "45 seconds", [](auto& i) { i.audio[0].seconds = 45; }},
    {"AU10", "an offset", [](auto& i) { i.audio[0].dc_offset = 0.05; }},
    {"AU10", "a dropout", [](auto& i) { i.audio[0].longest_silence_s = 6; }},
    {"AU10b", "a hole", [](auto& i) { i.audio[0].longest_silence_s = 1.4; }},
    {"AU11", "another length", [](auto& i) { i.audio[0].seconds = 184; }},
    {"AU12", "flat", [](auto& i) { i.audio[0].loudness_range_lu = 0.1; }},
    {"AU13", "out of phase", [](auto& i) { i.audio[0].correlation = -0.6; }},
    {"CV01", "not square", [](auto& i) { i.cover.height_px = 2999; }},
    {"CV02", "small", [](auto& i) { i.cover.width_px = i.cover.height_px = 1400; }},
    {"CV02", "heavy", [](auto& i) { i.cover.size_bytes = 11'000'000; }},
    {"CV03", "CMYK", [](auto& i) { i.cover.components = 4; }},
    {"CV03", "a WebP", [](auto& i) { i.cover.codec = "webp"; }},
    {"CV04", "other words",
     [](auto& i) {
         i.cover.texts = {"NORRA VANG", "Pepper and Static"};
     }},
    {"CV05", "an address", [](auto& i) { i.cover.texts = {"norravang.com"}; }},
    {"CV06", "blank", [](auto& i) { i.cover.entropy_bits = 0.2; }},
    {"CV06", "framed", [](auto& i) { i.cover.border_share = 0.05; }},
    {"VC01", "a canvas with sound", [](auto& i) { i.videos[1].has_sound = true; }},
    {"VC01", "a long canvas", [](auto& i) { i.videos[1].seconds = 9; }},
    {"VC01", "a square canvas", [](auto& i) { i.videos[1].height_px = 1080; }},
    {"VC02", "a silent teaser", [](auto& i) { i.videos[0].has_sound = false; }},
    {"VC02", "a small teaser", [](auto& i) { i.videos[0].width_px = 720; }},
    {"VC02", "another codec", [](auto& i) { i.videos[0].codec = "vp9"; }},
    {"MD01", "shouting", [](auto& i) { title(i, "SALT AND STATIC"); }},
    {"MD01", "whispering", [](auto& i) { title(i, "salt and static"); }},
    {"MD01", "an emoji", [](auto& i) { title(i, "Salt 🌊"); }},
    {"MD01", "two spaces", [](auto& i) { title(i, "Salt  and Static"); }},
    {"MD01b", "a small word that is none", [](auto& i) { title(i, "Salt and static"); }},
    {"MD02", "a guest", [](auto& i) { title(i, "Salt (feat. Someone)"); }},
    {"MD02", "with somebody", [](auto& i) { title(i, "Salt (with Someone)"); }},
    {"MD02", "a producer", [](auto& i) { title(i, "Salt prod. Someone"); }},
    {"MD03", "a format", [](auto& i) { title(i, "Salt (Original Mix)"); }},
    {"MD03", "clean in brackets", [](auto& i) { title(i, "Salt [Clean]"); }},
    {"MD04", "two titles", [](auto& i) { i.release.title = "Another"; }},
    {"MD05", "Track 1", [](auto& i) { title(i, "Track 01"); }},
    {"MD05", "Untitled", [](auto& i) { title(i, "Untitled"); }},
    {"MD06", "a title twice", [](auto& i) { i.release.tracks.push_back(track(i)); }},
    {"MD07", "nobody", [](auto& i) { i.release.artist = "Various Artists"; }},
    {"MD08", "the same name", [](auto& i) { i.other_artists = {"NORRA-VANG"}; }},
    {"MD08", "one letter apart", [](auto& i) { i.other_artists = {"Nora Vang"}; }},
    {"MD08b", "a tribute", [](auto& i) { title(i, "Salt (Tribute to Someone)"); }},
    {"MD10", "a sung instrumental", [](auto& i) { track(i).instrumental = true; }},
    {"MD10", "no language", [](auto& i) { track(i).language.clear(); }},
    {"MD11", "strong words", [](auto& i) { track(i).lyrics = "well, shit"; }},
    {"MD12", "a later year", [](auto& i) { i.release.p_line.year = 2030; }},
    {"MD12", "the sign", [](auto& i) { i.release.c_line.owner = "© Norra Vang"; }},
    {"MD13", "tomorrow", [](auto& i) { i.today = plus_days(i.release.release_date, -1); }},
    {"MD13", "yesterday", [](auto& i) { i.today = plus_days(i.release.release_date, 1); }},
    {"MD13b", "in ten days", [](auto& i) { i.today = plus_days(i.release.release_date, -10); }},
    {"MD14", "nonsense", [](auto& i) { i.release.genre = "Glorp"; }},
    {"MD15", "a stage name alone", [](auto& i) { track(i).contributors[0].legal_name.clear(); }},
    {"MD16", "a handle", [](auto& i) { i.texts = {"follow @norravang"}; }},
    {"MD16", "a domain", [](auto& i) { i.texts = {"more at norravang.com."}; }},
    {"MD16", "an e-mail", [](auto& i) { i.texts = {"write to a@b.de"}; }},
    {"MD17", "two in a week", [](auto& i) { i.other_release_dates = {plus_days(i.release.release_date, 3)}; }},
    {"AI01", "no provenance", [](auto& i) { i.release.assets.clear(); }},
    {"AI01", "no licence", [](auto& i) { i.release.assets[0].provenance.licence.clear(); }},
    {"ID01b", "another recording's", [](auto& i) { add_known(i).recordings[0].isrc = track(i).isrc.value; }},
    {"ID01b", "a master with two codes",
     [](auto& i) { add_known(i).recordings[0].recording = i.audio[0].recording = "same"; }},
    {"ID01c", "a prefix that is not ours", [](auto& i) { i.codes = CodeRegister{{{CodeKind::isrc, "QZ7K2"}}, {}}; }},
    {"ID01c", "a code of another thing",
     [](auto& i) { i.codes = book_of(i); i.codes->codes[0].owner = "another recording"; }},
    {"ID01c", "a code that was put aside",
     [](auto& i) { i.codes = book_of(i); i.codes->codes[0].status = CodeStatus::none; }},
    {"ID01c", "a code changed after it was assigned",
     [](auto& i) { i.codes = book_of(i); track(i).isrc.value = "GBAYE6900532"; }},
    {"ID01c", "a code removed after it was assigned", [](auto& i) { i.codes = book_of(i); i.release.upc = {}; }},
    {"ID02b", "another release's", [](auto& i) { add_known(i).upc = "04006381333931"; }},
    {"ID03b", "a dummy", [](auto& i) { i.sender.dpid = "PADPIDA2014999999Z"; }},
    {"AU14", "the same sound under another name",
     [](auto& i) { add_known(i).recordings[0].recording = i.audio[0].recording; }},
    {"AU14", "what sounds the same",
     [](auto& i) {
         auto& known = add_known(i).recordings[0];
         known.fingerprint = i.audio[0].fingerprint;
         known.fingerprint[9] = 'f';
     }},
    {"AU15", "noise", [](auto& i) { i.audio[0].noisiness = 0.93; }},
    {"AU15", "silence", [](auto& i) { i.audio[0].lufs = -70; }},
    {"CV06b", "enlarged", [](auto& i) { i.cover.sharpness = 0.15; }},
    {"CV08", "another's cover", [](auto& i) { add_known(i).cover_sha256 = i.release.cover.sha256; }},
    {"CV09", "fog", [](auto& i) { i.cover.thumbnail_contrast = 1.8; }},
    {"CV10", "a format", [](auto& i) { i.cover.texts = {"Salt and Static", "Dolby Atmos"}; }},
    {"VC03", "a wide teaser that is too small",
     [](auto& i) { i.videos.push_back({"teaser-16x9.mp4", "teaser", "h264", 1280, 720, 15, 30, true, 1}); }},
    {"VC04", "another size",
     [](auto& i) { i.videos.push_back({"motion.mp4", "motion_art", "h264", 1080, 1080, 15, 30, false, 1}); }},
    {"VC05", "a strobe", [](auto& i) { i.videos[0].flashes_a_second = 8; }},
    {"VC06", "a teaser as the recording", [](auto& i) { i.release.assets[0].kind = "teaser"; }},
    {"VC06", "a video on a single", [](auto& i) { track(i).video = VideoStream{}; }},
    {"VC06", "the code of a video", [](auto& i) {
         auto& known = add_known(i).recordings[0];
         known.isrc = track(i).isrc.value;
         known.is_video = true;
     }},
    {"VC07", "another size than it says", [](auto& i) { i = testing::sound_video(); i.videos[0].width_px = 1280; }},
    {"VC07", "another codec", [](auto& i) { i = testing::sound_video(); i.videos[0].codec = "hevc"; }},
    {"VC07", "a video nobody measured", [](auto& i) { i = testing::sound_video(); i.videos.clear(); }},
    {"MD09", "a hyphen more", [](auto& i) { add_known(i).artist = "Norra-Vang"; }},
    {"MD17b", "four in a week", [](auto& i) { i.other_release_dates.assign(3, i.release.release_date); }},
    {"AI03", "no word on the composition", [](auto& i) { i.release.assets[0].provenance.ai.composition.reset(); }},
    {"AI04", "no word on who sings", [](auto& i) { i.release.assets[0].provenance.ai.vocals.reset(); }},
    {"AI05", "AI's work", [](auto& i) { i = testing::sound_input_of_ai(); }},
    {"AI07", "a store that refuses it", [](auto& i) { i = testing::sound_input_of_ai(); i.stores = {"bandcamp"}; }},
    {"AI09", "a cover without a mark", [](auto& i) { i = testing::sound_input_of_ai(); i.cover.source_type.clear(); }},
    {"AI09", "a video without a tag",
     [](auto& i) {
         i.release.assets.push_back(i.release.assets[1]);
         i.release.assets.back().file = i.videos[0].file;
         i.release.assets.back().provenance.ai = {.video = media::AiShare::all};
     }},
    {"AI02", "a cover of nobody", [](auto& i) { i.release.assets.pop_back(); }},
};

/// Those rules of which a plain single has nothing: what they are about is added, and is right.
Example const holding[] = {
    {"ID01b", "a master that keeps its code",
     [](auto& i) {
         auto& known = add_known(i).recordings[0];
         known = {"Salt and Static", track(i).isrc.value, i.audio[0].recording, {}, false};
     }},
    {"ID01c", "as the book says", [](auto& i) { i.codes = book_of(i); }},
    {"ID02b", "another UPC", [](auto& i) { add_known(i); }},
    {"ID05", "a right ISNI", [](auto& i) { i.release.artist_isni = "0000000121032683"; }},
    {"AU14", "another song", [](auto& i) { add_known(i).recordings[0].fingerprint.assign(800, 'a'); }},
    {"AU14", "the single on the album",
     [](auto& i) {
         add_known(i).recordings[0] = {"Salt and Static", track(i).isrc.value, i.audio[0].recording,
                                       i.audio[0].fingerprint, false};
     }},
    {"CV04", "as in the metadata",
     [](auto& i) {
         i.cover.texts = {"NORRA VANG", "Salt and\nStatic"};
     }},
    {"CV05", "only words", [](auto& i) { i.cover.texts = {"Norra Vang"}; }},
    {"CV06b", "drawn", [](auto& i) { i.cover.sharpness = 0.6; }},
    {"CV08", "a cover of its own", [](auto& i) { add_known(i); }},
    {"CV09", "black on white", [](auto& i) { i.cover.thumbnail_contrast = 15; }},
    {"CV10", "only words", [](auto& i) { i.cover.texts = {"Norra Vang"}; }},
    {"VC03", "1920 wide",
     [](auto& i) {
         i.videos.push_back({"teaser-16x9.mp4", "teaser", "h264", 1920, 1080, 15, 30, true, 1});
     }},
    {"VC04", "a square one",
     [](auto& i) {
         i.videos.push_back({"motion.mp4", "motion_art", "h264", 3840, 3840, 15, 30, false, 1});
     }},
    {"VC05", "calm", [](auto& i) { i.videos[0].flashes_a_second = 1; }},
    {"VC07", "a video single", [](auto& i) { i = testing::sound_video(); }},
    {"MD08", "another name", [](auto& i) { i.other_artists = {"Ida Sund"}; }},
    {"MD09", "the same spelling", [](auto& i) { add_known(i); }},
    {"MD17", "a month apart", [](auto& i) { i.other_release_dates = {plus_days(i.release.release_date, 30)}; }},
    {"MD17b", "a month apart", [](auto& i) { i.other_release_dates = {plus_days(i.release.release_date, 30)}; }},
    {"AI07", "a store that takes it",
     [](auto& i) {
         i = testing::sound_input_of_ai();
         i.stores = {"spotify"};
     }},
    {"AI09", "marked", [](auto& i) { i = testing::sound_input_of_ai(); }},
};

TEST(PreflightRules, FindWhatIsWrong) {
    for (auto const& example : failing) {
        auto input = prepared_input();
        example.change(input);
        auto const result = run(input);
        EXPECT_TRUE(found(result, example.rule)) << example.rule << ": " << example.what;
        EXPECT_FALSE(holds(result, example.rule)) << example.rule << ": " << example.what;
        for (auto const& finding : result.findings) {
            EXPECT_FALSE(finding.measured.empty()) << finding.rule;
            EXPECT_FALSE(finding.fix.empty()) << finding.rule;
            EXPECT_FALSE(finding.source.empty()) << finding.rule;
        }
    }
}

TEST(PreflightRules, HoldWhereAllIsRight) {
    for (auto const& example : holding) {
        auto input = prepared_input();
        EXPECT_FALSE(holds(run(input), example.rule) && std::string_view(example.what) != "only words")
            << example.rule << " holds without its example too: " << example.what;
        example.change(input);
        auto const result = run(input);
        EXPECT_TRUE(holds(result, example.rule)) << example.rule << ": " << example.what;
        for (auto const& finding : result.findings)
            EXPECT_TRUE(finding.rule == "AI05") << example.what << ": " << finding.rule << " " << finding.measured;
    }
}

using testing::Mutation;

std::string written(char const* shape) {
    auto const [release, settings] = testing::shaped(testing::shape_named(shape), ErnVersion::ern_43);
    auto const xml = write_message(release, settings, testing::files_of(release, settings));
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

/// Two people, so that one can be listed twice; what is said of AI stands in 4.3.2 alone.
std::string written_single(ErnVersion version) {
    auto release = testing::with_records(testing::live_release(),
                                         {.lyrics = media::AiShare::none, .composition = media::AiShare::all},
                                         media::AiShare::none);
    release.tracks[0].contributors.push_back({.name = "Anna Person", .roles = {"Lyricist", "Vocalist"}});
    auto settings = testing::live_settings();
    settings.version = version;
    auto const xml = write_message(release, settings, testing::files_of(release, settings));
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

std::vector<Mutation> const mutations_of_a_single{
    testing::set("a message without an id", "ID06", "//MessageId", " "),
    testing::remove("a message to nobody", "MS01", "//MessageRecipient", "//MessageHeader"),
    testing::set("a cover that is not there", "MS02", "//LinkedReleaseResourceReference", "A9"),
    testing::attribute("a contributor numbered 0", "MS03", "//Contributor[1]", "SequenceNumber", "0"),
    testing::repeat("two releases", "MS04", "//Release", "//ReleaseList"),
    testing::repeat("two recordings in a single", "MS05", "//SoundRecording", "//ResourceList"),
    {"no release date", "MS07",
     [](auto& d) {
         testing::find(d, "//Release").remove_child("ReleaseDate");
         testing::find(d, "//Release").remove_child("OriginalReleaseDate");
     },
     "//Release"},
    {"an artist without a number", "MS08",
     [](auto& d) { testing::find(d, "//Release/DisplayArtist").remove_attribute("SequenceNumber"); },
     "//Release/DisplayArtist"},
    testing::set("a party with two entries", "MS09", "//Contributor[2]/ContributorPartyReference", "PArtist",
                 "//Contributor[2]"),
    testing::set("shown after it is sold", "MS10", "//ReleaseDisplayStartDateTime", "2027-01-01T00:00:00"),
    testing::set("parts of seconds", "MS11", "//SoundRecording/Duration", "PT3M5.25S"),
    testing::set("a file outside the package", "MS12", "//DeliveryFile//URI", "../../etc/passwd"),
    testing::set("own words without a name space", "MS15", "//Contributor[1]/Role[1]", "UserDefined"),
    testing::repeat("a use allowed twice", "MS16", "//Deal[1]//UseType[1]", "//Deal[1]//UseType[2]"),
};
Mutation const title_repeated{"a track's title repeated", "MS13",
                              [](auto& d) {
                                  auto const id = testing::find(d, "//TrackRelease[1]/ReleaseId");
                                  id.parent().insert_child_after("DisplayTitleText", id).text().set("Ledger Page 1");
                              },
                              "//TrackRelease[1]/DisplayTitleText"};
Mutation const none_of_ai = testing::set("no AI, and yet its credit", "MS17", "//SoundRecording/ContainsAI", "None",
                                         "//Contributor[SpecialContributor]/AiContribution");

/// A sound message holds to every rule, and each change breaks one.
TEST(PreflightRules, AreCheckedInMessagesToo) {
    auto const single = written_single(ErnVersion::ern_43);
    auto const album = written("every term of an album");
    auto const with_ai = written_single(ErnVersion::ern_432);
    for (auto const& mutation : mutations_of_a_single) testing::expect_caught(single, mutation);
    testing::expect_caught(album, title_repeated);
    testing::expect_caught(with_ai, none_of_ai);
    for (auto const& sound : {single, album, with_ai})
        for (auto const& problem : check_message(sound))
            ADD_FAILURE() << problem.rule << " " << problem.path << " " << problem.message;
}

std::set<std::string> ids_of(std::span<Example const> examples) {
    std::set<std::string> ids;
    for (auto const& example : examples) ids.insert(example.rule);
    return ids;
}

TEST(PreflightRules, HaveAnExampleThatFailsAndOneThatHolds) {
    auto const fails = ids_of(failing);
    auto shown = ids_of(holding);
    auto const plain = run(prepared_input());
    shown.insert(plain.passed.begin(), plain.passed.end());
    std::set<std::string> in_messages{title_repeated.rule, none_of_ai.rule};
    for (auto const& mutation : mutations_of_a_single) in_messages.insert(mutation.rule);
    auto const rules = preflight_rules();
    ASSERT_TRUE(rules) << rules.error().message;
    std::set<std::string> ids;
    for (auto const& rule : *rules) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
        if (rule.kind == "message")
            EXPECT_TRUE(in_messages.contains(rule.id)) << rule.id << " has no message that breaks it";
        else if (rule.kind == "person")
            EXPECT_TRUE(std::any_of(plain.for_a_person.begin(), plain.for_a_person.end(), [&](auto const& item) {
                return item.rule == rule.id;
            })) << rule.id;
        else
            EXPECT_TRUE(fails.contains(rule.id) && shown.contains(rule.id)) << rule.id;
    }
}

}  // namespace
}  // namespace troupe::distribution
