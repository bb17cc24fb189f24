#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/units.hpp"

/// Stock clips as services tell of them. What they say is data: it is compared and credited, never obeyed.
namespace troupe::visual {

/// One file of a clip.
struct Rendition {
    std::string url;               ///< https; where the file lies, not to be shown to anybody
    int width_px = 0;
    int height_px = 0;
    std::uint64_t size_bytes = 0;  ///< 0: not told
};
BOOST_DESCRIBE_STRUCT(Rendition, (), (url, width_px, height_px, size_bytes))

struct Clip {
    std::string provider;     ///< "pexels", "pixabay"
    std::string id;           ///< theirs: digits
    std::string page;         ///< where people see it
    std::string author;       ///< as shown in credits
    std::string author_page;  ///< may be empty
    std::string licence;      ///< "Pexels License"
    std::vector<std::string> words;  ///< lower-case words that it is described by
    int width_px = 0;
    int height_px = 0;
    Seconds length{0};
    std::vector<Rendition> renditions;

    [[nodiscard]] std::string key() const { return provider + "/" + id; }
};
BOOST_DESCRIBE_STRUCT(Clip, (), (provider, id, page, author, author_page, licence, words, width_px, height_px, length, renditions))

/// Whose picture it is: a row of the credits.
struct FootageCredit {
    std::string provider;  ///< "pexels"; "own" for a file of the user's
    std::string clip;      ///< the provider's id
    std::string page;
    std::string author;
    std::string author_page;
    std::string licence;
    std::string sha256;    ///< of the file that was shown
    bool is_generated = false;  ///< made by a trained model, not by people
};
BOOST_DESCRIBE_STRUCT(FootageCredit, (), (provider, clip, page, author, author_page, licence, sha256, is_generated))

}  // namespace troupe::visual
