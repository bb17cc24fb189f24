#include <fmt/format.h>

#include <functional>
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

void report(Problems& problems, Severity severity, char const* rule, pugi::xml_node node, std::string message,
            std::string fix) {
    if (severity == Severity::blocker)
        problems.blocker(rule, node, std::move(message), std::move(fix));
    else
        problems.warning(rule, node, std::move(message), std::move(fix));
}

void check_syntax(pugi::xml_node root, CodeRule const& rule, Problems& problems) {
    for (auto const node : find_all(root, rule.elements)) {
        auto const written = value_of(node);
        auto const normal = rule.parse(written);
        if (!normal)
            report(problems, rule.severity, rule.rule, node, normal.error().message,
                   "write the code as its owner gave it");
        else if (*normal != written)
            report(problems, rule.severity, rule.rule, node,
                   fmt::format("\"{}\" is written with extras", text::excerpt(written)), "write " + *normal);
    }
}

bool is_live(pugi::xml_node root) {
    return std::string_view(root.child("MessageHeader").child("MessageControlType").text().get()) != "TestMessage";
}

void check_dpids(pugi::xml_node root, Problems& problems) {
    auto nodes = find_all(root.child("MessageHeader"), {"PartyId"});
    for (auto const node : find_all(root.child("PartyList"), {"DPID"})) nodes.push_back(node);
    for (auto const node : nodes) {
        auto const written = value_of(node);
        if (written == no_dpid && !is_live(root)) continue;
        auto const normal = parse_dpid(written);
        if (!normal || *normal != written)
            problems.blocker("ID03", node, fmt::format("\"{}\" is no DPID", text::excerpt(written)),
                             "get one from ddex.net; write it without dashes");
        else if (!dpid_checks(written))
            problems.warning("ID03", node, fmt::format("the last character of {} does not fit the others", written),
                             "compare it with DDEX's register");
    }
}

void check_isrcs_differ(pugi::xml_node root, Problems& problems) {
    std::map<std::string, pugi::xml_node> seen;
    for (auto const node : find_all(root.child("ResourceList"), {"ISRC"}))
        if (!seen.emplace(value_of(node), node).second)
            problems.blocker("ID01", node,
                             fmt::format("{} is the code of two recordings", text::excerpt(value_of(node))),
                             "each recording has its own ISRC");
}

void check_live_codes(pugi::xml_node root, Problems& problems) {
    if (!is_live(root)) return;
    for (auto const id : find_all(root, {"SoundRecordingEdition", "VideoEdition"}))
        if (!id.child("ResourceId").child("ISRC"))
            problems.blocker("ID04", id, "a live message without an ISRC", "get a code, or send a test message");
    auto const id = root.child("ReleaseList").child("Release").child("ReleaseId");
    if (!id.child("ICPN") && !id.child("GRid"))
        problems.blocker("ID04", id, "a live message without a UPC or GRid", "get a code, or send a test message");
}

/// Both ids of a thing and its words: "Unknown" things must say whose words they are.
void check_user_defined(pugi::xml_node root, Problems& problems) {
    for (auto const node :
         find_all(root, {"Role", "ReleaseType", "Type", "UseType", "CommercialModelType", "ParentalWarningType"})) {
        bool const says_so = value_of(node) == "UserDefined";
        bool const has_value = node.attribute("UserDefinedValue");
        if (says_so != has_value || (says_so && !node.attribute("Namespace")))
            problems.blocker("MS15", node, "UserDefined, UserDefinedValue and Namespace belong together",
                             "give all three or none");
    }
}

}  // namespace

void check_codes(pugi::xml_node root, Problems& problems) {
    for (auto const& rule : {CodeRule{"ID01", {"ISRC"}, Severity::blocker, parse_isrc},
                             CodeRule{"ID02", {"ICPN"}, Severity::blocker, parse_upc},
                             CodeRule{"ID05", {"GRid"}, Severity::warning, parse_grid},
                             CodeRule{"ID05", {"ISNI"}, Severity::warning, parse_isni},
                             CodeRule{"ID05", {"ISWC"}, Severity::warning, parse_iswc},
                             CodeRule{"ID05", {"IpiNameNumber"}, Severity::warning, parse_ipi}})
        check_syntax(root, rule, problems);
    check_dpids(root, problems);
    check_isrcs_differ(root, problems);
    check_live_codes(root, problems);
    check_user_defined(root, problems);
}

}  // namespace troupe::distribution::impl
