#include "providers/impl/posting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::impl {
namespace {

using social::PublishError;

constexpr Seconds longest_wait{30};  ///< whoever asks for more is not waited for here
constexpr Seconds longest_asked{3600};

/// In the words of the service, wherever it puts them: error, error.message, message, description, error_description.
std::string said_by(net::HttpResponse const& response) {
    auto const body = parse_foreign(response.body);
    if (!body) return {};
    auto const* root = &*body;
    auto const* error = member(root, "error");
    for (auto const* each : {member(error, "message"), member(root, "description"), member(root, "error_description"), member(root, "message"), error})
        if (auto const words = text(each); !words.empty()) return words;
    return {};
}

std::string without(std::vector<std::string> const& secrets, std::string words) {
    for (auto const& secret : secrets)
        if (!secret.empty()) words = text::replace_all(std::move(words), secret, "[key]");
    return words;
}

std::optional<Seconds> asked_wait(net::HttpResponse const& response, TimePoint now) {
    if (auto const header = net::retry_after(response, now)) return header;
    auto const body = parse_foreign(response.body);
    auto const* parameters = body ? member(&*body, "parameters") : nullptr;
    if (auto const seconds = count(member(parameters, "retry_after"))) return std::min(Seconds(static_cast<double>(*seconds)), longest_asked);
    // Unix seconds with Bluesky, a date with Mastodon.
    if (response.status == 429)
        for (auto const* name : {"ratelimit-reset", "x-ratelimit-reset"})
            if (auto const value = response.header(name)) {
                auto const at = parse_time(*value);
                auto const wait = at ? Seconds(*at - now) : Seconds(std::strtod(value->c_str(), nullptr)) - Seconds(now.time_since_epoch());
                return std::isnan(wait.count()) ? std::nullopt : std::optional(std::clamp(wait, Seconds(0), longest_asked));
            }
    return std::nullopt;
}

/// The service looked at it and said no, or said that it did nothing.
bool surely_did_nothing(int status) { return (status >= 300 && status < 500 && status != 408 && status != 425) || status == 503; }

ErrorCode code_of(int status) {
    if (status == 429) return ErrorCode::rate_limited;
    if (status == 401 || status == 403 || status == 400 || status == 413 || status == 422) return ErrorCode::invalid_input;
    if (status == 404 || status == 410) return ErrorCode::not_found;
    return status >= 500 || status == 408 || status == 425 ? ErrorCode::unavailable : ErrorCode::bad_response;
}

PublishError refused(Posting const& posting, net::HttpResponse const& response, TimePoint now) {
    auto const said = quoted(posting, said_by(response));
    auto const status = response.status;
    auto const advice = status == 401 || status == 403    ? fmt::format("access is denied; {}", posting.advice)
                        : status == 429                   ? std::string("too much was asked; it goes on later")
                        : status >= 300 && status < 400   ? fmt::format("it sends us elsewhere, where our key shall not go; {}", posting.advice)
                        : status >= 500                   ? std::string("the service failed")
                                                          : std::string("the post is refused");
    PublishError error;
    error.code = code_of(status);
    error.message = fmt::format("{}: {}: HTTP {}{}", posting.service, advice, status, said.empty() ? "" : fmt::format(": \"{}\"", said));
    error.may_be_out = !surely_did_nothing(status);
    error.wait = asked_wait(response, now);
    return error;
}

PublishError unanswered(Posting const& posting, net::HttpError const& error) {
    PublishError told;
    told.code = error.code;
    told.message = fmt::format("{}: {}", posting.service, without(posting.secrets, error.message));
    told.may_be_out = error.may_have_arrived;
    return told;
}

bool is_passing(PublishError const& error) { return error.code == ErrorCode::unavailable || error.code == ErrorCode::rate_limited; }

}  // namespace

Answered send(Posting const& posting, PostingParts const& parts, net::HttpRequest const& request, Repeat repeat,
              std::function<bool(int)> const& takes, std::stop_token const& stop) {
    auto random = Random(static_cast<std::uint64_t>(parts.clock.now().time_since_epoch().count())).stream("posting backoff");
    for (int attempt = 1;; ++attempt) {
        auto const response = parts.http.send(request, stop);
        if (response && takes(response->status)) return *response;
        auto error = response ? refused(posting, *response, parts.clock.now()) : unanswered(posting, response.error());
        auto const may_repeat = is_passing(error) && (repeat == Repeat::safely || !error.may_be_out);
        auto const wait = std::max(error.wait.value_or(Seconds(0)), posting.backoff * std::exp2(attempt - 1) * random.uniform(0.5, 1.0));
        if (!may_repeat || attempt == posting.most_tries || wait > longest_wait) return tl::unexpected(error);
        Doorbell bell;
        if (!bell.wait(wait, stop)) {
            error.code = ErrorCode::cancelled;
            return tl::unexpected(error);
        }
    }
}

std::string quoted(Posting const& posting, std::string_view words) {
    return text::excerpt(without(posting.secrets, as_utf8(words)), 200);
}

tl::expected<json::Value, PublishError> json_of(Posting const& posting, net::HttpResponse const& response) {
    if (auto body = parse_foreign(response.body)) return *std::move(body);
    return unclear(posting, fmt::format("HTTP {} with something that is no JSON", response.status));
}

tl::unexpected<PublishError> not_sent(Error error) { return tl::unexpected(PublishError{std::move(error), false, {}}); }

tl::unexpected<PublishError> unclear(Posting const& posting, std::string const& what) {
    return tl::unexpected(PublishError{{ErrorCode::bad_response, fmt::format("{}: answered {}: {}", posting.service, what, posting.advice)}, true, {}});
}

void Multipart::field(std::string const& name, std::string_view value) {
    parts_.push_back({fmt::format("Content-Disposition: form-data; name=\"{}\"\r\n\r\n", name), std::string(value)});
}

void Multipart::file(std::string const& name, std::string const& file_name, std::string const& media_type, std::string_view bytes) {
    auto const plain = text::replace_all(text::replace_all(text::excerpt(file_name, 100), "\"", "'"), "\\", "_");
    parts_.push_back({fmt::format("Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n", name, plain, media_type),
                      std::string(bytes)});
}

void Multipart::put_into(net::HttpRequest& request) const {
    std::string hashes;
    for (auto const& part : parts_) hashes += sha256_hex(part.head) + sha256_hex(part.body);
    auto const boundary = "troupe-" + sha256_hex(hashes).substr(0, 40);
    request.body.clear();
    for (auto const& part : parts_) {
        request.body += "--" + boundary + "\r\n" + part.head;
        request.body += part.body;
        request.body += "\r\n";
    }
    request.body += "--" + boundary + "--\r\n";
    request.headers.push_back({"Content-Type", "multipart/form-data; boundary=" + boundary});
}

}  // namespace troupe::providers::impl
