#include "access/key.hpp"

#include <fmt/format.h>


#include "access/random_bits.hpp"
#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace troupe::access {
namespace {

constexpr std::string_view prefix = "troupe_";
constexpr std::size_t secret_length = 43;  // 256 bits, six a character

tl::unexpected<Error> not_good() {
    return fail(ErrorCode::not_found, "the API key is not known, or no longer good: ask an admin for another (troupe keys create)");
}

bool has_shape(std::string_view secret) {
    auto const letters = secret.substr(std::min(prefix.size(), secret.size()));
    return secret.starts_with(prefix) && letters.size() == secret_length &&
           letters.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == letters.npos;
}

Result<void> check(NewKey const& wanted, TimePoint now) {
    auto const length = text::length(wanted.name);
    if (!text::is_valid_utf8(wanted.name) || text::trim(wanted.name).empty() || length > 80)
        return wrong_field("name", "1 to 80 characters, say whose the key is or where it is used");
    if (wanted.per_minute < 1 || wanted.per_minute > 100'000)
        return wrong_field("per_minute", fmt::format("{} is not within 1 and 100,000", wanted.per_minute));
    if (wanted.expires && *wanted.expires <= now) return wrong_field("expires", "lies in the past, choose a later time");
    return {};
}

bool is_good(ApiKey const& key, TimePoint now) { return !key.revoked && (!key.expires || now < *key.expires); }

}  // namespace

Result<IssuedKey> Keys::issue(NewKey const& wanted) {
    auto const now = clock_.now();
    TRY(check(wanted, now));
    IssuedKey issued{.key = {.id = make_id<KeyTag>(now, bits_), .name = wanted.name, .role = wanted.role,
                             .per_minute = wanted.per_minute, .created = now, .expires = wanted.expires},
                     .secret = std::string(prefix) + random_secret()};
    TRY(store_.insert(issued.key, hash_of(issued.secret)));
    return issued;
}

Result<ApiKey> Keys::recognise(std::string const& secret) {
    // The text is looked up by a hash that nobody without the pepper can steer: how long a look takes tells nothing of it.
    if (!has_shape(secret)) return not_good();
    auto found = store_.find_by_hash(hash_of(secret));
    if (!found && found.error().code != ErrorCode::not_found) return found;
    auto const now = clock_.now();
    if (!found || !is_good(*found, now)) return not_good();
    return found;
}

std::string Keys::hash_of(std::string const& secret) const { return hex(hmac_sha256(pepper_, secret)); }

bool Keys::is_use_due(ApiKey const& key) const {
    return !key.last_used || *key.last_used < std::chrono::floor<std::chrono::minutes>(clock_.now());
}

void Keys::note_use(KeyId id) { (void)store_.used(id, std::chrono::floor<std::chrono::minutes>(clock_.now())); }

std::string random_secret() { return base64_url(random_bits()); }

}  // namespace troupe::access
