#include "net/curl_http_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <mutex>
#include <utility>

#include "base/text.hpp"

namespace troupe::net {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t most_header_bytes = 256 * 1024;
constexpr std::size_t most_idle_lines = 8;
constexpr int poll_ms = 100;
/// A connection that has been idle for longer is not tried again: servers close theirs after a minute or so, and a
/// request that meets a closing connection is lost.
constexpr long most_idle_seconds = 30;

template <auto Free>
struct FreedBy {
    void operator()(auto* handle) const { Free(handle); }
};
using Easy = std::unique_ptr<CURL, FreedBy<::curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, FreedBy<::curl_multi_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, FreedBy<::curl_slist_free_all>>;
using Url = std::unique_ptr<CURLU, FreedBy<::curl_url_cleanup>>;

/// One request at a time. Connections live with the multi handle, so both are kept together for the next request.
struct Line {
    std::string host;
    Multi multi{::curl_multi_init()};
    Easy easy{::curl_easy_init()};
};

long milliseconds(Seconds seconds) { return static_cast<long>(std::clamp(seconds.count() * 1000, 1.0, 1e9)); }

HttpResult failure(ErrorCode code, std::string message, bool may_have_arrived) {
    return tl::unexpected(HttpError{{code, std::move(message)}, may_have_arrived});
}

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (::curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    std::string copy(text);
    ::curl_free(text);
    return copy;
}

/// The host of a URL that we may call. Error: invalid_input.
Result<std::string> host_of(std::string const& url) {
    Url const parsed{::curl_url()};
    if (::curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK || url.find('\0') != std::string::npos)
        return fail(ErrorCode::invalid_input, "url: is none, write it like https://api.example.com/v1");
    auto const scheme = url_part(parsed.get(), CURLUPART_SCHEME);
    auto host = url_part(parsed.get(), CURLUPART_HOST);
    if (scheme != "http" && scheme != "https")
        return fail(ErrorCode::invalid_input,
                    fmt::format("url: begins with neither http:// nor https:// (host '{}')", host));
    return host;
}

bool is_token(std::string_view name) {
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != others.npos;
    });
}

/// What would end the header and begin another one is refused, wherever it comes from.
Result<void> check_headers(HttpRequest const& request) {
    if (!is_token(request.method)) return fail(ErrorCode::invalid_input, "method: is no word of HTTP");
    for (auto const& [name, value] : request.headers) {
        if (!is_token(name))
            return fail(ErrorCode::invalid_input, fmt::format("header '{}': no name of a header", text::excerpt(name)));
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            return fail(ErrorCode::invalid_input, fmt::format("header {}: its value has a line break", name));
    }
    if (request.timeouts.total <= Seconds(0)) return fail(ErrorCode::invalid_input, "timeouts.total: must be above 0");
    return {};
}

HeaderList header_list(HttpRequest const& request) {
    HeaderList list;
    auto const add = [&](std::string const& line) { list.reset(::curl_slist_append(list.release(), line.c_str())); };
    // libcurl would wait for "100 Continue", and call a body a form.
    add("Expect:");
    bool has_type = false;
    for (auto const& [name, value] : request.headers) {
        has_type = has_type || text::lower(name) == "content-type";
        add(value.empty() ? name + ";" : name + ": " + value);
    }
    if (!has_type) add("Content-Type:");
    return list;
}

std::string why(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "the name of the proxy is not known; check https_proxy";
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the name is not known; check the address and the network";
        case CURLE_COULDNT_CONNECT:
            return "no connection; check the address, and that the server runs";
        case CURLE_OPERATION_TIMEDOUT:
            return "no answer in time; try again later";
        case CURLE_GOT_NOTHING:
            return "the connection was closed without an answer; try again later";
        case CURLE_PARTIAL_FILE:
            return "the answer broke off; try again later";
        case CURLE_PEER_FAILED_VERIFICATION:
            return "its certificate is not trusted; check the address, or install its authority";
        // A kept connection that the server was closing: see Transfer::prepare.
        case CURLE_SEND_FAIL_REWIND:
            return "the connection was closed; try again later";
        default:
            return fmt::format("{}; try again later", ::curl_easy_strerror(code));
    }
}

std::string_view without_brackets(std::string_view host) {
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

/// One request on its way.
class Transfer {
public:
    Transfer(Line& line, HttpRequest const& request, AllowedHosts const& allowed)
        : line_(line), request_(request), allowed_(allowed), headers_(header_list(request)) {
        prepare();
        if (request_.reach == Reach::internet_only) stay_outside();
        prepare_body();
        ::curl_multi_add_handle(line_.multi.get(), easy());
    }
    ~Transfer() {
        ::curl_multi_remove_handle(line_.multi.get(), easy());
        ::curl_easy_reset(easy());
    }
    Transfer(Transfer const&) = delete;
    Transfer& operator=(Transfer const&) = delete;

    HttpResult run(std::stop_token const& stop) {
        auto* const multi = line_.multi.get();
        std::stop_callback const wake(stop, [multi] { ::curl_multi_wakeup(multi); });
        for (;;) {
            int running = 0;
            ::curl_multi_perform(multi, &running);
            if (!deliver()) return stopped();
            if (running == 0) return finished();
            if (stop.stop_requested()) return stopped();
            if (auto const* late = overdue()) return lost(ErrorCode::unavailable, late);
            ::curl_multi_poll(multi, nullptr, 0, poll_ms, nullptr);
        }
    }

private:
    [[nodiscard]] CURL* easy() const { return line_.easy.get(); }

    template <class T>
    void set(CURLoption option, T value) {
        ::curl_easy_setopt(easy(), option, value);
    }

    void prepare() {
        set(CURLOPT_URL, request_.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
        set(CURLOPT_HTTPHEADER, headers_.get());
        set(CURLOPT_USERAGENT, "troupe");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request_.timeouts.connect));
        set(CURLOPT_TIMEOUT_MS, milliseconds(request_.timeouts.total));
        set(CURLOPT_MAXAGE_CONN, most_idle_seconds);
        // What says beforehand that it is too large is not waited for.
        set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(std::min<std::uint64_t>(request_.most_bytes, std::numeric_limits<curl_off_t>::max())));
        // A name server that does not answer must not hold us beyond our timeouts.
        set(CURLOPT_QUICK_EXIT, 1L);
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
        set(CURLOPT_WRITEDATA, this);
    }

    /// Every socket is looked at before it connects. A kept connection may have been made for a request with another reach, and
    /// of a proxy only its own address would be seen.
    void stay_outside() {
        set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
        set(CURLOPT_OPENSOCKETDATA, this);
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_PROXY, "");
    }

    static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* peer) {
        auto& transfer = *static_cast<Transfer*>(self);
        if (transfer.may_reach(peer->addr)) return ::socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
        transfer.is_out_of_reach_ = true;
        return CURL_SOCKET_BAD;
    }

    [[nodiscard]] bool may_reach(sockaddr const& peer) const {
        auto const address = IpAddress::of(peer);
        if (!address) return false;
        auto const port = peer.sa_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 const&>(peer).sin6_port
                                                     : reinterpret_cast<sockaddr_in const&>(peer).sin_port;
        return is_on_the_internet(*address) || allowed_.allows(without_brackets(line_.host), ntohs(port), *address);
    }

    /// libcurl quietly sends a request once more when a kept connection breaks before the answer, a paid one too. It
    /// cannot when the body comes from a function that does not rewind, and need not when the connection is new.
    void prepare_body() {
        if (!request_.body.empty()) {
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
            set(CURLOPT_READFUNCTION, &Transfer::on_upload);
            set(CURLOPT_READDATA, this);
        } else if (request_.method == "HEAD") {
            set(CURLOPT_NOBODY, 1L);
        } else if (request_.method != "GET") {
            set(CURLOPT_FRESH_CONNECT, 1L);
            set(CURLOPT_POSTFIELDSIZE, 0L);
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDS, "");
        }
        set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    }

    static std::size_t on_upload(char* to, std::size_t, std::size_t room, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        auto const count = transfer.request_.body.copy(to, room, transfer.uploaded_);
        transfer.uploaded_ += count;
        return count;
    }

    static std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* self) {
        return static_cast<Transfer*>(self)->take_header({bytes, count}) ? count : 0;
    }

    static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        transfer.last_byte_ = std::chrono::steady_clock::now();
        transfer.body_bytes_ += count;
        transfer.is_too_large_ = transfer.body_bytes_ > transfer.request_.most_bytes;
        if (transfer.is_too_large_) return 0;
        transfer.body_.append(bytes, count);
        return count;
    }

    /// A line of the head. An answer such as "103 Early Hints" may come before the final one.
    bool take_header(std::string_view line) {
        last_byte_ = std::chrono::steady_clock::now();
        header_bytes_ += line.size();
        is_too_large_ = header_bytes_ > most_header_bytes;
        if (line.starts_with("HTTP/")) response_.headers.clear();
        is_head_whole_ = line == "\r\n" || line == "\n";
        auto const colon = line.find(':');
        if (colon != std::string_view::npos && body_bytes_ == 0)
            response_.headers.push_back(
                {std::string(line.substr(0, colon)), std::string(text::trim(line.substr(colon + 1)))});
        return !is_too_large_;
    }

    /// Hands over what has come, outside of libcurl's frames, which no exception may cross. False: the listener has
    /// enough.
    bool deliver() {
        long status = 0;
        ::curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
        response_.status = static_cast<int>(status);
        if (!request_.on_data || !response_.is_success() || body_.empty()) return true;
        return request_.on_data(std::exchange(body_, {}));
    }

    /// Which wait has lasted too long, or null. libcurl watches the two others.
    char const* overdue() {
        auto const now = std::chrono::steady_clock::now();
        auto const& timeouts = request_.timeouts;
        if (last_byte_ != SteadyTime()) {
            if (timeouts.idle > Seconds(0) && now - last_byte_ > timeouts.idle)
                return "the answer has stopped coming; try again later";
        } else if (is_sent()) {
            if (sent_ == SteadyTime()) sent_ = now;
            if (timeouts.first_byte > Seconds(0) && now - sent_ > timeouts.first_byte)
                return "no answer in time; try again later";
        }
        return nullptr;
    }

    [[nodiscard]] bool is_sent() const {
        curl_off_t bytes = 0;
        ::curl_easy_getinfo(easy(), CURLINFO_SIZE_UPLOAD_T, &bytes);
        return has_begun() && static_cast<std::size_t>(bytes) == request_.body.size();
    }

    /// Whether the connection stood, TLS included, and the first byte of the request may have left.
    [[nodiscard]] bool has_begun() const {
        curl_off_t microseconds = 0;
        ::curl_easy_getinfo(easy(), CURLINFO_PRETRANSFER_TIME_T, &microseconds);
        return microseconds > 0;
    }

    HttpResult finished() {
        int left = 0;
        auto const* message = ::curl_multi_info_read(line_.multi.get(), &left);
        auto const code = message == nullptr ? CURLE_FAILED_INIT : message->data.result;
        if (is_too_large_ || code == CURLE_FILESIZE_EXCEEDED)
            return lost(ErrorCode::bad_response,
                        fmt::format("its answer is too large; the limit is {} bytes", request_.most_bytes));
        if (is_out_of_reach_ && code != CURLE_OK && !has_begun())
            return lost(ErrorCode::invalid_input, "its address is not on the internet but in a network of ours; choose another, or allow it");
        switch (code) {
            // libcurl takes a head that breaks off for an answer.
            case CURLE_OK:
                return is_head_whole_ ? answer() : lost(ErrorCode::unavailable, why(CURLE_PARTIAL_FILE));
            case CURLE_UNSUPPORTED_PROTOCOL:
            case CURLE_WEIRD_SERVER_REPLY:
            case CURLE_BAD_CONTENT_ENCODING:
                return lost(ErrorCode::bad_response, "its answer is not HTTP; check the address");
            default:
                return lost(ErrorCode::unavailable, why(code));
        }
    }

    HttpResult answer() {
        response_.body = std::move(body_);
        return std::move(response_);
    }

    HttpResult stopped() { return lost(ErrorCode::cancelled, "the request was stopped"); }

    HttpResult lost(ErrorCode code, std::string_view reason) {
        return failure(code, fmt::format("{}: {}", line_.host, reason), has_begun());
    }

    Line& line_;
    HttpRequest const& request_;
    AllowedHosts const& allowed_;
    HeaderList headers_;
    HttpResponse response_;
    std::string body_;  ///< come, not handed over yet
    std::size_t uploaded_ = 0;
    std::uint64_t body_bytes_ = 0;
    std::size_t header_bytes_ = 0;
    bool is_too_large_ = false;
    bool is_head_whole_ = false;
    bool is_out_of_reach_ = false;
    SteadyTime sent_, last_byte_;
};

}  // namespace

class CurlHttpClient::Lines {
public:
    /// An idle line, by choice one that has talked to that host, or a new one.
    Line take(std::string const& host) {
        std::lock_guard const lock(guard_);
        auto found = std::find_if(idle_.begin(), idle_.end(), [&](Line const& line) { return line.host == host; });
        if (found == idle_.end() && idle_.size() == most_idle_lines) found = idle_.begin();
        if (found == idle_.end()) return {.host = host};
        auto line = std::move(*found);
        idle_.erase(found);
        line.host = host;
        return line;
    }

    void give_back(Line line) {
        std::lock_guard const lock(guard_);
        if (idle_.size() < most_idle_lines) idle_.push_back(std::move(line));
    }

private:
    std::mutex guard_;
    std::vector<Line> idle_;
};

CurlHttpClient::CurlHttpClient(AllowedHosts allowed) : lines_(std::make_unique<Lines>()), allowed_(std::move(allowed)) {
    static auto const once = ::curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)once;
}

CurlHttpClient::~CurlHttpClient() = default;

HttpResult CurlHttpClient::send(HttpRequest const& request, std::stop_token stop) {
    auto const checked = check_headers(request);
    if (!checked) return failure(checked.error().code, checked.error().message, false);
    auto const host = host_of(request.url);
    if (!host) return failure(host.error().code, host.error().message, false);
    if (stop.stop_requested()) return failure(ErrorCode::cancelled, *host + ": the request was stopped", false);
    auto line = lines_->take(*host);
    if (line.easy == nullptr || line.multi == nullptr)
        return failure(ErrorCode::unavailable, *host + ": out of memory", false);
    auto result = Transfer(line, request, allowed_).run(stop);
    lines_->give_back(std::move(line));
    return result;
}

}  // namespace troupe::net
