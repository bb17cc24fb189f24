#include <gtest/gtest.h>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/arc.hpp"
#include "writing/impl/biographer.hpp"
#include "writing/testing/writers.hpp"

namespace troupe::writing {
namespace {

using testing::identity;
using testing::writer;

SpeechAct const acts[]{SpeechAct::announce, SpeechAct::tease, SpeechAct::release, SpeechAct::behind_the_scenes, SpeechAct::thanks, SpeechAct::question, SpeechAct::story};

CaptionRequest post(artist::Profile profile, SpeechAct act, std::string platform = "x") {
    return {.profile = std::move(profile), .release_title = "Slack Water", .date = "Friday 27 November", .act = act, .platform = std::move(platform), .seed = 5, .count = 6};
}

TEST(Captions, AreDifferentWithinTheLimitAndTrue) {
    auto const banks = *impl::load_banks();
    for (auto const* prompt : {testing::mysterious, "A cheerful bedroom pop singer about trains", "hip hop from Houston", "a loud party band"})
        for (auto const act : acts)
            for (auto const* platform : {"x", "instagram", "bluesky"}) {
                auto request = post(identity(prompt, 2), act, platform);
                auto const captions = writer().captions(request);
                ASSERT_TRUE(captions) << captions.error().message;
                ASSERT_EQ(captions->size(), 6U);
                std::set<std::string> texts;
                for (auto const& caption : *captions) {
                    EXPECT_TRUE(texts.insert(caption.text).second) << caption.text;
                    auto length = text::length(caption.text);
                    for (auto const& tag : caption.hashtags) length += 1 + text::length(tag);
                    EXPECT_LE(static_cast<int>(length), caption_limit(platform));
                    EXPECT_EQ(caption.text.find_first_of("{}"), std::string::npos) << caption.text;
                    request.profile.story.facts.push_back({.id = "said", .kind = "said", .text = request.release_title + request.date});
                    EXPECT_EQ(impl::unsupported(caption.text, request.profile, banks), "") << caption.text;
                }
            }
}

TEST(Captions, KeepTheVoice) {
    auto profile = identity("A cheerful bedroom pop singer about trains", 2);
    profile.core.voice = {.person = "none", .register_name = "plain", .letter_case = "lower", .words_low = 2, .words_high = 16, .uses_hashtags = false};
    for (auto const act : acts) {
        auto const captions = writer().captions(post(profile, act));
        ASSERT_TRUE(captions) << captions.error().message;
        for (auto const& caption : *captions) {
            EXPECT_TRUE(caption.hashtags.empty());
            auto const words = text::words(caption.text);
            for (auto const* word : {"i", "my", "me"}) EXPECT_EQ(std::count(words.begin(), words.end(), word), 0) << caption.text;
            auto rest = text::replace_all(text::replace_all(caption.text, "Slack Water", ""), profile.core.name, "");
            EXPECT_EQ(rest, text::lower(rest));
        }
    }
}

TEST(Captions, DiscloseTheFactAskedForAndKeepPrivateOnesBack) {
    auto const profile = identity(testing::mysterious, 6);
    std::string secret;
    for (auto const& fact : profile.story.facts)
        if (!fact.is_public) secret = fact.id;
    ASSERT_FALSE(secret.empty());
    auto request = post(profile, SpeechAct::story, "instagram");
    request.count = 1;
    for (auto const* wanted : {"object.1", "rule.1", "job", "event.1", "home", "home.heard", "home.seen", "origin", "release.1", "presence", "object.2", "rule.2"}) {
        request.fact = wanted;
        auto const told = writer().captions(request);
        ASSERT_TRUE(told) << told.error().message;
        EXPECT_EQ(std::count(told->front().facts.begin(), told->front().facts.end(), wanted), 1) << wanted << ": " << told->front().text;
    }
    request.fact = secret;
    auto const confided = writer().captions(request);
    ASSERT_TRUE(confided) << confided.error().message;
    EXPECT_EQ(std::count(confided->front().facts.begin(), confided->front().facts.end(), secret), 1) << confided->front().text;
    request.fact.clear();
    request.count = 12;
    auto const open = writer().captions(request);
    ASSERT_TRUE(open);
    for (auto const& caption : *open) EXPECT_EQ(std::count(caption.facts.begin(), caption.facts.end(), secret), 0) << caption.text;
}

TEST(Captions, AreNotMadeTwiceAndRepeatUnderASeed) {
    auto request = post(identity("deep house from Durban", 2), SpeechAct::story, "instagram");
    auto const first = *writer().captions(request);
    EXPECT_EQ(json::print(first), json::print(*writer().captions(request)));
    for (auto const& caption : first) request.used.push_back(caption.text);
    auto const second = writer().captions(request);
    ASSERT_TRUE(second);
    for (auto const& caption : *second) EXPECT_EQ(std::count(request.used.begin(), request.used.end(), caption.text), 0);
}

TEST(Captions, LeanToATasteAndStandWithoutOneAsTheyDid) {
    auto const count_of = [](std::string const& taste, auto const& is_such) {
        int count = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            auto request = post(identity(testing::mysterious, 2), SpeechAct::story);
            request.seed = seed;
            request.ways.captions = taste;
            auto const captions = writer().captions(request).value();
            for (auto const& caption : captions) count += is_such(caption) ? 1 : 0;
        }
        return count;
    };
    auto const is_short = [](Caption const& caption) { return text::words(caption.text).size() <= 8; };
    EXPECT_GT(count_of("short", is_short), count_of("", is_short));
    auto request = post(identity(testing::mysterious, 2), SpeechAct::story);
    auto const plain = writer().captions(request).value();
    request.ways.captions = "of a later build";
    EXPECT_EQ(json::print(json::to_value(writer().captions(request).value())), json::print(json::to_value(plain)));
}

TEST(Captions, NameWhatIsWrongWithTheRequest) {
    auto request = post(identity(testing::mysterious, 2), SpeechAct::announce);
    request.count = 0;
    EXPECT_NE(writer().captions(request).error().message.find("count"), std::string::npos);
    request.count = 1;
    request.release_title.clear();
    EXPECT_NE(writer().captions(request).error().message.find("release_title"), std::string::npos);
    request = post(identity(testing::mysterious, 2), SpeechAct::story);
    request.fact = "nonsense";
    EXPECT_NE(writer().captions(request).error().message.find("nonsense"), std::string::npos);
}

TEST(Hooks, FitTheScreen) {
    auto const hooks = writer().hooks({.profile = identity("techno from Leipzig", 1), .release_title = "Slack Water", .date = "27 November", .seed = 3, .count = 4, .characters_max = 32});
    ASSERT_TRUE(hooks) << hooks.error().message;
    EXPECT_EQ(std::set<std::string>(hooks->begin(), hooks->end()).size(), 4U);
    for (auto const& hook : *hooks) EXPECT_LE(text::length(hook), 32U);
}

TEST(Titles, DoNotComeTwice) {
    TitleRequest request{.profile = identity(testing::mysterious, 4), .seed = 1};
    for (int i = 0; i < 8; ++i) {
        auto const title = writer().title(request);
        ASSERT_TRUE(title) << title.error().message;
        EXPECT_EQ(std::count(request.used.begin(), request.used.end(), title->text), 0);
        EXPECT_LE(text::length(title->text), 60U);
        request.used.push_back(title->text);
    }
}

TEST(Arc, EachStepRevealsOneNewFactAndThePrivateOnesComeLast) {
    auto const profile = identity("a folk singer about lighthouses", 3);
    auto const steps = arc(profile, 12);
    ASSERT_EQ(steps.size(), 12U);
    std::set<std::string> told;
    for (auto const& step : steps) EXPECT_TRUE(told.insert(step.fact).second && !step.is_return);
    EXPECT_EQ(steps.front().fact, "home");
    EXPECT_EQ(steps.back().fact, "event.2");
    EXPECT_EQ(steps.front().stage, "setup");
    EXPECT_EQ(steps.back().stage, "release");
    auto const longer = arc(profile, 40);
    ASSERT_EQ(longer.size(), 40U);
    told.clear();
    for (auto const& step : longer) EXPECT_EQ(step.is_return, !told.insert(step.fact).second) << step.step;
    EXPECT_EQ(told.size(), profile.story.facts.size());
    EXPECT_TRUE(arc(profile, 0).empty());
    EXPECT_TRUE(arc({}, 5).empty());
}

}  // namespace
}  // namespace troupe::writing
