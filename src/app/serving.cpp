#include "app/serving.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "api/metrics_page.hpp"
#include "api/service.hpp"
#include "app/answer_rounds.hpp"
#include "app/social_rounds.hpp"
#include "app/watching.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "flow/handlers.hpp"
#include "jobs/runner.hpp"
#include "mcp/http_transport.hpp"
#include "mcp/line_transport.hpp"
#include "net/http_server.hpp"

namespace troupe::app {
namespace {

constexpr auto answers_kept = std::chrono::hours(24);
constexpr auto events_kept = std::chrono::hours(24 * 7);
constexpr auto deliveries_kept = std::chrono::hours(24 * 30);
constexpr auto tidy_every = std::chrono::minutes(10);
constexpr Seconds goodbye{20};

bool is_loopback(std::string const& address) { return address == "127.0.0.1" || address == "::1"; }

void wait_until_stopped(std::stop_token const& stop) {
    std::mutex guard;
    std::condition_variable_any bell;
    std::unique_lock lock(guard);
    bell.wait(lock, stop, [] { return false; });
}

/// Forgets what was kept for a time, while somebody serves.
class Broom {
public:
    explicit Broom(calls::Desk& desk) : desk_(desk), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop) {
        std::mutex guard;
        std::condition_variable_any bell;
        std::unique_lock lock(guard);
        do sweep();
        while (!bell.wait_for(lock, stop, tidy_every, [&] { return stop.stop_requested(); }));
    }
    void sweep() {
        auto const now = desk_.studio.clock.now();
        auto const answers = desk_.answers.forget_before(now - answers_kept);
        auto const events = desk_.events.forget_before(now - events_kept);
        auto const deliveries = desk_.webhooks.forget_before(now - deliveries_kept);
        for (auto const* each : {&answers, &events, &deliveries})
            if (!*each) log::warning("sweep.failed", {{"error", each->error().message}});
    }

    calls::Desk& desk_;
    std::jthread thread_;
};

/// Tells webhooks what happened, while somebody serves.
class Messenger {
public:
    explicit Messenger(access::WebhookSender& sender)
        : sender_(sender), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop) {
        std::mutex guard;
        std::condition_variable_any bell;
        std::unique_lock lock(guard);
        do {
            auto const collected = sender_.collect();
            auto const sent = collected ? sender_.send_due(stop) : collected;
            if (!sent) log::warning("webhooks.failed", {{"error", sent.error().message}});
        } while (!bell.wait_for(lock, stop, std::chrono::seconds(1), [&] { return stop.stop_requested(); }));
    }

    access::WebhookSender& sender_;
    std::jthread thread_;
};

/// The jobs of the queue, done in this process until it goes out of scope.
class Workshop {
public:
    Workshop(flow::Studio& studio, api::Metrics* metrics, std::vector<std::string> const& classes) {
        jobs::RunnerSettings settings;
        settings.cpu_threads =
            classes.empty() || std::count(classes.begin(), classes.end(), "cpu") > 0 ? studio.preferences.workers : 0;
        settings.io_threads = classes.empty() || std::count(classes.begin(), classes.end(), "io") > 0
                                  ? std::max(2, studio.preferences.workers)
                                  : 0;
        runner_ = std::make_unique<jobs::Runner>(studio.queue, studio.unit, studio.clock, settings);
        flow::handle_all(*runner_, studio);
        if (metrics != nullptr) {
            runner_->observe(*metrics);
            runner_->observe(meter_.emplace(studio.contents, *metrics));
        }
        thread_ = std::jthread([this](std::stop_token const& stop) { work(stop); });
    }

private:
    /// A queue that cannot be reached, or a full disk, passes: whoever serves goes on when it has.
    void work(std::stop_token const& stop) {
        std::mutex guard;
        std::condition_variable_any bell;
        std::unique_lock lock(guard);
        while (!stop.stop_requested()) {
            if (auto const worked = runner_->run_until_stopped(stop); !worked)
                log::error("runner.ended", {{"error", worked.error().message}});
            bell.wait_for(lock, stop, std::chrono::seconds(1), [&] { return stop.stop_requested(); });
        }
    }

    std::optional<MediaMeter> meter_;
    std::unique_ptr<jobs::Runner> runner_;
    std::jthread thread_;  ///< joined first: jobs that are begun go back to the queue
};

Figures figures_with(Gauges& gauges, std::atomic<net::HttpServer const*> const& listener) {
    auto all = gauges.read();
    if (auto const* const server = listener.load())
        all.push_back({"troupe_http_connections", "Open connections", static_cast<double>(server->connections())});
    return all;
}

class InstalledServices final : public cli::Services {
public:
    InstalledServices(Configuration const& configuration, std::filesystem::path home, Opened opened)
        : configuration_(configuration), home_(std::move(home)), opened_(std::move(opened)) {}

    Result<void> serve(cli::ServeOptions const& options, std::stop_token stop,
                       std::function<void(std::string const&)> const& say) override {
        auto& desk = *TRY(opened_.desk());
        auto const settings = TRY(service_settings(options, desk));
        auto const ask_every = TRY(minutes_between_answers());
        api::Service service(desk, settings);
        mcp::Server tools(desk, calls::Catalogue::complete(), {.version = settings.version});
        mcp::HttpTransport conversations(tools);
        service.annex("/mcp", [&conversations](auto const& request, auto const& caller, auto const& id) {
            return conversations.answer(request, caller, id);
        });
        net::ServerSettings listening;
        listening.address = options.address;
        listening.port = options.port;
        listening.threads = options.threads;
        // A quick answer takes a core's time from a file, and waits for half of it where the database is a server.
        if (configuration_.get("POSTGRES_HOST")) {
            auto const connections = TRY(configuration_.integer("TROUPE_POSTGRES_CONNECTIONS", 16, 1, 500));
            listening.readers = std::clamp(2 * static_cast<int>(std::thread::hardware_concurrency()), 1, std::max(1, connections / 2));
        }
        std::atomic<net::HttpServer const*> listener = nullptr;
        service.watch([&] { return figures_with(opened_.gauges(), listener); });
        auto const server = TRY(net::HttpServer::start(listening, service));
        listener = server.get();
        std::optional<Workshop> workshop;
        if (options.works) workshop.emplace(desk.studio, &service.metrics(), std::vector<std::string>{});
        Broom const broom(desk);
        Messenger const messenger(desk.sender);
        std::optional<PostRounds> posts;
        if (options.works) posts.emplace(desk.studio);
        std::optional<ResultRounds> results;
        if (options.works) results.emplace(desk.studio);
        std::optional<TrendRounds> trends;
        if (options.works) trends.emplace(desk.studio);
        std::optional<AnswerRounds> answers;
        if (options.works) answers.emplace(desk.studio, ask_every);
        std::optional<ApprovalRounds> asking;
        if (auto const parts = opened_.approvals()) asking.emplace(*parts);
        auto const host =
            options.address.find(':') == options.address.npos ? options.address : "[" + options.address + "]";
        say(fmt::format(
            "Troupe listens at http://{}:{}; /docs has every call. {}", host, server->port(),
            settings.gate.is_open_to_this_machine ? "No key is needed on this machine." : "A key is needed."));
        log::info("service.started", {{"address", options.address}, {"port", server->port()}, {"works", options.works}});
        wait_until_stopped(stop);
        log::info("service.stopping");
        say("Stopping: what was begun is finished or goes back to the queue.");
        service.stop();
        conversations.stop();
        tools.stop();
        server->stop(goodbye);
        return {};
    }

    Result<void> work(cli::WorkOptions const& options, std::stop_token stop,
                      std::function<void(std::string const&)> const& say) override {
        auto& desk = *TRY(opened_.desk());
        api::Metrics metrics;
        api::MetricsPage page([&] { return metrics.text(opened_.gauges().read()); });
        auto const watched = TRY(listen_for_watchers(page));
        Workshop const workshop(desk.studio, &metrics, options.classes);
        log::info("worker.started", {{"classes", options.classes}});
        if (watched) say(fmt::format("Metrics are at port {}, /metrics.", watched->port()));
        say(fmt::format("Working on {} jobs of {}.", options.classes.empty() ? "all" : text::enumerate(options.classes),
                        home_.string()));
        if (!options.until_idle) {
            PostRounds const posts(desk.studio);
            ResultRounds const results(desk.studio);
            TrendRounds const trends(desk.studio);
            AnswerRounds const answers(desk.studio, TRY(minutes_between_answers()));
            std::optional<ApprovalRounds> asking;
            if (auto const parts = opened_.approvals()) asking.emplace(*parts);
            wait_until_stopped(stop);
            return {};
        }
        return wait_until_idle(desk, stop);
    }

    Result<void> converse(cli::McpOptions const& options, std::stop_token stop) override {
        auto& desk = *TRY(opened_.desk());
        mcp::Server tools(desk, calls::Catalogue::complete());
        std::optional<Workshop> workshop;
        if (options.works) workshop.emplace(desk.studio, nullptr, std::vector<std::string>{});
        Broom const broom(desk);
        return mcp::serve_lines(tools, {.in = STDIN_FILENO, .out = STDOUT_FILENO}, stop);
    }

private:
    Result<api::ServiceSettings> service_settings(cli::ServeOptions const& options, calls::Desk& desk) const {
        api::ServiceSettings settings;
        settings.gate.is_open_to_this_machine =
            is_loopback(options.address) && TRY(configuration_.integer("TROUPE_REQUIRE_KEYS", 0, 0, 1)) == 0;
        for (auto const& origin : text::split(configuration_.get("TROUPE_CORS_ORIGINS").value_or(""), ','))
            if (auto const trimmed = text::trim(std::string_view(origin)); !trimmed.empty())
                settings.gate.origins.emplace_back(trimmed);
        settings.waiting_threads = std::max(1, options.threads / 2);
        settings.readiness_folder = home_;
        settings.links = opened_.links();
        if (settings.gate.is_open_to_this_machine) return settings;
        auto const now = desk.studio.clock.now();
        auto const keys = TRY(desk.keys.list());
        auto const is_good = [&](access::ApiKey const& key) {
            return !key.revoked && (!key.expires || *key.expires > now);
        };
        if (std::none_of(keys.begin(), keys.end(), is_good))
            return fail(ErrorCode::conflict,
                        "--address: others can reach this address, so keys are demanded, and there is none: `troupe "
                        "keys create --name NAME --role admin` first");
        return settings;
    }

    Result<std::chrono::minutes> minutes_between_answers() const {
        return std::chrono::minutes(TRY(configuration_.integer("TROUPE_STORE_ANSWERS_MINUTES", 10, 0, 1440)));
    }

    /// A worker's numbers; nothing where nobody wants them.
    Result<std::unique_ptr<net::HttpServer>> listen_for_watchers(api::MetricsPage& page) const {
        auto const port = TRY(configuration_.integer("TROUPE_METRICS_PORT", 0, 1, 65535));
        if (port == 0) return std::unique_ptr<net::HttpServer>();
        return net::HttpServer::start({.address = configuration_.get("TROUPE_METRICS_ADDRESS").value_or("127.0.0.1"), .port = port, .threads = 1}, page);
    }

    static Result<void> wait_until_idle(calls::Desk& desk, std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            bool is_idle = true;
            for (auto const& count : TRY(desk.studio.queue.counts()))
                is_idle = is_idle && count.state == jobs::JobState::failed;
            if (is_idle) return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return {};
    }

    Configuration const& configuration_;
    std::filesystem::path home_;
    Opened opened_;
};

}  // namespace

std::unique_ptr<cli::Services> make_services(Configuration const& configuration, std::filesystem::path home, Opened opened) {
    return std::make_unique<InstalledServices>(configuration, std::move(home), std::move(opened));
}

}  // namespace troupe::app
