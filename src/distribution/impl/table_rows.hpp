#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/json.hpp"

/// Tables of rows with ids, {"stores": [{"id": ..}, ..]}, and a label's own file laid over a built-in one.
namespace troupe::distribution::impl {

/// The rows under that name. Error: invalid_input (they are no list).
[[nodiscard]] Result<json::Array> rows_of(json::Value const& document, std::string const& name);

/// `rows` with those of the file: of the same id the fields that are given, objects field by field; else a row more.
/// At most 4 MB. Errors: not_found, unavailable; invalid_input naming file and field.
[[nodiscard]] Result<json::Array> with_rows_of(json::Array rows, std::filesystem::path const& file,
                                               std::string const& name);

/// 1 to 40 small letters, digits and _.
[[nodiscard]] bool is_plain_id(std::string_view id);

}  // namespace troupe::distribution::impl
