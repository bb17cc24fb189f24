#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "writing/impl/banks.hpp"

/// Pieces of `load_banks`, one per kind of file. All errors are invalid_input with the file and the path of the field.
namespace troupe::writing::impl {

[[nodiscard]] Result<json::Value> open_bank(std::string_view name);
/// All of a folder, by name: the word before ".json".
[[nodiscard]] Result<std::vector<std::pair<std::string, json::Value>>> open_banks(std::string_view folder);
/// "a b c" or ["a", "b c"].
[[nodiscard]] Result<std::vector<std::string>> read_words(json::Value const& value, std::string const& path);
[[nodiscard]] Result<Axes> read_axes(json::Object const& object, std::string const& path);
[[nodiscard]] Result<std::vector<Entry>> read_entries(std::string_view kind, json::Value const& list,
                                                      std::string const& path);
[[nodiscard]] Result<Names> read_names();
[[nodiscard]] Result<std::vector<Premise>> read_premises();

}  // namespace troupe::writing::impl
