#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"

namespace troupe::calls {
namespace {

struct ProviderCalls : ::testing::Test {
    json::Value ask(std::string const& name) {
        Context context{desk.desk, {"Ada", access::Role::viewer, "", ""}, "r", {}, std::nullopt, std::nullopt};
        auto const answer = perform(*catalogue.find(name), context, json::Object{});
        EXPECT_TRUE(answer);
        return answer ? std::get<json::Value>(answer->body) : json::Value();
    }
    Catalogue catalogue = Catalogue::complete();
    testing::MemoryDesk desk;
};

TEST_F(ProviderCalls, TellWhoIsAskedInOrder) {
    desk.desk.ports = {
        {"music",
         false,
         {{"suno", "Suno", false, false, "SUNO_API_KEY"}, {"embedded", "The embedded composer", true, true, ""}}}};
    auto const port = ask("provider.list").at("ports").at(0);
    EXPECT_EQ(port.at("name"), "music");
    EXPECT_EQ(port.at("makers").at(0).at("needs"), "SUNO_API_KEY");
    EXPECT_EQ(port.at("makers").at(1).at("is_configured"), true);
}

TEST_F(ProviderCalls, KnowTheDatabaseThatIsAFile) {
    auto const file = troupe::testing::scratch_folder("home") / "troupe.db";
    ASSERT_TRUE(write_file(file, "12345"));
    ASSERT_TRUE(write_file(file.string() + "-wal", "123"));
    desk.desk.state = {"SQLite", file};
    auto const machine = ask("machine.show");
    EXPECT_EQ(machine.at("database"), "SQLite");
    EXPECT_EQ(machine.at("database_bytes"), 8);
    EXPECT_FALSE(machine.at("version").as_string().empty());
}

TEST_F(ProviderCalls, SayNothingOfADatabaseElsewhere) {
    desk.desk.state = {"PostgreSQL", {}};
    EXPECT_FALSE(ask("machine.show").as_object().contains("database_bytes"));
}

}  // namespace
}  // namespace troupe::calls
