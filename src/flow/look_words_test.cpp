#include "flow/look_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "writing/testing/writers.hpp"

namespace troupe::flow {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(LookWords, SayTheLookAndNameNobody) {
    auto const genres = writing::load_genres().value();
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        auto const profile = writing::testing::writer().identity({.prompt = "A mysterious dub techno producer from a harbour town", .seed = seed}).value();
        auto const words = look_words(profile, genres);
        EXPECT_THAT(words.prompt, HasSubstr("Palette from dark to light: "));
        EXPECT_THAT(words.prompt, Not(HasSubstr("#")));
        EXPECT_THAT(words.prompt, Not(HasSubstr(profile.core.name)));
        EXPECT_THAT(words.negative, HasSubstr("lettering"));
        EXPECT_EQ(words.prompt.find("No face") == std::string::npos, profile.behaviour.shows_face);
        EXPECT_LT(words.prompt.size(), 1000U);
    }
}

}  // namespace
}  // namespace troupe::flow
