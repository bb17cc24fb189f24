#include "llm/answer_reading.hpp"

#include <optional>
#include <string>

#include "base/text.hpp"

namespace troupe::llm {
namespace {

/// Calls `visit(index, in_string)` for every byte, knowing what is inside of a string.
template <class Visit>
void walk(std::string_view text, Visit visit) {
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const quote = text[i] == '"';
        if (in_string && text[i] == '\\') {
            visit(i++, true);
            if (i < text.size()) visit(i, true);
            continue;
        }
        if (quote) in_string = !in_string;
        if (!visit(i, in_string || quote)) return;
    }
}

/// From the first brace to its partner; nothing when it is never closed.
std::optional<std::string_view> first_object(std::string_view text) {
    auto const open = text.find('{');
    if (open == std::string_view::npos) return std::nullopt;
    auto const rest = text.substr(open);
    std::optional<std::size_t> end;
    int depth = 0;
    walk(rest, [&](std::size_t i, bool in_string) {
        if (in_string) return true;
        if (rest[i] == '{') ++depth;
        if (rest[i] == '}' && --depth == 0) end = i;
        return !end;
    });
    if (!end) return std::nullopt;
    return rest.substr(0, *end + 1);
}

std::string without_trailing_commas(std::string_view text) {
    std::string out;
    walk(text, [&](std::size_t i, bool in_string) {
        if (!in_string && text[i] == ',') {
            auto const next = text.find_first_not_of(" \t\r\n", i + 1);
            if (next != std::string_view::npos && (text[next] == '}' || text[next] == ']')) return true;
        }
        out += text[i];
        return true;
    });
    return out;
}

}  // namespace

Result<json::Value> read_answer(std::string_view answer) {
    if (auto whole = json::parse_value(answer); whole && whole->is_object()) return whole;
    auto const object = first_object(answer);
    if (!object)
        return fail(ErrorCode::bad_response, answer.find('{') == std::string_view::npos
                                                 ? "the answer holds no JSON object"
                                                 : "the JSON object is never closed");
    if (auto value = json::parse_value(*object)) return value;
    auto const value = json::parse_value(without_trailing_commas(*object));
    if (!value) return fail(ErrorCode::bad_response, "the answer is no JSON: " + value.error().message);
    return value;
}

}  // namespace troupe::llm
