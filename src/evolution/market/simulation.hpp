#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "evolution/market/policies.hpp"

/// Artists that live in the market, and what came of it.
namespace troupe::evolution::market {

/// Numbers of seeds, both ends included.
struct SeedRange {
    std::uint64_t first = 1;
    std::uint64_t last = 20;
};
/// "1001-1200" or "7". Error: invalid_input.
[[nodiscard]] Result<SeedRange> parse_seeds(std::string_view text);

struct SimulationRequest {
    SeedRange seeds;
    int items = 300;                  ///< of each artist, 1 to 5,000
    PolicyName policy = PolicyName::troupe;
    int roster = 1;                   ///< artists of one seed that share the market and what they learn, 1 to 64
    std::optional<int> shock_at;      ///< item at which nearly all tastes change
    PolicySettings settings;
};
/// Errors: invalid_input, by field.
[[nodiscard]] Result<void> validate(SimulationRequest const& request);

/// One item of one artist.
struct Item {
    double rate = 0;         ///< expected save rate of what was chosen
    double oracle_rate = 0;  ///< of the best there was, and of what the artist started with
    double fixed_rate = 0;
    double distance = 0;     ///< of the choice from the core
    double audience = 0;     ///< people
    int changes = 0;         ///< of genre, mood and visual against the item before
};
using Life = std::vector<Item>;

/// A mean over artists with its standard error.
struct Measured {
    double mean = 0;
    double error = 0;
};
BOOST_DESCRIBE_STRUCT(Measured, (), (mean, error))

/// Items from `from` on, before `until`.
struct Window {
    int from = 0;
    int until = 0;
};

/// Sum of the rates over the sum of the oracle's, per cent; of one artist.
[[nodiscard]] double oracle_percent(Life const& life, Window window);
/// Of all 20 items in a row those that fared worst against what the fixed artist would have got from the same items:
/// 1 is never worse; of one artist.
[[nodiscard]] double worst_twenty(Life const& life);
[[nodiscard]] Measured measure(std::vector<double> const& values);
/// The value below which a share of them lies, between two by interpolation.
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// The windows of a life of so many items: its first sixth, from there to its half, its last third. Of 300 items: 0-50,
/// 50-150 and 200-300.
struct Windows {
    Window early, middle, late;
};
[[nodiscard]] Windows windows_of(int items);

using Progress = std::function<void(double share)>;

/// All lives, seed by seed and within a seed artist by artist. Errors: invalid_input, cancelled.
[[nodiscard]] Result<std::vector<Life>> simulate(SimulationRequest const& request, Progress const& progress = {},
                                                 std::stop_token stop = {});

struct OraclePercent {
    Measured early, middle, late;
};
BOOST_DESCRIBE_STRUCT(OraclePercent, (), (early, middle, late))

/// What a set of lives came to.
struct Summary {
    int artists = 0;
    OraclePercent oracle_percent;
    double worst_twenty_p10 = 0;  ///< one artist in ten does worse
    Measured distance;
    Measured changes_per_item;
    Measured audience;            ///< people in the end
    Measured gain_percent;        ///< all saves against the fixed artist's
};
BOOST_DESCRIBE_STRUCT(Summary, (), (artists, oracle_percent, worst_twenty_p10, distance, changes_per_item, audience, gain_percent))
[[nodiscard]] Summary summarise(std::vector<Life> const& lives);

}  // namespace troupe::evolution::market
