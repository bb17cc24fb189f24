#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "storage/redis_settings.hpp"

namespace troupe::storage {

namespace impl {
class RedisConnection;
struct RedisReply;
using RedisCommand = std::vector<std::string>;
}  // namespace impl

/// A program in Lua that Redis runs whole, with nothing else between its steps. Its keys share the installation's prefix.
struct RedisScript {
    std::string text;
    std::string sha1;  ///< by which Redis remembers it

    [[nodiscard]] static RedisScript of(std::string text);
};

/// The connections of this process to a Redis server, which holds nothing that cannot be done without. While it is away every call
/// fails at once, and it is tried again after a rest: whoever calls does without. From any thread.
class Redis {
public:
    using Reply = impl::RedisReply;
    using Command = impl::RedisCommand;
    /// Of one run of a script.
    struct Call {
        std::vector<std::string> keys;
        std::vector<std::string> arguments;
    };
    struct Status {
        bool is_up = false;         ///< the last call reached it
        std::int64_t failures = 0;  ///< calls that did not
        std::int64_t refusals = 0;  ///< commands that it refused
    };

    explicit Redis(RedisSettings settings);  ///< does not connect yet
    ~Redis();

    /// "troupe:" and the name.
    [[nodiscard]] std::string key(std::string const& name) const { return settings_.prefix + ":" + name; }
    [[nodiscard]] std::string name() const { return name_of(settings_); }

    /// Errors of the next four: unavailable (away), bad_response (it refused the command; says why).
    [[nodiscard]] Result<Reply> call(Command const& command);
    /// All at once, in one way there and back. An answer may be an error.
    [[nodiscard]] Result<std::vector<Reply>> call_all(std::vector<Command> const& commands);
    [[nodiscard]] Result<Reply> run(RedisScript const& script, Call const& call);
    /// All at once. Error: also bad_response when one of them was refused.
    [[nodiscard]] Result<std::vector<Reply>> run_all(RedisScript const& script, std::vector<Call> const& calls);

    /// That it answers. Error: unavailable.
    [[nodiscard]] Result<void> reach();

    /// A command that waits at the server for at most `longest`. Errors: also cancelled (`stop` was asked for).
    [[nodiscard]] Result<Reply> wait(Command const& command, std::chrono::milliseconds longest, std::stop_token stop);

    [[nodiscard]] Status status() const;
    /// Which start of the server answered last: it has forgotten what it kept in memory alone when this changes.
    [[nodiscard]] std::string server_run() const;

private:
    using Connection = std::unique_ptr<impl::RedisConnection>;
    using Clock = std::chrono::steady_clock;

    /// A connection that nobody uses, or a new one. Error: unavailable, at once while it rests.
    [[nodiscard]] Result<Connection> take(bool& is_used);
    [[nodiscard]] Result<Connection> connect();
    void give(Connection connection);
    template <class Ask>
    auto with_connection(Ask const& ask);
    Error note_away(Error const& error);
    [[nodiscard]] Result<Reply> require_answer(Reply reply);

    RedisSettings settings_;
    std::atomic<std::int64_t> failures_{0};
    std::atomic<std::int64_t> refusals_{0};
    mutable std::mutex guard_;  ///< of what follows
    std::vector<Connection> idle_;
    std::string run_;
    bool is_up_ = false;
    bool is_known_away_ = false;
    Clock::time_point rests_until_{};
    std::string why_away_;
};

}  // namespace troupe::storage
