#pragma once

#include <any>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "net/http_client.hpp"

/// Talking HTTP, from the other side: a server for programs and browsers, without TLS (a reverse proxy has it).
namespace troupe::net {

struct ServerRequest {
    std::string method;  ///< "GET"
    std::string path;    ///< as sent, percent-encoded, begins with "/"
    std::string query;   ///< as sent, without the "?"
    std::vector<Header> headers;
    std::string body;                                ///< empty where it went into a file
    std::optional<std::filesystem::path> body_file;  ///< removed when the request is answered
    std::string remote;                              ///< numeric address of the other end
    bool is_local = false;                           ///< it is this machine itself, by a loopback address
    std::any note;                                   ///< the handler's own, from `plan` to `answer`

    /// The first header of that name, whatever its case.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// A piece of a file as the body of an answer.
struct FileBody {
    std::filesystem::path file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool is_temporary = false;  ///< made for this answer: removed once it is open
};

/// The open end of an answer that goes on. All calls from any thread.
class LiveStream {
public:
    virtual ~LiveStream() = default;
    /// False when nobody listens any more, or the listener is so far behind that the connection was closed.
    virtual bool send(std::string bytes) = 0;
    [[nodiscard]] virtual bool is_open() const = 0;
    virtual void close() = 0;  ///< after what was sent
};
/// Called once, when the head of the answer is on its way. Keeps the stream, and returns at once.
using Feed = std::function<void(std::shared_ptr<LiveStream>)>;

struct ServerAnswer {
    int status = 200;
    std::vector<Header> headers;  ///< Content-Length, Date and Connection are the server's own
    std::variant<std::string, FileBody, Feed> body;

    void set(std::string name, std::string value) { headers.push_back({std::move(name), std::move(value)}); }
};

/// What shall become of a body, decided from the head before a byte of it is read.
struct BodyPlan {
    std::uint64_t most_bytes = 1024 * 1024;  ///< more is refused with 413
    std::filesystem::path folder;            ///< not empty: the body goes into a file in this folder
    std::optional<ServerAnswer> refusal;     ///< not read at all; this is the answer, and the connection ends
    bool is_quick = false;  ///< `answer` waits for nothing and takes less than handing it to another thread would
};

/// What stands behind the server. Called from its threads, several at a time. `answer` may block, but every such call keeps
/// one of `ServerSettings::threads`; `plan`, `refuse` and quick answers keep everybody waiting.
class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    virtual BodyPlan plan(ServerRequest& head) = 0;
    virtual ServerAnswer answer(ServerRequest const& request) = 0;
    /// The answer to what is no request that can be handled: 400, 413, 417, 431, 500, 501, 505, 507. Who is too slow
    /// gets none.
    virtual ServerAnswer refuse(int status, std::string const& why) = 0;
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    int port = 8000;  ///< 0: any free one
    int threads = 16;  ///< answers that are made at a time, quick ones aside
    int readers = 0;   ///< threads that read requests and give the quick answers; 0: one a core
    std::size_t most_connections = 4096;  ///< further ones wait to be accepted
    std::size_t most_head_bytes = 16 * 1024;
    Seconds head_time{10};                  ///< for the whole head, from its first byte
    Seconds body_time{60};                  ///< without a byte of the body
    Seconds idle_time{75};                  ///< between two requests of a connection
    Seconds write_time{60};                 ///< without the other end taking a byte
    std::size_t most_unsent = 1024 * 1024;  ///< bytes of a LiveStream that may wait for a slow listener
};

/// HTTP/1.1 and 1.0 over TCP. Reads strictly, so that it and a proxy before it never see two requests where there is
/// one (RFC 9112 §11.2): one Content-Length, or chunked, never both; no folded lines, no bare line ends, one Host.
class HttpServer {
public:
    /// Listens at once. Errors: invalid_input (the address), conflict (the port is taken), unavailable.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(ServerSettings settings, RequestHandler& handler);
    /// As `stop(0)`.
    ~HttpServer();
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    [[nodiscard]] int port() const;
    [[nodiscard]] std::size_t connections() const;
    /// Accepts nothing more, lets what is being answered end, ends live streams, and then closes all that is left.
    void stop(Seconds patience);

private:
    struct Parts;
    explicit HttpServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// "%2Fa%20b" as "/a b". Error: invalid_input (a broken escape, NUL, not UTF-8).
[[nodiscard]] Result<std::string> percent_decoded(std::string_view encoded);
/// The pairs of a query, decoded; "+" is a blank. Error: invalid_input, naming the parameter.
[[nodiscard]] Result<std::vector<Header>> read_query(std::string_view query);

}  // namespace troupe::net
