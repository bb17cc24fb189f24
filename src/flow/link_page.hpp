#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "flow/studio.hpp"

/// One page for one release: wherever it can be heard, and the artist followed.
namespace troupe::flow {

struct LinkPage {
    std::string language = "en", artist, title;
    Date release_date{};
    Date today{};
    std::vector<std::string> palette;  ///< "#rrggbb": 4 from dark to light, then the accent
    std::vector<std::string> tracks;   ///< titles where there are several
    std::string cover;                 ///< file beside the page; empty: none
    int cover_px = 0;                  ///< its side
    struct Place {
        std::string name;
        std::string url;     ///< https
        std::string what;    ///< "Listen", "Buy"
    };
    std::vector<Place> open;            ///< where it can be heard
    std::vector<std::string> coming;    ///< names of stores that get it
    std::vector<Place> follow;          ///< the artist on platforms
    std::string disclosure;             ///< what was made with AI, one sentence
    std::string rights;                 ///< "(P) 2026 Label"
    std::string release;                ///< our id, in the page's head: whose address it is; empty: not said
};

/// The page as HTML: no script, no request to anywhere but its cover; every text reads well on its ground (WCAG AA).
/// Errors: invalid_input naming the field (no title, a colour that is none, an address that is not https).
[[nodiscard]] Result<std::string> render_link_page(LinkPage const& page);

/// Keeps where a release can be heard, by the ids of data/link_page/places.json and data/social/platforms.json; an empty
/// address takes one back. Errors: not_found, invalid_input (an id that is none; not https), conflict.
[[nodiscard]] Result<catalog::Content> set_links(Studio& studio, std::string const& release, std::map<std::string, std::string> const& links);

/// Writes index.html and cover.jpg into `<out>/<slug of the release>/`; the page's path. A later release of the same title,
/// or of another artist whose page stands there, gets `<slug>-<end of its id>`. Errors: not_found, invalid_input, unavailable.
[[nodiscard]] Result<std::filesystem::path> write_link_page(Studio& studio, std::string const& release, std::filesystem::path const& out);

/// The page itself, for faces that show it. Errors: not_found, invalid_input.
[[nodiscard]] Result<std::string> link_page_of(Studio& studio, std::string const& release);

}  // namespace troupe::flow
