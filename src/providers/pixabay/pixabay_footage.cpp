#include "providers/pixabay/pixabay_footage.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::pixabay {
namespace {

using impl::member;

constexpr auto licence = "Pixabay Content License";
constexpr int clips_a_page = 50;
constexpr int most_reachable = 500;          ///< clips of one search, whatever its total
constexpr std::size_t most_query_characters = 100;

impl::StockRules rules() {
    return {.provider = "pixabay",
            .key_setting = "PIXABAY_KEY",
            .url_setting = "TROUPE_PIXABAY_BASE_URL",
            .home = "https://pixabay.com",
            .allowances = {{Seconds(60), 100}},
            .usual_rest = Seconds(60)};
}

/// A profile is "name-number"; a name that is no part of an address has none that we know.
std::string profile_of(json::Value const& hit, std::string const& author) {
    auto const number = impl::id_of(member(&hit, "user_id"));
    auto const is_plain = std::all_of(author.begin(), author.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
    return number && !author.empty() && is_plain ? "https://pixabay.com/users/" + author + "-" + *number + "/" : std::string();
}

std::optional<visual::Clip> read_clip(json::Value const& hit) {
    auto const id = impl::id_of(member(&hit, "id"));
    if (!id) return std::nullopt;
    visual::Clip clip;
    clip.provider = "pixabay";
    clip.id = *id;
    clip.page = impl::page_of(impl::text(member(&hit, "pageURL")), "pixabay.com", "https://pixabay.com/videos/id-" + *id + "/");
    clip.author = impl::shown(impl::text(member(&hit, "user")));
    clip.author_page = profile_of(hit, clip.author);
    clip.licence = licence;
    clip.words = text::words(impl::as_utf8(impl::text(member(&hit, "tags"))));
    clip.length = Seconds(impl::number_of(member(&hit, "duration")));
    for (auto const* size : {"large", "medium", "small", "tiny"}) {
        auto const* file = member(member(&hit, "videos"), size);
        // The large one of a small clip has no address.
        if (auto rendition = impl::rendition_of(impl::text(member(file, "url")), member(file, "width"), member(file, "height"), member(file, "size")))
            clip.renditions.push_back(*std::move(rendition));
    }
    if (clip.renditions.empty()) return clip;
    clip.width_px = clip.renditions[0].width_px;
    clip.height_px = clip.renditions[0].height_px;
    return clip;
}

std::string shortened(std::string const& words) {
    std::string out;
    for (auto const& word : text::words(words)) {
        if (out.size() + word.size() + 1 > most_query_characters) break;
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    return impl::read_stock_settings(configuration, rules());
}

PixabayFootage::PixabayFootage(Settings settings, impl::StockService::Parts const& parts) : service_(rules(), std::move(settings), parts) {}

visual::FootageTerms PixabayFootage::terms() const {
    return {"pixabay", "Pixabay", "https://pixabay.com", licence, clips_a_page, false, false};
}

Result<visual::ClipPage> PixabayFootage::search(visual::ClipQuery const& query, std::stop_token const& stop) {
    auto const words = shortened(query.words);
    if (words.empty()) return fail(ErrorCode::invalid_input, "pixabay: no words to search for");
    auto const asked = impl::query_of({{"q", words},
                                       {"video_type", "film"},
                                       {"safesearch", "true"},
                                       {"order", "popular"},
                                       {"page", std::to_string(query.page)},
                                       {"per_page", std::to_string(clips_a_page)}});
    auto const url = service_.settings().base_url + "/api/videos/?" + impl::query_of({{"key", service_.settings().api_key}}) + "&" + asked;
    auto const answer = TRY(service_.ask({url, asked, {}, "hits"}, stop));
    visual::ClipPage page;
    for (auto const& hit : impl::elements(member(&answer, "hits")))
        if (auto clip = read_clip(hit); clip && clip->length >= query.least_length && !clip->renditions.empty()) page.clips.push_back(*std::move(clip));
    page.total = impl::small_count(member(&answer, "total"));
    auto const reachable = std::min(impl::small_count(member(&answer, "totalHits")), most_reachable);
    page.has_more = query.page * clips_a_page < reachable;
    return page;
}

Result<visual::FetchedClip> PixabayFootage::fetch(visual::Clip const&, visual::Rendition const& rendition, std::filesystem::path const& file,
                                                  std::stop_token const& stop) {
    return service_.fetch(rendition, file, stop);
}

}  // namespace troupe::providers::pixabay
