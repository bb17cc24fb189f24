#include "distribution/ern.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "distribution/semantic.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/xsd.hpp"

namespace troupe::distribution {
namespace {

using testing::example_files;
using testing::example_release;
using testing::example_settings;

std::string problems_of(std::string const& xml) {
    std::string out;
    for (auto const& problem : check_message(xml)) out += problem.rule + " " + problem.path + ": " + problem.message + "\n";
    return out;
}

#define SKIP_WITHOUT_SCHEMAS()                                                                            \
    auto const* const schema_dir = std::getenv("DDEX_XSD_DIR");                                           \
    if (schema_dir == nullptr)                                                                            \
        GTEST_SKIP() << "DDEX_XSD_DIR is not set: DDEX's licence keeps its schemas out of the project. " \
                        "Set it to a folder with ern-43/release-notification.xsd to run this test."

void expect_valid(std::string const& folder, Release const& release, MessageSettings const& settings) {
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    auto const xml = write_message(release, settings, example_files());
    ASSERT_TRUE(xml) << xml.error().message;
    for (auto const& problem : schema->check(*xml)) ADD_FAILURE() << problem.line << ": " << problem.message;
    EXPECT_EQ(problems_of(*xml), "");
}

TEST(WriteMessage, OfADraftWithoutCodesIsValidAgainstTheSchema) {
    SKIP_WITHOUT_SCHEMAS();
    expect_valid(schema_dir, example_release(), example_settings());
}

}  // namespace
}  // namespace troupe::distribution
