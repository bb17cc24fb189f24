#pragma once

#include <charconv>
#include <stop_token>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "demand.hpp"
#include "net/http_client.hpp"

/// A service that says whatever the input holds: answers with "\n%%\n" between them. One that begins with "HTTP 429" has a status,
/// headers and an empty line before its body; all others are a 200. When the last one is told, nobody waits for anything more.
class Answers final : public troupe::net::HttpClient {
public:
    explicit Answers(std::string_view script) {
        while (answers_.size() < 12) {
            auto const end = script.find("\n%%\n");
            answers_.push_back(read(script.substr(0, end)));
            if (end == script.npos) break;
            script.remove_prefix(end + 4);
        }
    }

    /// As the real client: what would end a header is not sent, and what answers badly often is heard no further.
    troupe::net::HttpResult send(troupe::net::HttpRequest const& request, std::stop_token) override {
        demand_address(request.url);
        urls_.push_back(request.url);
        for (auto const& header : request.headers)
            if (header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
                return tl::unexpected(troupe::net::HttpError{{troupe::ErrorCode::invalid_input, "a header has a line break"}, false});
        if (next_ >= answers_.size()) return tl::unexpected(troupe::net::HttpError{{troupe::ErrorCode::cancelled, "stopped"}, false});
        auto response = answers_[next_++];
        if (next_ == answers_.size() || response.status == 429 || response.status >= 500) stop_.request_stop();
        if (!request.on_data || !response.is_success()) return response;
        auto const body = std::exchange(response.body, {});
        for (std::size_t at = 0; at < body.size(); at += 5)
            if (!request.on_data(std::string_view(body).substr(at, 5)))
                return tl::unexpected(troupe::net::HttpError{{troupe::ErrorCode::cancelled, "stopped"}, true});
        return response;
    }

    [[nodiscard]] std::stop_token stop() const { return stop_.get_token(); }
    /// Where requests went.
    [[nodiscard]] std::vector<std::string> const& urls() const { return urls_; }

private:
    /// No answer may lead a request to a place that is none, or put something into its line.
    static void demand_address(std::string const& url) {
        demand(troupe::text::lower(url.substr(0, 8)) == "https://");
        for (auto const c : url) demand(static_cast<unsigned char>(c) > 0x20 && c != 0x7F);
    }

    static troupe::net::HttpResponse read(std::string_view answer) {
        troupe::net::HttpResponse response{200, {}, std::string(answer)};
        if (!answer.starts_with("HTTP ") || answer.size() < 8) return response;
        std::from_chars(answer.data() + 5, answer.data() + 8, response.status);
        if (response.status < 200 || response.status > 599) response.status = 200;
        auto const head = answer.substr(0, std::min(answer.find("\n\n"), answer.size()));
        response.body = std::string(answer.substr(std::min(head.size() + 2, answer.size())));
        auto const lines = troupe::text::split(head, '\n');
        for (std::size_t i = 1; i < lines.size(); ++i)
            if (auto const colon = lines[i].find(':'); colon != std::string::npos)
                response.headers.push_back({lines[i].substr(0, colon), std::string(troupe::text::trim(std::string_view(lines[i]).substr(colon + 1)))});
        return response;
    }

    std::vector<troupe::net::HttpResponse> answers_;
    std::size_t next_ = 0;
    std::stop_source stop_;
    std::vector<std::string> urls_;
};
