// No signature and no secret of a stranger is taken for ours; a secret that is one signs, and the signature is right.
#include "access/webhook_signing.hpp"

#include "base/base64.hpp"
#include "demand.hpp"

using namespace troupe;
using namespace troupe::access;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    TimePoint const now{std::chrono::hours(500'000)};
    static auto const ours = "whsec_" + base64("thirty-two bytes of a good secret");
    SignedMessage const message{"msg_1", now, "{}"};
    static auto const right = sign(message, {ours}).value();
    demand(verify(message, text, {ours}, now) == (text.find(right) != text.npos && (" " + std::string(text) + " ").find(" " + right + " ") != std::string::npos));
    std::string const secret(text);
    auto const bytes = secret_bytes(secret);
    if (!bytes) {
        demand_refusal(bytes.error());
        demand(!sign(message, {secret}).has_value() && !verify(message, right, {secret}, now));
        return 0;
    }
    demand(bytes->size() >= 24 && bytes->size() <= 64);
    auto const made = sign(message, {secret});
    demand(made && verify(message, *made, {secret}, now) && verify(message, *made, {secret}, now) != verify({"msg_2", now, "{}"}, *made, {secret}, now));
    return 0;
}
