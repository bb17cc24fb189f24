#include "flow/impl/page_template.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"

namespace troupe::flow::impl {
namespace {

using Scope = std::vector<json::Value const*>;  // the innermost last

json::Value const* find(Scope const& scope, std::string_view name) {
    if (name == ".") return scope.back();
    for (auto level = scope.rbegin(); level != scope.rend(); ++level) {
        auto const* object = (*level)->if_object();
        if (object == nullptr) continue;
        if (auto const* value = object->if_contains(name)) return value;
    }
    return nullptr;
}

bool is_something(json::Value const& value) {
    if (auto const* flag = value.if_bool()) return *flag;
    if (auto const* words = value.if_string()) return !words->empty();
    if (auto const* list = value.if_array()) return !list->empty();
    return !value.is_null();
}

std::string as_text(json::Value const& value) {
    if (auto const* words = value.if_string()) return std::string(*words);
    return json::print(value);
}

struct Tag {
    char kind = ' ';  ///< ' ' escaped, '{' as it is, '#', '^', '/'
    std::string name;
    std::size_t start = 0, end = 0;  ///< in the page
};

/// The next tag from `from` on; an empty name when there is none.
Result<Tag> next_tag(std::string_view page, std::size_t from) {
    auto const start = page.find("{{", from);
    if (start == std::string_view::npos) return Tag{};
    bool const is_raw = page.substr(start).starts_with("{{{");
    std::string_view const closing = is_raw ? "}}}" : "}}";
    auto const begin = start + closing.size();
    auto const end = page.find(closing, begin);
    if (end == std::string_view::npos)
        return fail(ErrorCode::internal, "page template: a tag is not closed: " + text::excerpt(page.substr(start)));
    auto name = text::trim(page.substr(begin, end - begin));
    Tag tag{is_raw ? '{' : ' ', "", start, end + closing.size()};
    if (!is_raw && !name.empty() && std::string_view("#^/").find(name[0]) != std::string_view::npos) {
        tag.kind = name[0];
        name = text::trim(name.substr(1));
    }
    tag.name = std::string(name);
    return tag;
}

/// Where the block that `opening` begins ends: its closing tag.
Result<Tag> closing_of(std::string_view page, Tag const& opening) {
    int depth = 1;
    for (auto at = opening.end;;) {
        auto tag = TRY(next_tag(page, at));
        if (tag.name.empty())
            return fail(ErrorCode::internal, fmt::format("page template: {} is not closed", opening.name));
        if (tag.name == opening.name && (tag.kind == '#' || tag.kind == '^')) ++depth;
        if (tag.name == opening.name && tag.kind == '/' && --depth == 0) return tag;
        at = tag.end;
    }
}

Result<void> fill(std::string_view page, Scope& scope, std::string& out);

Result<void> fill_block(std::string_view inner, bool is_inverse, json::Value const& value, Scope& scope,
                        std::string& out) {
    if (is_inverse) return is_something(value) ? Result<void>{} : fill(inner, scope, out);
    if (!is_something(value)) return {};
    if (auto const* list = value.if_array()) {
        for (auto const& item : *list) {
            scope.push_back(&item);
            auto const done = fill(inner, scope, out);
            scope.pop_back();
            if (!done) return done;
        }
        return {};
    }
    scope.push_back(&value);
    auto const done = fill(inner, scope, out);
    scope.pop_back();
    return done;
}

Result<void> fill(std::string_view page, Scope& scope, std::string& out) {
    for (std::size_t at = 0;;) {
        auto const tag = TRY(next_tag(page, at));
        if (tag.name.empty()) {
            out += page.substr(at);
            return {};
        }
        out += page.substr(at, tag.start - at);
        auto const* value = find(scope, tag.name);
        if (value == nullptr)
            return fail(ErrorCode::internal, fmt::format("page template: nothing is called {}", tag.name));
        at = tag.end;
        if (tag.kind == ' ')
            out += text::escape_xml(as_text(*value));
        else if (tag.kind == '{')
            out += as_text(*value);
        else {
            auto const end = TRY(closing_of(page, tag));
            TRY(fill_block(page.substr(tag.end, end.start - tag.end), tag.kind == '^', *value, scope, out));
            at = end.end;
        }
    }
}

}  // namespace

Result<std::string> fill_template(std::string_view page, json::Object const& values) {
    std::string out;
    json::Value const root(values);
    Scope scope{&root};
    TRY(fill(page, scope, out));
    return out;
}

}  // namespace troupe::flow::impl
