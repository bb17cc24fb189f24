#pragma once

#include "artist/profile.hpp"
#include "evolution/market_shock.hpp"
#include "feedback/observation.hpp"

/// What to change about an artist, from evidence alone.
///
/// The model is a Bayesian logistic regression with the persona as its prior: the save rate of every (track, platform,
/// territory) cell is a base rate plus small effects of what was tried (genre, mood, mode, tempo, look, hour...), of
/// the platform and the territory, and of the track itself, whose luck no factor explains (deviation 0.25, as in the
/// learning notes). A change is made only where the effect's interval, corrected for the number of comparisons,
/// excludes zero. Growth plays no part: a rising number of streams is not evidence for anything.
namespace troupe::evolution {

struct EvolveSettings {
    double least_exposures = 500;  ///< listeners (or streams) on either side of a comparison
    double error_rate = 0.3;    ///< shared by all comparisons, as the tail of their intervals; the prior shrinks what
                                ///< they see besides, so that audiences without taste changed 1 artist of 200
    int most_changes = 3;       ///< at once
    double weight_step = 0.08;  ///< most that a weight moves at once, times its plasticity
    double trait_step = 0.05;   ///< most that a trait moves at once, of its range, times its plasticity
    double tempo_step_bpm = 4;  ///< the same for the tempo range
    double full_step_effect = 0.4;  ///< an effect of this size (log odds) earns the whole step, a smaller one a part
    double half_life_days = 180;    ///< evidence counts half after this long
    double step_budget = 0.03;      ///< style distance that one step may go, all its changes together..
    double quarter_budget = 0.08;   ///< ..and all steps of 90 days
};

/// A change that evolution made before, from the history of the artist.
struct PastChange {
    std::string path;
    Date evidence_until{};  ///< rows until here have been spent on it
    std::optional<Date> rests_until;  ///< it did harm and was taken back
};
BOOST_DESCRIBE_STRUCT(PastChange, (), (path, evidence_until, rests_until))

struct EvolveRequest {
    artist::Profile profile;
    std::optional<artist::Style> anchor;              ///< style of the locked version; none: the profile's own
    std::vector<feedback::Observation> observations;  ///< of this artist; `factors` hold what was tried
    std::vector<PastChange> history;
    double spent_this_quarter = 0;  ///< style distance, see `distance_spent`
    std::optional<Shock> shock;     ///< rows from before it count a quarter
    TimePoint now{};
    EvolveSettings settings;
};

/// What a change rests on.
struct Evidence {
    std::string compared;  ///< "mood dark against calm"
    double effect = 1;     ///< how many times the odds of a save
    double low = 1;        ///< credible interval of that; wider, the more comparisons were made
    double high = 1;
    double confidence = 0.95;  ///< of the interval
    int comparisons = 1;
    int rows = 0;
    int tracks = 0;
    std::int64_t exposures = 0;  ///< listeners or streams, see `measure`
    std::string measure;         ///< "saves by listener", "saves by stream", "plays not skipped by stream"
    Date from{};
    Date until{};
    std::vector<std::string> files;  ///< names of the reports
};
BOOST_DESCRIBE_STRUCT(Evidence, (),
                      (compared, effect, low, high, confidence, comparisons, rows, tracks, exposures, measure, from,
                       until, files))

/// What a change should bring if the evidence holds: percent more (or fewer) odds of a save, over all pieces to come.
struct ExpectedGain {
    double percent = 0;
    double low = 0;
    double high = 0;
};
BOOST_DESCRIBE_STRUCT(ExpectedGain, (), (percent, low, high))

struct ProposedChange {
    std::string path;  ///< "style.moods[dark].weight", "style.production.space.value", "audience.territories"
    json::Value before;
    json::Value after;
    std::string reason;  ///< one sentence for people
    Evidence evidence;
    std::optional<ExpectedGain> gain;  ///< nothing where a step has no size: the order of territories
};
BOOST_DESCRIBE_STRUCT(ProposedChange, (), (path, before, after, reason, evidence, gain))

struct Proposal {
    bool changed = false;
    std::vector<ProposedChange> changes;  ///< empty: no evidence, and `missing` says what it takes
    artist::Profile profile;              ///< after the changes; the same as before when there are none
    std::vector<std::string> missing;
    std::vector<std::string> notes;
    int rows_used = 0;
    int rows_left_out = 0;       ///< flagged as artificial, or without the numbers it takes
    double distance_before = 0;  ///< style distance from the anchor, 0..1
    double distance_after = 0;   ///< at most settings.identity_limit, unless it was beyond before
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (changed, changes, profile, missing, notes, rows_used, rows_left_out, distance_before,
                       distance_after))

/// A bounded change, or none. Never touches `core`; never moves what has plasticity 0; takes the artist no farther from
/// the anchor than settings.identity_limit, and no farther in a step or a quarter than the budgets. The same request gives the same proposal.
///
/// Read as factors of an observation: genre, mood, mode, visual_family, lyric_theme (texts), instruments (list), tempo,
/// hour, vocal_presence (numbers), production and visual (objects of numbers). Others are ignored.
///
/// Errors: invalid_input (identity_limit outside 0..1).
[[nodiscard]] Result<Proposal> propose(EvolveRequest const& request);

/// The proposal in words.
[[nodiscard]] std::string explain(Proposal const& proposal);

}  // namespace troupe::evolution
