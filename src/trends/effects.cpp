#include "trends/effects.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "base/random.hpp"
#include "trends/impl/quantile.hpp"

namespace troupe::trends {
namespace {

constexpr std::size_t half_a_year = 26;
constexpr std::size_t least_group = 8;
constexpr int samples = 400;

std::optional<double> recent_mean(WeeklySeries const& series) {
    double sum = 0;
    int count = 0;
    for (auto i = series.values.size() - std::min(series.values.size(), half_a_year); i < series.values.size(); ++i) {
        if (std::isnan(series.values[i])) continue;
        sum += series.values[i];
        ++count;
    }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

double shift(std::vector<double> const& upper, std::vector<double> const& others) {
    std::vector<double> differences;
    differences.reserve(upper.size() * others.size());
    for (auto const a : upper)
        for (auto const b : others) differences.push_back(a - b);
    return impl::median(std::move(differences));
}

std::vector<double> resampled(std::vector<double> const& values, Random& random) {
    std::vector<double> drawn;
    for (std::size_t i = 0; i < values.size(); ++i) drawn.push_back(random.pick(values));
    return drawn;
}

void add_interval(Effect& effect, std::vector<double> const& upper, std::vector<double> const& others) {
    auto random = Random(2026).stream(effect.habit).stream(effect.success);
    std::vector<double> shifts;
    for (int i = 0; i < samples; ++i) {
        auto const one = resampled(upper, random);
        shifts.push_back(shift(one, resampled(others, random)));
    }
    effect.low = impl::quantile(shifts, 0.025);
    effect.high = impl::quantile(shifts, 0.975);
    effect.is_clear = effect.low > 0 || effect.high < 0;
}

using ByArtist = std::map<std::string, double>;

std::optional<Effect> effect_of(ByArtist const& success, ByArtist const& habit) {
    std::vector<std::pair<double, double>> both;  // success, habit
    for (auto const& [artist, value] : success)
        if (auto const found = habit.find(artist); found != habit.end()) both.emplace_back(value, found->second);
    std::stable_sort(both.begin(), both.end(), [](auto const& a, auto const& b) { return a.first > b.first; });
    auto const quarter = both.size() / 4;
    if (quarter < least_group) return std::nullopt;
    std::vector<double> upper, others;
    for (std::size_t i = 0; i < both.size(); ++i) (i < quarter ? upper : others).push_back(both[i].second);
    Effect effect;
    effect.successful = static_cast<int>(upper.size());
    effect.others = static_cast<int>(others.size());
    effect.median_successful = impl::median(upper);
    effect.median_others = impl::median(others);
    effect.difference = shift(upper, others);
    add_interval(effect, upper, others);
    return effect;
}

}  // namespace

bool is_habit(std::string const& measure) {
    return std::any_of(std::begin(habits), std::end(habits), [&](char const* each) { return measure == each; });
}

std::vector<Effect> find_effects(std::vector<WeeklySeries> const& series) {
    using Place = std::tuple<std::string, std::string, std::string>;  // platform, country, measure
    std::map<Place, ByArtist> successes;
    std::map<std::string, ByArtist> habits_of;
    for (auto const& each : series) {
        if (each.key.kind != Kind::artist) continue;
        auto const mean = recent_mean(each);
        if (!mean) continue;
        if (is_habit(each.key.measure))
            habits_of[each.key.measure][each.key.name] = *mean;
        else
            successes[{each.key.platform, each.key.country, each.key.measure}][each.key.name] = *mean;
    }
    std::vector<Effect> effects;
    for (auto const& [place, success] : successes)
        for (auto const& [habit, artists] : habits_of) {
            auto effect = effect_of(success, artists);
            if (!effect) continue;
            std::tie(effect->platform, effect->country, effect->success) = place;
            effect->habit = habit;
            effects.push_back(*std::move(effect));
        }
    return effects;
}

}  // namespace troupe::trends
