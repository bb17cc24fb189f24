#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

/// ISO dates and times of one zone sort as text; a date stands for its first moment.
std::string moment(std::string const& date) { return date.size() == 10 ? date + "T00:00:00" : date.substr(0, 19); }

pugi::xml_node start_of(pugi::xml_node terms) {
    auto const period = terms.child("ValidityPeriod");
    return period.child("StartDate") ? period.child("StartDate") : period.child("StartDateTime");
}

pugi::xml_node end_of(pugi::xml_node terms) {
    auto const period = terms.child("ValidityPeriod");
    return period.child("EndDate") ? period.child("EndDate") : period.child("EndDateTime");
}

bool is_true(pugi::xml_node node) { return value_of(node) == "true"; }

struct Starts {
    std::string first;     ///< of any deal
    std::string in_store;  ///< of those that are no pre-orders; empty: there are none
};

void take_earlier(std::string& first, std::string const& other) {
    if (first.empty() || other < first) first = other;
}

Starts starts_of(MessageShape const& shape) {
    Starts starts;
    for (auto const terms : find_all(shape.root.child("DealList"), {"DealTerms"})) {
        auto const start = start_of(terms);
        if (!start) continue;
        take_earlier(starts.first, moment(value_of(start)));
        if (!is_true(terms.child("IsPreOrderDeal"))) take_earlier(starts.in_store, moment(value_of(start)));
    }
    return starts;
}

void check_not_after(pugi::xml_node node, std::string const& latest, char const* until, Problems& problems) {
    if (!node || latest.empty() || moment(value_of(node)) <= latest) return;
    problems.blocker("MS10", node, fmt::format("{} is after {} ({})", text::excerpt(value_of(node)), until, latest),
                     "show it then or before");
}

/// ERN 4: shown no later than the first deal begins; its parts no later than the release is out.
void check_visibilities(MessageShape const& shape, Problems& problems) {
    auto const starts = starts_of(shape);
    for (auto const visibility : shape.root.child("DealList").children("ReleaseVisibility")) {
        check_not_after(visibility.child("ReleaseDisplayStartDateTime"), starts.first, "the start of the first deal",
                        problems);
        for (auto const* part :
             {"CoverArtPreviewStartDateTime", "FullTrackListingPreviewStartDateTime", "ClipPreviewStartDateTime"})
            check_not_after(visibility.child(part), starts.in_store, "the release is out", problems);
    }
}

/// ERN 3.8.2: shown no later than the deal begins that says so.
void check_previews(pugi::xml_node terms, Problems& problems) {
    auto const start = moment(value_of(start_of(terms)));
    for (std::string const part : {"ReleaseDisplay", "TrackListingPreview", "CoverArtPreview", "ClipPreview"})
        for (auto const* kind : {"StartDate", "StartDateTime"})
            check_not_after(terms.child((part + kind).c_str()), start, "the start of its deal", problems);
}

void check_release_dates(MessageShape const& shape, Problems& problems) {
    auto const release = shape.release();
    auto const details = shape.details_of(release);
    auto const date = details.child("ReleaseDate");
    auto const original = details.child("OriginalReleaseDate");
    if (!date && !original)
        problems.warning("MS07", details, "has no release date", "add ReleaseDate and OriginalReleaseDate");
    if (date && original && moment(value_of(original)) > moment(value_of(date)))
        problems.blocker("MS10", original, "is after the release date",
                         "the first release cannot come later than this one");
}

void check_lines(MessageShape const& shape, Problems& problems) {
    auto const year = value_of(shape.details_of(shape.release()).child("ReleaseDate")).substr(0, 4);
    for (auto const node : find_all(shape.root, {"PLine", "CLine"})) {
        if (!year.empty() && node.child("Year") && value_of(node.child("Year")) > year)
            problems.blocker("MD12", node, "its year is after the release",
                             "take the year of the release or an earlier one");
        auto const words = value_of(node.child("PLineText")) + value_of(node.child("CLineText"));
        if (words.find("©") != std::string::npos || words.find("℗") != std::string::npos)
            problems.warning("MD12", node, "holds the sign that stores add themselves", "write \"2026 Owner\"");
    }
}

}  // namespace

void check_dates(MessageShape const& shape, Problems& problems) {
    check_release_dates(shape, problems);
    check_visibilities(shape, problems);
    check_lines(shape, problems);
}

namespace {

void check_period(pugi::xml_node terms, Problems& problems) {
    auto const start = start_of(terms);
    auto const end = end_of(terms);
    if (end && moment(value_of(end)) < moment(value_of(start)))
        problems.blocker("MS10", end, "ends before it starts", "correct the dates");
}

/// All of the world, or countries, each once.
void check_territories(pugi::xml_node parent, Problems& problems) {
    for (auto const* name : {"TerritoryCode", "ExcludedTerritoryCode"}) {
        std::set<std::string> seen;
        for (auto const node : parent.children(name)) {
            if (!seen.insert(value_of(node)).second)
                problems.blocker("MS16", node, fmt::format("{} is there twice", text::excerpt(value_of(node))),
                                 "keep one");
            else if (seen.contains("Worldwide") && seen.size() > 1)
                problems.blocker("MS16", node, "Worldwide and a country", "Worldwide stands alone");
            if (std::string_view(name) == "ExcludedTerritoryCode" && value_of(node) == "Worldwide")
                problems.blocker("MS16", node, "all of the world is left out", "end the deal instead");
        }
    }
}

/// What is paid for and what may be done belong together.
void check_use(MessageShape const& shape, pugi::xml_node terms, Problems& problems) {
    if (terms.child("TakeDown") || terms.child("AllDealsCancelled")) return;
    auto const uses = find_all(terms, {"UseType"});
    if (uses.empty() != !terms.child("CommercialModelType"))
        problems.blocker("MS16", terms,
                         uses.empty() ? "a commercial model for no use" : "a use under no commercial model",
                         "give both");
    if (uses.empty() && !shape.is_382()) problems.warning("MS16", terms, "says neither model nor use", "give both");
    std::set<std::string> seen;
    for (auto const use : uses)
        if (!seen.insert(value_of(use)).second)
            problems.blocker("MS16", use, fmt::format("{} is there twice", text::excerpt(value_of(use))), "keep one");
}

void check_pre_order(Starts const& starts, pugi::xml_node terms, Problems& problems) {
    if (!is_true(terms.child("IsPreOrderDeal"))) return;
    auto const start = start_of(terms);
    if (!starts.in_store.empty() && start && moment(value_of(start)) >= starts.in_store)
        problems.blocker("MS16", start,
                         fmt::format("a pre-order that does not begin before the release ({})", starts.in_store),
                         "begin it earlier, or leave it out");
}

/// ERN 3.8.2 marks what follows upon an earlier message.
void check_indicator(MessageShape const& shape, Problems& problems) {
    auto const node = shape.root.child("UpdateIndicator");
    if (node && value_of(node) == "OriginalMessage" && !find_all(shape.root.child("DealList"), {"TakeDown"}).empty())
        problems.blocker("MS16", node, "takes down what was never sent", "say UpdateMessage");
}

}  // namespace

void check_deals(MessageShape const& shape, Problems& problems) {
    auto const starts = starts_of(shape);
    for (auto const terms : find_all(shape.root.child("DealList"), {"DealTerms"})) {
        check_period(terms, problems);
        check_previews(terms, problems);
        check_territories(terms, problems);
        check_use(shape, terms, problems);
        check_pre_order(starts, terms, problems);
    }
    for (auto const visibility : shape.root.child("DealList").children("ReleaseVisibility"))
        check_territories(visibility, problems);
    check_indicator(shape, problems);
}

}  // namespace troupe::distribution::impl
