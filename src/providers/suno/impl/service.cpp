#include "providers/suno/impl/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "providers/suno/impl/song_request.hpp"

namespace troupe::providers::suno::impl {
namespace {

constexpr int most_tries = 3;
constexpr Seconds longest_wait{30};  ///< a service that asks for more is not waited for
constexpr std::uint64_t most_answer_bytes = 4 * 1024 * 1024;

std::string_view advice(Verdict verdict) {
    switch (verdict) {
        case Verdict::params:
            return "the request is refused; check TROUPE_SUNO_MODEL and TROUPE_SUNO_DIALECT";
        case Verdict::denied:
            return "access is denied; check SUNO_API_KEY and TROUPE_SUNO_BASE_URL";
        case Verdict::credits:
            return "no credit is left; add some at the service";
        case Verdict::busy:
            return "the service has too much to do; try again later";
        case Verdict::moderation:
            return "moderation refuses these words for good; change the lyrics or the title";
        case Verdict::missing:
            return "there is no such thing at this address; check TROUPE_SUNO_BASE_URL and TROUPE_SUNO_DIALECT";
        case Verdict::unclear:
            return "nobody knows whether the order was taken, so it is not sent again: look at the service whether it "
                   "made the song; with "
                   "TROUPE_SUNO_AUTO_RESUBMIT=1 it would be sent, and perhaps paid, once more";
        default:
            return "the service failed; try again later";
    }
}

}  // namespace

std::string Service::words(Verdict verdict, std::string const& said) const {
    auto line = fmt::format("suno ({}): {}", settings_.dialect.name, advice(verdict));
    if (said.empty()) return line;
    // Services quote the key that they do not accept.
    auto const quoted = settings_.api_key.empty() ? said : text::replace_all(said, settings_.api_key, "[key]");
    return fmt::format("{}: \"{}\"", line, text::excerpt(quoted, 200));
}

net::HttpRequest Service::request(std::string method, std::string const& path) const {
    net::HttpRequest request{.method = std::move(method),
                             .url = settings_.base_url + path,
                             .headers = {{"Accept", "application/json"}},
                             .body = {},
                             .timeouts = {},
                             .most_bytes = most_answer_bytes,
                             .on_data = {}};
    auto const& dialect = settings_.dialect;
    if (!dialect.key_header.empty() && !settings_.api_key.empty())
        request.headers.push_back({dialect.key_header, dialect.key_prefix + settings_.api_key});
    return request;
}

Sent Service::send_once(std::string const& path, std::string const& body, std::optional<Seconds>& wait,
                        std::stop_token const& stop) {
    auto http = request("POST", path);
    http.headers.push_back({"Content-Type", "application/json"});
    http.body = body;
    http.timeouts = {.connect = Seconds(10), .total = Seconds(30)};
    auto const response = http_.send(http, stop);
    if (!response) {
        auto const& error = response.error();
        auto const verdict = error.may_have_arrived                   ? Verdict::unclear
                             : error.code == ErrorCode::invalid_input ? Verdict::denied
                                                                      : Verdict::busy;
        return {verdict,
                {},
                words(verdict, error.message),
                error.code == ErrorCode::cancelled,
                verdict == Verdict::busy,
                {}};
    }
    auto const read = read_submission(settings_.dialect, *response);
    wait = net::retry_after(*response, clock_.now());
    auto said = read.message;
    if (response->status >= 300) said = fmt::format("HTTP {}{}{}", response->status, said.empty() ? "" : ": ", said);
    return {read.verdict, read.task, read.verdict == Verdict::ok ? std::string() : words(read.verdict, said), false,
            false, {}};
}

Sent Service::submit(std::string const& path, json::Value const& body, std::stop_token const& stop) {
    auto const text = json::print(body);
    auto random = Random(static_cast<std::uint64_t>(clock_.now().time_since_epoch().count())).stream("suno backoff");
    for (int attempt = 1;; ++attempt) {
        std::optional<Seconds> asked;
        auto sent = send_once(path, text, asked, stop);
        if (sent.verdict != Verdict::busy || sent.is_cancelled || attempt == most_tries) return sent;
        auto const backoff = settings_.backoff * std::exp2(attempt - 1) * random.uniform(0.5, 1.0);
        if (asked && *asked > longest_wait) return sent;
        if (!bell_.wait(std::max(asked.value_or(Seconds(0)), backoff), stop)) {
            sent.is_cancelled = true;
            return sent;
        }
    }
}

Result<Polled> Service::poll(std::string const& task, std::stop_token const& stop) {
    auto const& call = settings_.dialect.poll;
    std::vector<Word> const words{{"task", task}};
    auto http = request(call.method, filled_path(call.path, words));
    http.timeouts = {.connect = Seconds(10), .total = Seconds(15)};
    if (call.method == "POST") {
        http.headers.push_back({"Content-Type", "application/json"});
        http.body = json::print(filled(call.body, words));
    }
    auto const response = http_.send(http, stop);
    if (response) return read_poll(settings_.dialect, *response);
    if (response.error().code == ErrorCode::cancelled) return fail(ErrorCode::cancelled, "stopped while asking suno");
    Polled lost;
    lost.message = response.error().message;
    return lost;
}

}  // namespace troupe::providers::suno::impl
