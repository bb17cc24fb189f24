#include "base/log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <memory>

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

}  // namespace

void open(std::filesystem::path const& file, Level least) {
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

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (!sink() || !sink()->should_log(native(level))) return;
    json::Object line;
    line["time"] = format_time(SystemClock().now());
    line["level"] = json::enum_name(level);
    line["event"] = event;
    for (auto const& field : fields) line[field.name] = field.value;
    sink()->log(native(level), json::print(json::Value(line)));
}

}  // namespace troupe::log
