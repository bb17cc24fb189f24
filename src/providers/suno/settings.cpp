#include "providers/suno/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "providers/impl/address.hpp"

namespace troupe::providers::suno {
namespace {

using providers::impl::is_encrypted;
using providers::impl::is_loopback;

Result<Seconds> seconds_of(Configuration const& configuration, char const* name, Seconds fallback, double low,
                           double high) {
    auto const text = configuration.get(name);
    if (!text) return fallback;
    double value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || !(value >= low && value <= high))
        return fail(ErrorCode::invalid_input, fmt::format("{}: expected seconds from {:g} to {:g}", name, low, high));
    return Seconds(value);
}

/// A name or key goes into a header or an address: nothing in it may end them.
Result<void> check_plain(char const* name, std::string const& value) {
    if (std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 127; })) return {};
    return fail(ErrorCode::invalid_input, fmt::format("{}: holds a blank or a character that cannot be sent", name));
}

Result<std::string> address_of(Configuration const& configuration, Dialect const& dialect, std::string const& id) {
    auto url = configuration.get("TROUPE_SUNO_BASE_URL").value_or(dialect.base_url);
    while (url.ends_with('/')) url.pop_back();
    if (url.empty())
        return fail(
            ErrorCode::invalid_input,
            fmt::format("TROUPE_SUNO_BASE_URL: is not set, and the dialect {} needs it: the address of the service",
                        id));
    if (!is_encrypted(url) && !is_loopback(url))
        return fail(ErrorCode::invalid_input,
                    "TROUPE_SUNO_BASE_URL: key and songs would go over the network unencrypted; write https://");
    TRY(check_plain("TROUPE_SUNO_BASE_URL", url));
    return url;
}

Result<Dialect> dialect_of(Configuration const& configuration, std::string const& id) {
    auto const file = configuration.get("TROUPE_SUNO_DIALECT_PATH");
    auto dialects = load_dialects(file ? std::optional<std::filesystem::path>(*file) : std::nullopt);
    if (!dialects) return within("TROUPE_SUNO_DIALECT_PATH", dialects.error());
    if (auto const found = dialects->find(id); found != dialects->end()) return found->second;
    std::vector<std::string> names;
    for (auto const& [name, dialect] : *dialects) names.push_back(name);
    return fail(ErrorCode::invalid_input, fmt::format("TROUPE_SUNO_DIALECT: there is no \"{}\"; known are {}",
                                                      text::excerpt(id), text::join(names, ", ")));
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    auto const key = TRY(configuration.secret("SUNO_API_KEY"));
    Settings settings;
    settings.dialect_id = configuration.get("TROUPE_SUNO_DIALECT").value_or(settings.dialect_id);
    auto const asks_without_key = configuration.get("TROUPE_SUNO_BASE_URL").has_value();
    if (!key && !asks_without_key) return std::optional<Settings>{};
    settings.dialect = TRY(dialect_of(configuration, settings.dialect_id));
    if (!key && !settings.dialect.key_header.empty())
        return fail(ErrorCode::invalid_input,
                    fmt::format("SUNO_API_KEY: is not set, and the dialect {} needs it", settings.dialect_id));
    settings.api_key = key.value_or("");
    TRY(check_plain("SUNO_API_KEY", settings.api_key));
    settings.base_url = TRY(address_of(configuration, settings.dialect, settings.dialect_id));
    settings.model = configuration.get("TROUPE_SUNO_MODEL").value_or(settings.dialect.model);
    settings.callback_url = configuration.get("TROUPE_SUNO_CALLBACK_URL").value_or("");
    TRY(check_plain("TROUPE_SUNO_CALLBACK_URL", settings.callback_url));
    if (!settings.callback_url.empty() && !is_encrypted(settings.callback_url) && !is_loopback(settings.callback_url))
        return fail(ErrorCode::invalid_input,
                    "TROUPE_SUNO_CALLBACK_URL: expected an address that begins with https://");
    // Services allow three looks a second.
    settings.poll = TRY(seconds_of(configuration, "TROUPE_SUNO_POLL_SECONDS", settings.poll, 0.4, 600));
    settings.deadline = TRY(seconds_of(configuration, "TROUPE_SUNO_DEADLINE_SECONDS", settings.deadline, 1, 86'400));
    settings.resubmits = TRY(configuration.integer("TROUPE_SUNO_AUTO_RESUBMIT", 0, 0, 1)) == 1;
    settings.most_songs_a_month = TRY(configuration.integer("TROUPE_SUNO_MAX_SONGS_PER_MONTH", 0, 0, 1'000'000));
    return std::optional(std::move(settings));
}

}  // namespace troupe::providers::suno
