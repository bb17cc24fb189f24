#pragma once

#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/http_client.hpp"

namespace troupe::providers::testing {

/// All of a file, which is gone afterwards.
inline std::string taken_from(std::filesystem::path const& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    std::filesystem::remove(file);
    return bytes.str();
}

/// What services without a network have in common: they write down what they are asked, and answer by a script as long
/// as there is one.
class FakeService : public net::HttpClient {
public:
    static net::HttpResult json(std::string const& body, int status = 200) {
        return net::HttpResponse{status, {{"Content-Type", "application/json"}}, body};
    }
    static net::HttpResult lost(bool may_have_arrived, ErrorCode code = ErrorCode::unavailable) {
        return tl::unexpected(net::HttpError{
            {code, "127.0.0.1: the connection was closed without an answer; try again later"}, may_have_arrived});
    }

    [[nodiscard]] int submitted() const {
        std::lock_guard const lock(guard_);
        int found = 0;
        for (auto const& request : requests) found += request.method == "POST";
        return found;
    }

    std::vector<net::HttpRequest> requests;

protected:
    /// The script's next answer; the usual one at its end.
    static net::HttpResult next(std::deque<net::HttpResult>& answers, net::HttpResponse usual) {
        if (answers.empty()) return usual;
        auto answer = std::move(answers.front());
        answers.pop_front();
        return answer;
    }
    /// A file in pieces, as the client asks for it.
    static net::HttpResult deliver(net::HttpRequest const& request, net::HttpResult answer) {
        if (!answer || !answer->is_success() || !request.on_data) return answer;
        auto const body = std::exchange(answer->body, {});
        for (std::size_t at = 0; at < body.size(); at += 4096)
            if (!request.on_data(std::string_view(body).substr(at, 4096))) return lost(true, ErrorCode::cancelled);
        return answer;
    }

    mutable std::mutex guard_;  ///< of `requests` and the scripts
};

}  // namespace troupe::providers::testing
