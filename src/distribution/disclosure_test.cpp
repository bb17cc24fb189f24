#include "base/testing/scratch_folder.hpp"
#include "distribution/disclosure.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"

namespace troupe::distribution {
namespace {

using media::AiShare;

AssetRecord asset(std::string const& file, media::AiShares const& ai, std::string const& engine = "engine") {
    return {file, "master", "", 0, {.engine = engine, .engine_version = "1", .licence = "own", .ai = ai}, ""};
}

TEST(SummariseAi, JoinsTheFiles) {
    auto const summary = summarise_ai(
        {asset("a",
               {.vocals = AiShare::all, .lyrics = AiShare::none, .composition = AiShare::all, .mix = AiShare::all}),
         asset("b", {.composition = AiShare::none}), asset("c", {.artwork = AiShare::partly})});
    EXPECT_EQ(summary.aspects.vocals, AiShare::all);
    EXPECT_EQ(summary.aspects.composition, AiShare::partly);
    EXPECT_EQ(summary.aspects.artwork, AiShare::partly);
    EXPECT_FALSE(summary.aspects.video);
    EXPECT_EQ(summary.contains, AiShare::partly);
    EXPECT_EQ(summary.apple_tags, (std::vector<std::string>{"Artwork", "Track", "Composition"}));
    ASSERT_EQ(summary.sentences.size(), 5U);
    EXPECT_EQ(summary.sentences[0], "Vocals: made by AI (engine 1)");
    EXPECT_EQ(summary.sentences[1], "Lyrics: no AI");
}

TEST(SummariseAi, OfARecordingThatIsAllAi) {
    auto const summary =
        summarise_ai({asset("a", {.composition = AiShare::all, .instrumentation = AiShare::all, .mix = AiShare::all}),
                      asset("b", {.artwork = AiShare::none})});
    EXPECT_EQ(summary.contains, AiShare::all);  // the cover is no part of the recording
    EXPECT_TRUE(summary.unrecorded.empty());
}

TEST(SummariseAi, KeepsLongNamesOfEngines) {
    std::string const engine = "an engine whose name is longer than any small buffer";
    auto const summary = summarise_ai({asset("a", {.mix = AiShare::all}, engine)});
    ASSERT_EQ(summary.sentences.size(), 1U);
    EXPECT_EQ(summary.sentences[0], "Mix: made by AI (" + engine + " 1)");
}

TEST(SummariseAi, OfNothing) {
    auto const summary = summarise_ai({});
    EXPECT_EQ(summary.contains, AiShare::none);
    EXPECT_TRUE(summary.sentences.empty());
    EXPECT_TRUE(summary.apple_tags.empty());
}

TEST(SummariseAi, NamesFilesThatSayNothing) {
    auto const summary = summarise_ai({asset("a", {}), asset("b", {.mix = AiShare::all}, "")});
    EXPECT_EQ(summary.unrecorded, (std::vector<std::string>{"a", "b"}));
}

TEST(DescribeAsset, HashesTheFile) {
    auto const folder = troupe::testing::scratch_folder("describe_asset");
    ASSERT_TRUE(write_file(folder / "a.txt", "some bytes"));
    auto const record = describe_asset(folder, "a.txt", "text", {.engine = "e", .ai = {.lyrics = AiShare::all}});
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->sha256, sha256_hex("some bytes"));
    EXPECT_EQ(record->size_bytes, 10U);
    EXPECT_EQ(record->disclosure, "Lyrics made with AI.");
    EXPECT_EQ(describe_asset(folder, "b.txt", "text", {}).error().code, ErrorCode::not_found);
    auto const listed = json::parse<std::vector<AssetRecord>>(provenance_json({*record}));
    ASSERT_TRUE(listed) << listed.error().message;
    EXPECT_EQ((*listed)[0].sha256, record->sha256);
}

}  // namespace
}  // namespace troupe::distribution
