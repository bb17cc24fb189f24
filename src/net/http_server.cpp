#include "net/http_server.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/url/pct_string_view.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "net/impl/connection.hpp"

namespace troupe::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Every connection is a file to the system, whose default of 1,024 is soon reached.
void allow_many_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

std::optional<std::string> ServerRequest::header(std::string_view name) const {
    for (auto const& header : headers)
        if (text::equals_in_any_case(header.name, name)) return header.value;
    return std::nullopt;
}

/// Accepts on an io_context that `threads` run; the connections live in a list of weak references, so that closing
/// finds them.
struct HttpServer::Parts {
    impl::Hall hall;
    mutable std::mutex guard;
    std::condition_variable emptied;
    std::list<std::weak_ptr<impl::Connection>> open;
    bool is_accepting = false;
    std::once_flag stopped;
    asio::io_context io;  // after what its connections tell when they end
    asio::executor_work_guard<asio::io_context::executor_type> busy{io.get_executor()};  // while answers are made elsewhere
    asio::thread_pool answering;  // before io, which its connections need to end
    tcp::acceptor acceptor{io};
    std::vector<std::thread> threads;

    Parts(ServerSettings settings, RequestHandler& handler)
        : hall{std::move(settings), handler, answering}, answering(static_cast<std::size_t>(std::max(1, hall.settings.threads))) {}

    Result<void> listen();
    void accept();
    void take(tcp::socket socket);
    void ended(std::list<std::weak_ptr<impl::Connection>>::iterator place);
    void each(void (impl::Connection::*tell)());
    void stop(Seconds patience);
};

Result<void> HttpServer::Parts::listen() {
    auto const& settings = hall.settings;
    boost::system::error_code error;
    auto const address = asio::ip::make_address(settings.address, error);
    if (error)
        return fail(ErrorCode::invalid_input,
                    fmt::format("address {}: expected a numeric one, such as 127.0.0.1 or ::1", settings.address));
    tcp::endpoint const endpoint(address, static_cast<std::uint16_t>(settings.port));
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(1024, error);
    if (error == asio::error::address_in_use)
        return fail(ErrorCode::conflict,
                    fmt::format("port {}: another program listens there, choose another (--port)", settings.port));
    if (error)
        return fail(ErrorCode::unavailable,
                    fmt::format("{} port {}: {}", settings.address, settings.port, error.message()));
    return {};
}

void HttpServer::Parts::accept() {
    acceptor.async_accept(asio::make_strand(io), [this](boost::system::error_code const& error, tcp::socket socket) {
        if (hall.is_closing) return;
        if (!error) take(std::move(socket));
        std::lock_guard const lock(guard);
        is_accepting = open.size() < hall.settings.most_connections;
        if (is_accepting) accept();
    });
}

void HttpServer::Parts::take(tcp::socket socket) {
    std::list<std::weak_ptr<impl::Connection>>::iterator place;
    {
        std::lock_guard const lock(guard);
        place = open.emplace(open.end());
    }
    auto const connection =
        std::make_shared<impl::Connection>(std::move(socket), hall, [this, place] { ended(place); });
    {
        std::lock_guard const lock(guard);
        *place = connection;
    }
    connection->begin();
}

void HttpServer::Parts::ended(std::list<std::weak_ptr<impl::Connection>>::iterator place) {
    std::lock_guard const lock(guard);
    open.erase(place);
    if (open.empty()) emptied.notify_all();
    if (is_accepting || hall.is_closing) return;
    is_accepting = true;
    asio::post(io, [this] { accept(); });
}

void HttpServer::Parts::each(void (impl::Connection::*tell)()) {
    std::vector<std::shared_ptr<impl::Connection>> all;
    {
        std::lock_guard const lock(guard);
        for (auto const& place : open)
            if (auto connection = place.lock()) all.push_back(std::move(connection));
    }
    for (auto const& connection : all) ((*connection).*tell)();
}

void HttpServer::Parts::stop(Seconds patience) {
    hall.is_closing = true;
    asio::post(io, [this] {
        boost::system::error_code ignored;
        acceptor.close(ignored);
    });
    each(&impl::Connection::wind_down);
    {
        std::unique_lock lock(guard);
        emptied.wait_for(lock, patience, [this] { return open.empty(); });
    }
    each(&impl::Connection::abort);
    {
        std::unique_lock lock(guard);
        emptied.wait_for(lock, std::chrono::seconds(1), [this] { return open.empty(); });
    }
    io.stop();
    for (auto& thread : threads) thread.join();
    answering.stop();
    answering.join();
}

HttpServer::HttpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerSettings settings, RequestHandler& handler) {
    allow_many_files();
    auto parts = std::make_unique<Parts>(std::move(settings), handler);
    TRY(parts->listen());
    parts->is_accepting = true;
    parts->accept();
    auto const readers = parts->hall.settings.readers > 0 ? static_cast<unsigned>(parts->hall.settings.readers) : std::thread::hardware_concurrency();
    for (unsigned i = 0; i < std::max(1U, readers); ++i)
        parts->threads.emplace_back([io = &parts->io] { io->run(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(parts)));
}

HttpServer::~HttpServer() { stop(Seconds(0)); }

int HttpServer::port() const { return parts_->acceptor.local_endpoint().port(); }

std::size_t HttpServer::connections() const {
    std::lock_guard const lock(parts_->guard);
    return parts_->open.size();
}

void HttpServer::stop(Seconds patience) {
    std::call_once(parts_->stopped, [&] { parts_->stop(patience); });
}

Result<std::string> percent_decoded(std::string_view encoded) {
    auto const view = boost::urls::make_pct_string_view(encoded);
    if (!view) return fail(ErrorCode::invalid_input, fmt::format("\"{}\": a broken % escape", text::excerpt(encoded)));
    auto decoded = view->decode();
    if (decoded.find('\0') != decoded.npos || !text::is_valid_utf8(decoded))
        return fail(ErrorCode::invalid_input, fmt::format("\"{}\": expected text in UTF-8", text::excerpt(encoded)));
    return decoded;
}

Result<std::vector<Header>> read_query(std::string_view query) {
    std::vector<Header> pairs;
    for (auto const& part : text::split(query, '&')) {
        if (part.empty()) continue;
        auto const plain = text::replace_all(part, "+", "%20");
        auto const equals = plain.find('=');
        auto name = TRY(percent_decoded(std::string_view(plain).substr(0, equals)));
        auto value = equals == plain.npos ? std::string() : std::string(plain.substr(equals + 1));
        auto decoded = percent_decoded(value);
        if (!decoded) return within("query parameter " + text::excerpt(name), decoded.error());
        pairs.push_back({std::move(name), *std::move(decoded)});
    }
    return pairs;
}

}  // namespace troupe::net
