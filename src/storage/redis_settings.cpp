#include "storage/redis_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::storage {

Result<void> validate(RedisSettings const& settings) {
    if (settings.host.empty()) return wrong_field("REDIS_HOST", "must not be empty");
    if (settings.port < 1 || settings.port > 65535)
        return wrong_field("REDIS_PORT", fmt::format("{} is not within 1 and 65535", settings.port));
    if (settings.database < 0 || settings.database > 9999)
        return wrong_field("TROUPE_REDIS_DB", fmt::format("{} is not within 0 and 9999", settings.database));
    auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    auto const& prefix = settings.prefix;
    if (prefix.empty() || prefix.size() > 60 || !std::all_of(prefix.begin(), prefix.end(), fits))
        return wrong_field("TROUPE_REDIS_PREFIX",
                           fmt::format("'{}' is not made of 1 to 60 of a-z, 0-9, _ and - alone", prefix));
    if (!settings.root_certificate.empty() && !settings.has_tls)
        return wrong_field("TROUPE_REDIS_CA", "has no use without TROUPE_REDIS_TLS=1");
    return {};
}

std::string name_of(RedisSettings const& settings) { return fmt::format("Redis at {}:{}", settings.host, settings.port); }

}  // namespace troupe::storage
