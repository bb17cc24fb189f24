#include "visual/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "visual/system.hpp"
#include "visual_embedded/embedded.hpp"

namespace troupe::visual {
namespace {

constexpr std::size_t limit_bytes = 4U << 20U;

Result<void> in_range(std::string const& path, double value, double low, double high) {
    if (value >= low && value <= high) return {};
    return fail(ErrorCode::invalid_input, fmt::format("{}: {} is not within {} to {}", path, value, low, high));
}

Result<void> one_of(std::string const& path, std::string const& value, std::vector<std::string> const& names) {
    if (std::find(names.begin(), names.end(), value) != names.end()) return {};
    return fail(ErrorCode::invalid_input, fmt::format("{}: '{}' is none of {}", path, value, fmt::join(names, ", ")));
}

Result<void> check(VisualTendency const& entry) {
    for (std::size_t i = 0; i < entry.families.size(); ++i) {
        TRY(one_of(fmt::format("families[{}].name", i), entry.families[i].name, family_names()));
        TRY(in_range(fmt::format("families[{}].weight", i), entry.families[i].weight, 0, 1000));
    }
    for (std::size_t i = 0; i < entry.hues.size(); ++i) TRY(in_range(fmt::format("hues[{}]", i), entry.hues[i], 0, 360));
    for (std::size_t i = 0; i < entry.characters.size(); ++i) TRY(one_of(fmt::format("characters[{}]", i), entry.characters[i], character_names()));
    for (auto const& [name, value] : entry.traits) {
        TRY(one_of("traits", name, {"darkness", "contrast", "grain", "abstraction", "motion", "ornament"}));
        TRY(in_range("traits." + name, value, -1, 1));
    }
    return in_range("chroma", entry.chroma, 0, 0.3);
}

Result<void> check(VideoStyle const& entry) {
    for (auto const& number : style_numbers()) TRY(in_range(number.name, entry.*number.member, number.low, number.high));
    return one_of("type_motion", entry.type_motion, {"fade", "slide", "typewriter", "pop", "glitch", "none"});
}

std::string known_numbers() {
    std::string names = "there are";
    for (auto const& number : style_numbers()) names += fmt::format("{} {}", &number == &style_numbers().front() ? "" : ",", number.name);
    return names;
}

Result<void> check(VideoEffect const& entry) {
    TRY(one_of("group", entry.group, {"retro", "glitch", "cinematic", "motion", "overlay", "transition", "colour"}));
    TRY(one_of("on", entry.on, {"beat", "bar", "section", "hit", "always"}));
    TRY(in_range("strength", entry.strength, 0, 1));
    TRY(in_range("duration", entry.duration, 0, 10));
    for (auto const& [name, value] : entry.changes) {
        auto const* number = style_number(name);
        if (number == nullptr)
            return fail(ErrorCode::invalid_input, fmt::format("changes.{}: is no number of a video style; {}", name, known_numbers()));
        TRY(in_range("changes." + name, value, number->low - number->high, number->high - number->low));
    }
    if (entry.group != "transition" && entry.transition.empty()) return {};
    if (entry.group != "transition")
        return fail(ErrorCode::invalid_input, fmt::format("transition: '{}' in the group {}; only the group transition has one", entry.transition, entry.group));
    return one_of("transition", entry.transition, {"cut", "dissolve", "black", "wipe", "whip", "flash", "roll"});
}

Result<void> check(FootageWords const& entry) {
    if (!entry.keywords.empty()) return {};
    return fail(ErrorCode::invalid_input, "keywords: is empty");
}

Result<void> check(VideoTrend const& entry) { return in_range("weight", entry.weight, -1, 1); }

/// The list in `text`, merged over `table`: what an entry with a known id does not name stays as it was.
template <class Entry>
Result<void> merge(std::vector<Entry>& table, std::string_view text) {
    auto const value = TRY(json::parse_value(text));
    auto const* list = value.if_array();
    if (list == nullptr) return fail(ErrorCode::invalid_input, "expected a list of entries");
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const path = fmt::format("[{}]", i);
        auto const* given = (*list)[i].if_object();
        auto const* id = given == nullptr ? nullptr : given->if_contains("id");
        if (id == nullptr || !id->is_string() || id->get_string().empty()) return fail(ErrorCode::invalid_input, path + ".id: an entry needs an id");
        auto const known = std::find_if(table.begin(), table.end(), [&](Entry const& entry) { return std::string_view(entry.id) == std::string_view(id->get_string()); });
        auto whole = known == table.end() ? json::Object{} : json::to_value(*known).get_object();
        for (auto const& [key, field] : *given) whole[key] = field;
        auto entry = TRY(json::from_value<Entry>(json::Value(whole), json::Unknown::refuse, path));
        if (auto checked = check(entry); !checked) return within(path, checked.error());
        if (known == table.end()) table.push_back(std::move(entry));
        else *known = std::move(entry);
    }
    return {};
}

template <class Entry>
Result<void> merge_built_in(std::vector<Entry>& table, std::string_view name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) {
            auto merged = merge(table, file.content);
            if (!merged) return fail(ErrorCode::internal, fmt::format("data/{}: {}", name, merged.error().message));
            return {};
        }
    return fail(ErrorCode::internal, fmt::format("data/{} is not built in", name));
}

template <class Entry>
Result<void> merge_file(std::vector<Entry>& table, Configuration const& configuration, std::string const& variable) {
    auto const path = configuration.get(variable);
    if (!path) return {};
    auto const text = read_file(*path, limit_bytes);
    if (!text) return within(variable, text.error());
    auto merged = merge(table, *text);
    if (!merged) return within(fmt::format("{}: {}", variable, *path), merged.error());
    return {};
}

/// The file of a variable as a message names it.
std::string source_of(Configuration const& configuration, std::string const& variable) {
    return fmt::format("{}: {}", variable, configuration.get(variable).value_or("built in"));
}

Result<void> link(Tables const& tables, std::string const& style, std::string const& where) {
    if (style.empty() || tables.style(style) != nullptr) return {};
    return fail(ErrorCode::invalid_input, fmt::format("{} '{}' is no video style", where, style));
}

/// Ids that point at other tables.
Result<void> check_links(Tables const& tables, Configuration const& configuration) {
    for (auto const& look : tables.looks)
        if (auto linked = link(tables, look.video_style, look.id + ".video_style:"); !linked)
            return within(source_of(configuration, "ARTIST_VISUAL_DB_PATH"), linked.error());
    for (auto const& trend : tables.trends)
        if (auto linked = link(tables, trend.style, trend.id + ".style:"); !linked)
            return within(source_of(configuration, "VIDEO_TRENDS_DB_PATH"), linked.error());
    for (auto const& style : tables.styles)
        for (auto const& effect : style.effects)
            if (tables.effect(effect) == nullptr)
                return fail(ErrorCode::invalid_input, fmt::format("{}: {}.effects: '{}' is no video effect", source_of(configuration, "VIDEO_STYLE_DB_PATH"), style.id, effect));
    return {};
}

template <class Entry>
Entry const* find(std::vector<Entry> const& table, std::string_view id) {
    auto const found = std::find_if(table.begin(), table.end(), [&](Entry const& entry) { return entry.id == id; });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

VisualTendency const* Tables::look(std::string_view id) const { return find(looks, id); }
VideoStyle const* Tables::style(std::string_view id) const { return find(styles, id); }
VideoEffect const* Tables::effect(std::string_view id) const { return find(effects, id); }
FootageWords const* Tables::words(std::string_view id) const { return find(footage, id); }

Result<Tables> built_in_tables() {
    Tables tables;
    TRY(merge_built_in(tables.looks, "visual/looks.json"));
    TRY(merge_built_in(tables.effects, "visual/effects.json"));
    TRY(merge_built_in(tables.styles, "visual/styles.json"));
    TRY(merge_built_in(tables.footage, "visual/footage.json"));
    TRY(merge_built_in(tables.trends, "visual/trends.json"));
    TRY(check_links(tables, Configuration::of({})));
    return tables;
}

Result<Tables> load_tables(Configuration const& configuration) {
    auto tables = TRY(built_in_tables());
    TRY(merge_file(tables.looks, configuration, "ARTIST_VISUAL_DB_PATH"));
    TRY(merge_file(tables.effects, configuration, "VIDEO_EFFECTS_DB_PATH"));
    TRY(merge_file(tables.styles, configuration, "VIDEO_STYLE_DB_PATH"));
    TRY(merge_file(tables.footage, configuration, "VIDEO_FOOTAGE_DB_PATH"));
    TRY(merge_file(tables.trends, configuration, "VIDEO_TRENDS_DB_PATH"));
    TRY(check_links(tables, configuration));
    return tables;
}

Result<LiveFile<Tables>> open_tables(Configuration const& configuration) {
    std::vector<std::filesystem::path> files;
    for (auto const* variable : {"ARTIST_VISUAL_DB_PATH", "VIDEO_EFFECTS_DB_PATH", "VIDEO_STYLE_DB_PATH", "VIDEO_FOOTAGE_DB_PATH", "VIDEO_TRENDS_DB_PATH"})
        if (auto const file = configuration.get(variable)) files.emplace_back(*file);
    return LiveFile<Tables>::open(std::move(files), [configuration] { return load_tables(configuration); });
}

VideoStyle with_effects(VideoStyle style, Tables const& tables) {
    style.timed.clear();
    for (auto const& id : style.effects) {
        auto const* effect = tables.effect(id);
        if (effect == nullptr) continue;
        if (effect->on == "always") add_effect(style, *effect, effect->strength);
        else style.timed.push_back(*effect);
    }
    return style;
}

}  // namespace troupe::visual
