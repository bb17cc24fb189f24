#include "providers/leonardo/impl/service.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::providers::leonardo::impl {
namespace {

using providers::impl::Sent;

constexpr int most_tries = 4;
constexpr std::uint64_t most_answer_bytes = 2 * 1024 * 1024;

std::string_view advice(Verdict verdict) {
    switch (verdict) {
        case Verdict::params:
            return "the request is refused; check TROUPE_LEONARDO_MODEL, _WIDTH and _HEIGHT";
        case Verdict::denied:
            return "access is denied; check LEONARDO_API_KEY";
        case Verdict::credits:
            return "no credit is left; add some at the service";
        case Verdict::busy:
            return "the service has too much to do; try again later";
        case Verdict::moderation:
            return "moderation refuses these words for good; change the artist's motifs, or take another seed";
        case Verdict::missing:
            return "there is no such thing at this address; check TROUPE_LEONARDO_BASE_URL";
        case Verdict::unclear:
            return "nobody knows whether the order was taken, so it is not sent again: look at the service whether it was made; with "
                   "TROUPE_LEONARDO_AUTO_RESUBMIT=1 it would be sent, and perhaps paid, once more";
        default:
            return "the service failed; try again later";
    }
}

}  // namespace

std::string Service::words(Verdict verdict, std::string const& said) const {
    auto const line = fmt::format("leonardo: {}", advice(verdict));
    if (said.empty()) return line;
    // A service may quote the key that it does not accept.
    return fmt::format("{}: \"{}\"", line, text::excerpt(text::replace_all(said, settings_.api_key, "[key]"), 300));
}

net::HttpRequest Service::request(std::string method, std::string const& path, Seconds total) const {
    return {.method = std::move(method),
            .url = settings_.base_url + path,
            .headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + settings_.api_key}},
            .body = {},
            .timeouts = {.connect = Seconds(10), .total = total},
            .most_bytes = most_answer_bytes,
            .on_data = {}};
}

Sent Service::submit(std::string const& path, json::Value const& body, std::stop_token const& stop) {
    auto order = request("POST", path, Seconds(30));
    order.headers.push_back({"Content-Type", "application/json"});
    order.body = json::print(body);
    providers::impl::Submission const submission{.request = std::move(order),
                                                 .most_tries = most_tries,
                                                 .backoff = settings_.backoff,
                                                 .read = read_submission,
                                                 .words = [this](Verdict verdict, std::string const& said) { return words(verdict, said); }};
    return providers::impl::submit(submission, http_, clock_, bell_, stop);
}

Result<Generation> Service::look(std::string const& generation, std::stop_token const& stop) {
    auto const response = http_.send(request("GET", "/generations/" + generation, Seconds(15)), stop);
    if (response) return read_generation(*response);
    if (response.error().code == ErrorCode::cancelled) return fail(ErrorCode::cancelled, "stopped while asking leonardo");
    Generation lost;
    lost.message = response.error().message;
    return lost;
}

}  // namespace troupe::providers::leonardo::impl
