#pragma once

#include <pugixml.hpp>
#include <string>

/// What stands where in a message, by XPath, for tests.
namespace troupe::distribution::testing {

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
