#include "planning/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/json.hpp"
#include "planning/impl/clock_time.hpp"
#include "planning_embedded/embedded.hpp"

namespace troupe::planning {
namespace {

Error wrong(std::string message) { return {ErrorCode::invalid_input, std::move(message)}; }

Result<void> check(Platform const& platform) {
    auto const day_starts = impl::parse_clock(platform.quiet_to);
    auto const day_ends = impl::parse_clock(platform.quiet_from);
    if (platform.id.empty() || platform.formats.empty())
        return tl::unexpected(wrong(fmt::format("platform '{}': needs an id and at least one format", platform.id)));
    if (!day_starts || !day_ends || *day_starts >= *day_ends)
        return tl::unexpected(wrong(fmt::format(
            "platform '{}': quiet_to must be a time before quiet_from, like 08:00 and 22:30", platform.id)));
    if (platform.max_per_day < 1 || platform.min_gap_minutes < 1)
        return tl::unexpected(
            wrong(fmt::format("platform '{}': max_per_day and min_gap_minutes must be at least 1", platform.id)));
    if (platform.min_gap_minutes * (platform.max_per_day - 1) >= *day_ends - *day_starts)
        return tl::unexpected(wrong(fmt::format(
            "platform '{}': max_per_day items with that gap do not fit between the quiet hours", platform.id)));
    return {};
}

Result<void> check(ReleaseRules const& rules) {
    if (rules.gap_value.empty()) return tl::unexpected(wrong("release_rules.gap_value: must not be empty"));
    if (rules.min_gap_weeks < 1 || rules.min_lead_days < 0 || rules.own_gap_spread_weeks <= 0)
        return tl::unexpected(wrong(
            "release_rules: min_gap_weeks and own_gap_spread_weeks must be positive, min_lead_days not negative"));
    if (rules.delivery_days > rules.min_lead_days || rules.pitch_days > rules.min_lead_days)
        return tl::unexpected(wrong("release_rules: delivery_days and pitch_days must fit into min_lead_days"));
    for (auto const& season : rules.seasons)
        if (!parse_date("2024-" + season.from) || !parse_date("2024-" + season.to) || season.from > season.to)
            return tl::unexpected(
                wrong(fmt::format("release_rules.seasons: '{}' to '{}' is no span of a year like 12-18 to 12-31",
                                  season.from, season.to)));
    return {};
}

Result<void> check(Tables const& tables) {
    for (auto const& platform : tables.platforms) TRY(check(platform));
    TRY(check(tables.rules));
    if (static_cast<int>(tables.platforms.size()) < tables.rules.platforms_at_least)
        return tl::unexpected(wrong("platforms: fewer than platforms_at_least"));
    for (auto const& arc : tables.arcs)
        if (arc.curve.size() < 2)
            return tl::unexpected(wrong("arcs: '" + arc.name + "' needs a curve of two points or more"));
    if (tables.arcs.empty()) return tl::unexpected(wrong("arcs: must not be empty"));
    for (auto const& [purpose, pool] : tables.briefs)
        if (pool.says.empty() || (pool.themes.empty() && !purpose.starts_with("motif_")))
            return tl::unexpected(wrong("briefs: '" + purpose + "' needs themes and says"));
    return {};
}

std::string_view embedded(std::string_view name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) return file.content;
    return {};
}

}  // namespace

Platform const* Tables::find_platform(std::string_view id) const {
    auto const found =
        std::find_if(platforms.begin(), platforms.end(), [&](Platform const& each) { return each.id == id; });
    return found == platforms.end() ? nullptr : &*found;
}

Result<Tables> read_tables(std::string_view platforms, std::string_view rules, std::string_view arcs,
                           std::string_view briefs) {
    auto const named = [](char const* table, auto result) -> decltype(result) {
        if (!result) return within(table, result.error());
        return result;
    };
    Tables tables;
    tables.platforms = TRY(named("platforms", json::parse<std::vector<Platform>>(platforms)));
    tables.rules = TRY(named("release_rules", json::parse<ReleaseRules>(rules)));
    tables.arcs = TRY(named("arcs", json::parse<std::vector<Arc>>(arcs)));
    tables.briefs = TRY(named("briefs", json::parse<std::map<std::string, BriefPool>>(briefs)));
    TRY(check(tables));
    return tables;
}

Tables const& built_in_tables() {
    static Tables const tables = [] {
        auto read = read_tables(embedded("planning/platforms.json"), embedded("planning/release_rules.json"),
                                embedded("planning/arcs.json"), embedded("planning/briefs.json"));
        assert(read && "a test reads the built-in tables");
        return *std::move(read);
    }();
    return tables;
}

}  // namespace troupe::planning
