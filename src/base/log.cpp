#include "base/log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>

#include "base/version.hpp"

namespace troupe::log {
namespace {

/// The one thing that is everywhere: a log that had to be handed to every function would hide what matters.
std::shared_ptr<spdlog::logger>& sink() {
    static std::shared_ptr<spdlog::logger> logger;
    return logger;
}

spdlog::level::level_enum native(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

constexpr auto ecs_version = "9.4.0";
constexpr std::size_t most_events = 500;  ///< whose names are counted; there are a few dozen

/// What ECS calls a field of ours.
struct Place {
    std::string_view ours;
    std::string_view theirs;
};
constexpr Place places[] = {{"error", "error.message"},     {"reason", "error.message"},
                            {"why", "error.message"},       {"problem", "error.message"},
                            {"message", "error.message"},   {"code", "error.code"},
                            {"request_id", "http.request.id"}, {"method", "http.request.method"},
                            {"path", "url.path"},           {"status", "http.response.status_code"},
                            {"trace_id", "trace.id"},       {"by", "user.name"},
                            {"key", "user.id"}};

/// What is not known is left out.
void put(json::Object& line, Field const& field) {
    if (field.value.is_null() || (field.value.is_string() && field.value.as_string().empty())) return;
    if (field.name == "seconds") {
        line["event.duration"] = static_cast<std::int64_t>(std::llround(field.value.to_number<double>() * 1e9));
        return;
    }
    auto const* const place = std::ranges::find(places, field.name, &Place::ours);
    if (place == std::end(places)) line["troupe." + std::string(field.name)] = field.value;
    else line[place->theirs] = field.value;
    if (field.name == "request_id") line["transaction.id"] = field.value;
}

bool has_failed(Level level, json::Object const& line) {
    if (level == Level::warning || level == Level::error) return true;
    auto const* const status = line.if_contains("http.response.status_code");
    return status != nullptr && status->to_number<int>() >= 400;
}

struct Tally {
    std::mutex guard;
    std::map<std::pair<Level, std::string>, std::uint64_t> times;
};
Tally& tally() {
    static Tally all;
    return all;
}

void count(Level level, std::string_view event) {
    std::lock_guard const lock(tally().guard);
    std::pair<Level, std::string> key(level, event);
    if (tally().times.size() >= most_events && !tally().times.contains(key)) key.second = "other";
    ++tally().times[std::move(key)];
}

bool& stands_on_standard_error() {
    static bool it_does = false;
    return it_does;
}

}  // namespace

void open(std::filesystem::path const& file, Level least) {
    stands_on_standard_error() = file.empty();
    try {
        if (file.empty()) sink() = std::make_shared<spdlog::logger>("troupe", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        else
            sink() = std::make_shared<spdlog::logger>(
                "troupe", std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), std::size_t{10} << 20, 3));
        sink()->set_pattern("%v");
        sink()->set_level(native(least));
        sink()->flush_on(spdlog::level::info);
    } catch (spdlog::spdlog_ex const& problem) {
        std::fprintf(stderr, "troupe: no log is kept: %s\n", problem.what());
        sink().reset();
    }
}

bool is_on_standard_error() { return stands_on_standard_error(); }

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    count(level, event);
    if (!sink() || !sink()->should_log(native(level))) return;
    json::Object line;
    line["@timestamp"] = format_time(SystemClock().now());
    line["log.level"] = json::enum_name(level);
    line["message"] = event;
    line["ecs.version"] = ecs_version;
    line["service.name"] = "troupe";
    line["service.version"] = program_version;
    line["process.pid"] = ::getpid();
    line["event.dataset"] = "troupe.log";
    line["event.action"] = event;
    for (auto const& field : fields) put(line, field);
    line["event.outcome"] = has_failed(level, line) ? "failure" : "success";
    if (auto const* const error = line.if_contains("error.message"); error != nullptr && error->is_string())
        line["message"] = std::string(event) + ": " + std::string(error->as_string());
    sink()->log(native(level), json::print(json::Value(line)));
}

std::vector<EventCount> counts() {
    std::vector<EventCount> all;
    std::lock_guard const lock(tally().guard);
    for (auto const& [key, times] : tally().times) all.push_back({key.first, key.second, times});
    return all;
}

}  // namespace troupe::log
