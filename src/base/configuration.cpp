#include "base/configuration.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe {
namespace {

bool is_name(std::string_view name) {
    return !name.empty() && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
                                std::string_view::npos;
}

std::string unquoted(std::string_view value) {
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        return std::string(value.substr(1, value.size() - 2));
    return std::string(text::trim(value.substr(0, value.find(" #"))));
}

}  // namespace

Result<Configuration> Configuration::load(std::filesystem::path const& dot_env, char const* const* environment) {
    Configuration configuration;
    if (std::filesystem::exists(dot_env)) {
        int number = 0;
        for (auto const& raw : text::split(TRY(read_file(dot_env, 1 << 20)), '\n')) {
            ++number;
            auto line = text::trim(raw);
            if (line.empty() || line.front() == '#') continue;
            if (line.starts_with("export ")) line = text::trim(line.substr(7));
            auto const equals = line.find('=');
            auto const name = text::trim(line.substr(0, equals));
            if (equals == std::string_view::npos || !is_name(name))
                return fail(ErrorCode::invalid_input, fmt::format("{}, line {}: write NAME=value", dot_env.string(), number));
            configuration.entries_[std::string(name)] = {unquoted(text::trim(line.substr(equals + 1))), dot_env.string()};
        }
    }
    for (; environment != nullptr && *environment != nullptr; ++environment) {
        std::string_view const pair(*environment);
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        configuration.entries_[std::string(pair.substr(0, equals))] = {std::string(pair.substr(equals + 1)), "environment"};
    }
    return configuration;
}

Configuration Configuration::of(std::map<std::string, std::string> values) {
    Configuration configuration;
    for (auto& [name, value] : values) configuration.entries_[name] = {value, "environment"};
    return configuration;
}

std::optional<Configuration::Entry> Configuration::entry(std::string_view name) const {
    auto const found = entries_.find(name);
    if (found == entries_.end() || text::trim(found->second.value).empty()) return std::nullopt;
    return found->second;
}

std::optional<std::string> Configuration::get(std::string_view name) const {
    auto const found = entry(name);
    return found ? std::optional(found->value) : std::nullopt;
}

Result<int> Configuration::integer(std::string_view name, int fallback, int low, int high) const {
    auto const text = get(name);
    if (!text) return fallback;
    int value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || value < low || value > high)
        return fail(ErrorCode::invalid_input, fmt::format("{}: expected a whole number from {} to {}", name, low, high));
    return value;
}

Result<std::optional<std::string>> Configuration::secret(std::string_view name) const {
    auto const value = get(name);
    if (!value) return std::optional<std::string>{};
    auto const lowered = text::lower(*value);
    if (lowered.starts_with("your_") || lowered.starts_with("your-") || lowered.starts_with("<") || lowered == "changeme")
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: still holds the placeholder of the example; put your own value or remove the line", name));
    return std::optional(*value);
}

}  // namespace troupe
