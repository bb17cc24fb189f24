// Whatever a service of stock clips answers: an error of one line without the key, or clips that can be credited and fetched,
// whose words turn nothing round and whose addresses are the service's own.
#include <cmath>

#include "answers.hpp"
#include "providers/impl/address.hpp"
#include "providers/pexels/pexels_footage.hpp"
#include "providers/pixabay/pixabay_footage.hpp"
#include "visual/footage/testing/memory_footage.hpp"

using namespace troupe;

namespace {

constexpr auto key = "secret-key-0123456789";

void check(Result<visual::ClipPage> const& page) {
    if (!page) {
        demand(!page.error().message.empty() && page.error().message.find(key) == std::string::npos);
        return demand_one_line(page.error().message);
    }
    demand(page->total >= 0);
    for (auto const& clip : page->clips) {
        demand(!clip.id.empty() && clip.id.find_first_not_of("0123456789") == std::string::npos);
        demand(providers::impl::is_encrypted(clip.page) && std::isfinite(clip.length.count()) && clip.length.count() > 0);
        demand(clip.author_page.empty() || providers::impl::is_encrypted(clip.author_page));
        for (auto const& words : {clip.author, clip.page, clip.author_page}) {
            demand(text::is_valid_utf8(words) && words.find("\u202E") == std::string::npos);
            demand_one_line(words);
        }
        demand(!clip.renditions.empty());
        for (auto const& file : clip.renditions) demand(!file.url.empty() && file.width_px > 0 && file.height_px > 0);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    FixedClock const clock{TimePoint{std::chrono::seconds{1'790'000'000}}};
    providers::impl::StockSettings const settings{.api_key = key, .base_url = {}, .backoff = Seconds(1e-6), .longest_wait = Seconds(0.001)};
    for (bool const is_pexels : {true, false}) {
        Answers http(text_of(data, size));
        visual::testing::MemoryFootageMemory memory;
        providers::impl::StockService::Parts const parts{http, memory, clock};
        visual::ClipQuery const query{.words = "rain on window"};
        if (is_pexels) check(providers::pexels::PexelsFootage(settings, parts).search(query, http.stop()));
        else check(providers::pixabay::PixabayFootage(settings, parts).search(query, http.stop()));
    }
    return 0;
}
