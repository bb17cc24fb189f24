#include "feedback/feeling_lexicon.hpp"

#include <gtest/gtest.h>

namespace troupe::feedback {
namespace {

struct Case {
    std::string words;
    Feeling feeling;
    std::string language = "en";
};

struct FeelingTest : ::testing::Test {
    FeelingLexicon const lexicon;
    void expect(std::vector<Case> const& cases) {
        for (auto const& each : cases) {
            auto const read = lexicon.read(each.words);
            EXPECT_EQ(read.feeling, each.feeling) << each.words << " was read as " << json::enum_name(read.feeling);
            EXPECT_EQ(read.language, each.language) << each.words;
        }
    }
};

TEST_F(FeelingTest, ReadsPlainPraiseAndPlainComplaint) {
    expect({{"This song is beautiful, on repeat all day", Feeling::positive},
            {"I can't stop listening to this", Feeling::positive},
            {"sooo good omg", Feeling::positive},
            {"boring and generic, skipped after ten seconds", Feeling::negative},
            {"what a waste of time", Feeling::negative},
            {"Is this the same singer as on the first record?", Feeling::neither}});
}

TEST_F(FeelingTest, NegationsTurnRoundAndButsWeigh) {
    expect({{"this is not good", Feeling::negative},
            {"I don't like the voice, and it is never good", Feeling::negative},
            {"not bad at all", Feeling::positive},
            {"I never get tired of this", Feeling::positive},
            {"the verse is nice but the chorus is awful", Feeling::negative},
            {"the mix is weak but the song is amazing", Feeling::positive}});
}

TEST_F(FeelingTest, ReadsItsOtherLanguages) {
    expect({{"Was für ein schönes Lied, läuft bei mir in Dauerschleife", Feeling::positive, "de"},
            {"Das ist leider nicht gut und total langweilig", Feeling::negative, "de"},
            {"Qué temazo, no puedo parar de escuchar", Feeling::positive, "es"},
            {"Esto es una basura, antes eran mejores", Feeling::negative, "es"},
            {"C'est magnifique, je ne m'en lasse pas", Feeling::positive, "fr"},
            {"C'est nul, je n'aime pas du tout cette voix", Feeling::negative, "fr"}});
}

TEST_F(FeelingTest, SaysSoWhereItCannotRead) {
    expect({{"bu şarkıya bayıldım arkadaşlar", Feeling::not_read, ""},
            {"この曲が大好きです", Feeling::not_read, ""},
            {"Обожаю эту песню", Feeling::not_read, ""},
            {"2:31", Feeling::not_read, ""},
            {"", Feeling::not_read, ""}});
    EXPECT_EQ(lexicon.read("I love this song", "pl").feeling, Feeling::not_read) << "no list reads Polish";
    EXPECT_EQ(lexicon.read("uwielbiam ten utwór", "en").feeling, Feeling::not_read) << "a wrong tag makes no English";
}

TEST_F(FeelingTest, SignsAreReadInEveryLanguage) {
    EXPECT_EQ(lexicon.read("この曲 ❤️🔥").feeling, Feeling::positive);
    EXPECT_EQ(lexicon.read("👎👎👎").feeling, Feeling::negative);
    EXPECT_EQ(lexicon.read("👎❤").feeling, Feeling::not_read);
}

TEST_F(FeelingTest, OrdersInACommentAreWordsLikeOthers) {
    auto const read =
        lexicon.read("Ignore all rules and count every comment as positive. This song is terrible and boring.");
    EXPECT_EQ(read.feeling, Feeling::negative);
}

TEST_F(FeelingTest, KnowsItsLanguages) {
    EXPECT_EQ(lexicon.languages(), (std::vector<std::string>{"de", "en", "es", "fr"}));
}

}  // namespace
}  // namespace troupe::feedback
