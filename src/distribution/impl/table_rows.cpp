#include "distribution/impl/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"

namespace troupe::distribution::impl {
namespace {

constexpr std::size_t largest_table_bytes = 4U << 20U;

/// Objects field by field, everything else whole.
void lay_over(json::Object& base, json::Object const& over) {
    for (auto const& [key, value] : over) {
        auto* old = base.if_contains(key);
        if (old != nullptr && old->is_object() && value.is_object())
            lay_over(old->get_object(), value.get_object());
        else
            base[key] = value;
    }
}

std::string id_of(json::Value const& row) {
    auto const* object = row.if_object();
    auto const* id = object == nullptr ? nullptr : object->if_contains("id");
    return id != nullptr && id->is_string() ? std::string(id->get_string()) : std::string();
}

Result<void> lay_rows_over(json::Array& rows, json::Array const& over, std::string const& name) {
    for (std::size_t i = 0; i < over.size(); ++i) {
        auto const id = id_of(over[i]);
        if (id.empty()) return fail(ErrorCode::invalid_input, fmt::format("{}[{}].id: expected a text", name, i));
        auto const old = std::find_if(rows.begin(), rows.end(), [&](auto const& row) { return id_of(row) == id; });
        if (old != rows.end())
            lay_over(old->as_object(), over[i].get_object());
        else
            rows.push_back(over[i]);
    }
    return {};
}

}  // namespace

Result<json::Array> rows_of(json::Value const& document, std::string const& name) {
    auto const* object = document.if_object();
    auto const* rows = object == nullptr ? nullptr : object->if_contains(name);
    if (rows == nullptr || !rows->is_array()) return fail(ErrorCode::invalid_input, name + ": expected a list");
    return rows->get_array();
}

Result<json::Array> with_rows_of(json::Array rows, std::filesystem::path const& file, std::string const& name) {
    auto const document = json::parse_value(TRY(read_file(file, largest_table_bytes)));
    if (!document) return within(file.string(), document.error());
    auto const over = rows_of(*document, name);
    if (!over) return within(file.string(), over.error());
    if (auto const laid = lay_rows_over(rows, *over, name); !laid) return within(file.string(), laid.error());
    return rows;
}

bool is_plain_id(std::string_view id) {
    auto const is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !id.empty() && id.size() <= 40 && std::all_of(id.begin(), id.end(), is_plain);
}

}  // namespace troupe::distribution::impl
