#include "media/impl/ogg_serial.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string>

#include "base/files.hpp"

namespace troupe::media::impl {
namespace {

// A page (RFC 3533 §6): "OggS", version, flags, 8 bytes of position, 4 of serial, 4 of number, 4 of checksum, the count
// of segments and their sizes, then the segments.
constexpr std::size_t head_size = 27, serial_at = 14, checksum_at = 22, count_at = 26;

std::uint8_t byte_at(std::string const& bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

void put_little_endian(std::string& bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xff);
}

std::array<std::uint32_t, 256> checksum_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        auto value = i << 24;
        for (int bit = 0; bit < 8; ++bit) value = (value << 1) ^ ((value & 0x80000000U) != 0 ? 0x04c11db7U : 0U);
        table[i] = value;
    }
    return table;
}

/// CRC-32 as Ogg has it: most significant bit first, from 0, not inverted.
std::uint32_t checksum(std::string_view page) {
    static auto const table = checksum_table();
    std::uint32_t value = 0;
    for (char const c : page) value = (value << 8) ^ table[(value >> 24 ^ static_cast<std::uint8_t>(c)) & 0xff];
    return value;
}

/// The size of the page that begins there, 0 if none does.
std::size_t page_size(std::string const& bytes, std::size_t at) {
    if (at + head_size > bytes.size() || bytes.compare(at, 4, "OggS") != 0) return 0;
    std::size_t const segments = byte_at(bytes, at + count_at);
    auto size = head_size + segments;
    if (at + size > bytes.size()) return 0;
    for (std::size_t i = 0; i < segments; ++i) size += byte_at(bytes, at + head_size + i);
    return at + size > bytes.size() ? 0 : size;
}

}  // namespace

Result<void> set_ogg_serial(std::filesystem::path const& file, std::uint32_t serial) {
    auto bytes = TRY(read_file(file));
    for (std::size_t at = 0; at < bytes.size();) {
        auto const size = page_size(bytes, at);
        if (size == 0) return fail(ErrorCode::invalid_input, fmt::format("{}: is no Ogg file", file.string()));
        put_little_endian(bytes, at + serial_at, serial);
        put_little_endian(bytes, at + checksum_at, 0);
        put_little_endian(bytes, at + checksum_at, checksum(std::string_view(bytes).substr(at, size)));
        at += size;
    }
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    return out ? Result<void>{} : fail(ErrorCode::unavailable, fmt::format("{}: cannot be written, is the disk full?", file.string()));
}

}  // namespace troupe::media::impl
