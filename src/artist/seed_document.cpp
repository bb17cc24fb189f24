#include "artist/seed_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "artist/impl/json_diff.hpp"
#include "base/json_schema.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

/// A field of the seed's that ours has no place for is kept as a line of understanding.heard:
///     import: voice_type = "husky alto"
constexpr std::string_view aside = "import: ";

std::string first_names(std::vector<Weight> const& weights, std::size_t most) {
    std::vector<std::string> names;
    for (auto const& weight : weights)
        if (names.size() < most) names.push_back(text::replace_all(weight.name, "_", " "));
    return text::enumerate(names);
}

std::string tempo_of(Style const& style) {
    return fmt::format("{} to {} BPM", std::lround(style.tempo_low.value), std::lround(style.tempo_high.value));
}

std::string vocals_of(Style const& style) { return style.vocals == "none" ? "instrumental" : style.vocals; }

std::string with_sounds(Style const& style) {
    return style.instruments.empty() ? std::string() : ", with " + first_names(style.instruments, 5);
}

std::string style_description(Style const& style) {
    return fmt::format("{} at {}, {}, in {}{}; {}", text::capitalised(first_names(style.genres, 3)), tempo_of(style),
                       first_names(style.moods, 3), first_names(style.modes, 2), with_sounds(style), vocals_of(style));
}

std::string song_prompt(Profile const& profile) {
    auto const& style = profile.style;
    auto const about = style.lyric_themes.empty() ? std::string() : "; about " + first_names(style.lyric_themes, 3);
    return fmt::format("{} {} track, {}, in {}{}; {}{}", text::capitalised(first_names(style.moods, 1)),
                       first_names(style.genres, 2), tempo_of(style), first_names(style.modes, 1), with_sounds(style),
                       vocals_of(style), about);
}

std::string degree(Style const& style, std::string const& trait, std::string_view little, std::string_view much) {
    auto const at = style.visual.find(trait);
    if (at == style.visual.end() || std::abs(at->second.value) < 0.2) return {};
    return fmt::format(", {}", at->second.value < 0 ? little : much);
}

std::string look_of(Profile const& profile) {
    auto const& style = profile.style;
    return degree(style, "darkness", "bright", "dark") + degree(style, "contrast", "soft contrast", "hard contrast") +
           degree(style, "grain", "clean", "grainy") + degree(style, "abstraction", "figurative", "abstract") +
           degree(style, "ornament", "plain", "ornamented");
}

std::string visual_prompt(Profile const& profile) {
    return fmt::format("{}{}; colours {}; in the manner of {}; no faces",
                       text::capitalised(text::enumerate(profile.core.motifs)), look_of(profile),
                       text::join(profile.core.palette, " "), first_names(profile.style.visual_families, 2));
}

std::string video_prompt(Profile const& profile) {
    return fmt::format("{}{}{}; colours {}; cut to {}", text::capitalised(text::enumerate(profile.core.motifs)),
                       look_of(profile), degree(profile.style, "motion", "slow movement", "restless movement"),
                       text::join(profile.core.palette, " "), tempo_of(profile.style));
}

std::vector<std::string> subgenres_of(Profile const& profile) {
    std::vector<std::string> names;
    for (auto const& genre : profile.style.genres)
        if (genre.name != profile.core.home_genre) names.push_back(genre.name);
    return names;
}

/// A range of days, three either way of the usual gap.
std::vector<int> days_of(Trait const& gap_weeks) {
    auto const usual = static_cast<int>(std::lround(gap_weeks.value * 7));
    return {std::max(0, usual - 3), usual + 3};
}

SeedSettings settings_of(Profile const& profile) {
    auto const& posting = profile.style.posting;
    auto const gap = posting.find("release_gap_weeks");
    auto const teasers = posting.find("teaser_share");
    SeedRelease release{.strategy = profile.settings.release_strategy};
    if (gap != posting.end()) release.track_release_random_days = days_of(gap->second);
    if (teasers != posting.end()) release.video_release_ratio = teasers->second.value;
    auto const& genres = profile.style.genres;
    auto const may_shift =
        std::any_of(genres.begin(), genres.end(), [](Weight const& each) { return each.plasticity > 0; });
    return {.release_strategy = release,
            .llm_assignments = profile.settings.llm_assignments,
            .trend_alignment_behavior = profile.settings.trend_alignment,
            .behavior_evolution_settings =
                SeedEvolution{may_shift, profile.settings.identity_limit, profile.settings.autopilot}};
}

/// What the seed's fields say of a profile, lines kept aside not counted.
SeedDocument fields_of(Profile const& profile) {
    return {.stage_name = profile.core.name,
            .genre = profile.core.home_genre,
            .subgenres = subgenres_of(profile),
            .style_description = style_description(profile.style),
            .voice_type = vocals_of(profile.style),
            .personality_traits = profile.behaviour.personality,
            .target_audience = profile.audience.summary,
            .visual_identity_prompt = visual_prompt(profile),
            .song_prompt_generator = song_prompt(profile),
            .video_prompt_generator = video_prompt(profile),
            .backstory = profile.core.origin_story,
            .influences = profile.positioning.influences,
            .settings = settings_of(profile)};
}

/// Where a field stands ("genre", "settings.llm_assignments"); null when it is absent.
json::Value* find_field(json::Value& document, std::string_view path) {
    auto* value = &document;
    for (auto const& step : text::split(path, '.')) {
        value = value->is_object() ? value->get_object().if_contains(step) : nullptr;
        if (value == nullptr) return nullptr;
    }
    return value;
}

void set_field(json::Value& document, std::string_view path, json::Value field) {
    auto* place = &document;
    for (auto const& step : text::split(path, '.')) {
        if (!place->is_object()) *place = json::Object{};
        place = &place->get_object()[step];
    }
    *place = std::move(field);
}

/// The fields that are kept or left one by one.
std::vector<std::string> const& field_paths() {
    static std::vector<std::string> const paths{"stage_name",
                                                "real_name",
                                                "genre",
                                                "subgenres",
                                                "style_description",
                                                "voice_type",
                                                "personality_traits",
                                                "target_audience",
                                                "visual_identity_prompt",
                                                "song_prompt_generator",
                                                "video_prompt_generator",
                                                "backstory",
                                                "influences",
                                                "settings.release_strategy",
                                                "settings.llm_assignments",
                                                "settings.trend_alignment_behavior",
                                                "settings.behavior_evolution_settings",
                                                "notes"};
    return paths;
}

/// Those that tell of the past: kept, and added to.
std::vector<std::string> const& record_paths() {
    static std::vector<std::string> const paths{"created_at", "updated_at", "update_history"};
    return paths;
}

bool is_field(std::string_view path) {
    auto const holds = [&](std::vector<std::string> const& paths) {
        return std::find(paths.begin(), paths.end(), path) != paths.end();
    };
    return holds(field_paths()) || holds(record_paths());
}

void put_aside_lines(json::Value& seed, Profile const& profile) {
    for (auto const& line : profile.understanding.heard) {
        auto const equals = line.find(" = ");
        if (!line.starts_with(aside) || equals == std::string::npos) continue;
        auto const path = std::string_view(line).substr(aside.size(), equals - aside.size());
        auto value = json::parse_value(std::string_view(line).substr(equals + 3));
        if (value && is_field(path)) set_field(seed, path, std::move(*value));
    }
}

void add_record(SeedDocument& seed, std::span<Document const> history) {
    if (history.empty()) return;
    std::vector<SeedUpdate> updates = seed.update_history.value_or(std::vector<SeedUpdate>{});
    for (auto const& document : history) {
        auto const& version = document.version;
        SeedUpdate update{version.at, version.by, version.reason, {}};
        for (auto const& change : version.diff) update.fields.push_back(change.path);
        updates.push_back(std::move(update));
    }
    seed.update_history = std::move(updates);
    if (!seed.created_at) seed.created_at = history.front().version.at;
    seed.updated_at = history.back().version.at;
}

/// The fields as they are exported, `troupe` and the record of the past aside.
json::Value exported_fields(Profile const& profile) {
    auto seed = json::to_value(fields_of(profile));
    put_aside_lines(seed, profile);
    return seed;
}

bool is_blank(json::Value const* value) {
    if (value == nullptr || value->is_null()) return true;
    auto const* string = value->if_string();
    return string != nullptr && text::trim(std::string_view(string->data(), string->size())).empty();
}

void find_unknown(json::Value const& value, json::Value& schema, std::string const& path,
                  std::vector<std::string>& unknown) {
    if (!value.is_object()) return;
    for (auto const& [key, entry] : value.get_object()) {
        auto const at = path.empty() ? std::string(key) : path + "." + std::string(key);
        auto* parent = json::schema_at(schema, path);
        // A map takes any key, and `troupe` is checked by its own reader.
        if (parent == nullptr || !parent->contains("properties")) return;
        if (json::schema_at(schema, at) == nullptr)
            unknown.push_back(at);
        else
            find_unknown(entry, schema, at, unknown);
    }
}

std::vector<std::string> unknown_fields(json::Value const& value) {
    std::vector<std::string> unknown;
    auto schema = json::schema_of<SeedDocument>();
    // Keys with a dot or a bracket would be read as paths, and no field of ours has one.
    find_unknown(value, schema, "", unknown);
    for (auto& name : unknown) name = text::excerpt(name, 100);
    return unknown;
}

std::string genre_id(std::string const& genre) {
    return text::replace_all(text::replace_all(text::lower(text::trim(genre)), " ", "_"), "-", "_");
}

/// The home genre first; each of the others half of the one before.
void apply_genres(SeedDocument const& seed, Profile& profile) {
    if (!seed.genre && !seed.subgenres) return;
    std::vector<std::string> names{seed.genre ? genre_id(*seed.genre) : profile.core.home_genre};
    for (auto const& name : seed.subgenres.value_or(subgenres_of(profile)))
        if (auto id = genre_id(name); !id.empty() && std::find(names.begin(), names.end(), id) == names.end())
            names.push_back(std::move(id));
    if (names.size() > 5) names.resize(5);
    auto present = subgenres_of(profile);
    present.insert(present.begin(), profile.core.home_genre);
    if (names == present) return;
    profile.core.home_genre = names[0];
    profile.style.genres.clear();
    double share = 1;
    for (auto const& name : names) profile.style.genres.push_back({name, share /= 2, 0.5});
    // Repaired later to sum to 1.
}

void apply_voice(std::string const& voice, Style& style) {
    static std::vector<std::pair<std::string, std::string>> const words{
        {"instrumental", "none"}, {"no vocals", "none"}, {"without vocals", "none"}, {"rap", "rapped"},
        {"spoken", "spoken"},     {"choir", "choir"},    {"vocoder", "vocoder"},     {"sung", "sung"},
        {"sing", "sung"},         {"vocal", "sung"},     {"soprano", "sung"},        {"alto", "sung"},
        {"tenor", "sung"},        {"baritone", "sung"}};
    if (voice == vocals_of(style)) return;
    auto const lowered = text::lower(voice);
    for (auto const& [word, kind] : words)
        if (lowered.find(word) != std::string::npos) {
            if (style.vocals != kind)
                style.vocal_presence.value = kind == "none" ? 0 : std::max(0.5, style.vocal_presence.value);
            style.vocals = kind;
            return;
        }
}

/// As many traits as a profile has; the base's fill up.
void apply_personality(std::vector<std::string> traits, std::vector<std::string>& personality) {
    for (auto const& trait : personality)
        if (traits.size() < 3 && std::find(traits.begin(), traits.end(), trait) == traits.end())
            traits.push_back(trait);
    personality = std::move(traits);
}

/// Keeps the value where the trait exists, or makes the trait.
void set_posting(Style& style, std::string const& name, double value, double low, double high) {
    auto& trait = style.posting.try_emplace(name, Trait{value, low, high, 0.5}).first->second;
    trait.value = value;
    trait.low = std::min(trait.low, value);
    trait.high = std::max(trait.high, value);
}

void apply_release(SeedRelease const& release, Profile& profile) {
    if (release.strategy) profile.settings.release_strategy = *release.strategy;
    auto const& days = release.track_release_random_days;
    auto const gap = profile.style.posting.find("release_gap_weeks");
    auto const is_as_before = gap != profile.style.posting.end() && days && days_of(gap->second) == *days;
    if (days && days->size() == 2 && !is_as_before)
        set_posting(profile.style, "release_gap_weeks", std::clamp(((*days)[0] + (*days)[1]) / 14.0, 0.0, 24.0), 3, 16);
    if (release.video_release_ratio)
        set_posting(profile.style, "teaser_share", std::clamp(*release.video_release_ratio, 0.0, 1.0), 0, 1);
}

void apply_evolution(SeedEvolution const& evolution, Profile& profile) {
    if (evolution.identity_limit) profile.settings.identity_limit = *evolution.identity_limit;
    if (evolution.autopilot) profile.settings.autopilot = *evolution.autopilot;
    if (!evolution.allow_genre_shifts) return;
    auto const moves = [](Weight const& each) { return each.plasticity > 0; };
    auto& genres = profile.style.genres;
    if (!*evolution.allow_genre_shifts) {
        for (auto& genre : genres) genre.plasticity = 0;
    } else if (!std::any_of(genres.begin(), genres.end(), moves)) {
        for (auto& genre : genres) genre.plasticity = 0.5;
    }
}

void apply_settings(SeedSettings const& settings, Profile& profile) {
    if (settings.release_strategy) apply_release(*settings.release_strategy, profile);
    if (settings.llm_assignments) profile.settings.llm_assignments = *settings.llm_assignments;
    if (settings.trend_alignment_behavior) profile.settings.trend_alignment = *settings.trend_alignment_behavior;
    if (settings.behavior_evolution_settings) apply_evolution(*settings.behavior_evolution_settings, profile);
}

void apply(SeedDocument const& seed, Profile& profile) {
    if (seed.stage_name) profile.core.name = *seed.stage_name;
    apply_genres(seed, profile);
    if (seed.voice_type) apply_voice(*seed.voice_type, profile.style);
    if (seed.personality_traits) apply_personality(*seed.personality_traits, profile.behaviour.personality);
    if (seed.target_audience) profile.audience.summary = *seed.target_audience;
    if (seed.backstory) profile.core.origin_story = *seed.backstory;
    if (seed.influences) profile.positioning.influences = *seed.influences;
    if (seed.settings) apply_settings(*seed.settings, profile);
}

/// The JSON with what a profile's texts may not hold (U+007F to U+009F, which JSON takes as they are) escaped.
std::string printable(json::Value const& value) {
    std::string out;
    for (auto const c : text::decode(json::print(value)))
        out += c >= 0x7F && c < 0xA0 ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : text::encode(std::u32string_view(&c, 1));
    return out;
}

void keep_aside(Profile& profile, std::string const& path, json::Value const& value, std::vector<std::string>& kept) {
    profile.understanding.heard.push_back(fmt::format("{}{} = {}", aside, path, printable(value)));
    kept.push_back(path);
}

/// Whatever the profile does not say again by itself.
void keep_the_rest(json::Value& given, Profile& profile, bool has_history, std::vector<std::string>& kept) {
    auto says = json::to_value(fields_of(profile));
    for (auto const& path : field_paths()) {
        auto* value = find_field(given, path);
        if (is_blank(value)) continue;
        auto const* said = find_field(says, path);
        if (said == nullptr || json::print(*said) != json::print(*value)) keep_aside(profile, path, *value, kept);
    }
    if (has_history) return;
    for (auto const& path : record_paths())
        if (auto* value = find_field(given, path); !is_blank(value)) keep_aside(profile, path, *value, kept);
}

/// "core.name: has 81 characters" as "stage_name: has 81 characters".
Error in_words_of_the_seed(Error error) {
    static std::vector<std::pair<std::string, std::string>> const names{
        {"core.name", "stage_name"},
        {"core.home_genre", "genre"},
        {"style.genres", "subgenres"},
        {"core.origin_story", "backstory"},
        {"behaviour.personality", "personality_traits"},
        {"positioning.influences", "influences"},
        {"settings.release_strategy", "settings.release_strategy.strategy"},
        {"settings.trend_alignment", "settings.trend_alignment_behavior"},
        {"settings.identity_limit", "settings.behavior_evolution_settings.identity_limit"}};
    for (auto const& [ours, theirs] : names)
        if (error.message.starts_with(ours)) return {error.code, theirs + error.message.substr(ours.size())};
    return error;
}

/// True when the fields beside `troupe` say what it says.
bool is_untouched(json::Value& given, Profile const& profile) {
    auto says = exported_fields(profile);
    return std::all_of(field_paths().begin(), field_paths().end(), [&](std::string const& path) {
        auto const* value = find_field(given, path);
        auto const* said = find_field(says, path);
        if (is_blank(value) || is_blank(said)) return is_blank(value) && is_blank(said);
        return json::print(*value) == json::print(*said);
    });
}

/// What was read, with unknown and blank fields gone.
json::Value known_fields(SeedDocument const& seed) {
    auto value = json::to_value(seed);
    value.as_object().erase("troupe");
    for (auto const& path : field_paths())
        if (!path.starts_with("settings.") && is_blank(value.as_object().if_contains(path)))
            value.as_object().erase(path);
    if (!value.as_object().contains("settings")) value.as_object()["settings"] = json::Object{};
    return value;
}

std::vector<std::string> missing_fields(json::Value& given) {
    std::vector<std::string> missing;
    for (auto const& path : field_paths())
        if (path != "real_name" && path != "notes" && is_blank(find_field(given, path))) missing.push_back(path);
    return missing;
}

}  // namespace

SeedDocument export_seed(Document const& document, std::span<Document const> history) {
    // The lines kept aside were fields of a seed document once, and were read as such.
    auto seed = json::from_value<SeedDocument>(exported_fields(document.profile)).value_or(fields_of(document.profile));
    add_record(seed, history);
    seed.troupe = json::to_value(document);
    return seed;
}

Result<ImportedSeed> import_seed(std::string_view text, Profile base) {
    auto const value = TRY(json::parse_value(text));
    auto const seed = TRY(json::from_value<SeedDocument>(value, json::Unknown::ignore));
    auto given = known_fields(seed);
    ImportedSeed imported{.profile = std::move(base), .unknown = unknown_fields(value)};
    if (seed.troupe) {
        auto document = TRY(json::from_value<Document>(*seed.troupe, json::Unknown::refuse, "troupe"));
        imported.profile = document.profile;
        if (is_untouched(given, document.profile)) {
            if (auto const valid = validate(document.profile); !valid) return within("troupe", valid.error());
            imported.document = std::move(document);
            return imported;
        }
    }
    imported.completed = missing_fields(given);
    std::erase_if(imported.profile.understanding.heard,
                  [](std::string const& line) { return line.starts_with(aside); });
    apply(TRY(json::from_value<SeedDocument>(given)), imported.profile);
    imported.repairs = repair(imported.profile);
    if (auto const valid = validate(imported.profile); !valid)
        return tl::unexpected(in_words_of_the_seed(valid.error()));
    keep_the_rest(given, imported.profile, seed.troupe.has_value(), imported.kept_aside);
    if (auto const valid = validate(imported.profile); !valid) return tl::unexpected(valid.error());
    return imported;
}

}  // namespace troupe::artist
