#include "artist/contradictions.hpp"

#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "base/json.hpp"

namespace troupe::artist {
namespace {

/// An instrumental, hidden techno producer in Leith with one private fact.
Profile hidden_producer() {
    auto profile = testing::example_profile();
    profile.core.voice = {.person = "none", .uses_emoji = false, .uses_hashtags = false};
    profile.style.tempo_low.value = 122;
    profile.style.tempo_high.value = 130;
    profile.style.posting["posts_per_week"].value = 1;
    profile.behaviour.publicness = 0.1;
    profile.story.facts = {
        {.id = "home", .kind = "home", .text = "lives and works in Leith, Scotland", .place = "Leith"},
        {.id = "job", .kind = "job", .text = "sorted parcels on the night shift", .year = 2016},
        {.id = "object.1",
         .kind = "object",
         .text = "works with a tide clock with a bent hand, won at a sale in a church hall"},
        {.id = "event.1", .kind = "event", .text = "the ferry stopped running for eleven weeks", .year = 2018},
        {.id = "event.2",
         .kind = "event",
         .text = "a brother sold the family piano without asking",
         .year = 2012,
         .is_public = false},
        {.id = "rule.1", .kind = "rule", .text = "never use a preset"},
        {.id = "rule.2", .kind = "rule", .text = "keep the first take, even with the door in it"}};
    profile.story.biography_short =
        "Vesper Lune makes techno in Leith, Scotland. They sorted parcels on the night shift.";
    profile.story.biography_medium = profile.story.biography_long = profile.story.biography_short;
    profile.audience = {.age_low = 24, .age_high = 40, .territories = {"GB"}};
    return profile;
}

std::string kinds_in(std::string const& text, TextKind kind = TextKind::biography,
                     Profile const& profile = hidden_producer()) {
    std::string kinds;
    for (auto const& each : find_contradictions(profile, std::vector<NamedText>{{"text", text, kind}})) {
        auto const name = json::enum_name(each.kind);
        if (kinds.find(name) == std::string::npos) kinds += (kinds.empty() ? "" : " ") + name;
    }
    return kinds;
}

TEST(Contradictions, WhatTheFactsSayIsNone) {
    for (auto const* text :
         {"Vesper Lune makes techno in Leith, Scotland, at 122 to 130 BPM, usually in minor.",
          "In 2018, the ferry stopped running for eleven weeks; more than one song goes back there.",
          "Until 2016, they sorted parcels on the night shift.", "There is a house rule: never use a preset.",
          "They kept the first take, even with the door in it.", "No selfies, no interviews, no face.",
          "Always in the studio: a tide clock with a bent hand, won at a sale in a church hall.",
          "Felt piano and a pad, and no vocals."})
        EXPECT_EQ(kinds_in(text), "") << text;
}

TEST(Contradictions, FindsAnotherPlace) {
    EXPECT_EQ(kinds_in("Vesper Lune makes techno in Lyon."), "place");
    EXPECT_EQ(kinds_in("Lyon, Scotland: that is where Vesper Lune makes techno."), "place");
    EXPECT_EQ(kinds_in("Vesper Lune lives in Leith, Ontario."), "place");
    EXPECT_EQ(kinds_in("They record near Ardnashee."), "place");
    EXPECT_EQ(kinds_in("a portuguese producer, recorded in porto.", TextKind::caption), "place");
}

TEST(Contradictions, FindsAnotherYear) {
    EXPECT_EQ(kinds_in("In 2025, the ferry stopped running for eleven weeks."), "year");
    EXPECT_EQ(kinds_in("In 2016, the ferry stopped running for eleven weeks."), "year");
    EXPECT_EQ(kinds_in("It began in 1987."), "year");
}

TEST(Contradictions, FindsAFactToldOtherwise) {
    EXPECT_EQ(kinds_in("In 2018, the ferry stopped running for nine weeks."), "detail");
    EXPECT_EQ(kinds_in("They sorted letters on the night shift."), "detail");
    EXPECT_EQ(kinds_in("They sorted parcels on the day shift."), "detail");
    EXPECT_EQ(kinds_in("Always in the studio: a tide clock with a broken hand."), "detail");
    EXPECT_EQ(kinds_in("Much of it goes back to the nine weeks without a running ferry."), "detail");
    EXPECT_EQ(kinds_in("Always in the studio: a harp, won at a sale in a church hall."), "detail instrument");
}

TEST(Contradictions, FindsWhatNoFactKnows) {
    EXPECT_EQ(kinds_in("Before the music, they repaired bicycles in a cellar."), "unsupported");
    EXPECT_EQ(kinds_in("In 2016, they opened a bakery with an uncle."), "unsupported");
    EXPECT_EQ(kinds_in("A wealthy aristocrat financed every gilded harpsichord concerto."), "unsupported instrument");
}

TEST(Contradictions, FindsDeedsAndThingsThatNoFactKnows) {
    EXPECT_EQ(kinds_in("There was a trade before. They loaded chairs on a ski lift; it taught them patience."),
              "unsupported");
    EXPECT_EQ(kinds_in("No session starts without a stadium drum with a patched skin."), "unsupported");
    EXPECT_EQ(kinds_in("They sorted parcels through long nights."), "");
    EXPECT_EQ(kinds_in("No session starts without a tide clock."), "");
}

TEST(Contradictions, ATitleThatACaptionQuotesIsNoClaim) {
    auto const texts = [](std::string const& caption) {
        return std::vector<NamedText>{{"title", "Smiling to the Lens", TextKind::title},
                                      {"caption", caption, TextKind::caption}};
    };
    EXPECT_TRUE(find_contradictions(hidden_producer(), texts("Smiling to the Lens is out.")).empty());
    EXPECT_FALSE(find_contradictions(hidden_producer(), texts("Smiling to the lens today.")).empty());
}

TEST(Contradictions, FindsATempoByThePaceTheClockAndHyphenedCounts) {
    EXPECT_EQ(kinds_in("No secret to the pace, 77 to 130."), "tempo");
    EXPECT_EQ(kinds_in("A clock set between 122 and 160: that is all."), "tempo");
    EXPECT_EQ(kinds_in("Nobody goes faster than 130."), "");
    auto profile = hidden_producer();
    profile.story.facts[2].text = "works with a four-track machine, swapped for a bicycle";
    EXPECT_NE(kinds_in("It began with a nine-track machine.", TextKind::biography, profile), "");
    EXPECT_EQ(kinds_in("It began with a four-track machine.", TextKind::biography, profile), "");
}

TEST(Contradictions, FindsABrokenRule) {
    EXPECT_EQ(kinds_in("Every sound is a preset."), "rule");
    EXPECT_EQ(kinds_in("The house rule reads: always use a preset."), "detail rule");
    EXPECT_EQ(kinds_in("They never keep the first take, even with the door in it."), "rule");
}

TEST(Contradictions, FindsFacesStagesAndMembers) {
    EXPECT_EQ(kinds_in("selfie from the studio", TextKind::caption), "presence");
    EXPECT_EQ(kinds_in("They laughed into the camera."), "presence");
    EXPECT_EQ(kinds_in("They gave interviews all summer."), "unsupported presence");
    EXPECT_EQ(kinds_in("The four members met at school."), "members");
    EXPECT_EQ(kinds_in("She keeps the window open."), "members");
    EXPECT_EQ(kinds_in("Vesper Lune posts every day."), "posting");
}

TEST(Contradictions, FindsAnotherSound) {
    EXPECT_EQ(kinds_in("Vesper Lune sings in a low voice."), "vocals");
    EXPECT_EQ(kinds_in("Somewhere from 84 to 90 beats a minute."), "tempo");
    EXPECT_EQ(kinds_in("They write slow songs."), "tempo");
    EXPECT_EQ(kinds_in("Usually in major, with a pad."), "mode");
    EXPECT_EQ(kinds_in("Vesper Lune makes reggae in Leith."), "genre");
    EXPECT_EQ(kinds_in("Vesper Lune makes house in Leith."), "genre");
    EXPECT_EQ(kinds_in("Expect a pad and a saxophone."), "instrument");
}

TEST(Contradictions, FindsTheVoiceBroken) {
    EXPECT_EQ(kinds_in("I made this at night.", TextKind::caption), "person");
    EXPECT_EQ(kinds_in("Out now 🔥", TextKind::caption), "person");
    EXPECT_EQ(kinds_in("Out now #techno", TextKind::caption), "person");
    EXPECT_EQ(kinds_in("My studio is in Leith."), "person");
    EXPECT_EQ(kinds_in("Vespr Lune makes techno."), "name");
    EXPECT_EQ(kinds_in("Music for teenagers.", TextKind::statement), "audience");
}

TEST(Contradictions, FindsAPrivateFactUnlessItIsDisclosed) {
    auto const text = "In 2012, a brother sold the family piano without asking.";
    EXPECT_EQ(kinds_in(text), "private_fact");
    EXPECT_TRUE(
        find_contradictions(hidden_producer(), std::vector<NamedText>{{"text", text, TextKind::caption, {"event.2"}}})
            .empty());
}

TEST(Contradictions, OfASongOnlyLinesWithTheNameAreClaims) {
    EXPECT_EQ(kinds_in("I left Lyon in 1987\nand I sang to the camera", TextKind::lyric), "");
    EXPECT_EQ(kinds_in("Vesper Lune of Lyon\nand I sang", TextKind::lyric), "place");
}

TEST(Contradictions, SayWhatAgainstWhatAndWhy) {
    auto const found = find_contradictions(
        hidden_producer(),
        std::vector<NamedText>{
            {"story.biography_long", "In 2018, the ferry stopped running for nine weeks.", TextKind::biography}});
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].path, "story.biography_long");
    EXPECT_EQ(found[0].against, "event.1");
    EXPECT_EQ(found[0].said, "running for nine weeks");
    EXPECT_NE(found[0].why.find("'nine' where the fact says 'eleven'"), std::string::npos) << found[0].why;
}

TEST(Contradictions, TakesAnyText) {
    auto profile = hidden_producer();
    for (std::string const text :
         {"", " ", "...", "—", "“", "'", "😀😀", "\xC3\xA9", "a", "2018", "1", "\n\n", "夜の駅。夜の駅", "-&-&"})
        EXPECT_EQ(kinds_in(text, TextKind::biography, profile), "") << text;
    profile.core.name = "夜";
    profile.story.facts = {{.id = "x", .kind = "event", .text = "…"}};
    EXPECT_NO_THROW((void)kinds_in("夜 made this in 1999, in Lyon", TextKind::caption, profile));
}

}  // namespace
}  // namespace troupe::artist
