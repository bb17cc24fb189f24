#include "flow/evolution_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "flow/content_files.hpp"
#include "flow/skills.hpp"

namespace troupe::flow {
namespace {

int count_arm(evolution::Pieces const& pieces, evolution::Arm arm) {
    return static_cast<int>(std::ranges::count(pieces.pieces, arm, &evolution::Piece::arm));
}

std::string line_of(ToldChange const& told) {
    auto const& [version, at, change, verdict] = told;
    auto line = fmt::format(
        "  version {}, {}: {} {} -> {}\n    {}\n    evidence: {:.2f} times the odds ({:.2f} to {:.2f}), {} rows of {} "
        "releases\n",
        version, format_date(at), change.path, json::print(change.before), json::print(change.after), change.reason,
        change.evidence.effect, change.evidence.low, change.evidence.high, change.evidence.rows,
        change.evidence.tracks);
    if (change.gain)
        line += fmt::format("    expected: {:+.1f} % odds of a save ({:+.1f} to {:+.1f})\n", change.gain->percent,
                            change.gain->low, change.gain->high);
    return line + fmt::format("    verdict: {}\n", verdict.text);
}

std::string line_of(evolution::LearnedLevel const& level) {
    return fmt::format("  {:<14} {:<20} weight {:.2f}  odds {:.2f} ({:.2f} to {:.2f}), tried {} times\n", level.factor,
                       level.level, level.weight, level.effect, level.low, level.high, level.pieces);
}

}  // namespace

Result<EvolutionReport> report_evolution(Studio& studio, std::string const& id) {
    auto const artist = TRY(find_artist(studio, id));
    auto const evidence = TRY(evidence_of(studio, artist));
    auto const request = evolve_request(evidence, studio.clock.now());
    EvolutionReport report{.id = id, .name = artist.name(), .measure = evidence.own.measure, .shock = evidence.shock};
    report.pieces = static_cast<int>(evidence.own.pieces.size());
    report.control = count_arm(evidence.own, evolution::Arm::control);
    report.wished = count_arm(evidence.own, evolution::Arm::wished);
    report.roster_artists = static_cast<int>(evidence.roster.size());
    for (auto const& other : evidence.roster) report.roster_pieces += static_cast<int>(other.pieces.size());
    for (auto& change : evolution::applied_changes(evidence.history)) {
        auto verdict = evolution::judge(change, evidence.own, evidence.shock);
        report.changes.push_back({change.version, change.at, std::move(change.change), std::move(verdict)});
    }
    report.levels = evolution::learned_levels(draw_request(evidence, id, 0));
    report.skills = known_skills(artist.profile);
    report.distance = artist::style_distance(evidence.anchor(), artist.profile.style);
    report.identity_limit = artist.profile.settings.identity_limit;
    report.spent_this_quarter = request.spent_this_quarter;
    report.quarter_budget = request.settings.quarter_budget;
    return report;
}

std::string readable(EvolutionReport const& report) {
    std::string text = "\nHow they have evolved:\n";
    if (report.changes.empty()) text += "  Evolution has changed nothing.\n";
    for (auto const& change : report.changes) text += line_of(change);
    for (auto const& skill : report.skills) text += fmt::format("  has learned: {} ({})\n", skill.title, skill.what);
    if (report.pieces == 0)
        return text + "  Nobody has been heard saving or leaving a song yet: songs are made by the style's weights.\n";
    text += fmt::format(
        "\nWhat the next song is drawn from (songs heard: {}, read by {}; of the control arm: {}; by a person's wish: {}; "
        "songs of the roster: {}, by {} others):\n",
        report.pieces, report.measure, report.control, report.wished, report.roster_pieces, report.roster_artists);
    for (auto const& level : report.levels) text += line_of(level);
    if (report.shock)
        text += fmt::format("The audience turned on {} ({} pieces of {} artists): what came before counts a quarter.\n",
                            format_date(report.shock->at), report.shock->pieces, report.shock->artists);
    return text + fmt::format("Distance from the locked style {:.3f} of at most {}; {:.3f} of {} spent this quarter.\n",
                              report.distance, report.identity_limit, report.spent_this_quarter, report.quarter_budget);
}

}  // namespace troupe::flow
