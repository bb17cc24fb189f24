#pragma once

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>

#include "distribution/testing/example_release.hpp"

/// What stands where in a message, by XPath, for tests.
namespace troupe::distribution::testing {

/// The message; a failure of the test where it is refused.
[[nodiscard]] inline std::string written(Release const& release, MessageSettings const& settings) {
    auto const xml = write_message(release, settings, example_files());
    EXPECT_TRUE(xml) << xml.error().message;
    return xml.value_or("");
}

/// The text of the first element there; empty: none.
[[nodiscard]] inline std::string at(std::string const& xml, char const* path) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    return document.select_node(path).node().text().get();
}

[[nodiscard]] inline bool has(std::string const& xml, char const* path) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    return static_cast<bool>(document.select_node(path));
}

}  // namespace troupe::distribution::testing
