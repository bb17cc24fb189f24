#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/role.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

/// API keys: 256 random bits that are shown once. What is kept is their HMAC-SHA-256 under a secret of the installation.
namespace troupe::access {

using KeyId = Id<struct KeyTag>;

struct ApiKey {
    KeyId id;
    std::string name;  ///< 1 to 80 characters, for people: whose it is, where it is used
    Role role = Role::viewer;
    int per_minute = 600;  ///< requests, 1 to 100,000
    TimePoint created{};
    std::optional<TimePoint> expires;
    std::optional<TimePoint> revoked;
    std::optional<TimePoint> last_used;  ///< to the minute
};
BOOST_DESCRIBE_STRUCT(ApiKey, (), (id, name, role, per_minute, created, expires, revoked, last_used))

/// Port: keeps keys by the hash of their secret. Adapters: storage; testing (memory). Every call may fail with unavailable.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// Error: conflict (the hash is there).
    virtual Result<void> insert(ApiKey const& key, std::string const& hash) = 0;
    /// Also one that expired or was revoked. Error: not_found.
    virtual Result<ApiKey> find_by_hash(std::string const& hash) = 0;
    /// Error: not_found.
    virtual Result<ApiKey> find(KeyId id) = 0;
    /// Oldest first.
    virtual Result<std::vector<ApiKey>> list() = 0;
    /// Stays what it is when revoked already. Error: not_found.
    virtual Result<ApiKey> revoke(KeyId id, TimePoint at) = 0;
    /// Never takes the time back. Error: not_found.
    virtual Result<void> used(KeyId id, TimePoint at) = 0;
};

struct NewKey {
    std::string name;
    Role role = Role::viewer;
    int per_minute = 600;
    std::optional<TimePoint> expires;
};
BOOST_DESCRIBE_STRUCT(NewKey, (), (name, role, per_minute, expires))

/// A key with its secret, which nobody can show again.
struct IssuedKey {
    ApiKey key;
    std::string secret;  ///< "troupe_" and 43 characters
};

/// The keys of one installation.
class Keys {
public:
    /// `pepper` from `load_pepper`, at least 32 bytes.
    Keys(KeyStore& store, std::string pepper, Clock const& clock, IdBits bits = system_id_bits)
        : store_(store), pepper_(std::move(pepper)), clock_(clock), bits_(std::move(bits)) {}

    /// Errors: invalid_input (name, per_minute, expires in the past).
    [[nodiscard]] Result<IssuedKey> issue(NewKey const& wanted);
    /// The key with that secret, if it is good now. Reads alone. Errors: not_found, the same for a wrong, an expired and a
    /// revoked one; unavailable.
    [[nodiscard]] Result<ApiKey> recognise(std::string const& secret);
    /// Whether `note_use` has something to write: once a minute.
    [[nodiscard]] bool is_use_due(ApiKey const& key) const;
    /// That it could not be noted is no error: a full disk must not lock out those who would make room.
    void note_use(KeyId id);
    [[nodiscard]] Result<ApiKey> revoke(KeyId id) { return store_.revoke(id, clock_.now()); }
    [[nodiscard]] Result<std::vector<ApiKey>> list() { return store_.list(); }

private:
    [[nodiscard]] std::string hash_of(std::string const& secret) const;

    KeyStore& store_;
    std::string pepper_;
    Clock const& clock_;
    IdBits bits_;
};

/// 256 random bits of the system as 43 characters of base64url.
[[nodiscard]] std::string random_secret();

}  // namespace troupe::access
