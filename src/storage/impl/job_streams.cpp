#include "storage/impl/job_streams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "storage/impl/redis_connection.hpp"

namespace troupe::storage::impl {
namespace {

constexpr auto worker_group = "workers";
constexpr auto watch_holds = "3000";  ///< milliseconds: three times as long as between two looks
constexpr std::int64_t consumer_forgotten_after = 3'600'000;

/// The lowest priority of each stream of a class, the most urgent first. Within one jobs go in the order of their announcement.
constexpr std::array<int, 6> bands{75, 50, 25, 1, 0, std::numeric_limits<int>::min()};

int band_of(int priority) {
    return static_cast<int>(std::find_if(bands.begin(), bands.end(), [&](int lowest) { return priority >= lowest; }) - bands.begin());
}

// KEYS: stream, table, classes; ARGV: member, kind, class.
RedisScript const& put_script() {
    static auto const script = RedisScript::of(R"(
        local entry = redis.call('HGET', KEYS[2], ARGV[1])
        if entry and #redis.call('XRANGE', KEYS[1], entry, entry) > 0 then return 0 end
        entry = redis.call('XADD', KEYS[1], '*', 'job', ARGV[1], 'kind', ARGV[2])
        redis.call('HSET', KEYS[2], ARGV[1], entry)
        redis.call('SADD', KEYS[3], ARGV[3])
        return 1)");
    return script;
}

// KEYS: streams, the most urgent first; ARGV: group, consumer, after how many ms others' entries are claimed (0: they are not).
RedisScript const& take_script() {
    static auto const script = RedisScript::of(R"(
        local function read(stream)
            return redis.pcall('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', 1, 'STREAMS', stream, '>')
        end
        local function claim(stream)
            local from = '0-0'
            repeat
                local claimed = redis.pcall('XAUTOCLAIM', stream, ARGV[1], ARGV[2], ARGV[3], from, 'COUNT', 1)
                if claimed.err then return nil end
                from = claimed[1]
                if claimed[2][1] then return claimed[2][1] end
            until from == '0-0'
        end
        if ARGV[3] ~= '0' then
            for _, stream in ipairs(KEYS) do
                local entry = claim(stream)
                if entry then
                    local pending = redis.call('XPENDING', stream, ARGV[1], entry[1], entry[1], 1)
                    return {stream, entry, pending[1][4]}
                end
            end
        end
        for _, stream in ipairs(KEYS) do
            local found = read(stream)
            if found and found.err then
                if not string.find(found.err, 'NOGROUP') then return found end
                redis.call('XGROUP', 'CREATE', stream, ARGV[1], '0', 'MKSTREAM')
                found = read(stream)
            end
            if found and found[1] then return {stream, found[1][2][1], 1} end
        end
        return false)");
    return script;
}

// KEYS: stream, table; ARGV: group, entry, member.
RedisScript const& finish_script() {
    static auto const script = RedisScript::of(R"(
        redis.pcall('XACK', KEYS[1], ARGV[1], ARGV[2])
        redis.call('XDEL', KEYS[1], ARGV[2])
        if redis.call('HGET', KEYS[2], ARGV[3]) == ARGV[2] then redis.call('HDEL', KEYS[2], ARGV[3]) end
        return 1)");
    return script;
}

// KEYS: stream, table; ARGV: group, entry, member, kind. Only what is still there.
RedisScript const& put_back_script() {
    static auto const script = RedisScript::of(R"(
        if redis.call('XDEL', KEYS[1], ARGV[2]) == 0 then return 0 end
        redis.pcall('XACK', KEYS[1], ARGV[1], ARGV[2])
        redis.call('HSET', KEYS[2], ARGV[3], redis.call('XADD', KEYS[1], '*', 'job', ARGV[3], 'kind', ARGV[4]))
        return 1)");
    return script;
}

// KEYS: who watches, memory; ARGV: this process, how long its word holds.
RedisScript const& watch_script() {
    static auto const script = RedisScript::of(R"(
        local watcher = redis.call('GET', KEYS[1])
        if watcher and watcher ~= ARGV[1] then return {0, ''} end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return {1, redis.call('GET', KEYS[2]) or ''})");
    return script;
}

// KEYS: memory; ARGV: what it says if nobody emptied it, what it says from now on.
RedisScript const& end_refill_script() {
    static auto const script = RedisScript::of(R"(
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2])
        return 1)");
    return script;
}

std::string text_at(RedisReply const& reply, std::size_t index) { return index < reply.items.size() ? reply.items[index].text : ""; }

/// Of ["1-0", ["job", "018f..:3", "kind", "track"]].
Result<JobEntry> read_entry(std::string stream, RedisReply const& entry, std::int64_t deliveries) {
    if (entry.items.size() != 2) return fail(ErrorCode::bad_response, stream + ": holds what is no entry");
    auto const& fields = entry.items[1];
    JobEntry read{.stream = std::move(stream), .id = entry.items[0].text, .member = text_at(fields, 1), .job = {}, .kind = text_at(fields, 3)};
    auto const colon = read.member.find(':');
    auto const job = parse_id<jobs::JobTag>(read.member.substr(0, colon));
    if (!job || colon == std::string::npos)
        return fail(ErrorCode::bad_response, fmt::format("{}: entry {} names no job", read.stream, read.id));
    read.job = *job;
    read.token = std::strtoll(read.member.c_str() + colon + 1, nullptr, 10);
    read.deliveries = deliveries;
    return read;
}

template <class Item, class MakeCall>
std::vector<Redis::Call> calls_for(std::vector<Item> const& items, MakeCall const& make) {
    std::vector<Redis::Call> calls;
    for (auto const& each : items) calls.push_back(make(each));
    return calls;
}

}  // namespace

std::string JobStreams::stream_of(std::string const& job_class, int band) const {
    return redis_.key(fmt::format("jobs:{}:{}", job_class, band));
}

Result<std::vector<std::string>> JobStreams::all_classes() {
    std::vector<std::string> classes;
    for (auto const& item : TRY(redis_.call({"SMEMBERS", redis_.key("jobs:classes")})).items) classes.push_back(item.text);
    std::sort(classes.begin(), classes.end());
    return classes;
}

Result<std::vector<std::string>> JobStreams::streams_of(std::vector<std::string> const& classes) {
    auto const wanted = classes.empty() ? TRY(all_classes()) : classes;
    std::vector<std::string> streams;
    for (std::size_t band = 0; band < bands.size(); ++band)
        for (auto const& each : wanted) streams.push_back(stream_of(each, static_cast<int>(band)));
    return streams;
}

Result<int> JobStreams::put(std::vector<Announcement> const& announcements) {
    if (announcements.empty()) return 0;
    auto const replies = TRY(redis_.run_all(put_script(), calls_for(announcements, [&](Announcement const& each) {
        return Redis::Call{{stream_of(each.job_class, band_of(each.priority)), table(), redis_.key("jobs:classes")},
                           {fmt::format("{}:{}", to_string(each.job), each.token), each.kind, each.job_class}};
    })));
    int added = 0;
    for (auto const& reply : replies) added += static_cast<int>(reply.number);
    return added;
}

Result<std::optional<JobEntry>> JobStreams::take(std::string const& consumer, std::vector<std::string> const& classes, bool claims) {
    auto streams = TRY(streams_of(classes));
    if (streams.empty()) return std::nullopt;
    auto const claim_after = claims ? std::to_string(claim_after_.count()) : "0";
    auto const reply = TRY(redis_.run(take_script(), {std::move(streams), {worker_group, consumer, claim_after}}));
    if (reply.items.size() != 3) return std::nullopt;
    auto entry = read_entry(reply.items[0].text, reply.items[1], reply.items[2].number);
    // Whoever wrote it, it must not come again.
    if (!entry) TRY(redis_.call({"XDEL", reply.items[0].text, text_at(reply.items[1], 0)}));
    return TRY(std::move(entry));
}

Result<std::optional<JobEntry>> JobStreams::wait(std::string const& consumer, std::vector<std::string> const& classes,
                                                          std::chrono::milliseconds longest, std::stop_token stop) {
    auto const streams = TRY(streams_of(classes));
    if (streams.empty()) return fail(ErrorCode::bad_response, "nobody has said which classes of jobs there are");
    Redis::Command command{"XREADGROUP", "GROUP", worker_group, consumer, "COUNT", "1", "BLOCK", std::to_string(longest.count()), "STREAMS"};
    command.insert(command.end(), streams.begin(), streams.end());
    command.insert(command.end(), streams.size(), ">");
    auto const reply = TRY(redis_.wait(command, longest, std::move(stop)));
    std::vector<JobEntry> entries;
    for (auto const& stream : reply.items)
        for (auto const& entry : stream.items.at(1).items) entries.push_back(TRY(read_entry(stream.items[0].text, entry, 1)));
    if (entries.empty()) return std::nullopt;
    // Each stream that had one gave one. The answer has them in the order they were asked in.
    if (entries.size() > 1) TRY(put_back({entries.begin() + 1, entries.end()}));
    return entries.front();
}

Result<void> JobStreams::keep(std::string const& consumer, std::vector<JobEntry> const& entries) {
    std::vector<Redis::Command> commands;
    for (auto const& each : entries) commands.push_back({"XCLAIM", each.stream, worker_group, consumer, "0", each.id, "JUSTID"});
    if (!commands.empty()) TRY(redis_.call_all(commands));
    return {};
}

Result<void> JobStreams::finish(std::vector<JobEntry> const& entries) {
    if (entries.empty()) return {};
    TRY(redis_.run_all(finish_script(), calls_for(entries, [&](JobEntry const& each) {
        return Redis::Call{{each.stream, table()}, {worker_group, each.id, each.member}};
    })));
    return {};
}

Result<void> JobStreams::put_back(std::vector<JobEntry> const& entries) {
    if (entries.empty()) return {};
    TRY(redis_.run_all(put_back_script(), calls_for(entries, [&](JobEntry const& each) {
        return Redis::Call{{each.stream, table()}, {worker_group, each.id, each.member, each.kind}};
    })));
    return {};
}

Result<JobStreams::Watch> JobStreams::watch(std::string const& process) {
    auto const reply = TRY(redis_.run(watch_script(), {{redis_.key("jobs:watcher"), memory()}, {process, watch_holds}}));
    if (reply.items.size() != 2) return fail(ErrorCode::bad_response, redis_.name() + ": gave no answer to who watches");
    return Watch{reply.items[0].number == 1, reply.items[1].text == "whole since " + redis_.server_run()};
}

Result<void> JobStreams::begin_refill(std::string const& process) {
    TRY(redis_.call({"SET", memory(), "filled by " + process}));
    return {};
}

Result<void> JobStreams::end_refill(std::string const& process) {
    TRY(redis_.run(end_refill_script(), {{memory()}, {"filled by " + process, "whole since " + redis_.server_run()}}));
    return {};
}

Result<void> JobStreams::forget_consumers() {
    for (auto const& stream : TRY(streams_of({}))) {
        auto const consumers = TRY(redis_.call_all({{"XINFO", "CONSUMERS", stream, worker_group}})).front();
        for (auto const& each : consumers.items) {
            // name, .., pending, .., idle, ..
            if (each.items.size() < 6 || each.items[3].number > 0 || each.items[5].number < consumer_forgotten_after) continue;
            TRY(redis_.call({"XGROUP", "DELCONSUMER", stream, worker_group, each.items[1].text}));
        }
    }
    return {};
}

}  // namespace troupe::storage::impl
