#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "visual/bands.hpp"
#include "visual/brief.hpp"

/// The identity kit: emblem, wordmark, avatar, banners, colour and type sheet.
namespace troupe::visual {

struct KitFile {
    std::string kind;  ///< avatar, emblem, wordmark, logo, banner.youtube, banner.x, header.spotify, press, sheet, system
    std::filesystem::path file;
    std::string media_type;  ///< "image/jpeg", "image/png", "image/svg+xml", "application/json"
    int width_px = 0;        ///< 0: not a raster picture
    int height_px = 0;
};

/// A picture that a platform asks for (data/visual/platforms.json).
struct PlatformPicture {
    std::string id;             ///< "banner.youtube"
    std::string file;           ///< "banner-youtube.jpg"
    int width_px = 0;
    int height_px = 0;
    int safe_width_px = 0;      ///< centred area that every device shows; 0: all of it
    int safe_height_px = 0;
    bool wordmark = true;       ///< false where the platform asks for no text or logo
    int most_bytes = 0;         ///< of the file
    std::string as_of;          ///< when the limits were read: "2025-06"
    std::string source;         ///< where
};
BOOST_DESCRIBE_STRUCT(PlatformPicture, (), (id, file, width_px, height_px, safe_width_px, safe_height_px, wordmark, most_bytes, as_of, source))

/// The built-in list. Errors: internal (the table is broken: tests see to it that it is not).
[[nodiscard]] Result<std::vector<PlatformPicture>> platform_pictures();

/// Writes the kit of a look into a folder (made when missing), each file whole or not at all; the same look, the same
/// bytes. SVGs hold outlines and need no font; JPEGs carry XMP with the AI disclosure. About two seconds.
/// Errors: as make_system and BuiltInImageMaker::cover, unavailable (folder), cancelled.
[[nodiscard]] Result<std::vector<KitFile>> make_kit(Look const& look, std::filesystem::path const& folder, std::stop_token stop = {},
                                                    int threads = default_threads());

}  // namespace troupe::visual
