#include "providers/leonardo/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "providers/impl/address.hpp"

namespace troupe::providers::leonardo {
namespace {

Result<std::optional<double>> number(Configuration const& configuration, char const* name, double low, double high) {
    auto const text = configuration.get(name);
    if (!text) return std::optional<double>{};
    double value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error == std::errc{} && end == text->data() + text->size() && value >= low && value <= high) return std::optional(value);
    return fail(ErrorCode::invalid_input, fmt::format("{}: expected a number from {:g} to {:g}", name, low, high));
}

Result<int> side(Configuration const& configuration, char const* name) {
    auto const value = TRY(configuration.integer(name, 1024, 512, 1536));
    if (value % 8 == 0) return value;
    return fail(ErrorCode::invalid_input, fmt::format("{}: expected a multiple of 8, such as {}", name, value / 8 * 8));
}

/// A name goes into a body and into messages.
Result<std::string> plain_word(Configuration const& configuration, char const* name, std::string fallback) {
    auto word = configuration.get(name).value_or(std::move(fallback));
    auto const is_plain = [](char c) { return c > ' ' && c < 127 && c != '"' && c != '\\'; };
    if (word.size() <= 80 && std::all_of(word.begin(), word.end(), is_plain)) return word;
    return fail(ErrorCode::invalid_input, fmt::format("{}: expected a word of at most 80 letters and digits", name));
}

Result<void> read_limit(Configuration const& configuration, Settings& settings) {
    constexpr auto const* in_dollars = "TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH";
    constexpr auto const* in_credits = "TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH";
    auto const dollars = TRY(number(configuration, in_dollars, 0, 1e6));
    auto const credits = TRY(number(configuration, in_credits, 0, 1e9));
    if (dollars && credits)
        return fail(ErrorCode::invalid_input, fmt::format("{}: an account pays in one of the two: leave it or {} out", in_credits, in_dollars));
    if (!dollars && !credits) return {};
    settings.most_a_month = providers::impl::Price{std::llround(dollars.value_or(0) * 1e6 + credits.value_or(0) * 1e6), dollars ? "USD" : "credits"};
    settings.cap_setting = dollars ? in_dollars : in_credits;
    return {};
}

Result<void> read_motion(Configuration const& configuration, Settings& settings) {
    settings.motion = TRY(plain_word(configuration, "TROUPE_LEONARDO_MOTION", ""));
    if (settings.motion.empty() || settings.prices.motions.contains(settings.motion)) return {};
    std::vector<std::string> names;
    for (auto const& [name, model] : settings.prices.motions) names.push_back(name);
    return fail(ErrorCode::invalid_input,
                fmt::format("TROUPE_LEONARDO_MOTION: there is no \"{}\"; known are {}; others need a row in TROUPE_LEONARDO_PRICES_PATH",
                            text::excerpt(settings.motion), text::join(names, ", ")));
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    Settings settings;
    settings.api_key = TRY(providers::impl::key_setting(configuration, "LEONARDO_API_KEY"));
    if (settings.api_key.empty()) return std::optional<Settings>{};
    settings.base_url = TRY(providers::impl::address_setting(configuration, "TROUPE_LEONARDO_BASE_URL", settings.base_url));
    auto const file = configuration.get("TROUPE_LEONARDO_PRICES_PATH");
    auto prices = load_prices(file ? std::optional<std::filesystem::path>(*file) : std::nullopt);
    if (!prices) return within("TROUPE_LEONARDO_PRICES_PATH", prices.error());
    settings.prices = std::move(*prices);
    settings.model = TRY(plain_word(configuration, "TROUPE_LEONARDO_MODEL", settings.model));
    settings.width_px = TRY(side(configuration, "TROUPE_LEONARDO_WIDTH"));
    settings.height_px = TRY(side(configuration, "TROUPE_LEONARDO_HEIGHT"));
    settings.alchemy = TRY(configuration.integer("TROUPE_LEONARDO_ALCHEMY", 1, 0, 1)) == 1;
    TRY(read_motion(configuration, settings));
    TRY(read_limit(configuration, settings));
    settings.webhook_key = TRY(providers::impl::key_setting(configuration, "TROUPE_LEONARDO_WEBHOOK_KEY"));
    settings.poll = Seconds(TRY(number(configuration, "TROUPE_LEONARDO_POLL_SECONDS", 0.1, 600)).value_or(settings.poll.count()));
    settings.deadline = Seconds(TRY(number(configuration, "TROUPE_LEONARDO_DEADLINE_SECONDS", 1, 86'400)).value_or(settings.deadline.count()));
    settings.resubmits = TRY(configuration.integer("TROUPE_LEONARDO_AUTO_RESUBMIT", 0, 0, 1)) == 1;
    return std::optional(std::move(settings));
}

}  // namespace troupe::providers::leonardo
