#include "artist/creation_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "base/json.hpp"

namespace troupe::artist {
namespace {

constexpr std::size_t most_neighbours = 3;

std::vector<Neighbour> nearest_of(Profile const& profile, std::span<Profile const> roster) {
    std::vector<Neighbour> all;
    for (auto const& other : roster)
        all.push_back(
            {other.core.name, identity_distance(profile, other), name_similarity(profile.core.name, other.core.name)});
    std::stable_sort(all.begin(), all.end(),
                     [](Neighbour const& a, Neighbour const& b) { return a.distance < b.distance; });
    if (all.size() > most_neighbours) all.resize(most_neighbours);
    return all;
}

void add_lines(std::string& out, std::string_view title, std::vector<std::string> const& lines) {
    if (lines.empty()) return;
    out += fmt::format("\n{}\n", title);
    for (auto const& line : lines) out += fmt::format("  - {}\n", line);
}

template <class Items, class Line>
std::vector<std::string> lines_of(Items const& items, Line const& line) {
    std::vector<std::string> lines;
    for (auto const& item : items) lines.push_back(line(item));
    return lines;
}

std::string line_of(Finding const& finding) {
    return fmt::format("{}: {} ({}; {})", finding.path, finding.message, json::enum_name(finding.severity),
                       finding.fix);
}

std::string line_of(Neighbour const& neighbour) {
    auto const near = neighbour.distance < least_identity_distance || neighbour.name_similarity > most_name_similarity;
    return fmt::format("{}: {:.2f} apart{}", neighbour.name, neighbour.distance,
                       near ? ", too near for one roster" : "");
}

}  // namespace

CreationReport make_creation_report(Profile const& profile, Making making) {
    auto const& understanding = profile.understanding;
    if (making.authors.empty()) making.authors.push_back({"everything", "builtin"});
    return {.name = profile.core.name,
            .asked = understanding.prompt,
            .confidence = understanding.confidence,
            .understood = understanding.heard,
            .assumed = understanding.assumptions,
            .tensions = understanding.tensions,
            .nearest = nearest_of(profile, making.roster),
            .assessment = assess(profile),
            .repairs = std::move(making.repairs),
            .authors = std::move(making.authors)};
}

std::string readable(CreationReport const& report) {
    auto out = fmt::format("{}\nAsked: {}\nUnderstood with confidence {:.2f}; judged {} ({:.2f}).\n", report.name,
                           report.asked, report.confidence, json::enum_name(report.assessment.status),
                           report.assessment.score);
    add_lines(out, "Understood", report.understood);
    add_lines(out, "Assumed", report.assumed);
    add_lines(out, "Tensions", report.tensions);
    add_lines(out, "Nearest of the roster",
              lines_of(report.nearest, [](Neighbour const& each) { return line_of(each); }));
    add_lines(out, "Found", lines_of(report.assessment.findings, [](Finding const& each) { return line_of(each); }));
    add_lines(out, "Mended", lines_of(report.repairs, [](Repair const& each) { return each.path + ": " + each.what; }));
    add_lines(out, "Written by",
              lines_of(report.authors, [](PartAuthor const& each) { return each.part + ": " + each.by; }));
    return out;
}

}  // namespace troupe::artist
