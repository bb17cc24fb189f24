#include "storage/sql_key_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using access::ApiKey;
using access::KeyId;
using impl::change;
using impl::milliseconds_of;
using impl::select;

constexpr auto every_key = "SELECT id, name, role, per_minute, created, expires, revoked, last_used FROM api_keys";

Result<ApiKey> read_key(impl::Row const& row) {
    ApiKey key;
    key.id = TRY(parse_id<access::KeyTag>(row.text(0)));
    key.name = row.text(1);
    key.role = TRY(json::enum_from<access::Role>(row.text(2)));
    key.per_minute = static_cast<int>(row.number(3));
    key.created = row.time(4);
    key.expires = row.time_or_nothing(5);
    key.revoked = row.time_or_nothing(6);
    key.last_used = row.time_or_nothing(7);
    return key;
}

Result<ApiKey> find_where(impl::Session& sql, std::string const& column, std::string const& value) {
    auto const rows = select(sql, fmt::format("{} WHERE {} = :a", every_key, column), 8, {value});
    if (!rows.empty()) return read_key(rows[0]);
    auto const which = column == "id" ? "API key " + value : "an API key of that secret";
    return fail(ErrorCode::not_found, which + " does not exist (troupe keys list shows those that do)");
}

}  // namespace

Result<void> SqlKeyStore::insert(ApiKey const& key, std::string const& hash) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const id = to_string(key.id);
        if (!select(sql, "SELECT 1 FROM api_keys WHERE id = :a OR hash = :b", 1, {id, hash}).empty())
            return fail(ErrorCode::conflict, fmt::format("API key {} exists already", id));
        change(sql,
               "INSERT INTO api_keys (id, hash, name, role, per_minute, created, expires, revoked, last_used)"
               " VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)",
               {id, hash, key.name, json::enum_name(key.role), std::int64_t{key.per_minute}, milliseconds_of(key.created),
                impl::time_or_null(key.expires), impl::time_or_null(key.revoked), impl::time_or_null(key.last_used)});
        return {};
    });
}

Result<ApiKey> SqlKeyStore::find_by_hash(std::string const& hash) {
    return database_.read([&](impl::Session& sql) { return find_where(sql, "hash", hash); });
}

Result<ApiKey> SqlKeyStore::find(KeyId id) {
    return database_.read([&](impl::Session& sql) { return find_where(sql, "id", to_string(id)); });
}

Result<std::vector<ApiKey>> SqlKeyStore::list() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<ApiKey>> {
        std::vector<ApiKey> keys;
        for (auto const& row : select(sql, fmt::format("{} ORDER BY id", every_key), 8)) keys.push_back(TRY(read_key(row)));
        return keys;
    });
}

Result<ApiKey> SqlKeyStore::revoke(KeyId id, TimePoint at) {
    return database_.write([&](impl::Session& sql) -> Result<ApiKey> {
        change(sql, "UPDATE api_keys SET revoked = :a WHERE id = :b AND revoked IS NULL", {milliseconds_of(at), to_string(id)});
        return find_where(sql, "id", to_string(id));
    });
}

Result<void> SqlKeyStore::used(KeyId id, TimePoint at) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const changed = change(sql, "UPDATE api_keys SET last_used = :a WHERE id = :b AND (last_used IS NULL OR last_used < :c)",
                                    {milliseconds_of(at), to_string(id), milliseconds_of(at)});
        if (changed == 0) TRY(find_where(sql, "id", to_string(id)));
        return {};
    });
}

}  // namespace troupe::storage
