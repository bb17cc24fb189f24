#include "base/base64.hpp"

#include <cstdint>

namespace troupe {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Three bytes are four characters; a last group of one or two bytes gives two or three.
std::string encode(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (auto const byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) text += alphabet[bits >> (count - 6) & 63];
    }
    if (count > 0) text += alphabet[bits << (6 - count) & 63];
    return text;
}

std::string decode(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (auto const letter : text) {
        bits = bits << 6 | static_cast<std::uint32_t>(alphabet.find(letter) & 63);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 255);
    }
    return bytes;
}

}  // namespace

std::string base64(std::string_view bytes) {
    auto text = encode(bytes);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64_url(std::string_view bytes) {
    auto text = encode(bytes);
    for (auto& letter : text) letter = letter == '+' ? '-' : letter == '/' ? '_' : letter;
    return text;
}

Result<std::string> parse_base64(std::string_view text) {
    auto const letters = text.substr(0, text.find('='));
    auto bytes = decode(letters);
    // What does not come back the same had a foreign letter, wrong padding or bits that nothing reads.
    if (base64(bytes) != text) return fail(ErrorCode::invalid_input, "base64: expected letters, digits, + and /, padded with = to fours");
    return bytes;
}

}  // namespace troupe
