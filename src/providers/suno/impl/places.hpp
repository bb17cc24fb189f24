#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "providers/suno/dialect.hpp"

/// Finding things in answers whose shape varies.
namespace troupe::providers::suno::impl {

/// What is at the place: nothing, one value, or with a `*` in it several. Null counts as nothing.
[[nodiscard]] std::vector<json::Value> at(json::Value const& answer, std::string_view place);
/// The first place with something in it.
[[nodiscard]] std::vector<json::Value> at(json::Value const& answer, Places const& places);

/// A text, number or truth as text; empty for everything else.
[[nodiscard]] std::string words_of(json::Value const& value);
/// The first text that is not empty.
[[nodiscard]] std::string text_at(json::Value const& answer, Places const& places);
/// A number, also one that is written as text.
[[nodiscard]] std::optional<double> number_at(json::Value const& answer, Places const& places);

}  // namespace troupe::providers::suno::impl
