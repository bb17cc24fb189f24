#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

/// What an anchor is called and what points to it. libxml2 does not follow these. ERN 3.8.2 has no parties and no
/// visibilities to point to; what it lacks is found nowhere and asks for nothing.
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
          "RepresentativeImageReference", "ResourceContainedResourceReference", "ResourceRelatedResourceReference",
          "ResourceGroupResourceReference"},
         true},
        {"release",
         {"ReleaseReference"},
         {"DealReleaseReference", "ResourceGroupReleaseReference", "ResourceGroupContentItemReleaseReference"},
         true},
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

/// ERN 3.8.2 says twice what a release is made of: in a list, and in groups.
void check_lists(MessageShape const& shape, Problems& problems) {
    for (auto const release : shape.root.child("ReleaseList").children("Release")) {
        std::set<std::string> listed, grouped;
        for (auto const node : find_all(release.child("ReleaseResourceReferenceList"), {"ReleaseResourceReference"}))
            listed.insert(value_of(node));
        for (auto const group : find_all(release, {"ResourceGroup"}))
            for (auto const item : group.children("ResourceGroupContentItem")) {
                auto const reference = item.child("ReleaseResourceReference");
                grouped.insert(value_of(reference));
                if (!listed.contains(value_of(reference)))
                    problems.blocker("MS02", reference,
                                     fmt::format("{} is not in the release's list", text::excerpt(value_of(reference))),
                                     "add it to ReleaseResourceReferenceList");
            }
        for (auto const node : find_all(release.child("ReleaseResourceReferenceList"), {"ReleaseResourceReference"}))
            if (!grouped.empty() && !grouped.contains(value_of(node)))
                problems.blocker("MS02", node,
                                 fmt::format("{} is in no group of the release", text::excerpt(value_of(node))),
                                 "add it to a ResourceGroup");
    }
}

}  // namespace

void check_references(MessageShape const& shape, Problems& problems) {
    for (auto const& link : links()) check_link(shape.root, link, problems);
    if (shape.is_382()) check_lists(shape, problems);
}

namespace {

struct Numbered {
    pugi::xml_node node;
    std::string number;  ///< empty: none
};

/// The numbers of like-named elements side by side must be 1, 2, 3.. in that order; all have one, or none.
void check_run(std::vector<Numbered> const& numbers, Problems& problems) {
    bool any = false;
    for (auto const& entry : numbers) any = any || !entry.number.empty();
    for (std::size_t i = 0; any && i < numbers.size(); ++i) {
        if (numbers[i].number == std::to_string(i + 1)) continue;
        auto const found =
            numbers[i].number.empty() ? std::string("has no number") : "is number " + text::excerpt(numbers[i].number);
        problems.blocker("MS03", numbers[i].node, fmt::format("{} where {} is due", found, i + 1),
                         "count from 1 without gaps");
    }
}

/// A picture beside the tracks is not one of them.
bool is_counted(pugi::xml_node node) {
    return std::string_view(node.child("ReleaseResourceReference").attribute("ReleaseResourceType").value()) !=
           "SecondaryResource";
}

void check_children(pugi::xml_node parent, char const* name, bool is_attribute, Problems& problems) {
    std::vector<Numbered> numbers;
    for (auto const node : parent.children(name)) {
        if (!is_counted(node)) continue;
        numbers.push_back({node, is_attribute ? node.attribute("SequenceNumber").value()
                                              : node.child("SequenceNumber").text().get()});
    }
    check_run(numbers, problems);
}

}  // namespace

void check_sequences(MessageShape const& shape, Problems& problems) {
    for (auto const thing : find_all(shape.root, {"SoundRecording", "Video", "Image", "Release", "TrackRelease"})) {
        auto const node = shape.details_of(thing);
        for (auto const* name : {"DisplayArtist", "Contributor", "ResourceContributor", "IndirectResourceContributor"})
            check_children(node, name, true, problems);
        for (auto const artist : node.children("DisplayArtist"))
            if (!artist.attribute("SequenceNumber"))
                problems.blocker("MS08", artist, "has no SequenceNumber",
                                 "number the artists in the order they are shown");
    }
    for (auto const node : find_all(shape.root, {"ResourceGroup"})) {
        check_children(node, "ResourceGroupContentItem", false, problems);
        check_children(node, "ResourceGroup", false, problems);
    }
}

}  // namespace troupe::distribution::impl
