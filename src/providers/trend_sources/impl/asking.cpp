#include "providers/trend_sources/impl/asking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

constexpr std::size_t most_mark_bytes = 200;
constexpr double longest_rest_seconds = 24 * 3600;

/// Retry-After, or what ListenBrainz says instead.
std::optional<TimePoint> wanted_pause(net::HttpResponse const& response, TimePoint now) {
    auto wait = net::retry_after(response, now);
    if (!wait)
        if (auto const header = response.header("x-ratelimit-reset-in")) {
            double seconds = 0;
            auto const text = text::trim(*header);
            auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
            if (error == std::errc{} && seconds >= 0) wait = Seconds(std::min(seconds, longest_rest_seconds));
        }
    if (!wait) return std::nullopt;
    return now + std::chrono::ceil<std::chrono::milliseconds>(*wait);
}

/// An ETag that can be sent back as it is.
std::string etag_of(net::HttpResponse const& response) {
    auto const tag = response.header("etag").value_or("");
    auto const is_sendable = std::all_of(tag.begin(), tag.end(), [](char c) { return c > ' ' && c < 127; });
    return is_sendable && tag.size() <= most_mark_bytes ? tag : std::string();
}

std::string advice_on_access(SourceSettings const& source) {
    return "check " + (source.row.key_setting.empty() ? std::string("TROUPE_TREND_CONTACT") : source.row.key_setting);
}

Answer refused(ErrorCode code, std::string error) { return {.error = Error{code, std::move(error)}}; }

/// By its status alone, when it does not say more.
std::optional<Answer> by_status(net::HttpResponse const& response, Asked const& asked) {
    auto const status = response.status;
    auto const& row = asked.source.row;
    if (status == 204 || status == 404)
        return refused(ErrorCode::not_found, fmt::format("it has no numbers (HTTP {})", status));
    if (status == 401 || status == 403)
        return refused(ErrorCode::invalid_input,
                       fmt::format("access is denied (HTTP {}); {}", status, advice_on_access(asked.source)));
    if (status >= 300 && status < 400)
        return refused(
            ErrorCode::bad_response,
            fmt::format("it sends us to {}, where nobody goes unasked; set {} to the address that it means",
                        providers::impl::host_of(providers::impl::as_utf8(response.header("location").value_or("?"))),
                        row.url_setting));
    if (status == 408 || status == 425 || status >= 500)
        return refused(ErrorCode::unavailable, fmt::format("it failed (HTTP {}); asked again later", status));
    if (status == 429)
        return refused(ErrorCode::rate_limited, "it wants to be asked less often (HTTP 429); asked again later");
    if (!response.is_success())
        return refused(ErrorCode::bad_response, fmt::format("it refuses the question (HTTP {})", status));
    return std::nullopt;
}

/// In its own words, without the key that it may quote: taken out before anything is cut, so that no piece of it
/// remains.
Answer complained(net::HttpResponse const& response, Error error, Asked const& asked) {
    if (auto const& key = asked.source.key; !key.empty())
        if (auto const body = providers::impl::parse_foreign(text::replace_all(response.body, key, "[key]")))
            if (auto without_key = asked.service.complaint(response.status, *body)) error = *std::move(without_key);
    auto words = asked.source.key.empty() ? error.message : text::replace_all(error.message, asked.source.key, "[key]");
    if (error.code == ErrorCode::invalid_input) words += "; " + advice_on_access(asked.source);
    return refused(error.code, std::move(words));
}

Answer understood(net::HttpResponse const& response, Asked const& asked, json::Value const& body) {
    auto read = asked.service.read(asked.question, body, asked.now);
    if (!read) return refused(read.error().code, read.error().message);
    auto const is_empty =
        read->readings.empty() && read->more.empty() && asked.question.kind != trends::Kind::tempo_band;
    if (is_empty) return refused(ErrorCode::not_found, "its answer is empty");
    auto mark = !read->mark.empty() ? read->mark : asked.source.row.is_dated ? etag_of(response) : std::string();
    return {.mark = std::move(mark), .read = *std::move(read)};
}

}  // namespace

Answer judge(net::HttpResponse const& response, Asked const& asked) {
    if (response.status == 304) return {.is_unchanged = true};
    auto const body = response.status == 204 ? std::nullopt : providers::impl::parse_foreign(response.body);
    auto answer = [&]() -> Answer {
        if (body)
            if (auto const complaint = asked.service.complaint(response.status, *body))
                return complained(response, *complaint, asked);
        if (auto by = by_status(response, asked)) return *std::move(by);
        if (!body)
            return refused(ErrorCode::bad_response, fmt::format("it answered with something that is no JSON; check {}",
                                                                asked.source.row.url_setting));
        return understood(response, asked, *body);
    }();
    if (answer.failed_as(ErrorCode::rate_limited)) answer.not_before = wanted_pause(response, asked.now);
    return answer;
}

}  // namespace troupe::providers::trend_sources::impl
