#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <string_view>

#include "storage/redis_settings.hpp"

namespace troupe::storage::impl {

/// Bytes to and from a Redis server, in TLS where it is set. Every wait ends: at its deadline, or when another thread writes to
/// `bell`, a file descriptor that becomes readable. Of one thread at a time.
class RedisSocket {
public:
    using Deadline = std::chrono::steady_clock::time_point;
    static constexpr int no_bell = -1;

    /// Errors: unavailable (not reached, no good certificate), invalid_input (the file of certificates).
    [[nodiscard]] static Result<std::unique_ptr<RedisSocket>> connect(RedisSettings const& settings);
    ~RedisSocket();
    RedisSocket(RedisSocket const&) = delete;
    RedisSocket& operator=(RedisSocket const&) = delete;

    /// Error: unavailable.
    [[nodiscard]] Result<void> write(std::string_view bytes, Deadline deadline);
    /// What has arrived, at least one byte. Errors: unavailable (closed, too late), cancelled (the bell).
    [[nodiscard]] Result<std::string_view> read(Deadline deadline, int bell);

private:
    struct FreeContext {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    };
    struct FreeTls {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    explicit RedisSocket(int descriptor) : descriptor_(descriptor) {}
    [[nodiscard]] Result<void> begin_tls(RedisSettings const& settings, Deadline deadline);
    /// Waits for what OpenSSL wants after `outcome`.
    [[nodiscard]] Result<void> wait_for_tls(int outcome, Deadline deadline, int bell);
    [[nodiscard]] Result<void> wait(short events, Deadline deadline, int bell) const;

    int descriptor_;
    std::unique_ptr<SSL_CTX, FreeContext> context_;
    std::unique_ptr<SSL, FreeTls> tls_;
    char buffer_[16 * 1024];
};

}  // namespace troupe::storage::impl
