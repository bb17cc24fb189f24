#include "storage/postgres_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::storage {
namespace {

bool is_plain_name(std::string const& name) {
    auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), fits) &&
           (name[0] < '0' || name[0] > '9');
}

}  // namespace

Result<void> validate(PostgresSettings const& settings) {
    if (settings.host.empty()) return wrong_field("POSTGRES_HOST", "must not be empty");
    if (settings.port < 1 || settings.port > 65535)
        return wrong_field("POSTGRES_PORT", fmt::format("{} is not within 1 and 65535", settings.port));
    if (settings.database.empty()) return wrong_field("POSTGRES_DB", "must not be empty");
    if (settings.user.empty()) return wrong_field("POSTGRES_USER", "must not be empty");
    if (!is_plain_name(settings.schema))
        return wrong_field("TROUPE_POSTGRES_SCHEMA",
                           fmt::format("'{}' is not made of a-z, 0-9 and _ alone", settings.schema));
    if (settings.most_connections < 1 || settings.most_connections > 500)
        return wrong_field("TROUPE_POSTGRES_CONNECTIONS",
                           fmt::format("{} is not within 1 and 500", settings.most_connections));
    return {};
}

std::string name_of(PostgresSettings const& settings) {
    return fmt::format("PostgreSQL {} at {}:{}", settings.database, settings.host, settings.port);
}

}  // namespace troupe::storage
