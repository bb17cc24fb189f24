#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "distribution/ern.hpp"

/// Where things stand in a message of each version, so that the checks need not know.
namespace troupe::distribution::impl {

/// "/ern:NewReleaseMessage/ReleaseList/Release": the place among its like-named siblings is given where there are some.
[[nodiscard]] std::string xpath_of(pugi::xml_node node);

/// All elements of these names under `root`, in the order of the document.
[[nodiscard]] std::vector<pugi::xml_node> find_all(pugi::xml_node root, std::vector<std::string> const& names);

[[nodiscard]] inline std::string value_of(pugi::xml_node node) { return node.text().get(); }

struct MessageShape {
    pugi::xml_node root;
    ErnVersion version = ErnVersion::ern_43;
    bool is_purge = false;

    [[nodiscard]] bool is_382() const { return version == ErnVersion::ern_382; }
    [[nodiscard]] bool is_live() const;
    [[nodiscard]] pugi::xml_node header() const { return root.child("MessageHeader"); }
    [[nodiscard]] std::string profile() const { return root.attribute("ReleaseProfileVersionId").value(); }
    /// Sounds and videos.
    [[nodiscard]] std::vector<pugi::xml_node> recordings() const;
    /// The release that the message is about; null without one.
    [[nodiscard]] pugi::xml_node release() const;
    [[nodiscard]] std::vector<pugi::xml_node> track_releases() const;
    /// What ERN 3.8.2 keeps under a territory (the first), and ERN 4 in the thing itself.
    [[nodiscard]] pugi::xml_node details_of(pugi::xml_node thing) const;
    /// The title as it is shown.
    [[nodiscard]] std::string title_of(pugi::xml_node thing) const;
    [[nodiscard]] std::string type_of(pugi::xml_node resource) const;  ///< "FrontCoverImage"
    /// Composer, also where it stands in a Value or is a word of its own.
    [[nodiscard]] static std::string role_of(pugi::xml_node role);
};

/// The version and kind by name and namespace of the root; nothing: none that is read here.
[[nodiscard]] std::optional<MessageShape> shape_of(pugi::xml_node root);

}  // namespace troupe::distribution::impl
