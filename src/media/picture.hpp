#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/provenance.hpp"

namespace troupe::media {

/// sRGB, 8 bits a channel, rows from the top, three bytes a pixel without padding.
struct Picture {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> rgb;
};

/// What a picture file says of itself: XMP (dc:title, dc:creator, Iptc4xmpExt:DigitalSourceType, the AI disclosure).
struct PictureTags {
    std::string title;
    std::string creator;
    std::string description;
    std::string digital_source_type;  ///< as `digital_source_type(provenance)` gives it; empty: not written
    std::string disclosure;           ///< as `disclosure(provenance.ai)` gives it; empty: not written
};

/// JPEG with an sRGB profile, XMP and 4:4:4 colour, progressive. `quality` 1..100. Written whole or not at all.
/// Errors: invalid_input (no pixels), unavailable.
[[nodiscard]] Result<void> write_jpeg(std::filesystem::path const& file, Picture const& picture, PictureTags const& tags,
                                      int quality = 92);

/// The tags as XMP in RDF, one element: what an SVG carries in its <metadata>.
[[nodiscard]] std::string xmp_of(PictureTags const& tags);

/// A PNG file with its tags behind its header. Error: invalid_input (no PNG).
[[nodiscard]] Result<std::string> tagged_png(std::string png, PictureTags const& tags);

/// Reads a JPEG as sRGB. Errors: not_found, invalid_input.
[[nodiscard]] Result<Picture> read_jpeg(std::filesystem::path const& file);

}  // namespace troupe::media
