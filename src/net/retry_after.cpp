#include "net/retry_after.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "base/text.hpp"

namespace troupe::net {
namespace {

constexpr Seconds longest{3600};

/// A number that is not negative, with or without a fraction, from the front of `text`, which loses it.
std::optional<double> take_number(std::string_view& text) {
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(number) || std::signbit(number)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::optional<double> whole_number(std::string_view text) {
    auto const number = take_number(text);
    return text.empty() ? number : std::nullopt;
}

std::optional<Seconds> until_date(std::string const& date, TimePoint now) {
    auto const at = ::curl_getdate(date.c_str(), nullptr);
    if (at == -1) return std::nullopt;
    // As numbers with a fraction: the year of a server that talks nonsense has no milliseconds that fit.
    return std::max(Seconds(0), Seconds(static_cast<double>(at)) - Seconds(now.time_since_epoch()));
}

std::optional<Seconds> header_in_seconds(HttpResponse const& response, TimePoint now) {
    if (auto const ms = response.header("retry-after-ms"))
        if (auto const number = whole_number(text::trim(*ms))) return Seconds(*number / 1000);
    auto const header = response.header("retry-after");
    if (!header) return std::nullopt;
    if (auto const number = whole_number(text::trim(*header))) return Seconds(*number);
    return until_date(*header, now);
}

/// The longest wait for what is used up; a limit that does not say what remains counts as used up.
std::optional<Seconds> until_reset(HttpResponse const& response) {
    std::optional<Seconds> wait;
    for (std::string const what : {"requests", "tokens"}) {
        auto const reset = response.header("x-ratelimit-reset-" + what);
        if (!reset || response.header("x-ratelimit-remaining-" + what).value_or("0") != "0") continue;
        auto const duration = parse_duration(text::trim(*reset));
        if (duration) wait = std::max(wait.value_or(Seconds(0)), *duration);
    }
    return wait;
}

std::optional<double> seconds_of_unit(std::string_view unit) {
    if (unit == "ms") return 0.001;
    if (unit == "s") return 1;
    if (unit == "m") return 60;
    if (unit == "h") return 3600;
    if (unit == "d") return 86400;
    return std::nullopt;
}

}  // namespace

std::optional<Seconds> parse_duration(std::string_view text) {
    if (text.empty()) return std::nullopt;
    double seconds = 0;
    while (!text.empty()) {
        auto const number = take_number(text);
        auto const length = std::min(text.find_first_of("0123456789"), text.size());
        auto const unit = seconds_of_unit(text.substr(0, length));
        if (!number || !unit) return std::nullopt;
        seconds += *number * *unit;
        text.remove_prefix(length);
    }
    return std::isfinite(seconds) ? std::optional(Seconds(seconds)) : std::nullopt;
}

std::optional<Seconds> retry_after(HttpResponse const& response, TimePoint now) {
    auto wait = header_in_seconds(response, now);
    if (!wait) wait = until_reset(response);
    if (wait) wait = std::min(*wait, longest);
    return wait;
}

}  // namespace troupe::net
