#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trends/survey.hpp"

/// Where an artist might go, with the rows that say so. It proposes; evolution, its evidence and its limits decide.
namespace troupe::trends {

/// The seed's `trend_alignment_behavior`: strict goes where demand is, soft weighs both, experimental looks for room.
BOOST_DEFINE_ENUM_CLASS(Alignment, strict, soft, experimental)

/// How an alignment weighs.
struct AlignmentRule {
    double demand = 0.5;  ///< weight of demand; the rest weighs how much room others leave
    double reach = 0.5;   ///< largest distance from the artist that is proposed, 0 to 1
};
[[nodiscard]] AlignmentRule rule_of(Alignment alignment);

/// Measures that count what is offered; all others count what is asked for.
inline constexpr char const* supplies[] = {"releases", "uploads", "posts", "tracks"};

struct Seeker {
    std::string name;
    Alignment alignment = Alignment::soft;
    /// From what the artist is now, 0 (that already) to 1 (nothing in common); nothing: the kind says nothing about an
    /// artist.
    std::function<std::optional<double>(Kind, std::string const&)> distance;
};

/// A row that speaks for or against.
struct Evidence {
    SeriesKey series;
    std::vector<std::string> sources;
    Date last{};
    double latest = 0;
    int weeks = 0;
    std::string says;  ///< "in 13 weeks 8.1 % (5.9 to 9.7) of its pool"
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (series, sources, last, latest, weeks, says))

struct Opportunity {
    Kind kind = Kind::genre;
    std::string name, country;
    double demand =
        0;  ///< 0 to 1: lower end of what is expected in 13 weeks, by the largest of the pool; mean of platforms
    std::optional<double> saturation;  ///< share of what is offered by share of what is asked for: above 1 it is
                                       ///< crowded; empty: nobody reported what is offered
    double distance = 0;               ///< from the artist's core
    double score = 0;                  ///< only the order means anything
    std::vector<Evidence> evidence;
    std::vector<std::string> doubts;  ///< missing weeks, disputed numbers, one platform alone
};
BOOST_DESCRIBE_STRUCT(Opportunity, (), (kind, name, country, demand, saturation, distance, score, evidence, doubts))

struct Opportunities {
    std::string artist;
    Alignment alignment = Alignment::soft;
    std::vector<Opportunity> opportunities;  ///< best first, at most 20
    std::vector<std::string> notes;          ///< "no evidence: .."
};
BOOST_DESCRIBE_STRUCT(Opportunities, (), (artist, alignment, opportunities, notes))

/// Genres, moods, tempo bands, visual styles and hashtags that have a forecast of 13 weeks. How fast a series rose
/// counts nothing: what rose lately tends to fall back.
[[nodiscard]] Opportunities find_opportunities(Survey const& survey, Seeker const& seeker);
[[nodiscard]] std::string describe(Opportunities const& opportunities);

}  // namespace troupe::trends
