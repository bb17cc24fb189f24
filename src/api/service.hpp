#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "api/event_feed.hpp"
#include "api/gate.hpp"
#include "api/metrics.hpp"
#include "api/page.hpp"
#include "api/router.hpp"
#include "base/version.hpp"
#include "calls/catalogue.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

struct ServiceSettings {
    GateSettings gate;
    std::string version = program_version;
    std::uint64_t most_upload_bytes = 2ULL << 30;
    int waiting_threads = 8;                 ///< requests with `Prefer: wait` at a time; others are answered at once
    std::filesystem::path readiness_folder;  ///< where there must be room to write
};

/// Troupe over HTTP: every call of the catalogue at its address, and beside them
///
///     GET /                              the dashboard, and its screens and files (page.hpp)
///     GET /healthz /readyz /metrics      for whoever looks after the machine; without a key, with no word about artists
///     GET /openapi.json /docs            what there is to ask
///     GET /api/events                    changes as they happen (server-sent events, with Last-Event-ID)
///     POST, DELETE /api/session          a browser keeps the key of that request as a cookie, or forgets it
///
/// and at addresses that others `annex`, whatever they answer, behind the same gate.
///
/// A change and its entry in the audit log are one unit of work; with an Idempotency-Key the answer is in it, too.
class Service final : public net::RequestHandler {
public:
    /// What answers at an annexed address, for whom the gate let in; the body is at most 1 MiB.
    using Annex = std::function<net::ServerAnswer(net::ServerRequest const& request, access::Caller const& caller,
                                                  std::string const& request_id)>;

    Service(calls::Desk& desk, ServiceSettings settings);
    ~Service() override;

    /// Another face at that path, with all its methods. Before the server starts.
    void annex(std::string path, Annex answer) { annexes_[std::move(path)] = std::move(answer); }

    /// What /metrics tells beside what was counted here: asked each time. Before the server starts.
    void watch(std::function<Figures()> figures) { figures_ = std::move(figures); }

    net::BodyPlan plan(net::ServerRequest& head) override;
    net::ServerAnswer answer(net::ServerRequest const& request) override;
    net::ServerAnswer refuse(int status, std::string const& why) override;

    /// Ends what waits: `Prefer: wait` and live streams.
    void stop();
    [[nodiscard]] Metrics& metrics() { return metrics_; }
    [[nodiscard]] json::Value const& openapi() const { return openapi_; }

private:
    struct Visit;
    [[nodiscard]] std::optional<net::ServerAnswer> open_door(net::ServerRequest const& request);
    [[nodiscard]] std::optional<net::ServerAnswer> preflight(net::ServerRequest const& head) const;
    void allow_page(net::ServerRequest const& request, net::ServerAnswer& answer) const;
    [[nodiscard]] std::optional<net::ServerAnswer> check_head(net::ServerRequest const& head, Visit& visit);
    [[nodiscard]] net::ServerAnswer answer_call(net::ServerRequest const& request, Visit const& visit);
    [[nodiscard]] net::ServerAnswer perform(net::ServerRequest const& request, Visit const& visit,
                                            json::Value const& input);
    [[nodiscard]] net::ServerAnswer written(net::ServerRequest const& request, calls::Call const& call,
                                            calls::Answer const& answer) const;
    [[nodiscard]] std::optional<net::ServerAnswer> kept(std::string const& key, std::string const& fingerprint,
                                                        std::string const& id);
    [[nodiscard]] net::ServerAnswer finish(net::ServerRequest const& request, Visit const& visit,
                                           calls::Begun const& begun);
    [[nodiscard]] bool wait_for(std::vector<jobs::JobId> const& jobs, Seconds most);
    [[nodiscard]] net::ServerAnswer keep_key(net::ServerRequest const& request, std::string const& id) const;
    void log_answer(net::ServerRequest const& request, Visit const& visit, std::string const& name, int status, Seconds took) const;
    [[nodiscard]] net::ServerAnswer live(net::ServerRequest const& request, std::string const& id);
    [[nodiscard]] net::ServerAnswer ready(std::string const& id);
    [[nodiscard]] calls::Context context_of(Visit const& visit) const;

    calls::Desk& desk_;
    ServiceSettings settings_;
    calls::Catalogue catalogue_ = calls::Catalogue::complete();
    Router router_{catalogue_};
    Gate gate_;
    Metrics metrics_;
    json::Value openapi_;
    std::string docs_;
    Page page_ = Page::built_in();
    EventFeed events_;
    std::map<std::string, Annex> annexes_;
    std::function<Figures()> figures_;
    std::atomic<int> waiting_ = 0;
    std::stop_source stopping_;
};

}  // namespace troupe::api
