#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "visual/brief.hpp"
#include "visual/footage/clip.hpp"

namespace troupe::visual {

struct ClipQuery {
    std::string words;  ///< a few, in English: "rain on window"
    Aspect aspect = Aspect::portrait_9x16;  ///< shapes near it come first, where the service can
    Seconds least_length{3};
    int page = 1;
};

struct ClipPage {
    std::vector<Clip> clips;  ///< best first, as the service ranks them; all long enough and with a rendition
    int total = 0;            ///< clips there are in all
    bool has_more = false;
};

struct FetchedClip {
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// What a service can do and wants.
struct FootageTerms {
    std::string provider;  ///< "pexels"
    std::string name;      ///< "Pexels"
    std::string home;      ///< its address for people, to be linked where its clips are credited
    std::string licence;   ///< "Pexels License"
    int clips_a_page = 0;
    bool knows_shapes = false;     ///< whether a search can be for one shape
    bool wants_credit = false;     ///< whether the author must be named; we always do
};

/// Port: a service of stock clips. Adapters: providers/pexels, providers/pixabay, testing/MemoryFootage.
///
/// Calls block, at most a minute for a search and ten for a file, and end within a second of `stop`. What a service has
/// been asked within 24 hours it is not asked again.
///
/// Errors: rate_limited (says until when), unavailable (not reached, key refused: says what to do), bad_response,
/// invalid_input (no words), cancelled. No message holds a key or the address of a file. Safe to call from several threads.
class StockFootage {
public:
    virtual ~StockFootage() = default;
    [[nodiscard]] virtual FootageTerms terms() const = 0;
    [[nodiscard]] virtual Result<ClipPage> search(ClipQuery const& query, std::stop_token const& stop) = 0;
    /// Brings a rendition into a file. Nothing remains of it on an error.
    [[nodiscard]] virtual Result<FetchedClip> fetch(Clip const& clip, Rendition const& rendition, std::filesystem::path const& file,
                                                    std::stop_token const& stop) = 0;
};

}  // namespace troupe::visual
