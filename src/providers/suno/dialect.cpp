#include "providers/suno/dialect.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "providers_embedded/embedded.hpp"

namespace troupe::providers::suno {
namespace {

using Rows = std::map<std::string, json::Object>;

void merge(json::Object& base, json::Object const& over) {
    for (auto const& [name, value] : over) {
        auto* const old = base.if_contains(name);
        if (old != nullptr && old->is_object() && value.is_object())
            merge(old->get_object(), value.get_object());
        else
            base[name] = value;
    }
}

Result<json::Object> object_of(std::string_view text, std::string const& source) {
    auto value = json::parse_value(text);
    if (!value) return within(source, value.error());
    if (!value->is_object())
        return fail(ErrorCode::invalid_input, source + ": expected an object of dialects by their id");
    return std::move(value->get_object());
}

Result<Rows> built_in() {
    Rows rows;
    constexpr std::string_view folder = "providers/suno/", ending = ".json";
    for (auto const& file : providers::impl::embedded_files()) {
        if (!file.name.starts_with(folder)) continue;
        auto const id = file.name.substr(folder.size(), file.name.size() - folder.size() - ending.size());
        rows[std::string(id)] = TRY(object_of(file.content, std::string(file.name)));
    }
    return rows;
}

Result<void> add_file(Rows& rows, std::filesystem::path const& file) {
    auto const source = file.string();
    for (auto const& [name, value] : TRY(object_of(TRY(read_file(file, 1 << 20)), source))) {
        std::string const id(name);
        auto const* row = value.if_object();
        if (row == nullptr)
            return fail(ErrorCode::invalid_input, fmt::format("{}: {}: expected an object", source, id));
        auto const* like = row->if_contains("like");
        auto const base = like != nullptr && like->is_string() ? std::string(like->get_string()) : id;
        if (like != nullptr && !rows.contains(base))
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}: {}.like: there is no dialect \"{}\"", source, id, base));
        auto merged = rows.contains(base) ? rows.at(base) : json::Object{};
        merge(merged, *row);
        rows[id] = std::move(merged);
    }
    return {};
}

/// What a dialect cannot do without.
Result<void> check(Dialect const& dialect, std::string const& where) {
    auto const missing = [&](char const* field) {
        return fail(ErrorCode::invalid_input, fmt::format("{}.{}: is missing", where, field));
    };
    if (dialect.submit.path.empty()) return missing("submit.path");
    if (!dialect.submit.sung.is_object()) return missing("submit.sung");
    if (!dialect.submit.instrumental.is_object()) return missing("submit.instrumental");
    if (!dialect.submit.described.is_object()) return missing("submit.described");
    if (dialect.poll.path.empty()) return missing("poll.path");
    if (dialect.task.empty()) return missing("task");
    if (dialect.state.empty()) return missing("state");
    if (dialect.takes.empty()) return missing("takes");
    if (dialect.take.audio.empty()) return missing("take.audio");
    if (!dialect.models.contains("*")) return missing("models.*");
    if (dialect.poll.method != "GET" && dialect.poll.method != "POST")
        return fail(ErrorCode::invalid_input, where + ".poll.method: expected GET or POST");
    for (auto const& [model, limits] : dialect.models)
        if (limits.lyrics < 100 || limits.style < 20 || limits.title < 10 || limits.description < 40 ||
            !(limits.longest_seconds > 0))
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}.models.{}: a limit is too small to say anything", where, model));
    return {};
}

}  // namespace

Result<std::map<std::string, Dialect>> load_dialects(std::optional<std::filesystem::path> const& file) {
    auto rows = TRY(built_in());
    if (file) TRY(add_file(rows, *file));
    std::map<std::string, Dialect> dialects;
    for (auto const& [id, row] : rows) {
        auto dialect = json::from_value<Dialect>(json::Value(row), json::Unknown::refuse, id);
        if (dialect)
            if (auto const checked = check(*dialect, id); !checked) dialect = tl::unexpected(checked.error());
        if (!dialect) return within(file ? file->string() : "data/providers/suno", dialect.error());
        dialects[id] = std::move(*dialect);
    }
    return dialects;
}

Limits limits_of(Dialect const& dialect, std::string const& model) {
    auto const found = dialect.models.find(model);
    return found == dialect.models.end() ? dialect.models.at("*") : found->second;
}

}  // namespace troupe::providers::suno
