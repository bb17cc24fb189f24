#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace troupe {

/// The settings a user gives: the process environment first, then the file `.env` of the working folder.
class Configuration {
public:
    struct Entry {
        std::string value;
        std::string source;  ///< "environment" or the path of the file
    };

    /// Reads both. A line of the file is `NAME=value`, `export NAME="value"`, a comment or blank.
    /// Error: invalid_input with the line number.
    [[nodiscard]] static Result<Configuration> load(std::filesystem::path const& dot_env, char const* const* environment);
    /// For tests.
    [[nodiscard]] static Configuration of(std::map<std::string, std::string> values);

    /// The value, or nothing when unset or blank.
    [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
    [[nodiscard]] std::optional<Entry> entry(std::string_view name) const;
    /// A whole number within the range. Error: invalid_input naming the variable.
    [[nodiscard]] Result<int> integer(std::string_view name, int fallback, int low, int high) const;
    /// A key or password; a placeholder such as "your_openai_api_key" is refused. Error: invalid_input.
    [[nodiscard]] Result<std::optional<std::string>> secret(std::string_view name) const;

private:
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace troupe
