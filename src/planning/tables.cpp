#include "planning/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/files.hpp"
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
    if (platform.most_in_24_hours < 1)
        return tl::unexpected(wrong(fmt::format("platform '{}': most_in_24_hours must be at least 1", platform.id)));
    if (std::int64_t{platform.min_gap_minutes} * (platform.max_per_day - 1) >= *day_ends - *day_starts)
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

/// Sentences that are added to an item of whatever purpose.
bool has_lines_alone(std::string_view purpose) { return purpose.starts_with("motif_") || purpose == "continue"; }

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
        if (pool.says.empty() || (pool.themes.empty() && !has_lines_alone(purpose)))
            return tl::unexpected(wrong("briefs: '" + purpose + "' needs themes and says"));
    return {};
}

constexpr std::size_t largest_file_bytes = 4U << 20U;

std::string id_of(json::Value const& row) {
    auto const* object = row.if_object();
    auto const* id = object == nullptr ? nullptr : object->if_contains("id");
    return id != nullptr && id->is_string() ? std::string(id->get_string()) : std::string();
}

/// Objects field by field, rows by their id, everything else whole.
void lay_over(json::Value& base, json::Value const& over) {
    bool const are_rows = base.is_array() && over.is_array() && !over.get_array().empty() &&
                          std::all_of(over.get_array().begin(), over.get_array().end(),
                                      [](auto const& row) { return !id_of(row).empty(); });
    if (base.is_object() && over.is_object()) {
        for (auto const& [key, value] : over.get_object()) lay_over(base.get_object()[key], value);
    } else if (are_rows) {
        auto& rows = base.get_array();
        for (auto const& row : over.get_array()) {
            auto const old =
                std::find_if(rows.begin(), rows.end(), [&](auto const& each) { return id_of(each) == id_of(row); });
            if (old != rows.end())
                lay_over(*old, row);
            else
                rows.push_back(row);
        }
    } else {
        base = over;
    }
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

int Tables::delivery_days() const {
    int days = rules.delivery_days;
    for (auto const& store : constraints.stores) days = std::max(days, store.delivery_days);
    return days;
}

int Tables::lead_days() const { return std::max(rules.min_lead_days, delivery_days()); }

Result<Tables> read_tables(std::string_view platforms, std::string_view rules, std::string_view arcs,
                           std::string_view briefs, std::string_view constraints) {
    auto const named = [](char const* table, auto result) -> decltype(result) {
        if (!result) return within(table, result.error());
        return result;
    };
    Tables tables;
    tables.platforms = TRY(named("platforms", json::parse<std::vector<Platform>>(platforms)));
    tables.rules = TRY(named("release_rules", json::parse<ReleaseRules>(rules)));
    tables.arcs = TRY(named("arcs", json::parse<std::vector<Arc>>(arcs)));
    tables.briefs = TRY(named("briefs", json::parse<std::map<std::string, BriefPool>>(briefs)));
    tables.constraints = TRY(named("constraints", json::parse<Constraints>(constraints)));
    if (auto const sound = check(tables.constraints); !sound) return within("constraints", sound.error());
    TRY(check(tables));
    return tables;
}

Result<Tables> load_tables(std::filesystem::path const& file) {
    if (file.empty()) return built_in_tables();
    auto const name = file.string();
    auto const text = TRY(read_file(file, largest_file_bytes));
    auto const document = json::parse_value(text);
    if (!document) return within(name, document.error());
    auto const* object = document->if_object();
    if (object == nullptr) return fail(ErrorCode::invalid_input, name + ": expected an object");
    std::map<std::string, std::string> texts;
    for (auto const* table : {"platforms", "release_rules", "constraints"})
        texts[table] = embedded(fmt::format("planning/{}.json", table));
    for (auto const& [key, over] : *object) {
        auto const text_of = texts.find(std::string(key));
        if (text_of == texts.end())
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}: unknown field '{}'; platforms, release_rules and constraints are known", name,
                                    std::string(key)));
        auto base = TRY(json::parse_value(text_of->second));
        lay_over(base, over);
        text_of->second = json::print(base);
    }
    auto tables = read_tables(texts["platforms"], texts["release_rules"], embedded("planning/arcs.json"),
                              embedded("planning/briefs.json"), texts["constraints"]);
    if (!tables) return within(name, tables.error());
    return tables;
}

Tables const& built_in_tables() {
    static Tables const tables = [] {
        auto read = read_tables(embedded("planning/platforms.json"), embedded("planning/release_rules.json"),
                                embedded("planning/arcs.json"), embedded("planning/briefs.json"),
                                embedded("planning/constraints.json"));
        assert(read && "a test reads the built-in tables");
        return *std::move(read);
    }();
    return tables;
}

}  // namespace troupe::planning
