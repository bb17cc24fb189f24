#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "evolution/skills.hpp"
#include "evolution/verdict.hpp"
#include "flow/artist_evidence.hpp"

/// How an artist came to be as they are now, and what is believed of what they try: for `artist explain`.
namespace troupe::flow {

/// A change that evolution made: on what evidence, what it should bring, and what came of it.
struct ToldChange {
    int version = 0;
    Date at{};
    evolution::ProposedChange change;
    evolution::Verdict verdict;
};
BOOST_DESCRIBE_STRUCT(ToldChange, (), (version, at, change, verdict))

struct EvolutionReport {
    std::string id;
    std::string name;
    int pieces = 0;         ///< that were heard
    int control = 0;        ///< of them of the control arm
    int wished = 0;         ///< ..that a person had a wish for
    int roster_pieces = 0;  ///< of other artists; they count where there are few of one's own
    int roster_artists = 0;
    std::string measure;                          ///< "saves by listener"
    std::vector<ToldChange> changes;              ///< oldest first
    std::vector<evolution::LearnedLevel> levels;  ///< what the next piece is drawn from
    std::optional<evolution::Shock> shock;
    std::vector<evolution::Skill> skills;  ///< that the artist has
    double distance = 0;                   ///< from the locked style
    double identity_limit = 0;
    double spent_this_quarter = 0;  ///< style distance..
    double quarter_budget = 0;      ///< ..of so much
};
BOOST_DESCRIBE_STRUCT(EvolutionReport, (),
                      (id, name, pieces, control, wished, roster_pieces, roster_artists, measure, changes, levels,
                       shock, skills, distance, identity_limit, spent_this_quarter, quarter_budget))

/// Errors: not_found, unavailable.
[[nodiscard]] Result<EvolutionReport> report_evolution(Studio& studio, std::string const& artist);

/// The report for people.
[[nodiscard]] std::string readable(EvolutionReport const& report);

}  // namespace troupe::flow
