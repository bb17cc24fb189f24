#include "api/metrics_page.hpp"

#include "api/problem.hpp"

namespace troupe::api {

using net::ServerAnswer;

ServerAnswer metrics_answer(std::string text) {
    return {200,
            {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}, {"Cache-Control", "no-cache"}},
            std::move(text)};
}

net::BodyPlan MetricsPage::plan(net::ServerRequest& head) {
    net::BodyPlan plan{.most_bytes = 0, .folder = {}, .refusal = {}};
    if (head.path != "/metrics" && head.path != "/healthz")
        plan.refusal = refuse(404, "a worker has /metrics and /healthz alone");
    else if (head.method != "GET" && head.method != "HEAD") {
        plan.refusal = refuse(405, "only GET is done here");
        plan.refusal->set("Allow", "GET");
    }
    return plan;
}

ServerAnswer MetricsPage::answer(net::ServerRequest const& request) {
    if (request.path == "/metrics") return metrics_answer(metrics_());
    return {200, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-cache"}}, "ok\n"};
}

ServerAnswer MetricsPage::refuse(int status, std::string const& why) { return problem(status, why, ""); }

}  // namespace troupe::api
