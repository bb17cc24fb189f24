#include "evolution/market_shock.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace troupe::evolution {
namespace {

constexpr double trust_in_what_was = 0.25;  // of the learning notes: after an alarm the precision is quartered

struct Item {
    std::size_t artist = 0;
    Piece const* piece = nullptr;
    double usual = 0;  ///< rate of the artist
};

std::vector<Item> in_order(std::vector<Pieces> const& artists) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < artists.size(); ++i)
        for (auto const& piece : artists[i].pieces) items.push_back({i, &piece, artists[i].rate});
    std::stable_sort(items.begin(), items.end(),
                     [](Item const& a, Item const& b) { return a.piece->first < b.piece->first; });
    return items;
}

/// What is expected of an artist's next piece: the mean of those before.
struct Forecast {
    int count = 0;
    double mean = 0;
    void add(double value) { mean += (value - mean) / ++count; }
};

/// A fall that has not ended: since when, and who takes part.
struct Run {
    double sum = 0;
    Shock shock;
    std::set<std::size_t> artists;
};

class Watch {
public:
    Watch(std::size_t artists, int least_artists, ShockSettings const& settings)
        : settings_(settings), least_artists_(least_artists), forecasts_(artists) {}

    void see(Item const& item) {
        auto& forecast = forecasts_[item.artist];
        auto const seen = liking(item.piece->count, item.usual);
        if (forecast.count >= settings_.first_pieces) take(item, seen, forecast);
        if (!has_just_alarmed_) forecast.add(seen.log_odds);
        has_just_alarmed_ = false;
    }
    [[nodiscard]] std::optional<Shock> const& last() const { return last_; }

private:
    void take(Item const& item, Liking const& seen, Forecast const& forecast) {
        auto const spread = settings_.piece_deviation * settings_.piece_deviation;
        auto const error = seen.log_odds - forecast.mean;
        // A single piece never makes the alarm: beyond three deviations it is a failure, not a market.
        auto const surprise =
            std::clamp(error / std::sqrt(spread + spread / forecast.count + seen.variance), -3.0, 3.0);
        auto const sum = std::max(0.0, run_.sum - surprise - settings_.slack);
        if (sum <= 0) {
            run_ = {};
            return;
        }
        if (run_.sum <= 0) run_.shock.at = item.piece->first;
        run_.sum = sum;
        run_.shock.fall += (error - run_.shock.fall) / ++run_.shock.pieces;
        run_.artists.insert(item.artist);
        if (sum <= settings_.alarm || static_cast<int>(run_.artists.size()) < least_artists_) return;
        alarm(item);
    }

    void alarm(Item const& item) {
        run_.shock.artists = static_cast<int>(run_.artists.size());
        last_ = run_.shock;
        run_ = {};
        // What is expected begins anew, with the piece that made the alarm.
        forecasts_.assign(forecasts_.size(), {});
        forecasts_[item.artist].add(liking(item.piece->count, item.usual).log_odds);
        has_just_alarmed_ = true;
    }

    ShockSettings const& settings_;
    int least_artists_;
    std::vector<Forecast> forecasts_;
    Run run_;
    std::optional<Shock> last_;
    bool has_just_alarmed_ = false;
};

}  // namespace

std::optional<Shock> find_shock(std::vector<Pieces> const& artists, Date today, ShockSettings const& settings) {
    Watch watch(artists.size(), artists.size() == 1 ? 1 : settings.least_artists, settings);
    for (auto const& item : in_order(artists))
        if (item.piece->first <= today) watch.see(item);
    auto const& last = watch.last();
    if (last && days_between(last->at, today) > settings.most_ago_days) return std::nullopt;
    return last;
}

double trust_after(std::optional<Shock> const& shock, Date first) {
    return shock && first < shock->at ? trust_in_what_was : 1;
}

SaveCount thinned(SaveCount const& count, double share, double noise) {
    auto const rate = count.exposures > 0 ? count.saves / count.exposures : 0;
    auto const spread = rate * (1 - rate);
    if (share >= 1 || spread <= 0) return count;
    // The learner weighs a count of n by 1 / (noise^2 + 1 / (n spread + 1)): solved for n.
    auto const whole = noise * noise + 1 / (count.exposures * spread + 1);
    auto const exposures = std::max(1.0, (1 / (whole / share - noise * noise) - 1) / spread);
    if (exposures >= count.exposures) return count;
    return {exposures, exposures * rate};
}

}  // namespace troupe::evolution
