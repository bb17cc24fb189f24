#include "app/testing/temp_home.hpp"
#include "base/files.hpp"
#include "catalog/content.hpp"
#include "flow/artist_changes.hpp"
#include "flow/edit_content.hpp"
#include "flow/make_plan.hpp"
#include "flow/post_sheet.hpp"

/// What people change by hand, on the real stores.
namespace troupe::app::testing {
namespace {

class Editing : public ::testing::Test {
protected:
    catalog::Content edit(catalog::Content const& content, std::string const& path, std::string const& value) {
        auto const edited = flow::edit_content(home.studio(), to_string(content.id), {{path, value}}, "owner");
        EXPECT_TRUE(edited) << edited.error().message;
        return edited ? edited->content : content;
    }
    Error refusal(catalog::Content const& content, std::string const& path, std::string const& value) {
        auto const edited = flow::edit_content(home.studio(), to_string(content.id), {{path, value}}, "owner");
        return edited ? Error{ErrorCode::internal, "was not refused"} : edited.error();
    }
    void to_state(catalog::Content const& content, std::vector<catalog::ContentState> const& way) {
        for (auto const state : way) {
            auto const present = flow::find_content(home.studio(), to_string(content.id)).value();
            auto const now = home.studio().clock.now();
            auto const decision = state == catalog::ContentState::rejected ? catalog::Decision::rejected : catalog::Decision::approved;
            auto const is_decided = present.state == catalog::ContentState::in_review && (state == catalog::ContentState::approved || state == catalog::ContentState::rejected);
            auto const moved = is_decided ? catalog::decide(present, {"owner", decision, "heard it", now}) : catalog::change_state(present, state, now);
            ASSERT_TRUE(home.studio().contents.update(moved.value()));
        }
    }
    std::string file_of(catalog::Content const& content, std::string const& role) {
        return read_file(home.studio().assets.path_of(catalog::file_with_role(content, role)->asset).value()).value();
    }
    artist::Weight const* find(std::vector<artist::Weight> const& weights, std::string const& name) {
        for (auto const& each : weights)
            if (each.name == name) return &each;
        return nullptr;
    }

    TempHome home;
    std::string artist = home.create(bright_prompt);
};

TEST_F(Editing, ALineOfLyricsIsCountedAgainAndItsSheetWrittenAnew) {
    auto const before = home.generate(artist, "lyrics");
    auto const edited = edit(before, "sections[0].lines[1].text", "Salt on the window of the last tram");
    auto const words = *json::from_value<writing::Lyrics>(edited.details);
    EXPECT_EQ(words.sections[0].lines[1].text, "Salt on the window of the last tram");
    EXPECT_EQ(words.sections[0].lines[1].syllables, 9);
    EXPECT_NE(file_of(edited, "lyrics").find("Salt on the window of the last tram\n"), std::string::npos);
    EXPECT_EQ(edited.revision, before.revision + 1);
    EXPECT_EQ(edited.provenance.ai.lyrics, media::AiShare::partly);
    auto const old = *json::from_value<writing::Lyrics>(before.details);
    EXPECT_EQ(json::print(words.sections[2]), json::print(old.sections[2])) << "what nobody touched stays";
}

TEST_F(Editing, RhymeLettersFollowTheWords) {
    auto const before = home.generate(artist, "lyrics");
    auto const first = edit(before, "sections[0].lines", R"([{"text": "I left the kitchen light"}, {"text": "and walked into the night"},
                                                            {"text": "a kettle on the stove"}, {"text": "nobody in the orange"}])");
    auto const words = *json::from_value<writing::Lyrics>(first.details);
    auto const& lines = words.sections[0].lines;
    EXPECT_EQ(lines[0].rhyme, "a");
    EXPECT_EQ(lines[1].rhyme, "a");
    EXPECT_EQ(lines[3].rhyme, "");
    auto const second = flow::edit_content(home.studio(), to_string(before.id), {{"sections[0].lines[1].text", "and walked into the orange"}}, "owner");
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(json::from_value<writing::Lyrics>(second->content.details)->sections[0].lines[0].rhyme, "");
    EXPECT_FALSE(second->remarks.empty()) << "a rhyme is gone, and the person hears of it";
}

TEST_F(Editing, TheTitleIsTheSameInContentSheetAndWords) {
    auto const edited = edit(home.generate(artist, "lyrics"), "title", "Low Water");
    EXPECT_EQ(edited.title, "Low Water");
    EXPECT_EQ(json::from_value<writing::Lyrics>(edited.details)->title, "Low Water");
    EXPECT_TRUE(file_of(edited, "lyrics").starts_with("Low Water\n"));
}

TEST_F(Editing, PostsKeepTheLimitOfTheirPlatform) {
    ASSERT_TRUE(flow::make_plan(home.studio(), {artist, 30, {}}));
    auto const before = home.generate(artist, "post");
    auto const sheet = *json::from_value<flow::PostSheet>(before.details);
    auto const index = std::to_string(sheet.posts.size() - 1);
    auto const edited = edit(before, "posts[" + index + "].text", "Out on Friday.\nCome early.");
    auto const after = *json::from_value<flow::PostSheet>(edited.details);
    EXPECT_EQ(after.posts.back().text, "Out on Friday.\nCome early.");
    EXPECT_NE(after.posts.back().written_by.find("edited by owner"), std::string::npos);
    EXPECT_EQ(file_of(edited, "captions"), json::pretty(after));
    auto const limit = writing::caption_limit(after.posts.back().platform);
    auto const refused = refusal(edited, "posts[-1].text", std::string(static_cast<std::size_t>(limit) + 1, 'x'));
    EXPECT_EQ(refused.code, ErrorCode::invalid_input);
    EXPECT_NE(refused.message.find(std::to_string(limit)), std::string::npos) << refused.message;
    EXPECT_NE(refusal(edited, "posts[0].hashtags[+]", "no tag").message.find("no hashtag"), std::string::npos);
    EXPECT_NE(refusal(edited, "posts[0]", "").message.find("number cannot"), std::string::npos);
}

TEST_F(Editing, WhatIsNotForPeopleIsRefusedByName) {
    auto const content = home.generate(artist, "lyrics");
    for (auto const* path : {"seed", "sections[0].lines[0].syllables", "titel", "sections[9].name", "credit.writer"})
        EXPECT_EQ(refusal(content, path, "1").code, ErrorCode::invalid_input) << path;
    EXPECT_NE(refusal(content, "titel", "x").message.find("did you mean title"), std::string::npos);
    for (auto const* text : {"", " ", "two\nlines", "bell\x07", "\xFF"}) EXPECT_EQ(refusal(content, "sections[0].lines[0].text", text).code, ErrorCode::invalid_input);
    EXPECT_EQ(refusal(content, "title", "").code, ErrorCode::invalid_input);
    EXPECT_NE(refusal(content, "title", content.title).message.find("nothing would change"), std::string::npos);
    EXPECT_EQ(flow::find_content(home.studio(), to_string(content.id))->revision, content.revision);
}

TEST_F(Editing, WhatWasApprovedGoesBackToReviewAndWhatIsOutStays) {
    using enum catalog::ContentState;
    auto const content = home.generate(artist, "lyrics");
    to_state(content, {approved});
    EXPECT_EQ(edit(content, "notes", "a word to Ana").state, in_review);
    to_state(content, {rejected});
    EXPECT_EQ(edit(content, "notes", "another").state, in_review);
    to_state(content, {approved, published});
    auto const refused = refusal(content, "notes", "late");
    EXPECT_EQ(refused.code, ErrorCode::conflict);
    EXPECT_NE(refused.message.find("published"), std::string::npos);
    EXPECT_EQ(flow::undo_content(home.studio(), to_string(content.id), 1).error().code, ErrorCode::conflict);
}

TEST_F(Editing, EveryRevisionCanBeReadAndGoneBackTo) {
    auto const first = home.generate(artist, "lyrics");
    auto const id = to_string(first.id);
    EXPECT_EQ(flow::undo_content(home.studio(), id, {}).error().code, ErrorCode::conflict);
    edit(first, "sections[0].lines[0].text", "Another beginning of the day");
    edit(first, "title", "Low Water");
    to_state(first, {catalog::ContentState::approved});
    auto const history = flow::content_history(home.studio(), id);
    ASSERT_EQ(history->size(), 4U);
    EXPECT_EQ(json::print(history->front().content), json::print(first));
    auto const& changed = history->at(2).changed;
    EXPECT_NE(std::find(changed.begin(), changed.end(), "title"), changed.end());
    EXPECT_EQ(history->back().changed, std::vector<std::string>{"state"});

    auto const undone = flow::undo_content(home.studio(), id, {});
    ASSERT_TRUE(undone) << undone.error().message;
    EXPECT_EQ(undone->content.title, first.title);
    EXPECT_EQ(undone->content.state, catalog::ContentState::in_review);
    auto const back = flow::undo_content(home.studio(), id, first.revision);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(json::print(back->content.details), json::print(first.details));
    EXPECT_EQ(file_of(back->content, "lyrics"), file_of(first, "lyrics"));
    EXPECT_EQ(flow::undo_content(home.studio(), id, first.revision).error().code, ErrorCode::conflict);
    EXPECT_EQ(flow::undo_content(home.studio(), id, 99).error().code, ErrorCode::not_found);
}

TEST_F(Editing, ANewMoodTakesItsShareFromTheOthers) {
    auto const before = flow::find_artist(home.studio(), artist)->profile.style.moods;
    auto const edited = flow::edit_artist(home.studio(), artist, {{"style.moods[+]", R"({"name": "dusk", "weight": 0.2})"}}, "owner");
    ASSERT_TRUE(edited) << edited.error().message;
    auto const& moods = edited->profile.style.moods;
    ASSERT_EQ(moods.size(), before.size() + 1);
    EXPECT_EQ(find(moods, "dusk")->weight, 0.2);
    for (auto const& mood : before) EXPECT_NEAR(find(moods, mood.name)->weight, mood.weight * 0.8, 0.001);
    auto const removed = flow::edit_artist(home.studio(), artist, {{"style.moods[0]", ""}}, "owner");
    ASSERT_TRUE(removed) << removed.error().message;
    EXPECT_EQ(removed->profile.style.moods.size(), before.size());
    EXPECT_EQ(removed->version.number, 3);
}

TEST_F(Editing, EveryPartOfAnArtistCanBeChanged) {
    std::vector<flow::FieldChange> const changes{
        {"style.tempo_low.value", "92"},        {"style.production.grit.value", "0.25"}, {"style.vocals", "spoken"},
        {"style.genres[0].plasticity", "0.5"},  {"audience.territories[+]", "NZ"},       {"audience.age_low", "21"},
        {"behaviour.publicness", "0.4"},        {"behaviour.personality[-1]", "stubborn"}, {"positioning.tagline", "Night work"},
        {"story.biography_short", "Short."},    {"story.facts[0].year", "1999"},         {"settings.llm_assignments.lyrics", "some model"},
        {"settings.release_strategy", "waterfall"}, {"behaviour.shows_face", "false"},   {"audience.interests", R"(["trams"])"}};
    auto const edited = flow::edit_artist(home.studio(), artist, changes, "owner");
    ASSERT_TRUE(edited) << edited.error().message;
    auto const& profile = edited->profile;
    EXPECT_EQ(profile.style.production.at("grit").value, 0.25);
    EXPECT_EQ(profile.audience.territories.back(), "NZ");
    EXPECT_EQ(profile.behaviour.personality.back(), "stubborn");
    EXPECT_EQ(profile.story.facts[0].year, 1999);
    EXPECT_EQ(profile.settings.llm_assignments.at("lyrics"), "some model");
    EXPECT_EQ(edited->version.number, 2);
    auto const emptied = flow::edit_artist(home.studio(), artist, {{"settings.llm_assignments.lyrics", ""}, {"story.facts[0].year", ""}}, "owner");
    ASSERT_TRUE(emptied) << emptied.error().message;
    EXPECT_TRUE(emptied->profile.settings.llm_assignments.empty());
    EXPECT_FALSE(emptied->profile.story.facts[0].year);
}

TEST_F(Editing, TheRulesOfTheProfileHoldForPeopleToo) {
    auto const refused = [&](std::string const& path, std::string const& value) {
        auto const edited = flow::edit_artist(home.studio(), artist, {{path, value}}, "owner");
        return edited ? std::string("was not refused") : edited.error().message;
    };
    EXPECT_NE(refused("style.moods[+]", R"({"name": "dusk", "weight": 1.5})").find("style.moods"), std::string::npos);
    EXPECT_NE(refused("style.production.sparkle.value", "1").find("style.production"), std::string::npos);
    EXPECT_NE(refused("audience.territories[0]", "Germany").find("country code"), std::string::npos);
    EXPECT_NE(refused("positioning.taglin", "x").find("did you mean positioning.tagline"), std::string::npos);
    EXPECT_NE(refused("core.motifs[-1]", "").find("locked"), std::string::npos);
    EXPECT_EQ(flow::find_artist(home.studio(), artist)->version.number, 1);
}

}  // namespace
}  // namespace troupe::app::testing
