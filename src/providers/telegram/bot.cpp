#include "providers/telegram/bot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::telegram {
namespace {

using impl::member;

constexpr Seconds upload_time{120};

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789", text.starts_with('-') ? 1 : 0) == std::string_view::npos;
}

Result<std::vector<std::string>> users_in(Configuration const& configuration) {
    std::vector<std::string> users;
    for (auto const& each : text::split(configuration.get("TROUPE_TELEGRAM_USERS").value_or(""), ',')) {
        auto const user = text::trim(std::string_view(each));
        if (user.empty()) continue;
        if (!is_number(user)) return fail(ErrorCode::invalid_input, "TROUPE_TELEGRAM_USERS: expected ids, numbers with commas between");
        users.emplace_back(user);
    }
    return users;
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    Settings settings;
    settings.token = TRY(impl::key_setting(configuration, "TROUPE_TELEGRAM_TOKEN"));
    if (settings.token.empty()) return std::optional<Settings>{};
    if (settings.token.find_first_of("/?#") != std::string::npos)
        return fail(ErrorCode::invalid_input, "TROUPE_TELEGRAM_TOKEN: is no token of a bot: 123456:ABC...");
    settings.base_url = TRY(impl::address_setting(configuration, "TROUPE_TELEGRAM_URL", settings.base_url));
    settings.channel = configuration.get("TROUPE_TELEGRAM_CHANNEL").value_or("");
    settings.chat = configuration.get("TROUPE_TELEGRAM_CHAT").value_or("");
    settings.users = TRY(users_in(configuration));
    if (!settings.chat.empty() && !is_number(settings.chat))
        return fail(ErrorCode::invalid_input, "TROUPE_TELEGRAM_CHAT: expected the id of the chat, a number");
    if (!settings.chat.empty() && settings.users.empty())
        return fail(ErrorCode::invalid_input, "TROUPE_TELEGRAM_USERS: name the ids of those who may approve: whoever else is in the chat may not");
    return std::optional(std::move(settings));
}

Bot::Bot(Settings settings, impl::PostingParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      posting_{.service = "telegram", .secrets = {settings_.token}, .advice = "check TROUPE_TELEGRAM_TOKEN, and that the bot may write there",
               .backoff = settings_.backoff} {}

Bot::Body Bot::run(net::HttpRequest const& request, impl::Repeat repeat, std::stop_token const& stop) const {
    auto const response = impl::send(posting_, parts_, request, repeat, impl::is_well, stop);
    if (!response) return tl::unexpected(response.error());
    auto const body = impl::json_of(posting_, *response);
    if (!body) return tl::unexpected(body.error());
    auto const* ok = member(&*body, "ok");
    auto const* result = member(&*body, "result");
    if (ok == nullptr || !ok->is_bool() || !ok->as_bool() || result == nullptr) return impl::unclear(posting_, "without a result");
    return *result;
}

Bot::Body Bot::call(std::string const& method, json::Object const& body, impl::Repeat repeat, Seconds longest, std::stop_token const& stop) const {
    return run({.method = "POST",
                .url = fmt::format("{}/bot{}/{}", settings_.base_url, settings_.token, method),
                .headers = {{"Content-Type", "application/json"}},
                .body = json::print(json::Value(body)),
                .timeouts = {.connect = Seconds(10), .total = longest}},
               repeat, stop);
}

Bot::Body Bot::call(std::string const& method, impl::Multipart const& form, std::stop_token const& stop) const {
    net::HttpRequest request{.method = "POST",
                             .url = fmt::format("{}/bot{}/{}", settings_.base_url, settings_.token, method),
                             .headers = {},
                             .body = {},
                             .timeouts = {.connect = Seconds(10), .total = upload_time}};
    form.put_into(request);
    return run(request, impl::Repeat::never, stop);
}

}  // namespace troupe::providers::telegram
