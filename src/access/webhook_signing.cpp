#include "access/webhook_signing.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace troupe::access {
namespace {

constexpr std::string_view webhook_prefix = "whsec_";
constexpr std::chrono::minutes tolerance{5};

Result<std::string> signature(SignedMessage const& message, std::string_view secret) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(message.at).time_since_epoch().count();
    auto const text = fmt::format("{}.{}.{}", message.id, seconds, message.body);
    return "v1," + base64(hmac_sha256(TRY(secret_bytes(secret)), text));
}

bool is_same(std::string_view a, std::string_view b) { return a.size() == b.size() && ::CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace

Result<std::string> secret_bytes(std::string_view secret) {
    auto const bytes = parse_base64(secret.starts_with(webhook_prefix) ? secret.substr(webhook_prefix.size()) : std::string_view("?"));
    if (bytes && bytes->size() >= 24 && bytes->size() <= 64) return bytes;
    return wrong_field("secret", "expected whsec_ and the base64 of 24 to 64 bytes");
}

Result<std::string> sign(SignedMessage const& message, std::vector<std::string> const& secrets) {
    std::vector<std::string> signatures;
    for (auto const& secret : secrets) signatures.push_back(TRY(signature(message, secret)));
    return text::join(signatures, " ");
}

bool verify(SignedMessage const& message, std::string_view signatures, std::vector<std::string> const& secrets, TimePoint now) {
    if (message.at < now - tolerance || message.at > now + tolerance) return false;
    auto const given = text::split(std::string(signatures), ' ');
    return std::any_of(secrets.begin(), secrets.end(), [&](std::string const& secret) {
        auto const right = signature(message, secret);
        return right && std::any_of(given.begin(), given.end(), [&](std::string const& each) { return is_same(each, *right); });
    });
}

}  // namespace troupe::access
