#include "storage/impl/redis_connection.hpp"

#include <fmt/format.h>

namespace troupe::storage::impl {
namespace {

RedisReply copy_of(redisReply const& from) {
    using Kind = RedisReply::Kind;
    RedisReply reply;
    switch (from.type) {
        case REDIS_REPLY_ERROR: reply.kind = Kind::error; break;
        case REDIS_REPLY_STRING:
        case REDIS_REPLY_STATUS: reply.kind = Kind::text; break;
        case REDIS_REPLY_INTEGER:
            reply.kind = Kind::number;
            reply.number = from.integer;
            return reply;
        case REDIS_REPLY_ARRAY:
            reply.kind = Kind::list;
            for (std::size_t i = 0; i < from.elements; ++i) reply.items.push_back(copy_of(*from.element[i]));
            return reply;
        default: return reply;
    }
    reply.text.assign(from.str, static_cast<std::size_t>(from.len));
    return reply;
}

/// As the protocol has it (RESP 2): lengths before bytes, so that a value may hold any.
void print_command(RedisCommand const& command, std::string& out) {
    fmt::format_to(std::back_inserter(out), "*{}\r\n", command.size());
    for (auto const& word : command) fmt::format_to(std::back_inserter(out), "${}\r\n{}\r\n", word.size(), word);
}

std::string line_after(std::string const& text, std::string_view name) {
    auto const at = text.find(name);
    if (at == std::string::npos) return "";
    auto const from = at + name.size();
    return text.substr(from, text.find('\r', from) - from);
}

}  // namespace

RedisConnection::RedisConnection(std::unique_ptr<RedisSocket> socket, std::chrono::milliseconds timeout)
    : socket_(std::move(socket)), reader_(redisReaderCreate()), timeout_(timeout) {}

Result<std::unique_ptr<RedisConnection>> RedisConnection::open(RedisSettings const& settings) {
    auto made = std::unique_ptr<RedisConnection>(new RedisConnection(TRY(RedisSocket::connect(settings)), settings.command_timeout));
    TRY(made->introduce(settings));
    return made;
}

Result<void> RedisConnection::introduce(RedisSettings const& settings) {
    std::vector<RedisCommand> commands;
    if (!settings.password.empty()) commands.push_back({"AUTH", settings.password});
    commands.push_back({"SELECT", std::to_string(settings.database)});
    commands.push_back({"INFO", "server"});
    auto const replies = TRY(call(commands));
    if (!settings.password.empty() && replies[0].is_error())
        return fail(ErrorCode::unavailable, "REDIS_PASSWORD is not the server's (" + replies[0].text.substr(0, replies[0].text.find(' ')) + ")");
    auto const& selected = replies[replies.size() - 2];
    if (selected.is_error("NOAUTH")) return fail(ErrorCode::unavailable, "it asks for a password: set REDIS_PASSWORD");
    if (selected.is_error()) return fail(ErrorCode::unavailable, fmt::format("TROUPE_REDIS_DB={}: {}", settings.database, selected.text));
    if (replies.back().is_error("LOADING")) return fail(ErrorCode::unavailable, "it is still reading its memory from disk");
    run_ = line_after(replies.back().text, "run_id:");
    return {};
}

Result<std::vector<RedisReply>> RedisConnection::call(std::vector<RedisCommand> const& commands, std::chrono::milliseconds extra, int bell) {
    auto const deadline = std::chrono::steady_clock::now() + timeout_ + extra;
    std::string bytes;
    for (auto const& command : commands) print_command(command, bytes);
    TRY(socket_->write(bytes, deadline));
    std::vector<RedisReply> replies;
    while (replies.size() < commands.size()) replies.push_back(TRY(next(deadline, bell)));
    return replies;
}

Result<RedisReply> RedisConnection::next(RedisSocket::Deadline deadline, int bell) {
    for (;;) {
        void* found = nullptr;
        if (redisReaderGetReply(reader_.get(), &found) != REDIS_OK)
            return fail(ErrorCode::unavailable, fmt::format("what answers is no Redis: {}", reader_->errstr));
        if (found != nullptr) {
            auto reply = copy_of(*static_cast<redisReply*>(found));
            freeReplyObject(found);
            return reply;
        }
        auto const bytes = TRY(socket_->read(deadline, bell));
        redisReaderFeed(reader_.get(), bytes.data(), bytes.size());
    }
}

}  // namespace troupe::storage::impl
