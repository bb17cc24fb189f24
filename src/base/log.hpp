#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.hpp"

/// The log: one JSON object a line, `{"time":..,"level":"info","event":"track.rendered","artist_id":..}`. An event is a
/// thing and what became of it; an error is logged once, where it is handled. Never a key, never a prompt's secret.
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

void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::info, event, fields); }
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::warning, event, fields); }
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::error, event, fields); }

}  // namespace troupe::log
