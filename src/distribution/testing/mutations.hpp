#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "distribution/semantic.hpp"

/// Valid messages made wrong in one place, for tests of the semantic check.
namespace troupe::distribution::testing {

struct Mutation {
    char const* name;
    char const* rule;  ///< that must catch it
    std::function<void(pugi::xml_document&)> change;
    std::string at;  ///< XPath of the element that must be named, in the changed message
};

[[nodiscard]] inline std::string printed(pugi::xml_document const& document) {
    std::ostringstream out;
    document.save(out);
    return out.str();
}

/// The element must be there, or the mutation would test nothing.
[[nodiscard]] inline pugi::xml_node find(pugi::xml_document& document, std::string const& path) {
    auto const node = document.select_node(path.c_str()).node();
    EXPECT_TRUE(node) << path;
    return node;
}

/// These name the changed element itself unless another is given.
[[nodiscard]] inline Mutation set(char const* name, char const* rule, std::string path, char const* value,
                                  std::string at = "") {
    return {name, rule, [=](pugi::xml_document& d) { find(d, path).text().set(value); }, at.empty() ? path : at};
}
[[nodiscard]] inline Mutation attribute(char const* name, char const* rule, std::string path, char const* attribute,
                                        char const* value) {
    return {name, rule,
            [=](pugi::xml_document& d) { EXPECT_TRUE(find(d, path).attribute(attribute).set_value(value)) << path; },
            path};
}
[[nodiscard]] inline Mutation remove(char const* name, char const* rule, std::string path, std::string at) {
    return {name, rule, [=](pugi::xml_document& d) { find(d, path).parent().remove_child(find(d, path)); },
            std::move(at)};
}
[[nodiscard]] inline Mutation repeat(char const* name, char const* rule, std::string path, std::string at) {
    return {name, rule,
            [=](pugi::xml_document& d) { find(d, path).parent().insert_copy_after(find(d, path), find(d, path)); },
            std::move(at)};
}
[[nodiscard]] inline Mutation add(char const* name, char const* rule, std::string path, char const* child,
                                  char const* value, std::string at = "") {
    return {name, rule, [=](pugi::xml_document& d) { find(d, path).append_child(child).text().set(value); },
            at.empty() ? path + "/" + child : at};
}

/// The rule must name that element by an XPath that any other program follows to it, and say what to do.
inline void expect_caught(std::string const& sound, Mutation const& mutation) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(sound.c_str()));
    mutation.change(document);
    auto const changed = printed(document);
    pugi::xml_document reread;
    ASSERT_TRUE(reread.load_string(changed.c_str())) << mutation.name;
    auto const wanted = reread.select_node(mutation.at.c_str()).node();
    ASSERT_TRUE(wanted) << mutation.name << ": nothing at " << mutation.at;
    std::string others;
    bool is_caught = false;
    for (auto const& problem : check_message(changed)) {
        auto const named = reread.select_nodes(problem.path.c_str());
        EXPECT_EQ(named.size(), 1U) << problem.path;
        is_caught = is_caught || (problem.rule == mutation.rule && !named.empty() && named[0].node() == wanted);
        others += "\n  " + problem.rule + " " + problem.path + ": " + problem.message;
        EXPECT_FALSE(problem.message.empty());
        EXPECT_FALSE(problem.fix.empty());
    }
    EXPECT_TRUE(is_caught) << mutation.name << " was not caught by " << mutation.rule << " at " << mutation.at
                           << ", but:" << others;
}

}  // namespace troupe::distribution::testing
