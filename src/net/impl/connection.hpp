#pragma once

#include <array>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/file_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "net/http_server.hpp"
#include "net/impl/request_head.hpp"

namespace troupe::net::impl {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

/// What the connections of one server share.
struct Hall {
    ServerSettings settings;
    RequestHandler& handler;
    asio::thread_pool& answering;  ///< for all that is not quick
    std::atomic<bool> is_closing = false;
};

/// The listener's end of an answer that goes on: bytes wait here for the connection to send them.
class Tap;

/// One client: its requests are read, answered and written in turn. Everything but the ends of a Tap runs on its
/// strand.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(asio::ip::tcp::socket socket, Hall& hall, std::function<void()> on_end);
    ~Connection();

    void begin();
    /// The server is closing: ends at once when idle or live, after the answer otherwise.
    void wind_down();
    /// Ends at once, whatever it does.
    void abort();

private:
    friend class Tap;
    using Error = boost::system::error_code;
    enum class Doing { waiting, reading, answering, streaming };

    void await_request();
    void read_more_of_head();
    void look_for_head(std::size_t known);
    void take_head(std::size_t size);
    void plan_body();
    void read_memory_body(std::uint64_t most);
    void read_file_body(std::uint64_t most, std::filesystem::path const& folder);
    template <class Parser>
    void start_parser(Parser& parser, std::uint64_t most);
    template <class Parser>
    void read_body(Parser& parser, std::function<void()> done);
    void body_failed(Error const& error);
    void handle();
    [[nodiscard]] ServerAnswer make_answer();
    void refuse(int status, std::string const& why);
    void end_with(ServerAnswer answer);

    void write(ServerAnswer answer);
    [[nodiscard]] bool is_head_only() const;
    [[nodiscard]] std::string head_of(ServerAnswer const& answer, std::optional<std::uint64_t> length) const;
    void write_head_and(std::function<void()> next);
    void write_file(std::uint64_t left);
    void stream(Feed const& feed);
    void watch_for_the_end();
    void send_waiting();
    void forget_body_file();
    void after_answer();
    void leave();
    void drain(int rounds);

    beast::tcp_stream stream_;
    Hall& hall_;
    std::function<void()> on_end_;
    beast::flat_buffer buffer_;
    std::string remote_;  ///< numeric address of the other end
    bool is_local_ = false;
    std::string raw_head_;
    RequestHead head_;
    bool is_quick_ = false;
    std::optional<http::request_parser<http::string_body>> memory_body_;
    std::optional<http::request_parser<http::file_body>> file_body_;
    ServerAnswer answer_;
    std::string bytes_;  ///< being written
    std::ifstream file_;
    std::shared_ptr<Tap> tap_;
    std::array<char, 512> ignored_{};
    std::atomic<Doing> doing_ = Doing::waiting;
};

class Tap final : public LiveStream {
public:
    Tap(std::weak_ptr<Connection> connection, std::size_t most_unsent)
        : connection_(std::move(connection)), most_unsent_(most_unsent) {}
    bool send(std::string bytes) override;
    [[nodiscard]] bool is_open() const override;
    void close() override;

    /// For the connection: all that waits; and whether nothing more will come.
    [[nodiscard]] std::pair<std::string, bool> take();
    void broken();

private:
    void wake();

    std::weak_ptr<Connection> connection_;
    std::size_t most_unsent_;
    mutable std::mutex guard_;
    std::string waiting_;
    bool is_closed_ = false;
    bool is_awake_ = false;  ///< the connection is about to look, or writing
};

}  // namespace troupe::net::impl
