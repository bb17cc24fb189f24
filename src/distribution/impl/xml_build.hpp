#pragma once

#include <pugixml.hpp>
#include <string>

/// Few words for what a message is built of.
namespace troupe::distribution::impl {

[[nodiscard]] inline pugi::xml_node add(pugi::xml_node parent, char const* name) { return parent.append_child(name); }

inline pugi::xml_node add(pugi::xml_node parent, char const* name, char const* value) {
    auto node = parent.append_child(name);
    node.append_child(pugi::node_pcdata).set_value(value);
    return node;
}
inline pugi::xml_node add(pugi::xml_node parent, char const* name, std::string const& value) {
    return add(parent, name, value.c_str());
}
inline pugi::xml_node add(pugi::xml_node parent, char const* name, int value) {
    return add(parent, name, std::to_string(value));
}
inline pugi::xml_node add(pugi::xml_node parent, char const* name, bool value) {
    return add(parent, name, value ? "true" : "false");
}

inline void set(pugi::xml_node node, char const* name, char const* value) {
    node.append_attribute(name).set_value(value);
}
inline void set(pugi::xml_node node, char const* name, std::string const& value) { set(node, name, value.c_str()); }

/// A word that the standard's list lacks, said by its owner.
inline pugi::xml_node add_own_word(pugi::xml_node parent, char const* name, std::string const& name_space,
                                   std::string const& word) {
    auto node = add(parent, name, "UserDefined");
    set(node, "Namespace", name_space);
    set(node, "UserDefinedValue", word);
    return node;
}

}  // namespace troupe::distribution::impl
