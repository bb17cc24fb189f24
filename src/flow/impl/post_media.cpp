#include "flow/impl/post_media.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/impl/smaller_picture.hpp"
#include "flow/making.hpp"
#include "media/picture.hpp"

namespace troupe::flow::impl {
namespace {

using catalog::Content;
using catalog::ContentKind;
using catalog::ContentState;

struct Size {
    int width_px = 0, height_px = 0;
};

/// As the makers name their files.
Size size_of(catalog::ContentFile const& file) {
    if (file.role == "cover") return {3000, 3000};
    if (file.name.find("9x16") != std::string::npos) return {1080, 1920};
    if (file.name.find("16x9") != std::string::npos) return {1920, 1080};
    return file.name.find("1x1") != std::string::npos ? Size{1080, 1080} : Size{};
}

social::Media media_of(Studio& studio, Content const& content, catalog::ContentFile const& file, std::string const& artist, Result<void>& state) {
    social::Media media;
    auto const path = studio.assets.path_of(file.asset);
    if (!path) state = tl::unexpected(path.error());
    else media.file = *path;
    media.kind = file.media_type.starts_with("video/") ? social::MediaKind::video : social::MediaKind::picture;
    media.name = std::filesystem::path(file.name).filename().string();
    media.media_type = file.media_type;
    media.size_bytes = static_cast<std::int64_t>(file.size_bytes);
    auto const size = size_of(file);
    media.width_px = size.width_px;
    media.height_px = size.height_px;
    media.alt = fmt::format("{} of \"{}\" by {}", media.kind == social::MediaKind::video ? "A short video" : "The cover", content.title, artist);
    return media;
}

/// Approved contents that the post may show, the nearest to it first.
Result<std::vector<Content>> shown_by(Studio& studio, artist::ArtistId artist, std::optional<planning::PlanItem> const& item, bool needs_media) {
    std::vector<Content> near, of_release, latest;
    for (auto const kind : {ContentKind::teaser, ContentKind::video, ContentKind::cover, ContentKind::release}) {
        for (auto& content : TRY(studio.contents.list({.artist = artist, .kind = kind, .limit = 30})).contents) {
            if (!TRY(is_approved(studio, content))) continue;
            auto const request = json::from_value<MakeRequest>(content.brief, json::Unknown::ignore);
            auto const release = request ? request->release.value_or(1) : 1;
            if (item && content.item == to_string(item->id)) near.push_back(content);
            else if (item && item->release == release && kind == ContentKind::release) of_release.push_back(content);
            else if (needs_media) latest.push_back(content);
        }
    }
    for (auto const* more : {&of_release, &latest}) near.insert(near.end(), more->begin(), more->end());
    return near;
}

/// Videos where the plan asks for moving pictures or the platform lives of them; of these the shape it shows best.
void sort_for(std::vector<social::Media>& media, std::optional<planning::PlanItem> const& item, social::Platform const& platform) {
    auto const wants_video = (item && (item->kind == planning::ItemKind::teaser || item->kind == planning::ItemKind::video)) ||
                             (!platform.media.empty() && platform.media.front().kind == social::MediaKind::video);
    auto const distance = [&](social::Media const& each) {
        auto const is_wanted = (each.kind == social::MediaKind::video) == wants_video;
        auto const ratio = each.height_px > 0 ? static_cast<double>(each.width_px) / each.height_px : 1.0;
        auto const shape = platform.best_ratio > 0 && each.kind == social::MediaKind::video ? std::abs(std::log(ratio / platform.best_ratio)) : 0;
        return (is_wanted ? 0.0 : 100.0) + shape;
    };
    std::stable_sort(media.begin(), media.end(), [&](auto const& a, auto const& b) { return distance(a) < distance(b); });
    if (media.size() > 1) media.resize(1);
}

/// Covers are made for stores, 3000 pixels wide: platforms take less.
Result<void> make_smaller(social::Media& media, social::Platform const& platform, WorkFolder const& work, media::PictureTags const& tags) {
    auto const* limit = social::limit_of(platform, media.kind);
    if (limit == nullptr || media.kind != social::MediaKind::picture || media.media_type != "image/jpeg" || media.size_bytes <= limit->most_bytes)
        return {};
    auto picture = TRY(media::read_jpeg(media.file));
    auto const file = work.path() / media.name;
    for (int quality = 90; media.size_bytes > limit->most_bytes && picture.width_px > 640; quality = std::max(70, quality - 5)) {
        if (picture.width_px > 1600 || quality < 85) picture = halved(picture);
        TRY(media::write_jpeg(file, picture, tags, quality));
        media.size_bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
        media.width_px = picture.width_px;
        media.height_px = picture.height_px;
    }
    media.file = file;
    return {};
}

void join_share(std::optional<media::AiShare>& sum, std::optional<media::AiShare> const& more) {
    if (more && (!sum || *more > *sum)) sum = more;
}

void join_shares(media::AiShares& sum, media::AiShares const& more) {
    join_share(sum.vocals, more.vocals);
    join_share(sum.lyrics, more.lyrics);
    join_share(sum.composition, more.composition);
    join_share(sum.instrumentation, more.instrumentation);
    join_share(sum.mix, more.mix);
    join_share(sum.artwork, more.artwork);
    join_share(sum.video, more.video);
}

Result<std::optional<planning::PlanItem>> item_of(Studio& studio, Post const& post) {
    if (!post.item) return std::optional<planning::PlanItem>{};
    auto found = studio.plans.find_item(TRY(parse_id<planning::PlanItemTag>(*post.item)));
    if (found) return std::optional(found->item);
    if (found.error().code == ErrorCode::not_found) return std::optional<planning::PlanItem>{};
    return tl::unexpected(found.error());
}

struct Shown {
    social::Media media;
    media::Provenance provenance;
};

Result<std::vector<Shown>> files_of(Studio& studio, std::vector<Content> const& contents, std::string const& artist) {
    std::vector<Shown> shown;
    for (auto const& content : contents)
        for (auto const& file : content.files) {
            if (file.role != "cover" && file.role != "teaser" && file.role != "video") continue;
            Result<void> state;
            shown.push_back({media_of(studio, content, file, artist, state), content.provenance});
            TRY(std::move(state));
        }
    return shown;
}

}  // namespace

Result<bool> is_approved(Studio& studio, Content const& content) {
    auto const is_let_out = content.state == ContentState::approved || content.state == ContentState::scheduled ||
                            content.state == ContentState::published || content.state == ContentState::measured;
    if (!is_let_out) return false;
    auto const decisions = TRY(studio.contents.approvals(content.id));
    return !decisions.empty() && decisions.back().decision == catalog::Decision::approved;
}

Result<social::Post> compose_post(Studio& studio, Content const& content, Post const& post, social::Platform const& platform,
                                  WorkFolder const& work) {
    auto const artist = TRY(find_artist(studio, to_string(content.artist)));
    auto const item = TRY(item_of(studio, post));
    auto const contents = TRY(shown_by(studio, content.artist, item, platform.needs_media));
    auto const shown = TRY(files_of(studio, contents, artist.name()));
    social::Post composed{.artist = artist.name(), .text = post.text, .tags = post.hashtags, .language = artist.profile.core.voice.language};
    for (auto const& each : shown) composed.media.push_back(each.media);
    sort_for(composed.media, item, platform);
    auto shares = content.provenance.ai;
    for (auto const& each : shown)
        if (!composed.media.empty() && each.media.file == composed.media.front().file) join_shares(shares, each.provenance.ai);
    composed.disclosure = media::disclosure(shares);
    for (auto& media : composed.media) TRY(make_smaller(media, platform, work, {.title = content.title, .creator = artist.name(), .disclosure = composed.disclosure}));
    for (auto const& each : contents)
        if (each.kind == ContentKind::release && item && item->release && composed.title.empty()) {
            composed.title = fmt::format("{} - {}", artist.name(), each.title);
            if (!studio.social.link_base.empty()) composed.link = fmt::format("{}/{}/", studio.social.link_base, text::slug(each.title));
        }
    return composed;
}

}  // namespace troupe::flow::impl
