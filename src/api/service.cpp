#include "api/service.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "api/input.hpp"
#include "api/linked_file.hpp"
#include "api/metrics_page.hpp"
#include "api/openapi.hpp"
#include "api/problem.hpp"
#include "api/reading_page.hpp"
#include "api/replies.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "calls/calendar.hpp"

namespace troupe::api {
namespace {

using net::ServerAnswer;
using net::ServerRequest;

constexpr std::size_t most_key_length = 255;
constexpr auto slow = Seconds(1);
constexpr auto look_again = std::chrono::milliseconds(20);
constexpr double longest_wait_s = 60;
constexpr int kept_s = 30 * 24 * 3600;  ///< that a browser keeps a key

constexpr std::string_view session_path = "/api/session";
constexpr std::string_view calendars = "/calendars/", calendar_end = ".ics";

/// "/calendars/<secret>.ics", the one address whose key is in itself.
bool is_calendar(std::string_view path) {
    return path.size() > calendars.size() + calendar_end.size() && path.starts_with(calendars) &&
           path.ends_with(calendar_end);
}

/// The client's own id of a request where it is one to write into a log; otherwise a new one.
std::string request_id_of(ServerRequest const& request, flow::Studio const& studio) {
    auto const given = request.header("x-request-id").value_or("");
    auto const is_plain = !given.empty() && given.size() <= 64 && std::all_of(given.begin(), given.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
               c == '.';
    });
    return is_plain ? given : to_string(flow::next_id<struct RequestTag>(studio));
}

/// The trace that a request is a part of (W3C Trace Context, traceparent "00-<trace>-<span>-<flags>"); empty: none that can be read.
std::string trace_of(ServerRequest const& request) {
    auto const given = request.header("traceparent").value_or("");
    if (given.size() != 55 || !given.starts_with("00-") || given[35] != '-') return {};
    auto const trace = given.substr(3, 32);
    return trace.find_first_not_of("0123456789abcdef") == trace.npos ? trace : std::string();
}

bool is_json(std::string const& content_type) {
    auto const type = text::lower(text::trim(std::string_view(text::split(content_type, ';').front())));
    return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

/// Seconds of `Prefer: wait=5` (RFC 7240).
std::optional<Seconds> patience_of(ServerRequest const& request) {
    for (auto const& preference : text::split(request.header("prefer").value_or(""), ',')) {
        auto const word = text::lower(text::trim(std::string_view(preference)));
        if (!word.starts_with("wait=")) continue;
        auto const seconds = json::parse_value(word.substr(5));
        if (seconds && seconds->is_number())
            return Seconds(std::clamp(seconds->to_number<double>(), 0.0, longest_wait_s));
    }
    return std::nullopt;
}

/// What an Idempotency-Key must stand for from then on.
std::string fingerprint_of(ServerRequest const& request) {
    auto body = sha256_hex(request.body);
    if (request.body_file) {
        auto const file = sha256_of_file(*request.body_file);
        body = file ? *file : "unreadable";
    }
    return sha256_hex(fmt::format("{}\n{}\n{}\n{}", request.method, request.path, request.query, body));
}

ServerAnswer plain(std::string text, std::string media_type = "text/plain; charset=utf-8") {
    return {200, {{"Content-Type", std::move(media_type)}, {"Cache-Control", "no-cache"}}, std::move(text)};
}

}  // namespace

/// What `plan` has found out about a request, for `answer`.
struct Service::Visit {
    std::string id;
    calls::Call const* call = nullptr;  ///< null: an address of the service itself
    std::vector<net::Header> fields;
    access::Caller caller;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

Service::Service(calls::Desk& desk, ServiceSettings settings)
    : desk_(desk),
      settings_(std::move(settings)),
      gate_(desk.keys, desk.studio.clock, settings_.gate, desk.shared != nullptr ? desk.shared->rates() : nullptr),
      openapi_(openapi_document(catalogue_, settings_.version)),
      docs_(reading_page(catalogue_, settings_.version)),
      page_(Page::built_in(settings_.links == nullptr ? "" : settings_.links->origin())),
      events_(desk.events) {}

Service::~Service() { stop(); }

void Service::stop() {
    stopping_.request_stop();
    events_.stop();
}

net::BodyPlan Service::plan(ServerRequest& head) {
    Visit visit;
    visit.id = request_id_of(head, desk_.studio);
    net::BodyPlan plan{.most_bytes = 1024 * 1024, .folder = {}, .refusal = check_head(head, visit)};
    if (plan.refusal) {
        plan.refusal->set("X-Request-Id", visit.id);
        allow_page(head, *plan.refusal);
        metrics_.request(visit.call == nullptr ? "none" : visit.call->name, plan.refusal->status, std::nullopt);
    }
    if (visit.call != nullptr && !visit.call->upload.empty()) {
        plan.most_bytes = settings_.most_upload_bytes;
        plan.folder = desk_.uploads;
    }
    plan.is_quick = visit.call != nullptr && visit.call->is_quick && !visit.caller.is_use_due;
    head.note = std::move(visit);
    return plan;
}

/// What a browser asks before it lets a page of another address ask (Fetch standard, CORS-preflight fetch).
std::optional<ServerAnswer> Service::preflight(ServerRequest const& head) const {
    auto const origin = gate_.allowed_origin(head);
    if (head.method != "OPTIONS" || !origin || !head.header("access-control-request-method")) return std::nullopt;
    ServerAnswer answer{
        204,
        {{"Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"}, {"Access-Control-Max-Age", "600"}},
        {}};
    answer.set("Access-Control-Allow-Headers",
               "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, Range, "
               "X-Request-Id");
    return answer;
}

void Service::allow_page(ServerRequest const& request, ServerAnswer& answer) const {
    auto const origin = gate_.allowed_origin(request);
    if (!origin) return;
    answer.set("Access-Control-Allow-Origin", *origin);
    answer.set("Access-Control-Expose-Headers",
               "Accept-Ranges, Content-Range, ETag, Location, Preference-Applied, Retry-After, X-Request-Id");
    answer.set("Vary", "Origin");
}

/// Everything that can be refused without reading the body.
std::optional<ServerAnswer> Service::check_head(ServerRequest const& head, Visit& visit) {
    if (auto answer = preflight(head)) return answer;
    if (is_calendar(head.path) || head.path == "/healthz" || head.path == "/readyz" || head.path == "/metrics" ||
        head.path == "/docs" || head.path == "/openapi.json" || page_.serves(head.path))
        return std::nullopt;
    auto caller = gate_.let_in(head);
    if (!caller) {
        auto refused = problem(caller.error().status, caller.error().why, visit.id);
        if (refused.status == 401) refused.set("WWW-Authenticate", "Bearer realm=\"troupe\"");
        if (caller.error().retry_after_s) refused.set("Retry-After", std::to_string(*caller.error().retry_after_s));
        return refused;
    }
    visit.caller = *std::move(caller);
    if (head.path == "/api/events" || head.path == session_path || annexes_.contains(head.path)) return std::nullopt;
    auto route = router_.find(head.method, head.path);
    if (!route) return problem(route.error(), visit.id);
    if (route->methods.empty())
        return problem(404, fmt::format("there is no {}: /docs lists every address", text::excerpt(head.path, 120)),
                       visit.id);
    if (route->call == nullptr) {
        auto refused = problem(
            405,
            fmt::format("{} is not done here: {} is", text::excerpt(head.method, 20), text::enumerate(route->methods)),
            visit.id);
        refused.set("Allow", text::join(route->methods, ", "));
        return refused;
    }
    visit.call = route->call;
    visit.fields = std::move(route->fields);
    if (auto const may = calls::check_role(*visit.call, visit.caller); !may) return problem(may.error(), visit.id);
    auto const type = head.header("content-type");
    auto const has_body = head.header("transfer-encoding") || head.header("content-length").value_or("0") != "0";
    if (has_body && !reads_query(*visit.call) && !is_json(type.value_or("")))
        return problem(415, "send the body as application/json", visit.id);
    if (!visit.call->upload.empty() && !has_body)
        return problem(
            Error{ErrorCode::invalid_input, fmt::format("body: expected a file, {}", visit.call->upload), "body"},
            visit.id);
    return std::nullopt;
}

ServerAnswer Service::answer(ServerRequest const& request) {
    auto const& visit = std::any_cast<Visit const&>(request.note);
    gate_.note(visit.caller);
    auto answer = [&] {
        if (visit.call != nullptr) return answer_call(request, visit);
        if (auto const other = annexes_.find(request.path); other != annexes_.end())
            return other->second(request, visit.caller, visit.id);
        return *open_door(request);
    }();
    answer.set("X-Request-Id", visit.id);
    answer.set("X-Content-Type-Options", "nosniff");
    allow_page(request, answer);
    auto const took = Seconds(std::chrono::steady_clock::now() - visit.began);
    auto const name = visit.call != nullptr ? visit.call->name : is_calendar(request.path) ? "calendar" : page_.serves(request.path) ? "page" : request.path;
    // Who asked to wait, and who listens, says nothing about how quick this is.
    auto const is_timed = !patience_of(request) && !annexes_.contains(request.path) && !std::holds_alternative<net::Feed>(answer.body);
    metrics_.request(name, answer.status, is_timed ? std::optional(took) : std::nullopt);
    if (answer.status >= 500 || took > slow || (visit.call != nullptr && visit.call->effect != calls::Effect::reads))
        log_answer(request, visit, name, answer.status, took);
    return answer;
}

void Service::log_answer(ServerRequest const& request, Visit const& visit, std::string const& name, int status, Seconds took) const {
    // Some addresses hold a secret: those of calls never do.
    auto const path = visit.call != nullptr ? request.path : name;
    log::write(status >= 500 ? log::Level::error : log::Level::info, "request.answered",
               {{"request_id", visit.id},
                {"trace_id", trace_of(request)},
                {"call", name},
                {"method", request.method},
                {"path", path},
                {"by", visit.caller.name},
                {"key", visit.caller.key},
                {"status", status},
                {"seconds", took}});
}

std::optional<ServerAnswer> Service::open_door(ServerRequest const& request) {
    auto const& id = std::any_cast<Visit const&>(request.note).id;
    if (request.path == session_path) return keep_key(request, id);
    if (request.method != "GET" && request.method != "HEAD") {
        auto refused = problem(405, "only GET is done here", id);
        refused.set("Allow", "GET");
        return refused;
    }
    if (request.path == "/healthz") return plain("ok\n");
    if (request.path == "/readyz") return ready(id);
    if (request.path == "/openapi.json") return json_reply(request, 200, json::print(openapi_), std::nullopt);
    if (page_.serves(request.path)) return page_.answer(request);
    if (request.path == "/docs")
        return text_reply(request, {"text/html; charset=utf-8", docs_, ""});
    if (request.path == "/api/events") return live(request, id);
    if (is_calendar(request.path)) {
        auto const secret =
            request.path.substr(calendars.size(), request.path.size() - calendars.size() - calendar_end.size());
        auto const calendar = calls::linked_calendar(desk_, secret);
        return calendar ? text_reply(request, *calendar) : problem(calendar.error(), id);
    }
    auto figures = figures_ ? figures_() : Figures{};
    figures.push_back({"troupe_event_listeners", "Who listens to events", static_cast<double>(events_.listeners())});
    return metrics_answer(metrics_.text(figures));
}

/// Ready: the database answers, and there is room to write. With the reason where it is not.
ServerAnswer Service::ready(std::string const& id) {
    if (stopping_.stop_requested()) return problem(503, "this process is stopping", id);
    auto const counts = desk_.studio.queue.counts();
    if (!counts) return problem(503, "the database cannot be read: " + counts.error().message, id);
    std::error_code error;
    auto const room = std::filesystem::space(settings_.readiness_folder, error);
    if (error || room.available < 100ULL * 1024 * 1024)
        return problem(503, "less than 100 MB are free on the disk of TROUPE_HOME", id);
    auto const redis = desk_.shared != nullptr ? desk_.shared->redis() : std::nullopt;
    // No reason to be passed by: what it does, the database does, slower.
    if (redis && !redis->is_up) return plain("ready; " + redis->server + " is not reached, the database does without it\n");
    return plain("ready\n");
}

calls::Context Service::context_of(Visit const& visit) const {
    return {desk_, visit.caller, visit.id, stopping_.get_token(), {}, {}};
}

ServerAnswer Service::answer_call(ServerRequest const& request, Visit const& visit) {
    auto const input = input_of(*visit.call, visit.fields, request);
    if (!input) return problem(input.error(), visit.id);
    return perform(request, visit, *input);
}

ServerAnswer Service::perform(ServerRequest const& request, Visit const& visit, json::Value const& input) {
    if (auto elsewhere = linked_file(desk_, settings_.links, request, *visit.call, input)) return *std::move(elsewhere);
    auto context = context_of(visit);
    auto const version = version_of(request.header("if-match"));
    if (!version) return problem(version.error(), visit.id);
    context.expected_version = *version;
    context.upload = request.body_file;
    auto const given_key =
        visit.call->effect == calls::Effect::reads ? std::nullopt : request.header("idempotency-key");
    std::string key, fingerprint;
    if (given_key) {
        if (given_key->empty() || given_key->size() > most_key_length)
            return problem(
                Error{ErrorCode::invalid_input, "Idempotency-Key: expected 1 to 255 characters", "Idempotency-Key"},
                visit.id);
        key = fmt::format("{}/{}", visit.caller.key, *given_key);
        fingerprint = fingerprint_of(request);
        if (auto earlier = kept(key, fingerprint, visit.id)) return *std::move(earlier);
    }
    auto const keep = [&](calls::Answer const& answer) -> Result<void> {
        if (!given_key) return {};
        auto const reply = written(request, *visit.call, answer);
        auto const* text = std::get_if<std::string>(&reply.body);
        std::string location;
        for (auto const& header : reply.headers)
            if (header.name == "Location") location = header.value;
        return desk_.answers.keep(
            {key, fingerprint, reply.status, location, text == nullptr ? "" : *text, desk_.studio.clock.now()});
    };
    auto answer = calls::perform(*visit.call, context, input, keep);
    if (!answer) {
        // The same request came at the same time, and was the first: its answer is there by now.
        if (given_key && answer.error().code == ErrorCode::conflict)
            if (auto earlier = kept(key, fingerprint, visit.id)) return *std::move(earlier);
        return problem(answer.error(), visit.id);
    }
    if (auto const* begun = std::get_if<calls::Begun>(&answer->body)) return finish(request, visit, *begun);
    if (auto const* file = std::get_if<calls::FileBody>(&answer->body)) return file_reply(request, *file);
    if (auto const* text = std::get_if<calls::TextBody>(&answer->body)) return text_reply(request, *text);
    if (auto* text = std::get_if<calls::JsonText>(&answer->body))
        return json_reply(request, 200, std::move(text->json), answer->version);
    return json_reply(request, 200, json::print(std::get<json::Value>(answer->body)), answer->version);
}

/// The answer as it is kept for an Idempotency-Key: never zipped, never waited for.
ServerAnswer Service::written(ServerRequest const&, calls::Call const&, calls::Answer const& answer) const {
    if (auto const* begun = std::get_if<calls::Begun>(&answer.body)) {
        auto ids = begun->ids;
        auto const job = to_string(begun->jobs.back());
        ids["job_id"] = job;
        ids["job_ids"] = json::to_value(begun->jobs);
        return {202,
                {{"Content-Type", "application/json"}, {"Location", "/api/jobs/" + job}},
                json::print(json::Value(ids))};
    }
    auto const* value = std::get_if<json::Value>(&answer.body);
    return {200, {{"Content-Type", "application/json"}}, value == nullptr ? "null" : json::print(*value)};
}

std::optional<ServerAnswer> Service::kept(std::string const& key, std::string const& fingerprint,
                                          std::string const& id) {
    auto const found = desk_.answers.find(key);
    if (!found) return problem(found.error(), id);
    if (!*found) return std::nullopt;
    if ((*found)->fingerprint != fingerprint)
        return problem(422, "this Idempotency-Key was used for another request: take a new one", id);
    ServerAnswer answer{
        (*found)->status, {{"Content-Type", "application/json"}, {"Idempotency-Replayed", "true"}}, (*found)->body};
    if (!(*found)->location.empty()) answer.set("Location", (*found)->location);
    return answer;
}

/// 202 and where to look; or, for who would rather wait, what a short call would have answered.
ServerAnswer Service::finish(ServerRequest const& request, Visit const& visit, calls::Begun const& begun) {
    auto const patience = patience_of(request);
    auto accepted = written(request, *visit.call, calls::Answer{begun});
    if (!patience || !wait_for(begun.jobs, *patience)) return accepted;
    for (auto const& id : begun.jobs) {
        auto const job = desk_.studio.queue.find(id);
        if (job && job->state != jobs::JobState::done && !job->because_of)
            return problem(job->error ? Error{job->error->code, job->error->message}
                                      : Error{ErrorCode::cancelled, job->kind + " was cancelled"},
                           visit.id);
    }
    auto context = context_of(visit);
    auto const value = begun.result(context);
    if (!value) return problem(value.error(), visit.id);
    auto done = json_reply(request, 201, json::print(*value), std::nullopt);
    done.set("Preference-Applied", fmt::format("wait={}", static_cast<int>(patience->count())));
    done.set("Location", "/api/jobs/" + to_string(begun.jobs.back()));
    return done;
}

/// Whether they all ended in that time. Waits only while few others do: each keeps a thread of the server.
bool Service::wait_for(std::vector<jobs::JobId> const& jobs, Seconds most) {
    if (++waiting_ > settings_.waiting_threads) {
        --waiting_;
        return false;
    }
    auto const until = std::chrono::steady_clock::now() + most;
    bool are_finished = false;
    while (!are_finished && !stopping_.stop_requested() && std::chrono::steady_clock::now() < until) {
        auto const last = desk_.studio.queue.find(jobs.back());
        are_finished = last && is_finished(last->state);
        if (!are_finished) std::this_thread::sleep_for(look_again);
    }
    --waiting_;
    return are_finished;
}

/// The gate let the request in: its key is good. Without one there is nothing to keep.
ServerAnswer Service::keep_key(ServerRequest const& request, std::string const& id) const {
    auto const is_farewell = request.method == "DELETE";
    if (!is_farewell && request.method != "POST") {
        auto refused = problem(405, "a key is kept with POST and forgotten with DELETE", id);
        refused.set("Allow", "DELETE, POST");
        return refused;
    }
    auto const authorization = request.header("authorization").value_or("");
    auto const blank = authorization.find(' ');
    if (!is_farewell && blank == authorization.npos)
        return problem(Error{ErrorCode::invalid_input, "Authorization: send the key to keep, as `Bearer troupe_...`", "Authorization"}, id);
    auto const secret = is_farewell ? std::string() : std::string(text::trim(std::string_view(authorization).substr(blank)));
    ServerAnswer answer{204, {{"Cache-Control", "no-store"}}, {}};
    answer.set("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}", session_cookie, secret,
                                         is_farewell ? 0 : kept_s,
                                         request.header("x-forwarded-proto").value_or("") == "https" ? "; Secure" : ""));
    return answer;
}

ServerAnswer Service::live(ServerRequest const& request, std::string const& id) {
    auto const query = net::read_query(request.query);
    if (!query) return problem(query.error(), id);
    Listening wish;
    auto after = request.header("last-event-id");
    for (auto const& parameter : *query) {
        if (parameter.name == "after")
            after = after ? after : parameter.value;
        else if (parameter.name == "artist_id")
            wish.artist = parameter.value;
        else if (parameter.name == "type")
            wish.type = parameter.value;
        else
            return problem(Error{ErrorCode::invalid_input,
                                 parameter.name + ": no such parameter: after, artist_id and type are", parameter.name},
                           id);
    }
    auto const newest = desk_.events.newest();
    if (!newest) return problem(newest.error(), id);
    wish.after = *newest;
    if (after) {
        auto const number = json::parse_value(*after);
        if (!number || !number->is_int64() || number->as_int64() < 0)
            return problem(Error{ErrorCode::invalid_input, "after: expected the id of an event", "after"}, id);
        wish.after = number->as_int64();
    }
    ServerAnswer answer{
        200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}}, {}};
    answer.body =
        net::Feed([this, wish](std::shared_ptr<net::LiveStream> stream) { events_.add(std::move(stream), wish); });
    return answer;
}

ServerAnswer Service::refuse(int status, std::string const& why) {
    metrics_.request("none", status, std::nullopt);
    if (status >= 500) log::error("request.failed", {{"status", status}, {"why", why}});
    return problem(status, status == 500 ? "a fault of ours: the log has more" : why, "");
}

}  // namespace troupe::api
