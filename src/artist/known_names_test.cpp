#include "artist/known_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "artist/impl/word_lists.hpp"

namespace troupe::artist {
namespace {

TEST(KnownNames, RefusesWellKnownOnesHoweverTheyAreWritten) {
    for (auto const* name : {"Radiohead",    "radiohead",      "RADIO HEAD",
                             "R4di0head",    "Radiohaed",      "Radioheads",
                             "Rad1ohead",    "The Radiohead",  "Beatles",
                             "the beatles",  "Bjork",          "Björk",
                             "Sigur Ros",    "AC DC",          "Blink 182",
                             "blink182",     "M1les Davis",    "Massive Attak",
                             "Portishaed",   "Guns and Roses", "Simon and Garfunkel",
                             "Nina  Simone!"})
        EXPECT_TRUE(is_known_name(name)) << name;
}

TEST(KnownNames, LeavesOthersAlone) {
    for (auto const* name : {"Vesper Lune", "Rust Picnic", "Catin Reanick", "Vuworin", "The Quill Ferries",
                             "Salt Terminal", "夜の駅", "", "X", "Ton", "Coldpress", "Queer"})
        EXPECT_FALSE(is_known_name(name)) << name << " " << known_name_near(name).value_or("");
}

TEST(KnownNames, SaysWhichOneIsMeant) { EXPECT_EQ(known_name_near("p0rtishead"), "Portishead"); }

TEST(KnownNames, AreManyAndEachStandsOnce) {
    auto names = impl::list_lines("known_names.txt");
    EXPECT_GE(names.size(), 1500U);
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

}  // namespace
}  // namespace troupe::artist
