#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/result.hpp"

/// Which style to try next: named factors, with the persona as the prior, inside the identity limit. The simulator
/// (`market/`) and the evolution of real artists choose with the same class.
///
/// The model: the log odds of a save are a sum of effects, one for the chosen level of every factor, one for the chosen
/// pair of levels where two factors belong together, and one for each level again in its context (a platform), since
/// tastes differ between platforms. All are unknown and normal before anything is seen; the persona leans on some.
/// Tastes drift: the unknowns wander back to that prior (`keep`), and nearly at once after a shock (`cusum_alarm`).
///
/// The choice: the largest sum in a draw of all effects (Thompson sampling, `boldness`), where what is uncertain as a
/// whole gets the benefit of the doubt (`optimism`). A draw alone tries something out in every factor at the same time;
/// optimism goes for what would teach most; a little of the draw keeps pieces apart that are decided together.
namespace troupe::evolution {

struct StyleFactor {
    std::string name;                 ///< "genre"
    std::vector<std::string> levels;  ///< at least one
    double deviation = 0.3;           ///< how far levels differ, log odds of a save
    double context_deviation = 0;     ///< how far they differ from one context to the next on top of that (hours do)
};

/// One level (by index) of every factor, in the order of the factors.
using StyleChoice = std::vector<std::size_t>;

struct StyleSpace {
    std::vector<StyleFactor> factors;
    std::size_t contexts = 1;                             ///< platforms
    std::vector<std::size_t> bounded;                     ///< factors that the identity limit speaks of
    std::vector<StyleChoice> allowed;                     ///< combinations of levels of `bounded` that lie within the
                                                          ///< limit; nothing else is ever chosen
    std::optional<std::pair<std::size_t, std::size_t>> pair;  ///< two of `bounded` (as factors) that belong together
};
/// Errors: invalid_input (no factor or level, nothing allowed, an index that is none), by field.
[[nodiscard]] Result<void> validate(StyleSpace const& space);

/// How much each level is favoured before anything was seen, log odds: lean[factor][level].
using PersonaLean = std::vector<std::vector<double>>;

struct LearnerSettings {
    double shared_share = 1;        ///< of a factor's variance: what all contexts have in common
    double context_share = 0.5;     ///< what differs between them
    double least_variance = 0.002;  ///< of a level, added to both
    double pair_variance = 0.02;
    double keep = 0.9975;       ///< of a level's effect, from one item to the next; the rest is drawn anew
    double keep_base = 0.9995;  ///< of the base rates
    double keep_pair = 1;
    double keep_lean = 0.9975;  ///< of the persona's lean
    double boldness = 0.1;      ///< scale of the draws; 1: Thompson's own, less: less trying out
    double optimism = 1.4;      ///< deviations of its sum that a choice is given the benefit of
    double noise = 0.2;         ///< deviation of a rate beyond counting, as a share of the rate
    double base_rate = 0.25;    ///< what is expected of an unknown artist's save rate..
    double base_variance = 1;   ///< ..and how sure that is, log odds squared
    double context_base_variance = 0.02;  ///< how far that of a context may lie from it
    double cusum_slack = 0.5;   ///< in deviations of the forecast
    double cusum_alarm = 5;     ///< sum of surprises for the worse beyond the slack that makes a shock
    int quiet_items = 20;       ///< between two alarms
    double keep_after_shock = 0.25;
};

/// Of so many who heard it so many saved it.
struct SaveCount {
    double exposures = 0;
    double saves = 0;
};

struct LevelEffect {
    double mean = 0;  ///< log odds against the mean of the factor's levels
    double deviation = 0;
};

/// What artists of one roster have learned together.
class PooledStyles;

class StyleLearner {
public:
    StyleLearner(StyleSpace space, PersonaLean lean, LearnerSettings settings = {});
    StyleLearner(StyleLearner&&) noexcept;
    ~StyleLearner();

    /// The most promising choice in one draw of all effects; within `space.allowed`. Uses the random bits alone.
    [[nodiscard]] StyleChoice choose(std::size_t context, Random& random) const;
    /// The best in expectation.
    [[nodiscard]] StyleChoice favourite(std::size_t context) const;
    /// What came back for one item. True when that was the alarm of a shock.
    bool learn(std::size_t context, StyleChoice const& choice, SaveCount const& count);

    /// A level against the mean of its factor's levels, over all contexts.
    [[nodiscard]] LevelEffect effect(std::size_t factor, std::size_t level) const;
    /// Takes what the roster learned as the new prior, beside the persona's lean.
    void adopt(PooledStyles const& roster);

private:
    friend class PooledStyles;
    struct Model;
    std::unique_ptr<Model> model_;
};

struct PoolSettings {
    double persona_share = 0.7;    ///< of the lean that stays on top of what was learned together
    double pool_uncertainty = 1.2; ///< of the pool's variance..
    double own_share = 0.35;       ///< ..plus this share of the first one: how far an artist may differ from the roster
};

/// The model over all artists of a roster, without anybody's persona. `space` without limit: its bounds are not used.
class PooledStyles {
public:
    PooledStyles(StyleSpace space, LearnerSettings settings, PoolSettings pool = {});
    PooledStyles(PooledStyles&&) noexcept;
    ~PooledStyles();

    void learn(std::size_t context, StyleChoice const& choice, SaveCount const& count);
    /// One round of the roster has passed: what is old fades.
    void end_round();

private:
    friend class StyleLearner;
    std::unique_ptr<StyleLearner::Model> model_;
    PoolSettings pool_;
};

}  // namespace troupe::evolution
