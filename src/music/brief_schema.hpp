#pragma once

#include "base/json_schema.hpp"
#include "music/tables.hpp"

namespace troupe::music {

/// JSON Schema (draft 2020-12) of a brief, with the limits that `validate` enforces and the words of these tables: genres,
/// moods, tempi with their other names, metres, sections, parts. Beyond a schema and with `validate`: that one of genre,
/// mood, valence and energy is given, that the genre has the metre, and other ways to write a name ("Lo-Fi" for lofi).
[[nodiscard]] json::Value brief_schema(Tables const& tables);

}  // namespace troupe::music
