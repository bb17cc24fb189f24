#include "base/running_hash.hpp"

#include <openssl/evp.h>

#include <array>

#include "base/hash.hpp"

namespace troupe {

struct RunningSha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    void begin() { EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr); }
};

RunningSha256::RunningSha256() : state_(std::make_unique<State>()) { state_->begin(); }
RunningSha256::~RunningSha256() = default;

void RunningSha256::add(std::string_view bytes) { EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()); }

std::string RunningSha256::finish_hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(state_->context.get(), bytes.data(), &size);
    state_->begin();
    return hex({reinterpret_cast<char const*>(bytes.data()), size});
}

}  // namespace troupe
