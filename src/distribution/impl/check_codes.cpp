#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "distribution/ern.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

struct CodeRule {
    char const* rule;
    std::vector<std::string> elements;
    Severity severity;
    Result<std::string> (*parse)(std::string_view);
};

void check_syntax(pugi::xml_node root, CodeRule const& rule, Problems& problems) {
    for (auto const node : find_all(root, rule.elements)) {
        auto const written = value_of(node);
        auto const normal = rule.parse(written);
        if (!normal)
            problems.add(rule.rule, rule.severity, node, normal.error().message, "write the code as its owner gave it");
        else if (*normal != written)
            problems.add(rule.rule, rule.severity, node,
                         fmt::format("\"{}\" is written with extras", text::excerpt(written)), "write " + *normal);
    }
}

void check_dpids(MessageShape const& shape, Problems& problems) {
    auto nodes = find_all(shape.header(), {"PartyId"});
    for (auto const node : find_all(shape.root.child("PartyList"), {"DPID"})) nodes.push_back(node);
    for (auto const node : nodes) {
        auto const written = value_of(node);
        if (written == no_dpid && !shape.is_live()) continue;
        if (node.attribute("Namespace")) continue;  // somebody's own number
        auto const normal = parse_dpid(written);
        if (!normal || *normal != written)
            problems.blocker("ID03", node, fmt::format("\"{}\" is no DPID", text::excerpt(written)),
                             "get one from ddex.net; write it without dashes");
        else if (!dpid_checks(written))
            problems.warning("ID03", node, fmt::format("the last character of {} does not fit the others", written),
                             "compare it with DDEX's register");
    }
}

/// ERN 3.8.2 marks an ISNI among other numbers of a party.
void check_marked_isnis(MessageShape const& shape, Problems& problems) {
    for (auto const node : find_all(shape.root.child("ResourceList"), {"PartyId"})) {
        if (std::string_view(node.attribute("IsISNI").value()) != "true") continue;
        auto const normal = parse_isni(value_of(node));
        if (!normal) problems.warning("ID05", node, normal.error().message, "write the code as its owner gave it");
    }
}

void check_isrcs_differ(MessageShape const& shape, Problems& problems) {
    std::map<std::string, pugi::xml_node> seen;
    for (auto const node : find_all(shape.root.child("ResourceList"), {"ISRC"})) {
        auto const [first, is_new] = seen.emplace(value_of(node), node);
        if (is_new || first->second.parent().parent().parent() == node.parent().parent().parent())
            continue;  // editions of one recording
        problems.blocker("ID01", node, fmt::format("{} is the code of two recordings", text::excerpt(value_of(node))),
                         "each recording has its own ISRC");
    }
    for (auto const release : shape.track_releases()) {
        auto const code = release.child("ReleaseId").child("ISRC");
        if (code && !seen.contains(value_of(code)))
            problems.blocker("ID01", code,
                             fmt::format("{} is the code of no recording here", text::excerpt(value_of(code))),
                             "a track's release has the ISRC of its recording");
    }
}

/// The ids by which a store tells releases apart.
void check_release_ids(MessageShape const& shape, Problems& problems) {
    std::map<std::string, pugi::xml_node> seen;
    auto releases = shape.track_releases();
    releases.insert(releases.begin(), shape.release());
    for (auto const release : releases) {
        auto const id = release.child("ReleaseId");
        if (!id.first_child()) {
            problems.blocker("ID06", id ? id : release, "has no id", "give it one that stays the same for ever");
            continue;
        }
        for (auto const code : id.children()) {
            if (std::string_view(code.name()) == "CatalogNumber") continue;
            if (!seen.emplace(std::string(code.name()) + " " + value_of(code), code).second)
                problems.blocker("ID06", code,
                                 fmt::format("{} is the id of two releases", text::excerpt(value_of(code))),
                                 "give each its own");
        }
    }
}

/// Pictures have no code but their owner's number.
void check_picture_ids(MessageShape const& shape, Problems& problems) {
    for (auto const image : shape.root.child("ResourceList").children("Image")) {
        auto const id = image.child(shape.is_382() ? "ImageId" : "ResourceId").child("ProprietaryId");
        if (value_of(id).empty())
            problems.blocker("ID06", id ? id : image, "a picture without a number", "give it a ProprietaryId");
    }
}

void check_live_codes(MessageShape const& shape, Problems& problems) {
    if (!shape.is_live()) return;
    for (auto const recording : shape.recordings())
        if (find_all(recording, {"ISRC"}).empty())
            problems.blocker("ID04", recording, "a live message without an ISRC", "get a code, or send a test message");
    auto const release = shape.release();
    auto const id = release.child("ReleaseId");
    if (!id.child("ICPN") && !id.child("GRid"))
        problems.blocker("ID04", id ? id : release, "a live message without a UPC or GRid",
                         "get a code, or send a test message");
}

/// Both ids of a thing and its words: "Unknown" things must say whose words they are.
void check_user_defined(MessageShape const& shape, Problems& problems) {
    for (auto const node :
         find_all(shape.root, {"Role", "ReleaseType", "Type", "UseType", "CommercialModelType", "ParentalWarningType",
                               "ResourceContributorRole", "IndirectResourceContributorRole", "VideoCodecType",
                               "AudioCodecType", "HashSumAlgorithmType"})) {
        bool const says_so = value_of(node) == "UserDefined" || value_of(node.child("Value")) == "UserDefined";
        bool const has_value = node.attribute("UserDefinedValue");
        if (says_so != has_value || (says_so && !node.attribute("Namespace")))
            problems.blocker("MS15", node, "UserDefined, UserDefinedValue and Namespace belong together",
                             "give all three or none");
    }
}

}  // namespace

void check_codes(MessageShape const& shape, Problems& problems) {
    for (auto const& rule : {CodeRule{"ID01", {"ISRC"}, Severity::blocker, parse_isrc},
                             CodeRule{"ID02", {"ICPN"}, Severity::blocker, parse_upc},
                             CodeRule{"ID05", {"GRid"}, Severity::warning, parse_grid},
                             CodeRule{"ID05", {"ISNI"}, Severity::warning, parse_isni},
                             CodeRule{"ID05", {"ISWC"}, Severity::warning, parse_iswc},
                             CodeRule{"ID05", {"IpiNameNumber"}, Severity::warning, parse_ipi}})
        check_syntax(shape.root, rule, problems);
    check_dpids(shape, problems);
    check_marked_isnis(shape, problems);
    check_isrcs_differ(shape, problems);
    check_release_ids(shape, problems);
    check_picture_ids(shape, problems);
    check_live_codes(shape, problems);
    check_user_defined(shape, problems);
}

}  // namespace troupe::distribution::impl
