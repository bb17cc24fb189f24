#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string_view>

#include "artist/impl/bounds.hpp"
#include "artist/profile.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace troupe::artist {
namespace {

tl::unexpected<Error> wrong(std::string_view path, std::string_view rule) {
    return wrong_field(std::string(path), std::string(rule));
}

/// Shares of a whole: sorted, each name once, and together 1.
Result<void> check_weights(std::string const& path, std::vector<Weight> const& weights) {
    std::set<std::string_view> names;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto const at = fmt::format("{}[{}]", path, i);
        if (!names.insert(weights[i].name).second) return wrong(at + ".name", fmt::format("'{}' stands there twice", text::excerpt(weights[i].name)));
        if (i > 0 && weights[i].weight > weights[i - 1].weight) return wrong(at + ".weight", "is heavier than the one before: sort them");
        sum += weights[i].weight;
    }
    if (!weights.empty() && std::abs(sum - 1) > 1e-6) return wrong(path, fmt::format("the weights sum to {}, not to 1", sum));
    return {};
}

Result<void> check_trait(std::string const& path, Trait const& trait) {
    if (trait.low > trait.high) return wrong(path + ".low", fmt::format("{} is above high, {}", trait.low, trait.high));
    if (trait.value >= trait.low && trait.value <= trait.high) return {};
    return wrong(path + ".value", fmt::format("{} is not within {} and {}", trait.value, trait.low, trait.high));
}

Result<void> check_traits(std::string const& path, std::map<std::string, Trait> const& traits) {
    for (auto const& [name, trait] : traits) TRY(check_trait(fmt::format("{}.{}", path, text::excerpt(name)), trait));
    return {};
}

Result<void> check_order(std::string_view path, double high, std::string_view low_path, double low) {
    if (high >= low) return {};
    return wrong(path, fmt::format("{} is below {}, {}", high, low_path, low));
}

Result<void> check_style(Style const& style) {
    TRY(check_weights("style.genres", style.genres));
    TRY(check_trait("style.tempo_low", style.tempo_low));
    TRY(check_trait("style.tempo_high", style.tempo_high));
    if (style.tempo_low.value > style.tempo_high.value)
        return wrong("style.tempo_low.value",
                     fmt::format("{} is above style.tempo_high.value, {}", style.tempo_low.value, style.tempo_high.value));
    TRY(check_weights("style.moods", style.moods));
    TRY(check_weights("style.modes", style.modes));
    TRY(check_weights("style.instruments", style.instruments));
    TRY(check_trait("style.vocal_presence", style.vocal_presence));
    TRY(check_traits("style.production", style.production));
    TRY(check_weights("style.lyric_themes", style.lyric_themes));
    TRY(check_traits("style.visual", style.visual));
    TRY(check_weights("style.visual_families", style.visual_families));
    return check_traits("style.posting", style.posting);
}

Result<void> check_facts(std::vector<Fact> const& facts) {
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (!ids.insert(facts[i].id).second)
            return wrong(fmt::format("story.facts[{}].id", i), fmt::format("'{}' stands there twice", text::excerpt(facts[i].id)));
    return {};
}

/// Whatever could not be stored, printed and read back: broken UTF-8, control characters.
Result<void> check_characters(std::string const& path, json::Value const& value) {
    if (auto const* string = value.if_string()) {
        std::string_view const view(string->data(), string->size());
        if (!text::is_valid_utf8(view)) return wrong(path, "is not valid UTF-8");
        for (auto const c : view)
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
                return wrong(path, "holds a control character");
    } else if (auto const* object = value.if_object()) {
        for (auto const& [key, entry] : *object)
            TRY(check_characters(json::impl::member_path(path, key), entry));
    } else if (auto const* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) TRY(check_characters(fmt::format("{}[{}]", path, i), (*array)[i]));
    }
    return {};
}

}  // namespace

Result<void> validate(Profile const& profile) {
    auto const value = json::to_value(profile);
    TRY(check_characters("", value));
    TRY(impl::check_bounds(value));
    auto const& voice = profile.core.voice;
    TRY(check_order("core.voice.words_high", voice.words_high, "core.voice.words_low", voice.words_low));
    TRY(check_style(profile.style));
    TRY(check_order("audience.age_high", profile.audience.age_high, "audience.age_low", profile.audience.age_low));
    auto const& zone = profile.audience.time_zone;
    if (auto const known = local_date(TimePoint{}, zone); !known) return within("audience.time_zone", known.error());
    return check_facts(profile.story.facts);
}

}  // namespace troupe::artist
