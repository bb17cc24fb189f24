#include <fmt/format.h>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

/// ERN 4.3.2 alone speaks of AI. Its rules stand in the comments of its schema, which no validator reads.
namespace troupe::distribution::impl {
namespace {

/// All, Partly or None; of a contributor that says nothing: All of generative AI, None of people.
std::string contribution_of(pugi::xml_node contributor) {
    if (auto const said = contributor.child("AiContribution")) return value_of(said);
    return contributor.child("SpecialContributor") ? "All" : "None";
}

void check_contributor(std::string const& contains, pugi::xml_node contributor, Problems& problems) {
    bool const is_machine = value_of(contributor.child("SpecialContributor")) == "GenerativeAI";
    auto const contribution = contribution_of(contributor);
    auto const said = contributor.child("AiContribution");
    auto const place = said ? said : contributor;
    if (contains == "All" && !is_machine)
        problems.blocker("MS17", contributor, "a person among those who made what is all AI's",
                         "credit GenerativeAI alone, or say Partly");
    if (contains == "None" && contribution != "None")
        problems.blocker("MS17", place,
                         fmt::format("AI contributed ({}) to what contains none", text::excerpt(contribution)),
                         "say Partly, or None of the contributor too");
    if (!is_machine && contribution == "All")
        problems.blocker("MS17", place, "what AI made wholly is no person's", "credit GenerativeAI, or say Partly");
    if (is_machine && contribution == "None")
        problems.blocker("MS17", place, "generative AI contributed, and did not", "remove the entry, or what it says");
}

void check_resource(pugi::xml_node resource, Problems& problems) {
    auto const node = resource.child("ContainsAI");
    auto const contains = value_of(node);
    bool any = false;
    for (auto const contributor : resource.children("Contributor")) {
        check_contributor(contains, contributor, problems);
        any = any || contribution_of(contributor) != "None";
    }
    if (!node)
        problems.warning("MS17", resource, "does not say whether AI made it", "add ContainsAI: All, Partly or None");
    else if (contains == "Partly" && !any && resource.child("Contributor"))
        problems.warning("MS17", node, "is Partly, but nobody's work is", "say with AiContribution whose");
    if (contains == "All" && value_of(resource.child("HasVocalPerformance")) == "true")
        problems.blocker("MS17", resource.child("HasVocalPerformance"), "a human voice in what is all AI's",
                         "say false, or Partly");
}

/// The whole is All when all of its parts are, and None when none is.
void check_whole(MessageShape const& shape, Problems& problems) {
    auto const node = shape.release().child("ContainsAI");
    if (!node) return;
    auto const whole = value_of(node);
    for (auto const resource : shape.recordings()) {
        auto const part = value_of(resource.child("ContainsAI"));
        if (part.empty() || part == whole || whole == "Partly") continue;
        problems.blocker("MS17", node,
                         fmt::format("is {}, but {} is {}", text::excerpt(whole),
                                     text::excerpt(value_of(resource.child("ResourceReference"))), text::excerpt(part)),
                         "say Partly where the parts differ");
    }
}

}  // namespace

void check_ai(MessageShape const& shape, Problems& problems) {
    if (shape.version != ErnVersion::ern_432) return;
    for (auto const resource : shape.root.child("ResourceList").children()) check_resource(resource, problems);
    check_whole(shape, problems);
}

}  // namespace troupe::distribution::impl
