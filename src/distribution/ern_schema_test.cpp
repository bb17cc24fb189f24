#include <gtest/gtest.h>

#include <functional>
#include <pugixml.hpp>
#include <sstream>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/ern.hpp"
#include "distribution/semantic.hpp"
#include "distribution/testing/example_release.hpp"
#include "distribution/testing/message_shapes.hpp"
#include "distribution/testing/schemas.hpp"
#include "distribution/xsd.hpp"

/// Every shape of message against the schemas of DDEX and against our own checks.
namespace troupe::distribution {
namespace {

using testing::message_shapes;
using testing::MessageShape;

std::string written(MessageShape const& shape, ErnVersion version) {
    auto const [release, settings] = testing::shaped(shape, version);
    auto const xml = write_message(release, settings, testing::files_of(release, settings));
    EXPECT_TRUE(xml) << shape.name << ": " << xml.error().message;
    return xml.value_or("");
}

void expect_valid(MessageSchema const& schema, std::string const& xml, std::string const& name) {
    for (auto const& problem : schema.check(xml))
        ADD_FAILURE() << name << ", line " << problem.line << ": " << problem.message;
}

TEST(EveryShape, IsValidAgainstTheSchemaOf43) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    for (auto const& shape : message_shapes) expect_valid(*schema, written(shape, ErnVersion::ern_43), shape.name);
}

TEST(EveryShape, IsValidAgainstTheSchemaOf382) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder, ErnVersion::ern_382);
    ASSERT_TRUE(schema) << schema.error().message;
    for (auto const& shape : message_shapes) expect_valid(*schema, written(shape, ErnVersion::ern_382), shape.name);
}

void remove_all(pugi::xml_document& document, char const* path) {
    for (auto const& found : document.select_nodes(path)) found.node().parent().remove_child(found.node());
}

/// What 4.3.2 says in the words of 4.3: its own schema cannot be had by everyone.
std::string as_43(std::string const& xml) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    auto root = document.document_element();
    root.attribute("xmlns:ern").set_value("http://ddex.net/xml/ern/43");
    remove_all(document, "//Contributor[SpecialContributor]");
    remove_all(document, "//ContainsAI | //AiContribution | //FormalTitle");
    for (auto const& found : document.select_nodes("//DisplayGenre")) found.node().set_name("Genre");
    for (auto const& found : document.select_nodes("//Contributor/Role")) {
        std::string const role = found.node().child("Value").text().get();
        found.node().remove_children();
        found.node().text().set(role.c_str());
    }
    std::ostringstream out;
    document.save(out);
    return out.str();
}

TEST(EveryShape, Of432IsValidOnceItIsToldInTheWordsOf43) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema) << schema.error().message;
    for (auto const& shape : message_shapes)
        expect_valid(*schema, as_43(written(shape, ErnVersion::ern_432)), shape.name);
}

TEST(EveryShape, HasNothingThatTheSemanticCheckMinds) {
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43, ErnVersion::ern_432})
        for (auto const& shape : message_shapes)
            for (auto const& problem : check_message(written(shape, version)))
                ADD_FAILURE() << json::enum_name(version) << " " << shape.name << ": " << problem.rule << " "
                              << problem.path << " " << problem.message;
}

TEST(EveryShape, RepeatsToTheByte) {
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43, ErnVersion::ern_432})
        for (auto const& shape : message_shapes)
            EXPECT_EQ(written(shape, version), written(shape, version)) << shape.name;
}

/// A program of its own, as a second opinion of libxml2's validation through its own front door.
TEST(EveryShape, IsValidForXmllintToo) {
    TROUPE_NEED_SCHEMAS(folder);
    if (!find_program("xmllint")) GTEST_SKIP() << "xmllint (package libxml2-utils) is not installed";
    auto const messages = troupe::testing::scratch_folder("ern");
    ASSERT_TRUE(make_folder(messages));
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43}) {
        auto const schema = std::filesystem::path(folder) / (version == ErnVersion::ern_43 ? "ern-43" : "ern-382") /
                            "release-notification.xsd";
        std::vector<std::string> command{"xmllint", "--nonet", "--noout", "--schema", schema.string()};
        for (auto const& shape : message_shapes) {
            command.push_back((messages / (shape.name + ".xml")).string());
            ASSERT_TRUE(write_file(command.back(), written(shape, version)));
        }
        auto const ran = run_process(command);
        EXPECT_TRUE(ran) << json::enum_name(version) << ": " << ran.error().message;
    }
}

struct WordTable {
    std::vector<std::string> commercial_models, use_types;
};
BOOST_DESCRIBE_STRUCT(WordTable, (), (commercial_models, use_types))

TEST(MessageSchema, KnowsEveryWordOfDealsInBothVersions) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const table = json::parse<WordTable>(
        *read_file(std::filesystem::path(TROUPE_SOURCE_DIR) / "data/distribution/deals.json"), json::Unknown::ignore);
    ASSERT_TRUE(table) << table.error().message;
    auto release = testing::live_release();
    release.deals = {{table->commercial_models, table->use_types}};
    for (auto const version : {ErnVersion::ern_382, ErnVersion::ern_43}) {
        auto const schema = MessageSchema::load(folder, version);
        ASSERT_TRUE(schema) << schema.error().message;
        auto settings = testing::live_settings();
        settings.version = version;
        expect_valid(*schema, *write_message(release, settings, testing::example_files()), json::enum_name(version));
    }
}

TEST(MessageSchema, ReadsNothingButTheMessage) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema);
    auto xml = written(testing::shape_named("a single"), ErnVersion::ern_43);
    xml.insert(xml.find("<ern:"), "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>");
    ASSERT_FALSE(schema->check(xml).empty());
    EXPECT_NE(schema->check(xml)[0].message.find("document type"), std::string::npos);
    EXPECT_FALSE(schema->check(std::string(largest_message_bytes + 1, ' ')).empty());
}

TEST(MessageSchema, IsReadOnceForManyMessages) {
    TROUPE_NEED_SCHEMAS(folder);
    auto const schema = MessageSchema::load(folder);
    ASSERT_TRUE(schema);
    auto const good = written(testing::shape_named("a single"), ErnVersion::ern_43);
    auto const bad = written(testing::shape_named("a single"), ErnVersion::ern_382);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(schema->check(good).empty());
        EXPECT_FALSE(schema->check(bad).empty());
    }
}

}  // namespace
}  // namespace troupe::distribution
