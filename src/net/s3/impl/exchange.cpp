#include "net/s3/impl/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "net/s3/impl/answers.hpp"

namespace troupe::net::s3::impl {
namespace {

constexpr Seconds longest_pause{20};
constexpr double slowest_bytes_a_second = 50'000;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_worth_another(int status, std::string_view code) {
    return is_one_of(code, {"RequestTimeout", "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody",
                            "OperationAborted", "ConditionalRequestConflict"}) ||
           status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/// False: somebody asks to stop.
bool wait(Seconds longest, std::stop_token const& stop) {
    std::mutex guard;
    std::condition_variable_any never;
    std::unique_lock lock(guard);
    never.wait_for(lock, stop, longest, [] { return false; });
    return !stop.stop_requested();
}

/// From half of it to all: many that were sent away together do not come back together. The same file waits the same.
Seconds spread(Seconds pause, std::string const& path, int attempt) {
    auto const share = std::hash<std::string>()(path + std::to_string(attempt)) % 1000;
    return pause * (0.5 + static_cast<double>(share) / 2000);
}

/// What to do about a refusal of the keys, by the code that the service gives.
std::string_view advice_on(std::string_view code) {
    struct Known {
        std::string_view code, advice;
    };
    constexpr std::array known{
        Known{"SignatureDoesNotMatch", "the secret key does not belong to this key's id: check AWS_SECRET_ACCESS_KEY"},
        Known{"InvalidAccessKeyId", "it does not know this key: check AWS_ACCESS_KEY_ID"},
        Known{"ExpiredToken", "the temporary keys have expired: set new ones with their AWS_SESSION_TOKEN"},
        Known{"InvalidToken", "check AWS_SESSION_TOKEN: it belongs to temporary keys alone"},
        Known{"RequestTimeTooSkewed", "the clock of this machine is wrong: set it"},
        Known{"RequestExpired", "the clock of this machine is wrong: set it"},
        Known{"AccessDenied", "the key AWS_ACCESS_KEY_ID may not do this there: docs/s3.md lists the rights it needs"}};
    for (auto const& each : known)
        if (each.code == code) return each.advice;
    return {};
}

}  // namespace

Question Exchange::question(std::string const& method, std::string const& key) const {
    Question question;
    question.request.method = method;
    question.request.origin = origin_of(settings_);
    question.request.path = "/" + key;
    if (settings_.path_style) question.request.path = "/" + settings_.bucket + (key.empty() ? "" : "/" + key);
    return question;
}

tl::unexpected<Error> Exchange::failed(ErrorCode code, std::string const& what) const {
    return fail(code, fmt::format("bucket {}: {}", settings_.bucket, what));
}

HttpRequest Exchange::prepared(Question const& question) const {
    auto request = sign_aws(question.request, settings_.credentials, settings_.region, "s3", clock_.now());
    auto const awaited = request.method == "HEAD" ? std::uint64_t{0} : question.most_bytes;
    auto const bytes = std::max<std::uint64_t>(request.body.size(), awaited);
    request.timeouts = {.connect = Seconds(5),
                        .idle = Seconds(30),
                        .total = Seconds(60 + static_cast<double>(bytes) / slowest_bytes_a_second)};
    request.most_bytes = question.most_bytes;
    request.on_data = question.on_data;
    return request;
}

/// A refused HEAD has no body: the same asked with GET tells why.
HttpResponse Exchange::with_reason(Question const& question, HttpResponse const& response,
                                   std::stop_token const& stop) const {
    if (question.request.method != "HEAD" || (response.status != 400 && response.status != 403)) return response;
    auto again = question;
    again.request.method = "GET";
    again.request.headers.push_back({"Range", "bytes=0-0"});
    again.most_bytes = 4U << 20U;
    auto const told = http_.send(prepared(again), stop);
    return told && told->status >= 400 ? *told : response;
}

Error Exchange::refusal_of(Question const& question, HttpResponse const& answer, std::stop_token const& stop) const {
    auto const response = with_reason(question, answer, stop);
    auto const [code, region] = read_refusal(response);
    auto const said = fmt::format("HTTP {}{}{}", response.status, code.empty() ? "" : " ", code);
    auto const is_elsewhere = response.status == 301 || response.status == 307 ||
                              code == "AuthorizationHeaderMalformed" || (!region.empty() && region != settings_.region);
    auto const error = [&](ErrorCode kind, std::string const& what) { return failed(kind, what).value(); };
    if (is_elsewhere)
        return error(ErrorCode::invalid_input,
                     fmt::format("is in another region than {} ({}); set AWS_REGION{}", settings_.region, said,
                                 region.empty() ? "" : " to " + region));
    if (auto const advice = advice_on(code); !advice.empty())
        return error(ErrorCode::forbidden, fmt::format("{} ({})", advice, said));
    if (code == "NoSuchBucket")
        return error(ErrorCode::invalid_input,
                     fmt::format("there is no such bucket ({}); make it, or check its name and the endpoint", said));
    if (is_worth_another(response.status, code) || answer.is_success())
        return error(ErrorCode::unavailable, fmt::format("failed ({}); try again later", said));
    if (response.status == 401 || response.status == 403)
        return error(
            ErrorCode::forbidden,
            fmt::format("the keys are refused ({}); check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and their rights",
                        said));
    return error(ErrorCode::bad_response, fmt::format("answered {}", said));
}

Exchange::Attempt Exchange::attempt(Question const& question, std::stop_token const& stop) const {
    if (question.restart && !question.restart())
        return {failed(ErrorCode::unavailable, "what it sends cannot be written; is the disk full?")};
    auto const answer = http_.send(prepared(question), stop);
    if (!answer) return {failed(answer.error().code, answer.error().message)};
    auto const is_late_refusal = question.answers_xml && answer->is_success() && is_refusal(answer->body);
    auto const is_missing = answer->status == 404 && read_refusal(*answer).code != "NoSuchBucket";
    if ((answer->is_success() && !is_late_refusal) || is_missing || answer->status == 412 || answer->status == 416 ||
        answer->status == 501)
        return {*answer};
    return {tl::unexpected(refusal_of(question, *answer, stop)),
            retry_after(*answer, clock_.now()).value_or(Seconds(0))};
}

Result<HttpResponse> Exchange::ask_once(Question const& question, std::stop_token const& stop) const {
    return attempt(question, stop).answer;
}

Result<HttpResponse> Exchange::ask(Question const& question, std::stop_token const& stop) const {
    auto pause = settings_.backoff;
    for (int count = 1;; ++count) {
        auto [answer, asked_to_wait] = attempt(question, stop);
        // What has been heard in part cannot be heard again, unless the listener can begin anew.
        auto const may_repeat =
            !answer && answer.error().code == ErrorCode::unavailable && (!question.on_data || question.restart);
        if (!may_repeat || count >= settings_.most_attempts) return std::move(answer);
        auto const longest =
            std::min(std::max(spread(pause, question.request.path, count), asked_to_wait), longest_pause);
        if (!wait(longest, stop)) return failed(ErrorCode::cancelled, "the transfer was stopped");
        pause = std::min(pause * 2, longest_pause);
    }
}

}  // namespace troupe::net::s3::impl
