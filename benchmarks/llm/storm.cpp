// llm_storm BASE_URL SESSIONS THREADS: works through many sessions against a server that drops, limits, garbles and delays, and counts what
// became of every one. Prints NAME value target ok|short.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "llm/orchestrator.hpp"
#include "llm/testing/memory_stores.hpp"
#include "net/curl_http_client.hpp"
#include "providers/chat_endpoint.hpp"

namespace {

using namespace troupe;

/// A minute of a bad day passes with every look, so that rests end while the storm lasts.
class FastClock final : public Clock {
public:
    TimePoint now() const override { return start_ + std::chrono::milliseconds{50} * looks_++; }

private:
    TimePoint start_ = SystemClock().now();
    mutable std::atomic<int> looks_ = 0;
};

class CountingClient final : public net::HttpClient {
public:
    net::HttpResult send(net::HttpRequest const& request, std::stop_token stop) override {
        ++sent;
        return client_.send(request, std::move(stop));
    }
    std::atomic<int> sent = 0;

private:
    net::CurlHttpClient client_;
};

llm::Seat seat(std::string const& base_url, providers::Dialect dialect, net::HttpClient& http, Clock const& clock) {
    return {providers::make_chat_model({.name = "peer/" + json::enum_name(dialect),
                                        .dialect = dialect,
                                        .base_url = dialect == providers::Dialect::anthropic ? base_url : base_url + "/v1",
                                        .api_key = "sk-storm-secret",
                                        .model = "peer-model"},
                                       http, clock),
            {1'000'000, 2'000'000, "storm"}};
}

llm::Task task(std::string const& question) {
    return {.name = "title",
            .artist = "",
            .prefer = "",
            .input = json::Object{{"question", question}},
            .prompt_version = "storm",
            .messages = {{llm::Role::system, "Answer with {\"title\": ..}."}, {llm::Role::user, question}},
            .shape = {"title", *json::parse_value(R"({"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false})")},
            .assess = [](json::Value const& draft) -> llm::Assessment {
                auto const* title = draft.get_object().if_contains("title");
                return title != nullptr && title->is_string() ? llm::Assessment{1, {}} : llm::Assessment{0, {"title: is missing"}};
            },
            .criteria = "",
            .max_tokens = 100,
            .on_text = nullptr};
}

void print(char const* name, double value, double target, bool is_reached) {
    std::printf("%s %.2f %.2f %s\n", name, value, target, is_reached ? "ok" : "short");
    std::fflush(stdout);
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct Counts {
    std::atomic<int> answered = 0, given_up = 0, other = 0;
};

void storm(std::string const& base_url, int sessions, int threads) {
    FastClock const clock;
    CountingClient http;
    llm::testing::MemorySessionStore store;
    llm::testing::MemoryLedger ledger;
    llm::testing::MemoryAnswerCache cache;
    llm::Caps const caps{.day_micros = std::int64_t{sessions} * 300, .artist_micros = 0, .task_micros = 2'000};
    llm::Chain chain({{seat(base_url, providers::Dialect::openai_chat, http, clock), seat(base_url, providers::Dialect::anthropic, http, clock)},
                      {},
                      caps,
                      ledger,
                      cache,
                      clock,
                      system_id_bits,
                      [](Seconds, std::stop_token stop) { return !stop.stop_requested(); }});
    llm::Orchestrator orchestrator({.answers = chain, .sessions = store, .clock = clock, .id_bits = system_id_bits, .scrubber = {}});

    Counts counts;
    std::atomic<int> next = 0;
    auto const start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&] {
                for (int number = next++; number < sessions; number = next++) {
                    auto const outcome = orchestrator.run(task("storm " + std::to_string(number)), {});
                    if (outcome) ++counts.answered;
                    else if (outcome.error().code == ErrorCode::unavailable || outcome.error().code == ErrorCode::rate_limited || outcome.error().code == ErrorCode::bad_response) {
                        if (counts.given_up++ < 3) std::fprintf(stderr, "fell back: %s\n", outcome.error().message.c_str());
                    }
                    else ++counts.other, std::fprintf(stderr, "session %d: %s\n", number, outcome.error().message.c_str());
                }
            });
    }
    auto const seconds = milliseconds_since(start) / 1'000;
    std::int64_t kept = 0, spent = 0, task_over = 0;
    llm::SessionQuery query{.limit = 500};
    do {
        auto const page = *store.list(query);
        for (auto const& session : page.sessions) {
            ++kept;
            auto const cost = *ledger.spent_by_session(to_string(session.id));
            spent += cost;
            if (cost > caps.task_micros) ++task_over;
        }
        query.after = page.next;
    } while (query.after);
    std::fprintf(stderr, "%d sessions, %d requests, %.1f s: %d answered, %d fell back\n", sessions, http.sent.load(), seconds, counts.answered.load(), counts.given_up.load());
    auto const ended = counts.answered + counts.given_up;
    print("storm_sessions_lost", sessions - ended, 0, ended == sessions && kept == sessions);
    print("storm_sessions_over_their_cap", static_cast<double>(task_over), 0, task_over == 0);
    print("storm_spent_of_day_cap_percent", 100.0 * static_cast<double>(spent) / static_cast<double>(caps.day_micros), 100, spent <= caps.day_micros);
    print("storm_answered_percent", 100.0 * counts.answered / sessions, 95, counts.answered >= sessions * 95 / 100);
    print("storm_sessions_per_second", sessions / seconds, 50, sessions / seconds >= 50);
}

/// From asking a server that says "no credit" to the caller knowing that its own words must do.
void hopeless(std::string const& base_url) {
    SystemClock const clock;
    CountingClient http;
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        llm::testing::MemorySessionStore store;
        llm::testing::MemoryLedger ledger;
        llm::testing::MemoryAnswerCache cache;
        llm::Chain chain({{seat(base_url, providers::Dialect::openai_chat, http, clock)}, {}, {}, ledger, cache, clock, system_id_bits});
        llm::Orchestrator orchestrator({.answers = chain, .sessions = store, .clock = clock, .id_bits = system_id_bits, .scrubber = {}});
        auto const start = std::chrono::steady_clock::now();
        if (orchestrator.run(task("no credit"), {})) std::fprintf(stderr, "an answer without credit\n");
        times.push_back(milliseconds_since(start));
    }
    std::sort(times.begin(), times.end());
    print("hopeless_fallback_p99_ms", times[times.size() * 99 / 100], 50, times[times.size() * 99 / 100] < 50);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return std::fprintf(stderr, "llm_storm BASE_URL SESSIONS THREADS\n"), 2;
    if (std::string(arguments[2]) == "hopeless") return hopeless(arguments[1]), 0;
    storm(arguments[1], std::atoi(arguments[2]), std::atoi(arguments[3]));
    return 0;
}
