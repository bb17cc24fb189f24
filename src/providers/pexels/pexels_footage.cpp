#include "providers/pexels/pexels_footage.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::pexels {
namespace {

using impl::member;

constexpr auto licence = "Pexels License";
constexpr int clips_a_page = 40;

/// Where videos are searched now, and where the same was before.
constexpr auto path_now = "/v1/videos/search";
constexpr auto path_before = "/videos/search";

impl::StockRules rules() {
    return {.provider = "pexels",
            .key_setting = "PEXELS_KEY",
            .url_setting = "TROUPE_PEXELS_BASE_URL",
            .home = "https://api.pexels.com",
            .allowances = {{Seconds(3600), 200}, {Seconds(30 * 24 * 3600.0), 20'000}},
            .usual_rest = Seconds(600),
            .resets_at_a_time = true};
}

/// "/video/waves-on-a-beach-1234/" tells what is seen, and is all that does.
std::vector<std::string> words_of(std::string const& page) {
    auto const begin = page.find("/video/");
    if (begin == std::string::npos) return {};
    std::vector<std::string> words;
    for (auto& word : text::words(text::replace_all(page.substr(begin + 7), "-", " ")))
        if (word.find_first_not_of("0123456789") != std::string::npos) words.push_back(std::move(word));
    return words;
}

std::optional<visual::Clip> read_clip(json::Value const& video) {
    auto const id = impl::id_of(member(&video, "id"));
    if (!id) return std::nullopt;
    auto const* user = member(&video, "user");
    visual::Clip clip;
    clip.provider = "pexels";
    clip.id = *id;
    clip.page = impl::page_of(impl::text(member(&video, "url")), "pexels.com", "https://www.pexels.com/video/" + *id + "/");
    clip.author = impl::shown(impl::text(member(user, "name")));
    clip.author_page = impl::page_of(impl::text(member(user, "url")), "pexels.com", "");
    clip.licence = licence;
    clip.words = words_of(clip.page);
    clip.width_px = static_cast<int>(std::min(impl::number_of(member(&video, "width")), 32768.0));
    clip.height_px = static_cast<int>(std::min(impl::number_of(member(&video, "height")), 32768.0));
    clip.length = Seconds(impl::number_of(member(&video, "duration")));
    for (auto const& file : impl::elements(member(&video, "video_files"))) {
        if (impl::text(member(&file, "file_type")) != "video/mp4") continue;
        if (auto rendition = impl::rendition_of(impl::text(member(&file, "link")), member(&file, "width"), member(&file, "height"), member(&file, "size")))
            clip.renditions.push_back(*std::move(rendition));
    }
    return clip;
}

std::string orientation_of(visual::Aspect aspect) {
    // Few clips are square; the middle of a wide one is.
    return aspect == visual::Aspect::portrait_9x16 ? "portrait" : "landscape";
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    return impl::read_stock_settings(configuration, rules());
}

PexelsFootage::PexelsFootage(Settings settings, impl::StockService::Parts const& parts) : service_(rules(), std::move(settings), parts) {}

visual::FootageTerms PexelsFootage::terms() const {
    return {"pexels", "Pexels", "https://www.pexels.com", licence, clips_a_page, true, true};
}

Result<visual::ClipPage> PexelsFootage::search(visual::ClipQuery const& query, std::stop_token const& stop) {
    if (text::trim(query.words).empty()) return fail(ErrorCode::invalid_input, "pexels: no words to search for");
    auto const asked = impl::query_of({{"query", query.words},
                                       {"orientation", orientation_of(query.aspect)},
                                       {"size", "medium"},
                                       {"page", std::to_string(query.page)},
                                       {"per_page", std::to_string(clips_a_page)}});
    auto const ask = [&](std::string const& path) {
        return service_.ask({service_.settings().base_url + path + "?" + asked, asked, {{"Authorization", service_.settings().api_key}}, "videos"}, stop);
    };
    auto answer = ask(path_now);
    if (!answer && answer.error().code == ErrorCode::not_found) answer = ask(path_before);
    if (!answer) return tl::unexpected(answer.error());
    visual::ClipPage page;
    for (auto const& video : impl::elements(member(&*answer, "videos")))
        if (auto clip = read_clip(video); clip && clip->length >= query.least_length && !clip->renditions.empty()) page.clips.push_back(*std::move(clip));
    page.total = impl::small_count(member(&*answer, "total_results"));
    page.has_more = !impl::text(member(&*answer, "next_page")).empty();
    return page;
}

Result<visual::FetchedClip> PexelsFootage::fetch(visual::Clip const&, visual::Rendition const& rendition, std::filesystem::path const& file,
                                                 std::stop_token const& stop) {
    return service_.fetch(rendition, file, stop);
}

}  // namespace troupe::providers::pexels
