#include "distribution/stores.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/testing/example_preflight.hpp"

namespace troupe::distribution {
namespace {

std::filesystem::path file_with(std::string const& text) {
    static int count = 0;
    auto const file = troupe::testing::scratch_folder("stores-" + std::to_string(++count) + ".json");
    EXPECT_TRUE(write_file(file, text));
    return file;
}

TEST(Stores, EveryBuiltInOneHasASourceAndADay) {
    auto const table = load_stores();
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_GE(table->stores.size(), 9U);
    for (auto const& store : table->stores) EXPECT_FALSE(store.source.empty() || store.verified_at.empty()) << store.id;
}

TEST(Stores, AUsersFileChangesFieldsAndAddsStores) {
    auto const table = load_stores(file_with(R"({"stores": [
        {"id": "deezer", "delivery": {"address": "sftp://label@in.example/drop"}},
        {"id": "mine", "name": "Mine", "ai": "accepted", "source": "their handbook", "verified_at": "2026-11-20", "delivery": {"address": "folder:/srv/out", "control": "test"}}]})"));
    ASSERT_TRUE(table) << table.error().message;
    auto const deezer = *find_store(*table, "deezer");
    EXPECT_EQ(deezer.name, "Deezer");
    EXPECT_EQ(deezer.least_days, 7);
    EXPECT_EQ(deezer.delivery.address, "sftp://label@in.example/drop");
    EXPECT_EQ(find_store(*table, "mine")->delivery.control, MessageControl::test);
    EXPECT_EQ(find_store(*table, "none").error().code, ErrorCode::not_found);
}

TEST(Stores, NamesTheWrongField) {
    auto const error_of = [](std::string const& row) {
        auto const table = load_stores(file_with("{\"stores\": [" + row + "]}"));
        return table ? std::string() : table.error().message;
    };
    EXPECT_NE(error_of(R"({"id": "x", "name": "X", "ai": "perhaps", "source": "s", "verified_at": "2026"})")
                  .find("stores[9].ai"),
              std::string::npos);
    EXPECT_NE(error_of(R"({"id": "x", "name": "X", "verified_at": "2026"})").find("stores[9].source"),
              std::string::npos);
    EXPECT_NE(error_of(R"({"id": "deezer", "delivery": {"prefix": "Q"}})").find("delivery.prefix"), std::string::npos);
    EXPECT_NE(
        error_of(R"({"id": "deezer", "delivery": {"acknowledgements": "../other"}})").find("delivery.acknowledgements"),
        std::string::npos);
    EXPECT_NE(error_of(R"({"name": "X"})").find("stores[0].id"), std::string::npos);
}

TEST(Stores, OneThatRefusesAiIsOffAndSaysWhy) {
    auto input = testing::sound_input();
    auto const checks = *preflight(input);
    input.release.assets.front().provenance.ai.composition = media::AiShare::all;
    auto const bandcamp = judge_store(*find_store(*load_stores(), "bandcamp"), input.release, input.today, checks);
    EXPECT_EQ(bandcamp.state, "off");
    EXPECT_NE(bandcamp.reason.find("Does not allow"), std::string::npos);
    EXPECT_EQ(judge_store(*find_store(*load_stores(), "deezer"), input.release, input.today, checks).state, "ready");
    EXPECT_EQ(judge_store(*find_store(*load_stores(), "deezer"), input.release,
                          plus_days(input.release.release_date, -3), checks)
                  .state,
              "held");
}

TEST(Stores, AFeedForTestsTakesWhatHasNoCodes) {
    auto input = testing::sound_input();
    input.release.upc = {};
    auto const checks = *preflight(input);
    auto store = *find_store(*load_stores(), "deezer");
    EXPECT_EQ(judge_store(store, input.release, input.today, checks).state, "held");
    store.delivery.control = MessageControl::test;
    EXPECT_EQ(judge_store(store, input.release, input.today, checks).state, "ready");
    store.formats = {"wav"};
    EXPECT_NE(judge_store(store, input.release, input.today, checks).reason.find("master.flac is flac"),
              std::string::npos);
}

}  // namespace
}  // namespace troupe::distribution
