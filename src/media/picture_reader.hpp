#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string_view>

#include "base/result.hpp"
#include "base/units.hpp"
#include "media/picture.hpp"

/// Pictures that strangers made. Nothing of them is decoded in our process: ffmpeg does it as a child that may open this one
/// file alone, with the one decoder its first bytes ask for, and with bounds on memory, time and size.
namespace troupe::media {

struct PictureLimits {
    std::uint64_t most_bytes = 40'000'000;            ///< of the file
    std::int64_t most_pixels = 20'000'000;            ///< three bytes each; at most 22 million
    std::uint64_t most_memory_bytes = 1'500'000'000;  ///< of addresses, ffmpeg's libraries included
    Seconds most_cpu{20};
    Seconds patience{30};
};

/// JPEG, PNG or WebP by its first bytes (16 are enough).
[[nodiscard]] bool is_picture(std::string_view head);

/// Reads a picture as sRGB; what shines through is put on black. Errors: not_found; invalid_input (no picture, larger than
/// the limits allow, broken: says which and names the file); unavailable (no ffmpeg; it took too long); cancelled.
[[nodiscard]] Result<Picture> read_foreign_picture(std::filesystem::path const& file, PictureLimits const& limits,
                                                   std::stop_token const& stop);

}  // namespace troupe::media
