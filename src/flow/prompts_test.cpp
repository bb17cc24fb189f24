#include "flow/prompts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "flow/track_details.hpp"
#include "music/score.hpp"
#include "writing/provider_prompts/assessment.hpp"
#include "writing/testing/writers.hpp"

namespace troupe::flow {
namespace {

namespace pp = writing::provider_prompts;

/// Sentences that pull artists into all corners.
std::string sentence(std::uint64_t number) {
    static std::vector<std::string> const moods{"mysterious", "upbeat", "melancholic", "aggressive",
                                                "nostalgic",  "calm",   "dreamy",      "funny"};
    static std::vector<std::string> const genres{"electronic producer", "pop singer",        "rapper",
                                                 "lo-fi beat maker",    "dub techno duo",    "indie folk songwriter",
                                                 "phonk producer",      "drum and bass act", "ambient composer",
                                                 "synthwave project",   "house DJ",          "R&B voice",
                                                 "shoegaze band",       "trap artist"};
    static std::vector<std::string> const rest{"with dark soundscapes and minimal public presence",
                                               "who writes about kitchens and late trams",
                                               "from a harbour town",
                                               "with 808s and a felt piano",
                                               "who talks to everyone",
                                               "who never shows a face",
                                               "with a choir",
                                               "at 174 BPM"};
    Random random(number);
    return "A " + random.pick(moods) + " " + random.pick(genres) + " " + random.pick(rest);
}

class Prompts : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        genres_ = new writing::GenreTable(*writing::load_genres());
        music_ = new music::Tables(*music::Tables::load());
        visual_ = new visual::Tables(*visual::built_in_tables());
    }
    static void TearDownTestSuite() {
        delete genres_;
        delete music_;
        delete visual_;
    }
    PromptTables tables{*genres_, *music_, *visual_};

    static artist::Document artist(std::uint64_t number) {
        artist::Document document;
        document.seed = number;
        document.profile = writing::testing::writer().identity({.prompt = sentence(number), .seed = number}).value();
        return document;
    }
    /// Writing a song takes longer than all the rest: most artists sing the same one.
    static writing::Lyrics words(artist::Document const& artist) {
        auto const is_sung = artist.profile.style.vocals != "none";
        writing::Lyrics lyrics{.title = "Low Water"};
        if (is_sung)
            lyrics.sections = {{"verse", {{"The tide went out at ten to four", 8, "a"}}},
                               {"chorus", {{"Low water, low water", 6, "b"}}}};
        if (artist.seed % 25 != 0) return lyrics;
        writing::LyricsRequest request{.profile = artist.profile, .seed = artist.seed};
        if (is_sung)
            request.form = {{"verse", 8, 6, 13}, {"chorus", 4, 6, 13}, {"verse", 8, 6, 13}, {"chorus", 4, 6, 13}};
        return writing::testing::writer().lyrics(request).value_or(lyrics);
    }
    struct All {
        pp::ArtistPrompt artist;
        pp::TrackPrompt track;
        pp::VideoPrompt video;
    };
    All all(artist::Document const& artist, std::string const& platform) {
        auto const song = planned_song(artist, words(artist), tables);
        return {pp::artist_prompt(artist.profile, tables.genres), pp::track_prompt(track_sheet(artist, song, tables)),
                pp::video_prompt(video_sheet(artist, song, {platform, "", "Friday 27 November"}, tables).value())};
    }

private:
    static inline writing::GenreTable* genres_ = nullptr;
    static inline music::Tables* music_ = nullptr;
    static inline visual::Tables* visual_ = nullptr;
};

/// What a provider would refuse or a listener would laugh at, and people and makers who must not be named.
std::vector<std::string> const blocked_words{
    "lorem",         "todo",           "null",         "nan bpm",       "inf bpm",         "http",
    "as an ai",      "language model", "unique blend", "sonic journey", "tapestry",        "pushing boundaries",
    "symphony of",   "echoes of",      "whispers of",  "testament to",  "in the style of", "sounds like",
    "drake",         "taylor swift",   "daft punk",    "aphex twin",    "burial",          "beyonce",
    "billie eilish", "kanye",          "adele",        "rihanna",       "skrillex",        "roland",
    "korg",          "moog",           "ableton",      "spotify",       "netflix",         "nike",
    "coca cola",     "disney",         "fuck",         "shit",          "bitch",           "nazi",
    "porn"};

void expect_clean(std::string const& words, std::size_t most, std::string const& where) {
    EXPECT_FALSE(words.empty()) << where;
    EXPECT_LE(text::length(words), most) << where << ": " << words;
    EXPECT_TRUE(text::is_valid_utf8(words)) << where;
    EXPECT_EQ(words.find("  "), std::string::npos) << where << ": " << words;
    EXPECT_EQ(words.find(", ,"), std::string::npos) << where << ": " << words;
    EXPECT_EQ(words.find(" ."), std::string::npos) << where << ": " << words;
    EXPECT_EQ(words.find(".."), std::string::npos) << where << ": " << words;
    auto const spaced = " " + text::join(text::words(words), " ") + " ";
    for (auto const& word : blocked_words)
        EXPECT_EQ(spaced.find(" " + word + " "), std::string::npos) << where << " says '" << word << "': " << words;
    for (auto const* mark : {"{", "}", "@", "://", "[insert"})
        EXPECT_EQ(text::lower(words).find(mark), std::string::npos) << where << ": " << words;
}

void expect_clean(pp::Texts const& texts, std::string const& where) {
    expect_clean(texts.brief, pp::most_brief, where + ".brief");
    expect_clean(texts.medium, pp::most_medium, where + ".medium");
    expect_clean(texts.full, pp::most_full, where + ".full");
}

TEST_F(Prompts, KeepTheirLimitsAndSayNothingBlockedForFiveHundredArtists) {
    auto const platforms = video_platforms();
    double lowest = 1;
    int failures = 0;
    for (std::uint64_t number = 1; number <= 500; ++number) {
        auto const someone = artist(number);
        auto const made = all(someone, platforms[number % platforms.size()]);
        auto const where = "artist " + std::to_string(number) + " (" + someone.name() + ")";
        expect_clean(made.artist.text, where + " artist");
        expect_clean(made.artist.negative, 500, where + " artist.negative");
        expect_clean(made.track.text, where + " track");
        expect_clean(made.track.style_short, pp::most_style_short, where + " style_short");
        expect_clean(made.track.style_long, pp::most_style_long, where + " style_long");
        expect_clean(made.track.lyrics, pp::most_lyrics, where + " lyrics");
        EXPECT_LE(text::length(made.track.title), pp::most_title) << where;
        expect_clean(made.video.text, where + " video");
        expect_clean(made.video.negative, 500, where + " video.negative");
        for (auto const& shot : made.video.sheet.shots) {
            EXPECT_FALSE(shot.search.empty()) << where;
            for (auto const& search : shot.search) EXPECT_LE(text::length(search), 100U) << where;
        }
        for (auto const& [what, assessment] :
             {std::pair{"artist", pp::assess(made.artist)}, std::pair{"track", pp::assess(made.track)},
              std::pair{"video", pp::assess(made.video)}}) {
            lowest = std::min(lowest, assessment.score);
            EXPECT_TRUE(assessment.findings.empty())
                << where << " " << what << ": " << text::join(assessment.findings, "; ");
        }
        if (HasFailure() && ++failures > 12) return;
    }
    EXPECT_EQ(lowest, 1);
}

TEST_F(Prompts, AreTheSameBytesForTheSameArtist) {
    for (std::uint64_t number : {3U, 4U, 5U}) {
        auto const once = all(artist(number), "tiktok");
        auto const again = all(artist(number), "tiktok");
        EXPECT_EQ(json::print(once.artist), json::print(again.artist));
        EXPECT_EQ(json::print(once.track), json::print(again.track));
        EXPECT_EQ(json::print(once.video), json::print(again.video));
    }
}

TEST_F(Prompts, ReadBackFromTheirJson) {
    auto const made = all(artist(8), "youtube");
    EXPECT_EQ(json::print(json::parse<pp::ArtistPrompt>(json::print(made.artist)).value()), json::print(made.artist));
    EXPECT_EQ(json::print(json::parse<pp::TrackPrompt>(json::print(made.track)).value()), json::print(made.track));
    EXPECT_EQ(json::print(json::parse<pp::VideoPrompt>(json::print(made.video)).value()), json::print(made.video));
}

TEST_F(Prompts, KeepWhatIsSecret) {
    for (std::uint64_t number = 1; number <= 40; ++number) {
        auto someone = artist(number);
        auto const words = json::print(all(someone, "instagram").artist);
        for (auto const& fact : someone.profile.story.facts)
            EXPECT_TRUE(fact.is_public || words.find(fact.text) == std::string::npos) << fact.text;
    }
}

TEST_F(Prompts, TakeWhatAPersonTypedAsWordsAlone) {
    auto someone = artist(2);
    auto& profile = someone.profile;
    profile.core.motifs = {"{{motif}}", "see https://example.org/x [Chorus]", "a\nline\tbreak"};
    profile.positioning.avoids = "anything @anybody says.\n";
    auto const made = all(someone, "instagram");
    expect_clean(made.artist.text, "artist");
    expect_clean(made.video.text, "video");
    EXPECT_EQ(made.artist.motifs, (std::vector<std::string>{"motif", "see Chorus", "a line break"}));
    EXPECT_EQ(made.artist.avoid.back(), "anything says");
}

/// A finished song of eight-bar parts at 120 BPM: two seconds a bar.
catalog::Content track_content() {
    TrackDetails details;
    auto& timeline = details.timeline;
    timeline.tempo = Bpm{120};
    double at = 0;
    for (auto const& [name, energy] :
         {std::pair{"intro", 0.3}, std::pair{"build", 0.5}, std::pair{"drop", 1.0}, std::pair{"outro", 0.3}}) {
        timeline.sections.push_back({name, Seconds(at), Seconds(at + 16), energy, 1});
        at += 16;
    }
    timeline.length = Seconds(at);
    timeline.hook_start = Seconds(32);
    timeline.accents = {{Seconds(28), "riser", 1, 1}, {Seconds(31), "fill", 1, 1}};
    details.key = "F# minor";
    details.factors = json::Object{{"genre", "techno"}, {"mood", "dark"}};
    catalog::Content content;
    content.kind = catalog::ContentKind::track;
    content.title = "Low Water";
    content.brief = json::to_value(music::Brief{});
    content.details = json::to_value(details);
    return content;
}

TEST_F(Prompts, SayWhereTheDropOfAFinishedSongSits) {
    auto const someone = artist(1);
    auto const song = made_song(someone, track_content()).value();
    auto const track = pp::track_prompt(track_sheet(someone, song, tables));
    ASSERT_EQ(track.sheet.parts.size(), 4U);
    EXPECT_EQ(track.sheet.parts[2].bar, 17);
    EXPECT_EQ(track.sheet.turns[1].kind, "drop");
    EXPECT_EQ(track.sheet.turns[1].bar, 17);
    EXPECT_EQ(track.sheet.turns[1].with, "a riser and a drum fill");
    EXPECT_NE(track.text.full.find("drop at bar 17 (0:32) with a riser and a drum fill"), std::string::npos)
        << track.text.full;
    EXPECT_NE(track.text.brief.find("120 BPM"), std::string::npos);
    EXPECT_NE(track.style_short.find("F# minor"), std::string::npos) << track.style_short;
    EXPECT_TRUE(track.sheet.is_made);
    EXPECT_TRUE(pp::assess(track).findings.empty()) << text::join(pp::assess(track).findings, "; ");
}

TEST_F(Prompts, CutOnTheDownbeatsOfTheSong) {
    auto const someone = artist(1);
    auto const song = made_song(someone, track_content()).value();
    auto const video =
        pp::video_prompt(video_sheet(someone, song, {"tiktok", "", "Friday 27 November"}, tables).value());
    EXPECT_EQ(video.sheet.song_from, 32);
    ASSERT_GE(video.sheet.shots.size(), 2U);
    for (auto const& shot : video.sheet.shots) EXPECT_NEAR(std::fmod(shot.from, 2.0), 0, 0.1) << "a bar is two seconds";
    EXPECT_EQ(video.sheet.shots.front().part, "drop");
    EXPECT_EQ(video.orientation, "portrait");
    EXPECT_EQ(video.sheet.overlays.back().text, "Out Friday 27 November");
    EXPECT_TRUE(pp::assess(video).findings.empty()) << text::join(pp::assess(video).findings, "; ");
}

TEST_F(Prompts, SuitThePlatform) {
    auto const someone = artist(1);
    auto const song = planned_song(someone, {}, tables);
    auto const sheet = [&](std::string const& platform, std::string const& format = "") {
        return video_sheet(someone, song, {platform, format, ""}, tables).value();
    };
    EXPECT_EQ(sheet("x").place.aspect, "16:9");
    EXPECT_EQ(sheet("bluesky").place.aspect, "1:1");
    EXPECT_EQ(sheet("youtube").place.format, "short");
    EXPECT_EQ(sheet("youtube", "visualiser").place.aspect, "16:9");
    EXPECT_GT(sheet("tiktok").place.keep_right, sheet("threads").place.keep_right);
    EXPECT_TRUE(sheet("stores").overlays.empty()) << "a canvas is without a word";
    auto const nowhere = video_sheet(someone, song, {"cinema", "", ""}, tables);
    ASSERT_FALSE(nowhere);
    EXPECT_NE(nowhere.error().message.find("tiktok"), std::string::npos);
}

TEST_F(Prompts, FollowTheOccasionOfThePlan) {
    auto const someone = artist(1);
    auto const song = planned_song(someone, {}, tables);
    planning::PlanItem item;
    item.brief.valence = 1;
    item.brief.motif = "a lit window";
    auto const plain = track_sheet(someone, song, tables);
    auto const bright = track_sheet(someone, song, tables, &item);
    EXPECT_GT(bright.valence, plain.valence);
    EXPECT_EQ(bright.themes.front(), "a lit window");
}

}  // namespace
}  // namespace troupe::flow
