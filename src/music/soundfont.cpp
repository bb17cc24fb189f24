#include "music/soundfont.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>

namespace troupe::music {
namespace fs = std::filesystem;

std::optional<fs::path> installed_soundfont() {
    for (auto const* file : {"/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf2/default-GM.sf2"}) {
        std::error_code none;
        if (fs::exists(file, none)) return file;
    }
    return std::nullopt;
}

Result<void> check_soundfont(fs::path const& file) {
    std::error_code missing;
    auto const size = fs::file_size(file, missing);
    if (missing) return fail(ErrorCode::not_found, fmt::format("TROUPE_SOUNDFONT: {} cannot be read; give the path of a .sf2 file, or unset it", file.string()));
    std::ifstream in(file, std::ios::binary);
    std::array<char, 12> head{};
    in.read(head.data(), head.size());
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length |= static_cast<std::uint32_t>(static_cast<unsigned char>(head[4 + i])) << (8 * i);
    bool const soundfont = in && std::string_view(head.data(), 4) == "RIFF" && std::string_view(head.data() + 8, 4) == "sfbk";
    if (!soundfont) return fail(ErrorCode::invalid_input, fmt::format("TROUPE_SOUNDFONT: {} is no SoundFont 2 file", file.string()));
    if (size < length + 8ULL) return fail(ErrorCode::invalid_input, fmt::format("TROUPE_SOUNDFONT: {} is cut off: {} of {} bytes are there", file.string(), size, length + 8ULL));
    return {};
}

}  // namespace troupe::music
