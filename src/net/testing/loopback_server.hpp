#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/text.hpp"

namespace troupe::net::testing {

/// What a LoopbackServer does with one request: sends the pieces, then goes on as `then` says.
struct Reply {
    enum class Then { keep_open, close, reset, hold };
    std::vector<std::string> pieces;  ///< raw bytes, the status line included
    Then then = Then::keep_open;      ///< hold: says nothing more until the client goes
    bool is_stepwise = false;         ///< before each piece but the first, waits for a `release()`
};

/// A whole answer of that status and body.
inline Reply reply(std::string const& status, std::string const& body, std::string const& more_headers = "") {
    return {{"HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers +
             "\r\n" + body}};
}

/// A TCP server on a free port of 127.0.0.1 that reads requests of HTTP/1.1 and plays replies in the order they were
/// given, whatever they are. Without a reply left it holds.
class LoopbackServer {
public:
    explicit LoopbackServer(std::deque<Reply> replies = {}) : replies_(std::move(replies)) {
        // A proxy of this machine must not stand between a test and its server.
        ::setenv("no_proxy", "127.0.0.1", 1);
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 64);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }

    ~LoopbackServer() {
        stop();
        ::close(listener_);
    }

    /// Nobody listens at the address afterwards.
    void stop() {
        {
            std::lock_guard const lock(guard_);
            is_stopping_ = true;
            for (auto const socket : sockets_) ::shutdown(socket, SHUT_RDWR);
        }
        ::shutdown(listener_, SHUT_RDWR);
        released_.notify_all();
        if (acceptor_.joinable()) acceptor_.join();
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }

    [[nodiscard]] std::string url(std::string const& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }

    /// The raw bytes of every request that came whole.
    [[nodiscard]] std::vector<std::string> requests() const {
        std::lock_guard const lock(guard_);
        return requests_;
    }
    [[nodiscard]] int connections() const { return connections_; }

    void release() {
        std::lock_guard const lock(guard_);
        ++releases_;
        released_.notify_all();
    }

private:
    void accept_all() {
        for (;;) {
            auto const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            std::lock_guard const lock(guard_);
            if (is_stopping_ || socket < 0) {
                if (socket >= 0) ::close(socket);
                return;
            }
            ++connections_;
            sockets_.push_back(socket);
            threads_.emplace_back([this, socket] { serve(socket); });
        }
    }

    void serve(int socket) {
        std::string bytes;
        while (read_request(socket, bytes) && play(socket, next_reply())) {
        }
        std::lock_guard const lock(guard_);
        std::erase(sockets_, socket);
        ::close(socket);
    }

    bool read_request(int socket, std::string& bytes) {
        for (;;) {
            auto const length = request_length(bytes);
            if (length <= bytes.size()) {
                std::lock_guard const lock(guard_);
                requests_.push_back(bytes.substr(0, length));
                bytes.erase(0, length);
                return true;
            }
            if (!receive(socket, bytes)) return false;
        }
    }

    /// Head and body, or more than there is while the head has not come.
    static std::size_t request_length(std::string const& bytes) {
        auto const end = bytes.find("\r\n\r\n");
        if (end == std::string::npos) return bytes.size() + 1;
        auto const head = text::lower(std::string_view(bytes).substr(0, end));
        std::size_t body = 0;
        constexpr std::string_view field = "\r\ncontent-length: ";
        if (auto const at = head.find(field); at != std::string::npos)
            std::from_chars(head.data() + at + field.size(), head.data() + head.size(), body);
        return end + 4 + body;
    }

    static bool receive(int socket, std::string& bytes) {
        std::array<char, 65536> block{};
        auto const count = ::recv(socket, block.data(), block.size(), 0);
        if (count > 0) bytes.append(block.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    Reply next_reply() {
        std::lock_guard const lock(guard_);
        if (replies_.empty()) return {.then = Reply::Then::hold};
        auto reply = std::move(replies_.front());
        replies_.pop_front();
        return reply;
    }

    /// False when the connection is at its end.
    bool play(int socket, Reply const& reply) {
        for (auto const& piece : reply.pieces) {
            if (reply.is_stepwise && &piece != &reply.pieces.front() && !wait_for_release()) return false;
            if (!transmit(socket, piece)) return false;
        }
        if (reply.then == Reply::Then::reset) {
            linger const at_once{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        }
        std::string ignored;
        while (reply.then == Reply::Then::hold && receive(socket, ignored)) {
        }
        return reply.then == Reply::Then::keep_open;
    }

    static bool transmit(int socket, std::string_view bytes) {
        while (!bytes.empty()) {
            auto const count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    bool wait_for_release() {
        std::unique_lock lock(guard_);
        released_.wait(lock, [&] { return releases_ > 0 || is_stopping_; });
        --releases_;
        return !is_stopping_;
    }

    mutable std::mutex guard_;
    std::condition_variable released_;
    std::deque<Reply> replies_;
    std::vector<std::string> requests_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
    std::atomic<int> connections_ = 0;
    int releases_ = 0;
    int listener_ = -1;
    int port_ = 0;
    bool is_stopping_ = false;
};

}  // namespace troupe::net::testing
