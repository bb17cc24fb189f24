#include "base/hash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <fstream>
#include <memory>

namespace troupe {
namespace {

class Digest {
public:
    explicit Digest(EVP_MD const* kind) : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), kind, nullptr);
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
        return troupe::hex({reinterpret_cast<char const*>(bytes.data()), size});
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string hash_bytes(EVP_MD const* kind, std::string_view bytes) {
    Digest digest(kind);
    digest.add(bytes);
    return digest.hex();
}

Result<std::string> hash_file(EVP_MD const* kind, std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::not_found, fmt::format("{}: cannot be opened", file.string()));
    Digest digest(kind);
    std::array<char, 65536> block{};
    while (in.read(block.data(), block.size()) || in.gcount() > 0)
        digest.add({block.data(), static_cast<std::size_t>(in.gcount())});
    if (in.bad()) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read", file.string()));
    return digest.hex();
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return hash_bytes(EVP_sha256(), bytes); }
std::string md5_hex(std::string_view bytes) { return hash_bytes(EVP_md5(), bytes); }
Result<std::string> sha256_of_file(std::filesystem::path const& file) { return hash_file(EVP_sha256(), file); }
Result<std::string> md5_of_file(std::filesystem::path const& file) { return hash_file(EVP_md5(), file); }

std::string hmac_sha256(std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<unsigned char const*>(message.data()),
           message.size(), bytes.data(), &size);
    return {reinterpret_cast<char const*>(bytes.data()), size};
}

std::string hex(std::string_view bytes) {
    std::string text;
    text.reserve(2 * bytes.size());
    for (auto const byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace troupe
