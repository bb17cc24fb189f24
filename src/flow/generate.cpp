#include "flow/generate.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "base/text.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/making.hpp"
#include "flow/style_choice.hpp"

namespace troupe::flow {
namespace {

constexpr std::array types{"track", "lyrics", "cover", "kit", "teaser", "lyric_video", "canvas", "post", "release"};

/// Writes the jobs of one generation. The artist's latest song is what a cover, a teaser or a canvas is for.
class Sheet {
public:
    Sheet(Studio& studio, GenerateRequest const& request, artist::Document const& artist) : studio_(studio), request_(request), artist_(artist) {}

    Result<Generation> write() {
        made_before_ = TRY(pieces_ordered(studio_, artist_.id));
        // Takes of a song are one piece of work: each must know those before it.
        auto const pieces = request_.type == "track" ? 1 : request_.takes;
        for (int take = 0; take < pieces; ++take) {
            take_ = static_cast<std::uint64_t>(take);
            generation_.contents.push_back(TRY(write_take()));
        }
        return generation_;
    }

private:
    Result<std::string> write_take() {
        if (request_.type == "lyrics") return add(kinds::words, words(), {});
        if (request_.type == "track") return add_track();
        if (request_.type == "kit") return add(kinds::kit, making("kit"), {});
        if (request_.type == "release") return add_release();
        if (request_.type == "post") return add_posts();
        auto request = making("release pictures");
        request.words = TRY(latest(catalog::ContentKind::lyrics, "song title"));
        // One after the other: each take keeps away from those before it.
        if (request_.type == "cover") return add(kinds::cover, request, generation_.jobs);
        if (request_.type == "canvas") return add(kinds::canvas, request, {});
        request.track = TRY(latest(catalog::ContentKind::track, "track"));
        request.aspect = request_.aspect;
        request.seconds = request_.seconds;
        request.is_whole_song = request_.type == "lyric_video";
        return add(kinds::teaser, request, {});
    }

    Result<std::string> add_track() {
        auto const words = TRY(add(kinds::words, this->words(), {}));
        auto request = making("track");
        request.words = words;
        request.count = request_.takes;
        return add(kinds::track, request, {generation_.jobs.back()});
    }

    Result<std::string> add_posts() {
        auto request = making("posts");
        if (auto const words = latest(catalog::ContentKind::lyrics, "")) request.words = *words;
        return add(kinds::posts, request, {});
    }

    /// A whole release: a new song with cover, videos and package.
    Result<std::string> add_release() {
        auto release = making("release");
        auto const words = TRY(add(kinds::words, this->words(), {}));
        auto const words_job = generation_.jobs.back();
        auto track = making("track");
        track.words = release.words = words;
        release.track = TRY(add(kinds::track, track, {words_job}));
        auto const track_job = generation_.jobs.back();
        auto pictures = [&] {
            auto request = making("release pictures");
            request.words = words;
            return request;
        };
        release.cover = TRY(add(kinds::cover, pictures(), {words_job}));
        auto const cover_job = generation_.jobs.back();
        std::vector<jobs::JobId> parts{track_job, cover_job};
        for (auto const aspect : {visual::Aspect::portrait_9x16, visual::Aspect::square_1x1, visual::Aspect::landscape_16x9}) {
            auto teaser = pictures();
            teaser.track = release.track;
            teaser.aspect = aspect;
            // After the cover: they show the composition that it was settled on.
            release.videos.push_back(TRY(add(kinds::teaser, teaser, {track_job, cover_job})));
            parts.push_back(generation_.jobs.back());
        }
        release.videos.push_back(TRY(add(kinds::canvas, pictures(), {cover_job})));
        parts.push_back(generation_.jobs.back());
        return add(kinds::release, release, parts);
    }

    /// The seed of each thing is a stream of one number: the one that was given, or the count of what exists.
    MakeRequest making(std::string_view what) {
        MakeRequest request;
        request.artist = request_.artist;
        request.content = to_string(next_id<catalog::ContentTag>(studio_));
        request.item = request_.item;
        request.seed = seed_for(artist_, fmt::format("{}/{}", what, take_), request_.seed.value_or(made_before_));
        return request;
    }

    /// What a piece tries is decided with its words.
    MakeRequest words() {
        auto request = making("words");
        if (!request_.wishes.empty()) request.wishes = request_.wishes;
        return request;
    }

    Result<std::string> latest(catalog::ContentKind kind, std::string_view what) {
        if (auto const found = TRY(latest_of(studio_, artist_.id, kind))) return to_string(found->id);
        return fail(ErrorCode::invalid_input, fmt::format("{} has no {} yet to make a {} for: first `troupe content generate {} --type track`",
                                                          artist_.name(), what, request_.type, request_.artist));
    }

    Result<std::string> add(std::string const& kind, MakeRequest const& request, std::vector<jobs::JobId> after) {
        jobs::JobSpec spec;
        spec.kind = kind;
        spec.group = making_group(artist_.id);
        spec.input = json::to_value(request);
        spec.after = std::move(after);
        generation_.jobs.push_back(TRY(studio_.queue.enqueue(spec)).id);
        return request.content;
    }

    Studio& studio_;
    GenerateRequest const& request_;
    artist::Document const& artist_;
    Generation generation_;
    std::uint64_t take_ = 0;
    std::uint64_t made_before_ = 0;
};

Result<void> check_wishes(Studio& studio, GenerateRequest const& request, artist::Document const& artist) {
    if (request.wishes.empty()) return {};
    if (request.type != "track" && request.type != "lyrics" && request.type != "release")
        return wrong_field(request.wishes.begin()->first, fmt::format("a {} follows its song: say it of a track, lyrics or a release", request.type));
    return check_wishes(studio, artist, request.wishes);
}

Result<void> check_item(Studio& studio, GenerateRequest const& request) {
    if (!request.item) return {};
    auto const found = studio.plans.find_item(TRY(parse_id<planning::PlanItemTag>(*request.item)));
    if (!found) return fail(found.error().code, fmt::format("--item {}: {}", *request.item, found.error().message));
    return {};
}

}  // namespace

std::string making_group(artist::ArtistId artist) { return "making:" + to_string(artist); }

Result<std::uint64_t> pieces_ordered(Studio& studio, artist::ArtistId artist) {
    auto count = static_cast<std::uint64_t>(TRY(studio.contents.count(artist)));
    using enum jobs::JobState;
    for (auto const state : {waiting, ready, running, failed, cancelled})
        count += TRY(studio.queue.list({.state = state, .kind = {}, .group = making_group(artist), .after = {}, .limit = 500})).jobs.size();
    return count;
}

Result<void> check_content_type(std::string const& type) {
    for (auto const* known : types)
        if (type == known) return {};
    return fail(ErrorCode::invalid_input, fmt::format("--type: '{}' is none of {}", text::excerpt(type), fmt::join(types, ", ")));
}

Result<Generation> begin_generation(Studio& studio, GenerateRequest const& request) {
    TRY(check_content_type(request.type));
    if (request.takes < 1 || request.takes > 10) return fail(ErrorCode::invalid_input, "--takes: expected 1 to 10");
    if (request.seconds && !(*request.seconds >= 6 && *request.seconds <= 60))
        return fail(ErrorCode::invalid_input, fmt::format("--seconds: {} of a teaser, expected 6 to 60", *request.seconds));
    auto const artist = TRY(find_artist(studio, request.artist));
    if (artist.state == artist::State::retired || artist.state == artist::State::paused)
        return fail(ErrorCode::conflict, fmt::format("{} is {}: `troupe artist resume {}` first", artist.name(), json::enum_name(artist.state), request.artist));
    TRY(check_item(studio, request));
    TRY(check_wishes(studio, request, artist));
    Generation generation;
    TRY(studio.unit.run([&]() -> Result<void> {
        generation = TRY(Sheet(studio, request, artist).write());
        return {};
    }));
    return generation;
}

}  // namespace troupe::flow
