#include "storage/impl/redis_socket.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace troupe::storage::impl {
namespace {

tl::unexpected<Error> not_reached(std::string const& why) { return fail(ErrorCode::unavailable, why); }

std::string reason_of_tls() {
    auto const number = ERR_get_error();
    ERR_clear_error();
    char const* reason = number == 0 ? nullptr : ERR_reason_error_string(number);
    return reason == nullptr ? "the server ended the TLS connection" : fmt::format("TLS: {}", reason);
}

struct FreeAddresses {
    void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Result<Addresses> look_up(RedisSettings const& settings) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (auto const code = ::getaddrinfo(settings.host.c_str(), std::to_string(settings.port).c_str(), &hints, &found); code != 0)
        return not_reached(fmt::format("the name has no address: {}", ::gai_strerror(code)));
    return Addresses(found);
}

/// Nothing but a connection that stands is worth keeping: the descriptor, or why there is none.
Result<int> connect_to(addrinfo const& address, RedisSocket::Deadline deadline) {
    int const descriptor = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return not_reached(std::strerror(errno));
    auto const give_up = [&](std::string const& why) {
        ::close(descriptor);
        return not_reached(why);
    };
    if (::connect(descriptor, address.ai_addr, address.ai_addrlen) != 0) {
        if (errno != EINPROGRESS) return give_up(std::strerror(errno));
        pollfd watched{descriptor, POLLOUT, 0};
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(0, left.count()))) <= 0) return give_up("no answer in time");
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0) return give_up(std::strerror(error));
    }
    int const on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    return descriptor;
}

}  // namespace

Result<std::unique_ptr<RedisSocket>> RedisSocket::connect(RedisSettings const& settings) {
    auto const deadline = std::chrono::steady_clock::now() + settings.connect_timeout;
    auto const addresses = TRY(look_up(settings));
    Result<int> descriptor = not_reached("the name has no address");
    for (auto const* each = addresses.get(); each != nullptr && !descriptor; each = each->ai_next)
        descriptor = connect_to(*each, deadline);
    if (!descriptor) return tl::unexpected(descriptor.error());
    std::unique_ptr<RedisSocket> made(new RedisSocket(*descriptor));
    if (settings.has_tls) TRY(made->begin_tls(settings, deadline));
    return made;
}

RedisSocket::~RedisSocket() { ::close(descriptor_); }

Result<void> RedisSocket::begin_tls(RedisSettings const& settings, Deadline deadline) {
    // A write to a peer that went is an error, not a signal: OpenSSL cannot ask for that.
    [[maybe_unused]] static auto const ignored = ::signal(SIGPIPE, SIG_IGN);
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    auto const& root = settings.root_certificate;
    if (root.empty()) SSL_CTX_set_default_verify_paths(context_.get());
    else if (SSL_CTX_load_verify_locations(context_.get(), root.c_str(), nullptr) != 1)
        return wrong_field("TROUPE_REDIS_CA", fmt::format("{} holds no certificates ({})", root.string(), reason_of_tls()));
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), descriptor_);
    auto* wanted = SSL_get0_param(tls_.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, settings.host.c_str()) != 1) {
        SSL_set_tlsext_host_name(tls_.get(), settings.host.c_str());
        X509_VERIFY_PARAM_set1_host(wanted, settings.host.c_str(), 0);
    }
    for (;;) {
        auto const outcome = SSL_connect(tls_.get());
        if (outcome == 1) return {};
        auto const verified = SSL_get_verify_result(tls_.get());
        if (verified != X509_V_OK)
            return not_reached(fmt::format("its certificate is not good: {}", X509_verify_cert_error_string(verified)));
        TRY(wait_for_tls(outcome, deadline, no_bell));
    }
}

Result<void> RedisSocket::wait_for_tls(int outcome, Deadline deadline, int bell) {
    switch (SSL_get_error(tls_.get(), outcome)) {
        case SSL_ERROR_WANT_READ: return wait(POLLIN, deadline, bell);
        case SSL_ERROR_WANT_WRITE: return wait(POLLOUT, deadline, bell);
        default: return not_reached(reason_of_tls());
    }
}

Result<void> RedisSocket::wait(short events, Deadline deadline, int bell) const {
    pollfd watched[2] = {{descriptor_, events, 0}, {bell, POLLIN, 0}};
    for (;;) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return not_reached("no answer in time");
        auto const count = ::poll(watched, bell == no_bell ? 1 : 2, static_cast<int>(left.count()));
        if (count < 0 && errno != EINTR) return not_reached(std::strerror(errno));
        if (count > 0 && watched[0].revents != 0) return {};
        if (count > 0) return fail(ErrorCode::cancelled, "stopped");
    }
}

Result<void> RedisSocket::write(std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
        if (tls_) {
            auto const sent = SSL_write(tls_.get(), bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
            else TRY(wait_for_tls(sent, deadline, no_bell));
            continue;
        }
        auto const sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN || errno == EWOULDBLOCK) TRY(wait(POLLOUT, deadline, no_bell));
        else if (errno != EINTR) return not_reached(std::strerror(errno));
    }
    return {};
}

Result<std::string_view> RedisSocket::read(Deadline deadline, int bell) {
    for (;;) {
        if (tls_) {
            auto const got = SSL_read(tls_.get(), buffer_, sizeof buffer_);
            if (got > 0) return std::string_view(buffer_, static_cast<std::size_t>(got));
            TRY(wait_for_tls(got, deadline, bell));
            continue;
        }
        auto const got = ::recv(descriptor_, buffer_, sizeof buffer_, 0);
        if (got > 0) return std::string_view(buffer_, static_cast<std::size_t>(got));
        if (got == 0) return not_reached("the server closed the connection");
        if (errno == EAGAIN || errno == EWOULDBLOCK) TRY(wait(POLLIN, deadline, bell));
        else if (errno != EINTR) return not_reached(std::strerror(errno));
    }
}

}  // namespace troupe::storage::impl
