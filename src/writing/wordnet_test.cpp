#include "writing/wordnet.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace troupe::writing {
namespace {

char const* const folder = "/usr/share/wordnet";

bool has(std::vector<std::string> const& words, std::string const& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(WordNet, FindsTheFirstTheLastAndTheMiddleOfItsIndex) {
    WordNet const net(folder);
    if (!net.is_there()) GTEST_SKIP() << net.lacks();
    for (auto const* word : {"abaxial", "murky", "zymotic", "cold", "dark"})
        EXPECT_FALSE(net.senses(word, WordNet::Kind::adjective).empty()) << word;
    for (auto const* word : {"a", "zymurgy", "lighthouse", "ice cream", "prince", "jaguar", "osha", "sang-froid", "final decision"})
        EXPECT_FALSE(net.senses(word, WordNet::Kind::noun).empty()) << word;
    for (auto const* word : {"", "zzzz", "qwrt", " ", "lighthous", "lighthousee", "~", "\x01"})
        EXPECT_TRUE(net.senses(word, WordNet::Kind::noun).empty()) << word;
}

TEST(WordNet, ReadsAMeaning) {
    WordNet const net(folder);
    if (!net.is_there()) GTEST_SKIP() << net.lacks();
    auto const senses = net.senses("frigid", WordNet::Kind::adjective);
    ASSERT_FALSE(senses.empty());
    bool cold = false;
    for (auto const sense : senses) {
        auto const synset = net.synset(WordNet::Kind::adjective, sense);
        EXPECT_TRUE(has(synset.words, "frigid"));
        EXPECT_FALSE(synset.definition.empty());
        EXPECT_EQ(synset.definition.find('"'), std::string::npos);
        cold = cold || has(synset.words, "gelid");
    }
    EXPECT_TRUE(cold);
    EXPECT_TRUE(net.synset(WordNet::Kind::noun, 7).words.empty());
    EXPECT_TRUE(net.synset(WordNet::Kind::noun, 1ULL << 60U).words.empty());
}

TEST(WordNet, SaysWhatIsMissingAndKnowsNothingThen) {
    WordNet const none("/nowhere/at/all");
    EXPECT_FALSE(none.is_there());
    EXPECT_NE(none.lacks().find("wordnet-base"), std::string::npos);
    EXPECT_TRUE(none.senses("dark", WordNet::Kind::adjective).empty());
    EXPECT_TRUE(none.synset(WordNet::Kind::adjective, 0).words.empty());
}

}  // namespace
}  // namespace troupe::writing
