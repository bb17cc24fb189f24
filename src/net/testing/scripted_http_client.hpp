#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "net/http_client.hpp"

namespace troupe::net::testing {

/// Answers from a script and remembers what it was asked. One that is asked more often than it has answers says so as
/// an internal error.
class ScriptedHttpClient final : public HttpClient {
public:
    void answer(HttpResponse response) { push({std::move(response), {}}); }
    void answer(int status, std::string body, std::vector<Header> headers = {}) {
        answer(HttpResponse{status, std::move(headers), std::move(body)});
    }
    void fail(HttpError error) { push({{}, std::move(error)}); }
    /// A 200 that breaks off: a listener hears `body` before the error.
    void break_off(std::string body, HttpError error) {
        push({{.status = 200, .body = std::move(body)}, std::move(error)});
    }
    /// How many bytes a listener hears at a time.
    void deliver_in_pieces_of(std::size_t bytes) { piece_bytes_ = bytes; }

    [[nodiscard]] HttpResult send(HttpRequest const& request, std::stop_token stop) override {
        auto [response, error] = next(request);
        if (stop.stop_requested())
            return tl::unexpected(HttpError{{ErrorCode::cancelled, "the request was stopped"}, false});
        if (request.on_data && response.is_success() && !tell(request, std::exchange(response.body, {})))
            return tl::unexpected(HttpError{{ErrorCode::cancelled, "the request was stopped"}, true});
        if (error) return tl::unexpected(*error);
        return response;
    }

    /// What was sent so far, in order.
    [[nodiscard]] std::vector<HttpRequest> requests() const {
        std::lock_guard const lock(guard_);
        return requests_;
    }

private:
    struct Step {
        HttpResponse response;
        std::optional<HttpError> error;
    };

    void push(Step step) {
        std::lock_guard const lock(guard_);
        script_.push_back(std::move(step));
    }

    Step next(HttpRequest const& request) {
        std::lock_guard const lock(guard_);
        requests_.push_back(request);
        if (script_.empty())
            return {{}, HttpError{{ErrorCode::internal, "the script has no answer to this request"}, true}};
        auto step = std::move(script_.front());
        script_.pop_front();
        return step;
    }

    bool tell(HttpRequest const& request, std::string const& body) const {
        for (std::size_t at = 0; at < body.size(); at += piece_bytes_)
            if (!request.on_data(std::string_view(body).substr(at, piece_bytes_))) return false;
        return true;
    }

    mutable std::mutex guard_;
    std::deque<Step> script_;
    std::vector<HttpRequest> requests_;
    std::size_t piece_bytes_ = 7;
};

}  // namespace troupe::net::testing
