#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"

/// The log: one JSON object a line, in the words of the Elastic Common Schema (ECS):
///     {"@timestamp":..,"log.level":"info","message":..,"event.action":"track.rendered","troupe.artist_id":..}
/// An event is a thing and what became of it; an error is logged once, where it is handled. Never a key, never a prompt's secret.
///
/// Some names of fields have their place in ECS, whatever the event: `error`, `reason`, `why`, `problem` and `message` (error.message),
/// `code` (error.code), `seconds` (event.duration), `request_id`, `trace_id`, `method`, `path`, `status`, `by` (user.name), `key`
/// (user.id).
/// All others stand under `troupe.`. docs/monitoring.md lists what is written.
namespace troupe::log {

BOOST_DEFINE_ENUM_CLASS(Level, debug, info, warning, error)

/// A name and whatever `json` can write: `{"job_id", to_string(id)}, {"seconds", 1.5}`.
struct Field {
    std::string_view name;
    json::Value value;

    template <class T>
    Field(std::string_view called, T const& item) : name(called), value(json::to_value(item)) {}
};

/// Where the lines go: a file (appended, rotated at 10 MB, three kept) or, with an empty path, standard error. Before
/// the first call nothing is written. An unwritable file is said once on standard error and the log is off.
void open(std::filesystem::path const& file, Level least);

/// Whether the lines go to standard error: then nothing else should.
[[nodiscard]] bool is_on_standard_error();

void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// How often an event was written, or would have been, since the program began.
struct EventCount {
    Level level = Level::info;
    std::string event;
    std::uint64_t times = 0;
};
[[nodiscard]] std::vector<EventCount> counts();

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::info, event, fields); }
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::warning, event, fields); }
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::error, event, fields); }

}  // namespace troupe::log
