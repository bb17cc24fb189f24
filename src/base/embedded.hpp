#pragma once

#include <string_view>

namespace troupe {

/// A file of data/ that was put into the program when it was built (cmake/TroupeEmbed.cmake).
struct EmbeddedFile {
    std::string_view name;     ///< relative to data/: "music/genres/techno.json"
    std::string_view content;  ///< the bytes, as they were
};

}  // namespace troupe
