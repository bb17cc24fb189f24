#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace troupe::json {
namespace {

void write(Value const& value, std::string& out, int indent, bool is_pretty);

void line_break(std::string& out, int indent, bool is_pretty) {
    if (is_pretty) out += '\n' + std::string(static_cast<std::size_t>(indent) * 2, ' ');
}

void write_object(Object const& object, std::string& out, int indent, bool is_pretty) {
    out += '{';
    bool first = true;
    for (auto const& [key, entry] : object) {
        if (!first) out += ',';
        first = false;
        line_break(out, indent + 1, is_pretty);
        impl::write_text(key, out);
        out += is_pretty ? ": " : ":";
        write(entry, out, indent + 1, is_pretty);
    }
    if (!first) line_break(out, indent, is_pretty);
    out += '}';
}

bool is_short(Array const& array) {
    return array.size() <= 16 && std::all_of(array.begin(), array.end(), [](Value const& v) { return v.is_number(); });
}

void write_array(Array const& array, std::string& out, int indent, bool is_pretty) {
    auto const in_lines = is_pretty && !is_short(array);
    out += '[';
    bool first = true;
    for (auto const& entry : array) {
        if (!first) out += is_pretty && !in_lines ? ", " : ",";
        first = false;
        line_break(out, indent + 1, in_lines);
        write(entry, out, indent + 1, is_pretty);
    }
    if (!first) line_break(out, indent, in_lines);
    out += ']';
}

void write(Value const& value, std::string& out, int indent, bool is_pretty) {
    if (auto const* object = value.if_object()) return write_object(*object, out, indent, is_pretty);
    if (auto const* array = value.if_array()) return write_array(*array, out, indent, is_pretty);
    if (auto const* text = value.if_string()) return impl::write_text(*text, out);
    if (auto const* real = value.if_double()) return impl::write_number(*real, out);
    if (auto const* whole = value.if_int64()) return impl::write_whole(*whole, out);
    if (auto const* whole = value.if_uint64()) return impl::write_unsigned(*whole, out);
    out += value.is_null() ? "null" : value.get_bool() ? "true" : "false";
}

Error syntax_error(std::string_view text, std::size_t at, std::string const& reason) {
    auto const before = text.substr(0, at);
    auto const line = std::count(before.begin(), before.end(), '\n') + 1;
    auto const column = at - (before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1) + 1;
    return {ErrorCode::invalid_input, fmt::format("line {}, column {}: not valid JSON ({})", line, column, reason)};
}

/// Builds the value while Boost.JSON parses. Its own builder (1.81) takes numbers with a fraction that may be off by the
/// last bit; a document must read back exactly, so this one reads them by from_chars.
struct Builder {
    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();
    using Text = boost::json::string_view;
    using Code = boost::json::error_code;

    boost::json::value_stack stack;
    std::string begun;  ///< of a number that came in parts

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&) { return true; }
    bool on_object_end(std::size_t count, Code&) { return stack.push_object(count), true; }
    bool on_array_begin(Code&) { return true; }
    bool on_array_end(std::size_t count, Code&) { return stack.push_array(count), true; }
    bool on_key_part(Text part, std::size_t, Code&) { return stack.push_chars(part), true; }
    bool on_key(Text last, std::size_t, Code&) { return stack.push_key(last), true; }
    bool on_string_part(Text part, std::size_t, Code&) { return stack.push_chars(part), true; }
    bool on_string(Text last, std::size_t, Code&) { return stack.push_string(last), true; }
    bool on_number_part(Text part, Code&) { return begun.append(part.data(), part.size()), true; }
    bool on_int64(std::int64_t number, Text, Code&) { return begun.clear(), stack.push_int64(number), true; }
    bool on_uint64(std::uint64_t number, Text, Code&) { return begun.clear(), stack.push_uint64(number), true; }
    bool on_double(double nearly, Text last, Code& code) {
        begun.append(last.data(), last.size());
        auto exact = nearly;
        std::from_chars(begun.data(), begun.data() + begun.size(), exact);
        begun.clear();
        // No double holds 1e309, and JSON has no word for what would be printed.
        if (!std::isfinite(exact)) return code = boost::json::error::exponent_overflow, false;
        return stack.push_double(exact), true;
    }
    bool on_bool(bool flag, Code&) { return stack.push_bool(flag), true; }
    bool on_null(Code&) { return stack.push_null(), true; }
    bool on_comment_part(Text, Code&) { return true; }
    bool on_comment(Text, Code&) { return true; }
};

}  // namespace

Result<Value> parse_value(std::string_view text) {
    boost::json::error_code error;
    boost::json::basic_parser<Builder> parser{boost::json::parse_options()};
    parser.handler().stack.reset();
    // All of the text at once: a number at its very end is complete.
    auto const used = parser.write_some(false, text.data(), text.size(), error);
    if (error) return tl::unexpected(syntax_error(text, used, error.message()));
    if (text.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
        return tl::unexpected(syntax_error(text, used, "extra characters after the end"));
    return parser.handler().stack.release();
}

std::string print(Value const& value) {
    std::string out;
    write(value, out, 0, false);
    return out;
}

std::string pretty(Value const& value) {
    std::string out;
    write(value, out, 0, true);
    return out + '\n';
}

namespace impl {

void write_value(Value const& value, std::string& out) { write(value, out, 0, false); }

void write_text(std::string_view text, std::string& out) {
    constexpr std::string_view letters = "btn?fr";  // of the controls 8 to 13
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, written, i - written);
        written = i + 1;
        if (c >= 0x20) (out += '\\') += text[i];
        else if (c >= 8 && c <= 13 && c != 11) (out += '\\') += letters[c - 8U];
        else fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    }
    out.append(text, written);
    out += '"';
}

void write_number(double value, std::string& out) {
    if (!std::isfinite(value)) out += "null";  // JSON has no word for it
    else if (value == 0 && std::signbit(value)) out += "-0.0";  // "-0" would come back as a whole number, which has no such zero
    else fmt::format_to(std::back_inserter(out), "{}", value);
}

void write_whole(std::int64_t value, std::string& out) { out += fmt::format_int(value).c_str(); }
void write_unsigned(std::uint64_t value, std::string& out) { out += fmt::format_int(value).c_str(); }

tl::unexpected<Error> wrong(std::string const& path, std::string_view expected) {
    if (path.empty()) return fail(ErrorCode::invalid_input, std::string(expected));
    return wrong_field(path, std::string(expected));
}

namespace {

constexpr std::size_t longest_name = 100;

/// A name that somebody else chose, as a message can show it.
std::string shown(std::string_view name) {
    auto const is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    return name.size() > longest_name || std::any_of(name.begin(), name.end(), is_odd) ? text::excerpt(name, longest_name) : std::string(name);
}

}  // namespace

std::string member_path(std::string const& path, std::string_view name) {
    return path.empty() ? shown(name) : fmt::format("{}.{}", path, shown(name));
}

std::string element_path(std::string const& path, std::size_t index) { return fmt::format("{}[{}]", path, index); }

Result<double> read_number(Value const& value, std::string const& path) {
    if (auto const* real = value.if_double()) return *real;
    if (auto const* whole = value.if_int64()) return static_cast<double>(*whole);
    if (auto const* whole = value.if_uint64()) return static_cast<double>(*whole);
    return wrong(path, "expected a number");
}

Result<std::int64_t> read_integer(Value const& value, std::string const& path, std::int64_t low, std::int64_t high) {
    auto const number = TRY(read_number(value, path));
    if (number != std::floor(number)) return wrong(path, "expected a whole number");
    if (auto const* whole = value.if_int64(); whole != nullptr && *whole >= low && *whole <= high) return *whole;
    if (number >= static_cast<double>(low) && number <= static_cast<double>(high) && std::abs(number) < 9.2e18)
        return static_cast<std::int64_t>(number);
    return wrong(path, fmt::format("expected a whole number from {} to {}", low, high));
}

Result<std::uint64_t> read_unsigned(Value const& value, std::string const& path, std::uint64_t high) {
    if (auto const* whole = value.if_uint64(); whole != nullptr && *whole <= high) return *whole;
    // The parser gives what fits as signed; through a double, seeds above 2^53 would lose their last bits.
    if (auto const* whole = value.if_int64(); whole != nullptr && *whole >= 0 && static_cast<std::uint64_t>(*whole) <= high)
        return static_cast<std::uint64_t>(*whole);
    auto const number = TRY(read_number(value, path));
    if (number >= 0 && number == std::floor(number) && number <= static_cast<double>(high) && number < 1.8e19)
        return static_cast<std::uint64_t>(number);
    return wrong(path, fmt::format("expected a whole number from 0 to {}", high));
}

}  // namespace impl
}  // namespace troupe::json
