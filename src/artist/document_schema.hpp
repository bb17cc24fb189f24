#pragma once

#include "base/json_schema.hpp"

/// JSON Schema (draft 2020-12) of the artist document, with the bounds that `validate` enforces: lengths, ranges,
/// closed lists of words, colours, country codes. What `validate` takes, the schema takes; what the schema refuses,
/// `validate` refuses. Only what ties fields together is beyond a schema and stays with `validate`: weights in order
/// that sum to 1, each name and fact id once, a trait's value within its own low and high, low before high, a time zone
/// that exists, no control characters, `name` equal to `core.name`.
namespace troupe::artist {

/// Of what is stored, exported and imported: flat, `id` first.
[[nodiscard]] json::Value document_schema();

/// Of the profile alone. `all_required` is the form to hand to a language model that shall fill it.
[[nodiscard]] json::Value profile_schema(json::Strictness strictness = json::Strictness::published);

}  // namespace troupe::artist
