#include "trends/opportunities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "trends/import_trends.hpp"

namespace troupe::trends {
namespace {

constexpr std::size_t most_shown = 20;
constexpr double crowd_limit = 3;  ///< more crowded than this makes no difference

bool is_supply(std::string const& measure) {
    return std::any_of(std::begin(supplies), std::end(supplies), [&](char const* each) { return measure == each; });
}

Forecast const* quarter(SeriesView const& view) {
    auto const found = std::find_if(view.forecasts.begin(), view.forecasts.end(),
                                    [](Forecast const& each) { return each.ahead == 13; });
    return found == view.forecasts.end() ? nullptr : &*found;
}

using PoolKey = std::tuple<Kind, std::string, std::string, std::string>;
PoolKey pool_key(SeriesKey const& key) { return {key.kind, key.platform, key.country, key.measure}; }

/// The largest expectation and the sum of the newest numbers of every pool.
struct PoolSize {
    double largest = 0, sum = 0;
};
std::map<PoolKey, PoolSize> sizes_of(Survey const& survey) {
    std::map<PoolKey, PoolSize> sizes;
    for (auto const& view : survey.series) {
        auto& size = sizes[pool_key(view)];
        size.sum += view.latest;
        if (auto const* const expected = quarter(view)) size.largest = std::max(size.largest, expected->value);
    }
    return sizes;
}

/// All series about one thing in one country.
struct Thing {
    std::vector<SeriesView const*> demand, supply;
};
using ThingKey = std::tuple<Kind, std::string, std::string>;

std::map<ThingKey, Thing> things_of(Survey const& survey) {
    std::map<ThingKey, Thing> things;
    for (auto const& view : survey.series) {
        if (view.kind == Kind::artist || view.kind == Kind::song) continue;
        auto& thing = things[{view.kind, view.name, view.country}];
        (is_supply(view.measure) ? thing.supply : thing.demand).push_back(&view);
    }
    return things;
}

double mean_share(std::vector<SeriesView const*> const& views, std::map<PoolKey, PoolSize> const& sizes) {
    double sum = 0;
    for (auto const* view : views) {
        auto const whole = sizes.at(pool_key(*view)).sum;
        sum += whole > 0 ? view->latest / whole : 0;
    }
    return sum / static_cast<double>(views.size());
}

/// For people: 14,660 is no 1.466e+04.
std::string amount(double value) {
    return std::abs(value) < 1'000 ? fmt::format("{:.4g}", value) : fmt::format("{:.0f}", value);
}

Evidence evidence_of(SeriesView const& view) {
    Evidence row{view, view.sources, view.last, view.latest, view.weeks, "no forecast: too little is known"};
    if (auto const* const expected = quarter(view))
        row.says = fmt::format("in 13 weeks {} ({} to {}), now {}", amount(expected->value), amount(expected->low),
                               amount(expected->high), amount(view.latest));
    else if (is_supply(view.measure))
        row.says = fmt::format("{} offered", amount(view.latest));
    return row;
}

std::vector<std::string> doubts_of(Thing const& thing) {
    std::vector<std::string> doubts;
    int missing = 0, disputed = 0;
    for (auto const* view : thing.demand) missing += view->missing, disputed += view->disputed;
    if (thing.demand.size() == 1) doubts.emplace_back("one platform alone says so");
    if (missing > 0) doubts.push_back(fmt::format("{} weeks were not reported", missing));
    if (disputed > 0) doubts.push_back(fmt::format("sources disagree about {} weeks", disputed));
    if (thing.supply.empty()) doubts.emplace_back("nobody reported how much is offered");
    return doubts;
}

/// What is asked for, offered and said about one thing; nothing without a forecast.
std::optional<Opportunity> opportunity_of(ThingKey const& key, Thing const& thing,
                                          std::map<PoolKey, PoolSize> const& sizes) {
    Opportunity found;
    std::tie(found.kind, found.name, found.country) = key;
    int platforms = 0;
    for (auto const* view : thing.demand) {
        found.evidence.push_back(evidence_of(*view));
        auto const* const expected = quarter(*view);
        auto const largest = sizes.at(pool_key(*view)).largest;
        if (expected == nullptr || largest <= 0) continue;
        found.demand += expected->low / largest;
        ++platforms;
    }
    if (platforms == 0) return std::nullopt;
    found.demand /= platforms;
    for (auto const* view : thing.supply) found.evidence.push_back(evidence_of(*view));
    auto const asked = mean_share(thing.demand, sizes);
    if (!thing.supply.empty() && asked > 0) found.saturation = mean_share(thing.supply, sizes) / asked;
    found.doubts = doubts_of(thing);
    return found;
}

double score_of(Opportunity const& found, AlignmentRule const& rule) {
    // Without a word about what is offered it counts as neither crowded nor free.
    auto const room = 1 - std::min(found.saturation.value_or(1), crowd_limit) / crowd_limit;
    return (rule.demand * found.demand + (1 - rule.demand) * room) * (1 - 0.5 * found.distance);
}

}  // namespace

AlignmentRule rule_of(Alignment alignment) {
    switch (alignment) {
        case Alignment::strict:
            return {0.9, 0.35};
        case Alignment::soft:
            return {0.6, 0.6};
        case Alignment::experimental:
            return {0.3, 1.0};
    }
    return {};
}

Opportunities find_opportunities(Survey const& survey, Seeker const& seeker) {
    Opportunities all{seeker.name, seeker.alignment, {}, {}};
    auto const rule = rule_of(seeker.alignment);
    auto const sizes = sizes_of(survey);
    int without = 0, too_far = 0;
    for (auto const& [key, thing] : things_of(survey)) {
        if (thing.demand.empty()) continue;
        auto found = opportunity_of(key, thing, sizes);
        auto const distance = seeker.distance(std::get<0>(key), std::get<1>(key));
        if (!found)
            ++without;
        else if (distance && *distance > rule.reach)
            ++too_far;
        else {
            found->distance = distance.value_or(0);
            if (!distance) found->doubts.emplace_back("how far it is from the artist is not known");
            found->score = score_of(*found, rule);
            all.opportunities.push_back(*std::move(found));
        }
    }
    std::stable_sort(all.opportunities.begin(), all.opportunities.end(),
                     [](auto const& a, auto const& b) { return a.score > b.score; });
    if (all.opportunities.size() > most_shown) all.opportunities.resize(most_shown);
    if (all.opportunities.empty())
        all.notes.emplace_back("no evidence: no series that fits the artist has a forecast; go on as planned");
    if (without > 0)
        all.notes.push_back(
            fmt::format("{} things have no forecast: less than 26 weeks of the last 52 are known", without));
    if (too_far > 0)
        all.notes.push_back(fmt::format("{} things are further from the artist than {} alignment goes", too_far,
                                        json::enum_name(seeker.alignment)));
    return all;
}

std::string describe(Opportunities const& all) {
    std::string out = fmt::format("{} ({} alignment)\n", all.artist, json::enum_name(all.alignment));
    for (auto const& each : all.opportunities) {
        out += fmt::format("{} {} ({}): demand {:.2f}, saturation {}, distance {:.2f}\n", json::enum_name(each.kind),
                           each.name, each.country == "ZZ" ? "worldwide" : each.country, each.demand,
                           each.saturation ? fmt::format("{:.2f}", *each.saturation) : "not reported", each.distance);
        for (auto const& row : each.evidence)
            out += fmt::format("    {}: {} ({} weeks to {}, from {})\n", describe(row.series), row.says, row.weeks,
                               format_date(row.last), text::join(row.sources, ", "));
        for (auto const& doubt : each.doubts) out += "    but " + doubt + "\n";
    }
    for (auto const& note : all.notes) out += note + "\n";
    return out;
}

}  // namespace troupe::trends
