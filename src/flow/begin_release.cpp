#include "flow/begin_release.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "distribution/release_kind.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/generate.hpp"
#include "flow/handlers.hpp"
#include "flow/making.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

using catalog::Content;
using catalog::ContentKind;
using catalog::ContentState;
using distribution::ReleaseKind;

constexpr std::size_t longest_title = 200;

/// What an order names, found and checked.
struct Order {
    artist::Document artist;
    std::vector<Content> tracks;
    std::vector<distribution::Track> lengths;  ///< of the tracks, as far as the kind of a release depends on it
    std::optional<ReleaseKind> type;
};

bool is_approved(Content const& content) {
    return content.state == ContentState::approved || content.state == ContentState::scheduled ||
           content.state == ContentState::published || content.state == ContentState::measured;
}

/// A content of the artist; what is wrong with it is said of the field.
Result<Content> find_own(Studio& studio, artist::Document const& artist, std::string const& field,
                         std::string const& id, std::string_view kind) {
    auto found = find_content(studio, id);
    if (!found) return within(field, found.error());
    if (json::enum_name(found->kind) != kind)
        return wrong_field(field, fmt::format("{} is a {}, expected a {}: `troupe content list {}` shows them", id,
                                              json::enum_name(found->kind), kind, to_string(artist.id)));
    if (found->artist != artist.id)
        return wrong_field(field,
                           fmt::format("'{}' is another artist's: `troupe content list {} --type {}` shows those of {}",
                                       found->title, to_string(artist.id), kind, artist.name()));
    return found;
}

Result<Content> find_track(Studio& studio, artist::Document const& artist, std::string const& field,
                           std::string const& id) {
    auto track = TRY(find_own(studio, artist, field, id, "track"));
    if (!is_approved(track))
        return wrong_field(field,
                           fmt::format("'{}' is {}, only approved tracks go on a release: `troupe content approve {}`",
                                       track.title, json::enum_name(track.state), id));
    if (catalog::file_with_role(track, "master") == nullptr)
        return wrong_field(field, fmt::format("'{}' has no master: make the track again", track.title));
    return track;
}

/// The same song twice, whether by its id or by its sound.
Result<void> check_new(std::vector<Content> const& before, Content const& track, std::string const& field) {
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i].id == track.id)
            return wrong_field(field, fmt::format("'{}' is tracks[{}] already: name each track once", track.title, i));
        if (catalog::file_with_role(before[i], "master")->asset == catalog::file_with_role(track, "master")->asset)
            return wrong_field(
                field, fmt::format("'{}' is the same recording as tracks[{}] '{}'", track.title, i, before[i].title));
    }
    return {};
}

Result<void> find_tracks(Studio& studio, ReleaseOrder const& request, Order& order) {
    for (std::size_t i = 0; i < request.tracks.size(); ++i) {
        auto const field = fmt::format("tracks[{}]", i);
        auto track = TRY(find_track(studio, order.artist, field, request.tracks[i]));
        TRY(check_new(order.tracks, track, field));
        distribution::Track length;
        length.seconds = Seconds(TRY(track_details(track)).analysis.seconds);
        order.lengths.push_back(length);
        order.tracks.push_back(std::move(track));
    }
    return {};
}

/// Of teasers and lyric videos: which song it shows.
std::string shown_song(Content const& video) {
    auto const* brief = video.brief.if_object();
    auto const* track = brief == nullptr ? nullptr : brief->if_contains("track");
    auto const* id = track == nullptr ? nullptr : track->if_string();
    return id == nullptr ? std::string() : std::string(*id);
}

Result<void> check_video(Studio& studio, ReleaseOrder const& request, Order const& order) {
    bool const is_video = order.type == ReleaseKind::video_single;
    if (is_video && !request.video)
        return wrong_field("video", "is missing: name the teaser or lyric video that the video single shows");
    if (!request.video) return {};
    if (!is_video) return wrong_field("video", "belongs to the type video_single alone: it is a release of its own");
    auto const video = TRY(find_own(studio, order.artist, "video", *request.video, "teaser"));
    if (!is_approved(video))
        return wrong_field("video", fmt::format("is {}, only an approved one goes out: `troupe content approve {}`",
                                                json::enum_name(video.state), *request.video));
    if (auto const song = shown_song(video); !song.empty() && song != request.tracks.front())
        return wrong_field("video", fmt::format("shows another song than '{}'", order.tracks.front().title));
    return {};
}

Result<void> check_cover(Studio& studio, ReleaseOrder const& request, Order const& order) {
    if (!request.cover) return {};
    auto const cover = TRY(find_own(studio, order.artist, "cover", *request.cover, "cover"));
    if (cover.state == ContentState::rejected || cover.state == ContentState::failed)
        return wrong_field("cover",
                           fmt::format("is {}: name another, or none to have one made", json::enum_name(cover.state)));
    return {};
}

Result<void> check_title(std::string const& title) {
    if (title.empty()) return {};
    if (!text::is_valid_utf8(title)) return wrong_field("title", "is not valid UTF-8");
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::any_of(title.begin(), title.end(), is_control))
        return wrong_field("title", "must be plain text without line breaks and control characters");
    if (text::trim(title) != title) return wrong_field("title", "begins or ends with a space");
    if (text::length(title) > longest_title)
        return wrong_field(
            "title", fmt::format("has {} characters, at most {} are allowed", text::length(title), longest_title));
    return {};
}

Result<void> check_count(std::vector<std::string> const& tracks) {
    if (tracks.empty()) return wrong_field("tracks", "are missing: name at least one approved track");
    if (tracks.size() <= most_release_tracks) return {};
    return wrong_field("tracks",
                       fmt::format("{} are too many: a release has at most {}", tracks.size(), most_release_tracks));
}

Result<Order> find_all(Studio& studio, ReleaseOrder const& request) {
    TRY(check_count(request.tracks));
    TRY(check_title(request.title));
    Order order{TRY(find_artist(studio, request.artist)), {}, {}, request.type};
    if (order.artist.state == artist::State::retired || order.artist.state == artist::State::paused)
        return fail(ErrorCode::conflict, fmt::format("{} is {}: `troupe artist resume {}` first", order.artist.name(),
                                                     json::enum_name(order.artist.state), request.artist));
    TRY(find_tracks(studio, request, order));
    if (!order.type && request.video) order.type = ReleaseKind::video_single;
    if (order.type) TRY(distribution::check_kind(*order.type, order.lengths));
    TRY(check_cover(studio, request, order));
    TRY(check_video(studio, request, order));
    return order;
}

/// What the jobs of a release share.
MakeRequest request_for(Studio& studio, ReleaseOrder const& order, Order const& found, std::string_view what,
                        std::uint64_t made_before) {
    MakeRequest request;
    request.artist = order.artist;
    request.content = to_string(next_id<catalog::ContentTag>(studio));
    request.seed = seed_for(found.artist, fmt::format("{}/0", what), order.seed.value_or(made_before));
    request.tracks = order.tracks;
    request.title = order.title;
    request.songs = static_cast<int>(order.tracks.size());
    request.type = json::enum_name(found.type.value_or(distribution::release_kind(found.lengths)));
    return request;
}

Result<jobs::JobId> enqueue(Studio& studio, artist::ArtistId artist, char const* kind, MakeRequest const& request,
                            std::vector<jobs::JobId> after) {
    jobs::JobSpec spec;
    spec.kind = kind;
    spec.group = making_group(artist);
    spec.input = json::to_value(request);
    spec.after = std::move(after);
    return TRY(studio.queue.enqueue(spec)).id;
}

Result<Generation> write_jobs(Studio& studio, ReleaseOrder const& order, Order const& found) {
    auto const made_before = TRY(pieces_ordered(studio, found.artist.id));
    auto release = request_for(studio, order, found, "release", made_before);
    release.video = order.video;
    release.cover = order.cover;
    Generation generation{{release.content}, {}};
    if (!order.cover) {
        auto cover = request_for(studio, order, found, "collection pictures", made_before);
        if (cover.title.empty() && found.tracks.size() == 1) cover.title = found.tracks.front().title;
        release.cover = cover.content;
        generation.jobs.push_back(TRY(enqueue(studio, found.artist.id, kinds::cover, cover, {})));
    }
    generation.jobs.push_back(TRY(enqueue(studio, found.artist.id, kinds::release, release, generation.jobs)));
    return generation;
}

}  // namespace

Result<Generation> begin_release(Studio& studio, ReleaseOrder const& order) {
    auto const found = TRY(find_all(studio, order));
    Generation generation;
    TRY(studio.unit.run([&]() -> Result<void> {
        generation = TRY(write_jobs(studio, order, found));
        return {};
    }));
    return generation;
}

}  // namespace troupe::flow
