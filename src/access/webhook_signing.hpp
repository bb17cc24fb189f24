#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

/// The symmetric signature of Standard Webhooks (specification 1.0): HMAC-SHA-256 of "id.timestamp.body" under the bytes of the
/// secret, which is "whsec_" and their base64.
namespace troupe::access {

/// 24 to 64 bytes. Error: invalid_input.
[[nodiscard]] Result<std::string> secret_bytes(std::string_view secret);

/// What is signed: the exact bytes that are sent.
struct SignedMessage {
    std::string id;
    TimePoint at{};  ///< of the attempt; whole seconds count
    std::string body;
};

/// The header webhook-signature: "v1,.." for each secret, with blanks between, so that a receiver that has changed over and one
/// that has not both find theirs. Error: invalid_input (a secret that is none).
[[nodiscard]] Result<std::string> sign(SignedMessage const& message, std::vector<std::string> const& secrets);

/// Whether one of the signatures of the header is right under one of the secrets, and `message.at` within five minutes of `now`.
/// For receivers, and for our own tests. Versions that we do not know are passed over.
[[nodiscard]] bool verify(SignedMessage const& message, std::string_view signatures, std::vector<std::string> const& secrets, TimePoint now);

}  // namespace troupe::access
