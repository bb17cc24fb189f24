#include "providers/impl/stock_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/download.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/impl/patience.hpp"

namespace troupe::providers::impl {
namespace {

constexpr int most_tries = 3;
constexpr auto remembered = std::chrono::hours(24);
constexpr std::uint64_t most_page_bytes = 8 * 1024 * 1024;
constexpr std::uint64_t most_clip_bytes = 200'000'000;
constexpr Seconds longest_rest{31 * 24 * 3600.0};

std::optional<double> header_number(net::HttpResponse const& response, std::string_view name) {
    auto const text = response.header(name);
    if (!text) return std::nullopt;
    double value = 0;
    auto const trimmed = text::trim(*text);
    auto const [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    return error == std::errc{} && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

TimePoint after(TimePoint now, Seconds wait) { return now + std::chrono::duration_cast<std::chrono::milliseconds>(std::clamp(wait, Seconds(0), longest_rest)); }

/// "17:05 UTC", with the day where it is another one.
std::string clock_time(TimePoint at, TimePoint now) {
    auto const text = format_time(at);
    return (date_of(at) == date_of(now) ? std::string() : text.substr(0, 10) + " ") + text.substr(11, 5) + " UTC";
}

}  // namespace

struct StockService::Attempt {
    std::optional<std::string> body;  ///< nothing: try again
    Error why;
};

Result<std::optional<StockSettings>> read_stock_settings(Configuration const& configuration, StockRules const& rules) {
    StockSettings settings;
    settings.api_key = TRY(key_setting(configuration, rules.key_setting));
    if (settings.api_key.empty()) return std::optional<StockSettings>{};
    settings.base_url = TRY(address_setting(configuration, rules.url_setting, rules.home));
    return std::optional(std::move(settings));
}

StockService::StockService(StockRules rules, StockSettings settings, Parts const& parts)
    : rules_(std::move(rules)), settings_(std::move(settings)), parts_(parts) {
    if (settings_.base_url.empty()) settings_.base_url = rules_.home;
}

tl::unexpected<Error> StockService::complain(ErrorCode code, std::string const& what, std::string const& said) const {
    auto line = rules_.provider + ": " + what;
    // Services quote the key that they do not accept.
    if (!said.empty()) line += fmt::format(": \"{}\"", text::excerpt(settings_.api_key.empty() ? said : text::replace_all(said, settings_.api_key, "[key]"), 160));
    return fail(code, line);
}

Result<void> StockService::wait_for_turn(std::stop_token const& stop) {
    for (;;) {
        auto const now = parts_.clock.now();
        auto const free_at = TRY(parts_.memory.book(rules_.provider, rules_.allowances, now));
        if (!free_at) return {};
        auto const left = std::chrono::duration_cast<Seconds>(*free_at - now);
        if (left > settings_.longest_wait)
            return complain(ErrorCode::rate_limited, fmt::format("has been asked as often as it allows; it can be asked again from {}", clock_time(*free_at, now)));
        if (!wait(std::max(left, Seconds(0.01)), stop)) return complain(ErrorCode::cancelled, "stopped while waiting for it");
    }
}

Result<void> StockService::heed(net::HttpResponse const& response) {
    auto const now = parts_.clock.now();
    auto const left = header_number(response, "x-ratelimit-remaining");
    auto const reset = header_number(response, "x-ratelimit-reset");
    auto const until_reset = [&]() -> std::optional<Seconds> {
        if (!reset) return std::nullopt;
        return rules_.resets_at_a_time ? Seconds(*reset) - std::chrono::duration_cast<Seconds>(now.time_since_epoch()) : Seconds(*reset);
    };
    if (response.status == 429) {
        auto const asked = net::retry_after(response, now);
        return parts_.memory.rest(rules_.provider, after(now, asked ? *asked : until_reset().value_or(rules_.usual_rest)));
    }
    if (left && *left <= 0 && reset) return parts_.memory.rest(rules_.provider, after(now, *until_reset()));
    return {};
}

Result<StockService::Attempt> StockService::judge(net::HttpResponse const& response, std::string const& list) {
    TRY(heed(response));
    auto const status = response.status;
    auto const said = as_utf8(response.body.substr(0, 400));
    if (response.is_success()) {
        auto const answer = parse_foreign(response.body);
        if (answer && member(&*answer, list) != nullptr) return Attempt{response.body, {}};
        auto const what = answer ? fmt::format("answered without \"{}\"", list) : std::string("answered with something that is no JSON");
        return complain(ErrorCode::bad_response, fmt::format("{}; check {}", what, rules_.url_setting), said);
    }
    if (status == 401 || status == 403 || (status == 400 && text::lower(said).find("api key") != std::string::npos))
        return complain(ErrorCode::unavailable, fmt::format("the key is refused (HTTP {}); check {}", status, rules_.key_setting), said);
    if (status == 404) return complain(ErrorCode::not_found, fmt::format("there is nothing at this address; check {}", rules_.url_setting));
    if (status == 429) return Attempt{{}, complain(ErrorCode::rate_limited, "wants to be asked less often (HTTP 429); try again later").value()};
    if (status == 408 || status == 425 || status >= 500)
        return Attempt{{}, complain(ErrorCode::unavailable, fmt::format("failed (HTTP {}); try again later", status)).value()};
    if (status >= 300 && status < 400)
        return complain(ErrorCode::bad_response, fmt::format("sends us elsewhere, and the key does not go along; check {}", rules_.url_setting));
    return complain(ErrorCode::bad_response, fmt::format("refuses the search (HTTP {})", status), said);
}

Result<StockService::Attempt> StockService::try_once(StockQuestion const& question, std::stop_token const& stop) {
    TRY(wait_for_turn(stop));
    net::HttpRequest request{.method = "GET",
                             .url = question.url,
                             .headers = question.headers,
                             .body = {},
                             .timeouts = {.connect = Seconds(10), .total = Seconds(15)},
                             .most_bytes = most_page_bytes,
                             .on_data = {}};
    request.headers.push_back({"Accept", "application/json"});
    auto const response = parts_.http.send(request, stop);
    if (response) return judge(*response, question.list);
    auto const& error = response.error();
    if (error.code == ErrorCode::unavailable) return Attempt{{}, {error.code, rules_.provider + ": " + error.message}};
    return complain(error.code, error.message);
}

Result<json::Value> StockService::ask(StockQuestion const& question, std::stop_token const& stop) {
    auto const key = rules_.provider + "?" + question.memory;
    if (auto const kept = TRY(parts_.memory.answer(key, parts_.clock.now() - remembered)))
        if (auto answer = parse_foreign(*kept)) return *std::move(answer);
    auto random = Random(static_cast<std::uint64_t>(parts_.clock.now().time_since_epoch().count())).stream("stock backoff");
    for (int attempt = 1;; ++attempt) {
        auto const got = TRY(try_once(question, stop));
        if (got.body) {
            auto const now = parts_.clock.now();
            TRY(parts_.memory.keep(key, *got.body, now, now - remembered));
            return *parse_foreign(*got.body);
        }
        if (attempt == most_tries) return tl::unexpected(got.why);
        // After a 429 the memory says how long.
        if (got.why.code == ErrorCode::rate_limited) continue;
        if (!wait(settings_.backoff * std::exp2(attempt - 1) * random.uniform(0.5, 1.0), stop)) return complain(ErrorCode::cancelled, "stopped while waiting for it");
    }
}

Result<visual::FetchedClip> StockService::fetch(visual::Rendition const& rendition, std::filesystem::path const& file,
                                                std::stop_token const& stop) {
    auto const loaded = download({.url = rendition.url,
                                  .file = file,
                                  .allows_loopback = is_loopback(settings_.base_url),
                                  .most_bytes = most_clip_bytes,
                                  .backoff = settings_.backoff,
                                  .kind = clip_file},
                                 parts_.http, stop);
    if (!loaded) return complain(loaded.error().code, loaded.error().message);
    return visual::FetchedClip{loaded->bytes, loaded->sha256};
}

std::string shown(std::string_view text) {
    std::u32string plain;
    for (auto const c : text::decode(as_utf8(text))) {
        auto const turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF;
        if (!turns) plain += c;
    }
    auto const line = text::excerpt(text::encode(plain), 100);
    return std::string(text::trim(line));
}

std::string page_of(std::string const& url, std::string_view host, std::string instead) {
    auto const at = host_of(url);
    auto const is_its = at == host || at.ends_with("." + std::string(host));
    auto const can_be_printed = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 127 && c != '"' && c != '<' && c != '>' && c != '\\'; });
    return is_encrypted(url) && is_its && can_be_printed && url.size() < 300 ? url : instead;
}

std::optional<std::string> id_of(json::Value const* value) {
    if (auto const number = count(value); number && *number > 0) return std::to_string(*number);
    auto const words = text(value);
    auto const is_number = !words.empty() && words.size() <= 18 && std::all_of(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::optional(words) : std::nullopt;
}

double number_of(json::Value const* value) {
    if (value == nullptr || !value->is_number()) return 0;
    auto const number = value->to_number<double>();
    return std::isfinite(number) && number > 0 && number < 1e9 ? number : 0;
}

std::optional<visual::Rendition> rendition_of(std::string url, json::Value const* width, json::Value const* height, json::Value const* bytes) {
    visual::Rendition file{std::move(url), static_cast<int>(number_of(width)), static_cast<int>(number_of(height)), static_cast<std::uint64_t>(number_of(bytes))};
    if (file.url.empty() || file.url.size() > 2000 || file.width_px < 16 || file.height_px < 16 || file.width_px > 8192 || file.height_px > 8192)
        return std::nullopt;
    return file;
}

}  // namespace troupe::providers::impl
