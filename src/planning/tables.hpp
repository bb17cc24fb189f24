#pragma once

#include <filesystem>

#include "planning/constraints.hpp"
#include "planning/plan.hpp"

namespace troupe::planning {

/// A shape that a platform takes.
struct Format {
    std::string name;
    ItemKind kind = ItemKind::post;
};
BOOST_DESCRIBE_STRUCT(Format, (), (name, kind))

/// What a platform takes and when. Quiet hours are those of the audience.
struct Platform {
    std::string id;
    std::string name;
    std::string teaser_format;
    std::string release_format;
    ItemKind release_kind = ItemKind::post;  ///< of the post on release day: post or video
    std::vector<Format> formats;             ///< for the posts between releases; at least one
    int max_per_day = 2;
    int min_gap_minutes = 180;  ///< between two items on this platform
    std::string quiet_from = "22:30";
    std::string quiet_to = "08:00";  ///< the day on this platform: quiet_to <= time < quiet_from
    int minutes_from_hour = 0;       ///< added to the artist's posting hour, so that platforms do not fire together
    double default_weight = 0.1;     ///< share of posts where the profile names no weight
    int most_in_24_hours = 1000;     ///< the platform's own cap on uploads, in any 24 hours
    std::string source, verified;    ///< of that cap
};
BOOST_DESCRIBE_STRUCT(Platform, (),
                      (id, name, teaser_format, release_format, release_kind, formats, max_per_day, min_gap_minutes,
                       quiet_from, quiet_to, minutes_from_hour, default_weight, most_in_24_hours, source, verified))

/// Days of the year that are worse or better than others, from and to included ("12-18").
struct Season {
    std::string from;
    std::string to;
    double factor = 1;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(Season, (), (from, to, factor, why))

/// A day around a release, and the share of the artist's platforms that speak on it (never fewer than one).
struct CampaignStep {
    int days = 0;      ///< from the release: -14 is two weeks before
    double reach = 1;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(CampaignStep, (), (days, reach))

/// Lead times and the value of release dates.
struct ReleaseRules {
    int min_lead_days = 14;           ///< production and delivery: no release earlier
    int comfortable_first_days = 28;  ///< editors and profiles want this much for the first one
    int delivery_days = 10;           ///< handed to the stores at least this long before
    int pitch_days = 7;               ///< pitched to editors at least this long before
    int min_gap_weeks = 3;
    int default_gap_weeks = 5;        ///< of artists without a habit
    std::vector<double> gap_value;    ///< by weeks since the last release; beyond the end, the last value
    double own_gap_spread_weeks = 2;  ///< how far from the artist's own rhythm a date may lie before it loses value
    double weekly_discount = 0.99;    ///< a week later is worth this much
    std::vector<Season> seasons;
    std::vector<CampaignStep> teasers;
    std::vector<CampaignStep> anchors;
    int platforms_at_least = 4;
    int platforms_at_most = 6;
};
BOOST_DESCRIBE_STRUCT(ReleaseRules, (),
                      (min_lead_days, comfortable_first_days, delivery_days, pitch_days, min_gap_weeks,
                       default_gap_weeks, gap_value, own_gap_spread_weeks, weekly_discount, seasons, teasers, anchors,
                       platforms_at_least, platforms_at_most))

struct Arc {
    ArcShape shape = ArcShape::rise;
    std::string name;
    std::vector<double> curve;  ///< fortune -1..1 at equal steps over the plan; at least two
    std::string why;
    std::vector<std::string> words;  ///< of an identity that asks for it
};
BOOST_DESCRIBE_STRUCT(Arc, (), (shape, name, curve, why, words))

struct BriefTheme {
    std::string title;
    std::string theme;  ///< with {title}, {fact}, {instrument}
};
BOOST_DESCRIBE_STRUCT(BriefTheme, (), (title, theme))

struct BriefPool {
    std::vector<BriefTheme> themes;
    std::vector<std::string> says;
};
BOOST_DESCRIBE_STRUCT(BriefPool, (), (themes, says))

/// Everything the planner knows that is not code: data/planning.
struct Tables {
    std::vector<Platform> platforms;
    ReleaseRules rules;
    std::vector<Arc> arcs;
    std::map<std::string, BriefPool> briefs;  ///< by purpose
    Constraints constraints;

    [[nodiscard]] Platform const* find_platform(std::string_view id) const;  ///< null when unknown
    [[nodiscard]] int delivery_days() const;  ///< before a release: the rules' own, or the slowest store's
    [[nodiscard]] int lead_days() const;      ///< before a release: production and delivery
};

/// Reads and checks the tables. Errors: invalid_input, naming table and field.
[[nodiscard]] Result<Tables> read_tables(std::string_view platforms, std::string_view rules, std::string_view arcs,
                                         std::string_view briefs, std::string_view constraints = "{}");

/// The built-in tables with `file` laid over them: an object that may hold platforms, release_rules and constraints;
/// rows of the same id change in the fields that are given, other lists are replaced. An empty path: the built-in ones.
/// Errors: invalid_input naming file, table and field; not_found.
[[nodiscard]] Result<Tables> load_tables(std::filesystem::path const& file);

/// The tables that were built in.
[[nodiscard]] Tables const& built_in_tables();

}  // namespace troupe::planning
