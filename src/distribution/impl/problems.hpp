#pragma once

#include <filesystem>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "distribution/semantic.hpp"

namespace troupe::distribution::impl {

/// "/ern:NewReleaseMessage/ReleaseList/Release": the place among its like-named siblings is given where there are some.
[[nodiscard]] std::string xpath_of(pugi::xml_node node);

/// All elements of these names under `root`, in the order of the document.
[[nodiscard]] std::vector<pugi::xml_node> find_all(pugi::xml_node root, std::vector<std::string> const& names);

[[nodiscard]] inline std::string value_of(pugi::xml_node node) { return node.text().get(); }

/// Collects what is wrong.
class Problems {
public:
    void blocker(char const* rule, pugi::xml_node node, std::string message, std::string fix);
    void warning(char const* rule, pugi::xml_node node, std::string message, std::string fix);
    [[nodiscard]] std::vector<MessageProblem> take() { return std::move(found_); }

private:
    std::vector<MessageProblem> found_;
};

void check_references(pugi::xml_node root, Problems& problems);
void check_sequences(pugi::xml_node root, Problems& problems);
void check_codes(pugi::xml_node root, Problems& problems);
void check_profile(pugi::xml_node root, Problems& problems);
void check_recordings(pugi::xml_node root, Problems& problems);
void check_dates(pugi::xml_node root, Problems& problems);
void check_delivery_files(pugi::xml_node root, std::filesystem::path const& folder, Problems& problems);

}  // namespace troupe::distribution::impl
