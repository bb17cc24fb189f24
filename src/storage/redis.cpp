#include "storage/redis.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "storage/impl/redis_connection.hpp"

namespace troupe::storage {
namespace {

using impl::RedisReply;

constexpr std::size_t most_idle = 64;

/// Rings when a stop is asked for.
class StopBell {
public:
    explicit StopBell(std::stop_token stop) : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), on_stop_(std::in_place, std::move(stop), [this] { ring(); }) {}
    ~StopBell() {
        on_stop_.reset();
        ::close(descriptor_);
    }
    StopBell(StopBell const&) = delete;
    StopBell& operator=(StopBell const&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    void ring() const {
        std::uint64_t const one = 1;
        [[maybe_unused]] auto const written = ::write(descriptor_, &one, sizeof one);
    }

    int descriptor_;
    std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

impl::RedisCommand by_name(RedisScript const& script, Redis::Call const& call) {
    impl::RedisCommand command{"EVALSHA", script.sha1, std::to_string(call.keys.size())};
    command.insert(command.end(), call.keys.begin(), call.keys.end());
    command.insert(command.end(), call.arguments.begin(), call.arguments.end());
    return command;
}

}  // namespace

RedisScript RedisScript::of(std::string text) {
    unsigned char digest[SHA_DIGEST_LENGTH];
    ::SHA1(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest);
    auto sha1 = hex(std::string_view(reinterpret_cast<char const*>(digest), sizeof digest));
    return {std::move(text), std::move(sha1)};
}

Redis::Redis(RedisSettings settings) : settings_(std::move(settings)) {}
Redis::~Redis() = default;

Redis::Status Redis::status() const {
    std::lock_guard const lock(guard_);
    return {is_up_, failures_, refusals_};
}

std::string Redis::server_run() const {
    std::lock_guard const lock(guard_);
    return run_;
}

Result<Redis::Connection> Redis::take(bool& is_used) {
    {
        std::lock_guard const lock(guard_);
        is_used = !idle_.empty();
        if (is_used) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        if (Clock::now() < rests_until_) return fail(ErrorCode::unavailable, why_away_);
        // One at a time waits for a server that may not answer.
        if (is_known_away_) rests_until_ = Clock::now() + settings_.connect_timeout + settings_.rest;
    }
    return connect();
}

Result<Redis::Connection> Redis::connect() {
    auto connection = impl::RedisConnection::open(settings_);
    if (!connection) return tl::unexpected(note_away(connection.error()));
    bool is_back = false;
    {
        std::lock_guard const lock(guard_);
        is_back = std::exchange(is_known_away_, false);
        is_up_ = true;
        rests_until_ = {};
        run_ = (*connection)->run();
    }
    if (is_back) log::info("redis.back", {{"server", name()}});
    return connection;
}

void Redis::give(Connection connection) {
    std::lock_guard const lock(guard_);
    is_up_ = true;
    if (idle_.size() < most_idle) idle_.push_back(std::move(connection));
}

Error Redis::note_away(Error const& error) {
    bool is_news = false;
    Error said{error.code, fmt::format("{}: {}", name(), error.message)};
    {
        std::lock_guard const lock(guard_);
        is_news = !std::exchange(is_known_away_, true);
        is_up_ = false;
        idle_.clear();
        rests_until_ = Clock::now() + settings_.rest;
        why_away_ = said.message;
    }
    if (is_news) log::warning("redis.away", {{"server", name()}, {"reason", error.message}, {"meanwhile", "the database does what it did"}});
    return said;
}

/// A connection that was used before may have gone with the server that was there then: one of today's is tried before it is said
/// to be away. What was asked may then be done twice; all that is asked here may be.
template <class Ask>
auto Redis::with_connection(Ask const& ask) {
    using Answer = decltype(ask(*Connection()));
    for (;;) {
        bool is_used = false;
        auto connection = take(is_used);
        if (!connection) {
            ++failures_;
            return Answer(tl::unexpected(connection.error()));
        }
        Answer answer = ask(**connection);
        if (answer) {
            give(*std::move(connection));
            return answer;
        }
        if (answer.error().code == ErrorCode::cancelled) return answer;
        if (is_used) {
            std::lock_guard const lock(guard_);
            idle_.clear();
            continue;
        }
        ++failures_;
        return Answer(tl::unexpected(note_away(answer.error())));
    }
}

Result<RedisReply> Redis::require_answer(RedisReply reply) {
    if (!reply.is_error()) return reply;
    ++refusals_;
    return fail(ErrorCode::bad_response, fmt::format("{}: {}", name(), reply.text));
}

Result<std::vector<RedisReply>> Redis::call_all(std::vector<Command> const& commands) {
    return with_connection([&](impl::RedisConnection& connection) { return connection.call(commands); });
}

Result<RedisReply> Redis::call(Command const& command) { return require_answer(std::move(TRY(call_all({command})).front())); }

Result<void> Redis::reach() {
    TRY(call({"PING"}));
    return {};
}

Result<std::vector<RedisReply>> Redis::run_all(RedisScript const& script, std::vector<Call> const& calls) {
    std::vector<Command> commands;
    for (auto const& call : calls) commands.push_back(by_name(script, call));
    auto replies = TRY(call_all(commands));
    auto const is_unknown = [](RedisReply const& reply) { return reply.is_error("NOSCRIPT"); };
    if (std::any_of(replies.begin(), replies.end(), is_unknown)) {
        // Forgotten since the server's start. It cannot go between the two.
        commands.insert(commands.begin(), Command{"SCRIPT", "LOAD", script.text});
        auto again = TRY(call_all(commands));
        for (std::size_t i = 0; i < replies.size(); ++i)
            if (is_unknown(replies[i])) replies[i] = std::move(again[i + 1]);
    }
    for (auto& reply : replies) reply = TRY(require_answer(std::move(reply)));
    return replies;
}

Result<RedisReply> Redis::run(RedisScript const& script, Call const& call) { return std::move(TRY(run_all(script, {call})).front()); }

Result<RedisReply> Redis::wait(Command const& command, std::chrono::milliseconds longest, std::stop_token stop) {
    StopBell const bell(std::move(stop));
    auto replies = TRY(with_connection([&](impl::RedisConnection& connection) { return connection.call({command}, longest, bell.descriptor()); }));
    return require_answer(std::move(replies.front()));
}

}  // namespace troupe::storage
