#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace troupe::net::testing {

/// A socket to a port of this machine that sends whatever bytes it is given, for what no decent client would send.
class RawClient {
public:
    explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{.sin_family = AF_INET,
                            .sin_port = htons(static_cast<std::uint16_t>(port)),
                            .sin_addr = {htonl(INADDR_LOOPBACK)},
                            .sin_zero = {}};
        is_connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    [[nodiscard]] bool is_connected() const { return is_connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    /// What comes until `wanted` is in it, the other end closes, or ten seconds passed without a byte.
    std::string read_until(std::string_view wanted) {
        std::string got;
        while (wanted.empty() || got.find(wanted) == got.npos)
            if (!receive(got)) break;
        return got;
    }
    std::string read_to_the_end() { return read_until(""); }

private:
    bool receive(std::string& got) {
        pollfd waits{socket_, POLLIN, 0};
        if (::poll(&waits, 1, 10'000) <= 0) return false;
        std::array<char, 65536> block{};
        auto const count = ::recv(socket_, block.data(), block.size(), 0);
        if (count > 0) got.append(block.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    int socket_;
    bool is_connected_ = false;
};

}  // namespace troupe::net::testing
