#include "providers/suno/impl/service.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "providers/suno/impl/song_request.hpp"

namespace troupe::providers::suno::impl {
namespace {

constexpr int most_tries = 3;
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

Sent Service::submit(std::string const& path, json::Value const& body, std::stop_token const& stop) {
    auto order = request("POST", path);
    order.headers.push_back({"Content-Type", "application/json"});
    order.body = json::print(body);
    order.timeouts = {.connect = Seconds(10), .total = Seconds(30)};
    providers::impl::Submission const submission{
        .request = std::move(order),
        .most_tries = most_tries,
        .backoff = settings_.backoff,
        .read = [this](net::HttpResponse const& response) { return read_submission(settings_.dialect, response); },
        .words = [this](Verdict verdict, std::string const& said) { return words(verdict, said); }};
    return providers::impl::submit(submission, http_, clock_, bell_, stop);
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
