#include "distribution/impl/message_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace troupe::distribution::impl {
namespace {

std::vector<pugi::xml_node> children(pugi::xml_node parent, std::vector<std::string_view> const& names) {
    std::vector<pugi::xml_node> found;
    for (auto const child : parent.children())
        if (std::find(names.begin(), names.end(), child.name()) != names.end()) found.push_back(child);
    return found;
}

bool is_main(pugi::xml_node release) { return std::string_view(release.attribute("IsMainRelease").value()) == "true"; }

}  // namespace

std::string xpath_of(pugi::xml_node node) {
    std::string path;
    for (; node.type() == pugi::node_element; node = node.parent()) {
        std::string const name = node.name();
        int place = 1;
        for (auto s = node.previous_sibling(node.name()); s; s = s.previous_sibling(node.name())) ++place;
        bool const is_one_of_many = place > 1 || node.next_sibling(node.name());
        path = "/" + name + (is_one_of_many ? fmt::format("[{}]", place) : "") + path;
    }
    return path.empty() ? "/" : path;
}

std::vector<pugi::xml_node> find_all(pugi::xml_node root, std::vector<std::string> const& names) {
    std::vector<pugi::xml_node> found;
    auto const is_wanted = [&](pugi::xml_node node) {
        return std::any_of(names.begin(), names.end(), [&](auto const& name) { return name == node.name(); });
    };
    // Without recursion, so that depth costs no stack.
    for (auto node = root.first_child(); node;) {
        if (node.type() == pugi::node_element && is_wanted(node)) found.push_back(node);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && node != root && !node.next_sibling()) node = node.parent();
        if (!node || node == root) break;
        node = node.next_sibling();
    }
    return found;
}

bool MessageShape::is_live() const { return value_of(header().child("MessageControlType")) != "TestMessage"; }

std::vector<pugi::xml_node> MessageShape::recordings() const {
    return children(root.child("ResourceList"), {"SoundRecording", "Video"});
}

pugi::xml_node MessageShape::release() const {
    if (is_purge) return root.child("PurgedRelease");
    auto const list = root.child("ReleaseList");
    if (!is_382()) return list.child("Release");
    auto const main = list.find_child(is_main);
    return main ? main : list.child("Release");
}

std::vector<pugi::xml_node> MessageShape::track_releases() const {
    auto const list = root.child("ReleaseList");
    if (!is_382()) return children(list, {"TrackRelease"});
    auto found = children(list, {"Release"});
    std::erase(found, release());
    return found;
}

pugi::xml_node MessageShape::details_of(pugi::xml_node thing) const {
    if (!is_382()) return thing;
    auto const details = thing.child((std::string(thing.name()) + "DetailsByTerritory").c_str());
    return details ? details : thing;
}

std::string MessageShape::title_of(pugi::xml_node thing) const {
    if (!is_382()) return value_of(thing.child("DisplayTitleText"));
    auto const details = details_of(thing);
    auto const shown = details.find_child_by_attribute("Title", "TitleType", "DisplayTitle");
    return value_of((shown ? shown : details.child("Title")).child("TitleText"));
}

std::string MessageShape::type_of(pugi::xml_node resource) const {
    return value_of(resource.child(is_382() ? (std::string(resource.name()) + "Type").c_str() : "Type"));
}

std::string MessageShape::role_of(pugi::xml_node role) {
    auto const value = value_of(role.child("Value") ? role.child("Value") : role);
    return value == "UserDefined" ? role.attribute("UserDefinedValue").value() : value;
}

std::optional<MessageShape> shape_of(pugi::xml_node root) {
    std::string_view const name = root.name();
    auto const colon = name.find(':');
    auto const local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    auto const attribute = colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
    if (local != "NewReleaseMessage" && local != "PurgeReleaseMessage") return std::nullopt;
    MessageShape shape{root, ErnVersion::ern_43, local == "PurgeReleaseMessage"};
    std::string_view const name_space = root.attribute(attribute.c_str()).value();
    if (name_space == "http://ddex.net/xml/ern/382")
        shape.version = ErnVersion::ern_382;
    else if (name_space == "http://ddex.net/xml/ern/432")
        shape.version = ErnVersion::ern_432;
    else if (name_space != "http://ddex.net/xml/ern/43")
        return std::nullopt;
    return shape;
}

}  // namespace troupe::distribution::impl
