#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

/// What an anchor is called and what points to it (ERN 4.3 Part 1). libxml2 does not follow these.
struct Link {
    char const* anchor;
    std::vector<std::string> anchors;
    std::vector<std::string> pointers;
    bool must_be_used;
};

std::vector<Link> const& links() {
    static std::vector<Link> const all{
        {"party",
         {"PartyReference"},
         {"ArtistPartyReference", "ContributorPartyReference", "ReleaseLabelReference",
          "RightsControllerPartyReference", "CharacterPartyReference", "PartyAffiliateReference",
          "PartyRelatedPartyReference", "RecordCompanyPartyReference"},
         true},
        {"resource",
         {"ResourceReference"},
         {"ReleaseResourceReference", "LinkedReleaseResourceReference", "DealResourceReference",
          "RepresentativeImageReference", "ResourceContainedResourceReference", "ResourceRelatedResourceReference"},
         true},
        {"release", {"ReleaseReference"}, {"DealReleaseReference", "ResourceGroupReleaseReference"}, true},
        {"visibility", {"VisibilityReference"}, {"ReleaseVisibilityReference"}, true},
        {"technical details", {"TechnicalResourceDetailsReference"}, {"DealTechnicalResourceDetailsReference"}, false}};
    return all;
}

std::map<std::string, pugi::xml_node> collect_anchors(pugi::xml_node root, Link const& link, Problems& problems) {
    std::map<std::string, pugi::xml_node> anchors;
    for (auto const node : find_all(root, link.anchors)) {
        auto const name = value_of(node);
        if (!anchors.emplace(name, node).second)
            problems.blocker("MS02", node, fmt::format("{} is the reference of two things", text::excerpt(name)),
                             "give each its own");
    }
    return anchors;
}

void check_link(pugi::xml_node root, Link const& link, Problems& problems) {
    auto const anchors = collect_anchors(root, link, problems);
    std::set<std::string> used;
    for (auto const node : find_all(root, link.pointers)) {
        used.insert(value_of(node));
        if (!anchors.contains(value_of(node)))
            problems.blocker(
                "MS02", node,
                fmt::format("points to {}, which no {} is called", text::excerpt(value_of(node)), link.anchor),
                "correct the reference or add what it points to");
    }
    if (!link.must_be_used) return;
    bool const has_deals = static_cast<bool>(root.child("DealList").child("ReleaseDeal"));
    for (auto const& [name, node] : anchors) {
        if (used.contains(name)) continue;
        if (std::string_view(link.anchor) == "release" && !has_deals) continue;  // a takedown has no deals
        problems.blocker("MS02", node, fmt::format("nothing points to the {} {}", link.anchor, text::excerpt(name)),
                         "remove it, or use it");
    }
}

}  // namespace

void check_references(pugi::xml_node root, Problems& problems) {
    for (auto const& link : links()) check_link(root, link, problems);
}

namespace {

/// The numbers of like-named elements side by side must be 1, 2, 3.. in that order.
void check_run(std::vector<std::pair<pugi::xml_node, std::string>> const& numbers, Problems& problems) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (numbers[i].second != std::to_string(i + 1))
            problems.blocker("MS03", numbers[i].first,
                             fmt::format("is number {} where {} is due", text::excerpt(numbers[i].second), i + 1),
                             "count from 1 without gaps");
}

void check_children(pugi::xml_node parent, char const* name, bool is_attribute, Problems& problems) {
    std::vector<std::pair<pugi::xml_node, std::string>> numbers;
    for (auto const node : parent.children(name)) {
        std::string const number =
            is_attribute ? node.attribute("SequenceNumber").value() : node.child("SequenceNumber").text().get();
        if (!number.empty()) numbers.emplace_back(node, number);
    }
    check_run(numbers, problems);
}

}  // namespace

void check_sequences(pugi::xml_node root, Problems& problems) {
    for (auto const node : find_all(root, {"SoundRecording", "Video", "Image", "Release", "TrackRelease"})) {
        check_children(node, "DisplayArtist", true, problems);
        check_children(node, "Contributor", true, problems);
        for (auto const artist : node.children("DisplayArtist"))
            if (!artist.attribute("SequenceNumber"))
                problems.blocker("MS08", artist, "has no SequenceNumber",
                                 "number the artists in the order they are shown");
    }
    for (auto const node : find_all(root, {"ResourceGroup"})) {
        check_children(node, "ResourceGroupContentItem", false, problems);
        check_children(node, "ResourceGroup", false, problems);
    }
}

}  // namespace troupe::distribution::impl
