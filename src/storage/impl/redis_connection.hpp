#pragma once

#include <hiredis/hiredis.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/impl/redis_socket.hpp"

namespace troupe::storage::impl {

/// A command and its arguments: {"SET", "key", "value"}.
using RedisCommand = std::vector<std::string>;

/// What Redis answered.
struct RedisReply {
    enum class Kind { nothing, text, number, list, error };

    Kind kind = Kind::nothing;
    std::string text;  ///< of an error: "NOSCRIPT No matching script"
    std::int64_t number = 0;
    std::vector<RedisReply> items;

    [[nodiscard]] bool is_error() const { return kind == Kind::error; }
    [[nodiscard]] bool is_error(std::string_view code) const { return is_error() && text.starts_with(code); }
};

/// One connection that has said who it is. Of one thread at a time; after an error it is of no more use.
class RedisConnection {
public:
    /// Errors: unavailable (not reached; REDIS_PASSWORD or TROUPE_REDIS_DB refused), invalid_input (the file of certificates).
    [[nodiscard]] static Result<std::unique_ptr<RedisConnection>> open(RedisSettings const& settings);

    /// Sends all at once; the answers in their order, some of which may be errors. A command that waits on the server's side
    /// adds `extra` to the time an answer may take. Errors: unavailable, cancelled (the bell, see `RedisSocket`).
    [[nodiscard]] Result<std::vector<RedisReply>> call(std::vector<RedisCommand> const& commands,
                                                       std::chrono::milliseconds extra = {}, int bell = RedisSocket::no_bell);

    /// Changes whenever the server was started anew. Empty where the server does not tell.
    [[nodiscard]] std::string const& run() const { return run_; }

private:
    struct FreeReader {
        void operator()(redisReader* reader) const { redisReaderFree(reader); }
    };

    RedisConnection(std::unique_ptr<RedisSocket> socket, std::chrono::milliseconds timeout);
    [[nodiscard]] Result<void> introduce(RedisSettings const& settings);
    [[nodiscard]] Result<RedisReply> next(RedisSocket::Deadline deadline, int bell);

    std::unique_ptr<RedisSocket> socket_;
    std::unique_ptr<redisReader, FreeReader> reader_;
    std::chrono::milliseconds timeout_;
    std::string run_;
};

}  // namespace troupe::storage::impl
