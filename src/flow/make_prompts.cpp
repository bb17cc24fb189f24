#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/prompts.hpp"
#include "writing/provider_prompts/assessment.hpp"

namespace troupe::flow {
namespace pp = writing::provider_prompts;
namespace {

/// How the artist's own assessment of prompts (`artist/quality`, where it exists) joins ours: it has one place, here.
PromptFindings judged(llm::Assessment const& assessment) { return {assessment.score, assessment.findings}; }

/// The track that a content is, or was made from.
Result<std::optional<catalog::Content>> track_behind(Studio& studio, catalog::Content const& content) {
    if (content.kind == catalog::ContentKind::track) return std::optional(content);
    if (content.kind == catalog::ContentKind::lyrics) return std::optional<catalog::Content>();
    auto const* brief = content.brief.if_object();
    auto const* track = brief == nullptr ? nullptr : brief->if_contains("track");
    if (track == nullptr || !track->is_string())
        return fail(ErrorCode::invalid_input,
                    fmt::format("--content: {} is a {}; a track, lyrics, a teaser or a release is expected",
                                to_string(content.id), json::enum_name(content.kind)));
    return std::optional(TRY(find_content(studio, std::string(track->get_string()))));
}

Result<SongSoFar> song_of(Studio& studio, artist::Document const& artist, PromptRequest const& request,
                          PromptTables const& tables) {
    if (!request.content) {
        auto const latest = TRY(latest_of(studio, artist.id, catalog::ContentKind::track));
        return latest ? made_song(artist, *latest) : Result<SongSoFar>(planned_song(artist, {}, tables));
    }
    auto const content = TRY(find_content(studio, *request.content));
    if (content.artist != artist.id)
        return fail(ErrorCode::invalid_input, fmt::format("--content: {} belongs to another artist", *request.content));
    if (auto const track = TRY(track_behind(studio, content))) return made_song(artist, *track);
    return planned_song(artist, TRY(json::from_value<writing::Lyrics>(content.details, json::Unknown::ignore)), tables);
}

Result<std::optional<planning::PlanItem>> item_of(Studio& studio, artist::Document const& artist,
                                                  PromptRequest const& request) {
    if (!request.item) return std::optional<planning::PlanItem>();
    auto const found = TRY(studio.plans.find_item(TRY(parse_id<planning::PlanItemTag>(*request.item))));
    if (found.artist_id != artist.id)
        return fail(ErrorCode::invalid_input, fmt::format("--item: {} belongs to another artist", *request.item));
    return std::optional(found.item);
}

/// The day the song comes out, by the item or by its title; without a plan nobody knows.
Result<std::string> release_date_of(Studio& studio, artist::Document const& artist, SongSoFar const& song,
                            planning::PlanItem const* item) {
    auto const plan = studio.plans.find_by_artist(artist.id);
    if (!plan)
        return plan.error().code == ErrorCode::not_found ? Result<std::string>(std::string())
                                                         : tl::unexpected(plan.error());
    for (auto const& release : plan->releases) {
        auto const is_it = item != nullptr && item->release ? *item->release == release.number
                                                            : !song.title.empty() && release.title == song.title;
        if (is_it) return spoken_date(release.date);
    }
    return std::string();
}

VideoWish wish_of(artist::Document const& artist, PromptRequest const& request, planning::PlanItem const* item,
                  std::string date) {
    VideoWish wish{request.platform, "", std::move(date)};
    if (item != nullptr && (wish.platform.empty() || wish.platform == item->platform)) {
        wish.platform = item->platform;
        wish.format = item->format;
    }
    auto const known = video_platforms();
    for (auto const& platform : artist.profile.behaviour.platforms)
        if (wish.platform.empty() && std::find(known.begin(), known.end(), platform.name) != known.end())
            wish.platform = platform.name;
    if (wish.platform.empty()) wish.platform = known.front();
    return wish;
}

}  // namespace

Result<PromptSet> make_prompts(Studio& studio, PromptRequest const& request) {
    auto const& what = request.what;
    if (!what.empty() && what != "artist" && what != "track" && what != "video")
        return fail(ErrorCode::invalid_input,
                    fmt::format("--for: '{}' is none of artist, track, video", text::excerpt(what)));
    auto const artist = TRY(find_artist(studio, request.artist));
    auto const genres = studio.identity_genres.now();
    auto const music = studio.music_tables.now();
    auto const visual = studio.visual_tables.now();
    PromptTables const tables{*genres, *music, *visual};
    PromptSet set;
    if (what.empty() || what == "artist") {
        set.artist = pp::artist_prompt(artist.profile, *genres);
        set.assessments["artist"] = judged(pp::assess(*set.artist));
    }
    if (what == "artist") return set;
    auto const song = TRY(song_of(studio, artist, request, tables));
    auto const item = TRY(item_of(studio, artist, request));
    auto const* wanted = item ? &*item : nullptr;
    if (what.empty() || what == "track") {
        set.track = pp::track_prompt(track_sheet(artist, song, tables, wanted));
        set.assessments["track"] = judged(pp::assess(*set.track));
    }
    if (what.empty() || what == "video") {
        auto const wish = wish_of(artist, request, wanted, TRY(release_date_of(studio, artist, song, wanted)));
        set.video = pp::video_prompt(TRY(video_sheet(artist, song, wish, tables)));
        set.assessments["video"] = judged(pp::assess(*set.video));
    }
    return set;
}

}  // namespace troupe::flow
