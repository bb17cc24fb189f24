#include "flow/debut.hpp"

#include <fmt/format.h>

#include <array>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "flow/create_artist.hpp"
#include "flow/handlers.hpp"
#include "flow/make_plan.hpp"
#include "flow/making.hpp"
#include "flow/requests.hpp"

namespace troupe::flow {
namespace {

constexpr std::array steps{"artist", "words", "plan", "track", "cover", "kit", "teaser-9x16", "teaser-1x1", "teaser-16x9",
                           "canvas", "posts", "release"};

/// One debut's jobs, found or written under keys made of the prompt, the seed and a serial number.
class JobSheet {
public:
    JobSheet(Studio& studio, DebutRequest const& request, std::string key) : studio_(studio), request_(request), key_(std::move(key)) {}

    /// All jobs, after what each needs. The ids of what they will make are drawn here, so that a job can name what
    /// another has yet to make.
    Result<Debut> write() {
        auto const artist_id = next_id<artist::ArtistTag>(studio_);
        artist_ = to_string(artist_id);
        auto const seed = request_.seed.value_or(seed_of(request_.prompt));
        random_ = Random(seed);
        auto const artist = TRY(add("artist", kinds::artist, 100, json::to_value(ArtistJob{artist_, request_.prompt, seed, true}), {}));
        auto const words = TRY(add_making("words", kinds::words, 95, {artist}, making("words")));
        auto const plan = TRY(add("plan", kinds::plan, 90, json::to_value(PlanRequest{artist_, request_.days, words_}), {words}));
        auto const track = TRY(add_making("track", kinds::track, 85, {words}, track_request()));
        auto const cover = TRY(add_making("cover", kinds::cover, 40, {words}, cover_request()));
        auto const kit = TRY(add_making("kit", kinds::kit, 30, {artist}, making("kit")));
        std::vector<jobs::JobId> parts{track, cover};
        TRY(add_videos(parts, plan, track, words));
        parts.push_back(TRY(add_making("posts", kinds::posts, 20, {plan}, posts_request())));
        (void)kit;
        auto const release = release_request();
        auto const release_id = TRY(parse_id<catalog::ContentTag>(release.content));
        TRY(add_making("release", kinds::release, 10, parts, release));
        return Debut{artist_id, release_id, jobs_, false, {}};
    }

private:
    Result<jobs::JobId> add(std::string const& step, std::string const& kind, int priority, json::Value input,
                            std::vector<jobs::JobId> after) {
        jobs::JobSpec spec;
        spec.kind = kind;
        if (kind == kinds::artist || kind == kinds::plan) spec.max_attempts = contended_attempts;
        spec.input = std::move(input);
        spec.key = key_ + "/" + step;
        spec.group = key_;
        spec.after = std::move(after);
        spec.priority = priority;
        jobs_.push_back(TRY(studio_.queue.enqueue(spec)).id);
        return jobs_.back();
    }

    Result<jobs::JobId> add_making(std::string const& step, std::string const& kind, int priority, std::vector<jobs::JobId> after,
                                   MakeRequest const& request) {
        return add(step, kind, priority, json::to_value(request), std::move(after));
    }

    MakeRequest making(std::string_view step) {
        MakeRequest request;
        request.artist = artist_;
        request.content = to_string(next_id<catalog::ContentTag>(studio_));
        request.seed = random_.stream(step).next() >> 11;
        if (step == "words") words_ = request.content;
        return request;
    }

    MakeRequest track_request() {
        auto request = making("track");
        request.words = words_;
        track_ = request.content;
        return request;
    }

    /// Cover, teasers and canvas of one release share a seed: they show the same composition.
    MakeRequest pictured() {
        auto request = making("release pictures");
        request.words = words_;
        return request;
    }

    MakeRequest cover_request() {
        auto request = pictured();
        cover_ = request.content;
        return request;
    }

    Result<void> add_videos(std::vector<jobs::JobId>& parts, jobs::JobId plan, jobs::JobId track, jobs::JobId words) {
        // One after the other: each keeps all cores busy by itself, and two encoders at once would only take more memory.
        std::vector<jobs::JobId> after{plan, track};
        std::array const aspects{visual::Aspect::portrait_9x16, visual::Aspect::square_1x1, visual::Aspect::landscape_16x9};
        for (std::size_t i = 0; i < aspects.size(); ++i) {
            auto request = pictured();
            request.track = track_;
            request.aspect = aspects[i];
            request.release = 1;
            videos_.push_back(request.content);
            parts.push_back(TRY(add_making(steps[6 + i], kinds::teaser, 60, after, request)));
            after.push_back(parts.back());
        }
        auto canvas = pictured();
        videos_.push_back(canvas.content);
        parts.push_back(TRY(add_making("canvas", kinds::canvas, 35, {words}, canvas)));
        return {};
    }

    MakeRequest posts_request() {
        auto request = making("posts");
        request.words = words_;
        posts_ = request.content;
        return request;
    }

    MakeRequest release_request() {
        auto request = making("release");
        request.words = words_;
        request.track = track_;
        request.cover = cover_;
        request.videos = videos_;
        request.posts = posts_;
        request.release = 1;
        return request;
    }

    Studio& studio_;
    DebutRequest const& request_;
    std::string key_;
    Random random_{0};
    std::string artist_, words_, track_, cover_, posts_;
    std::vector<std::string> videos_;
    std::vector<jobs::JobId> jobs_;
};

std::string key_of(std::string const& prompt, std::uint64_t seed, int serial) {
    return fmt::format("debut/{}/{}", sha256_hex(fmt::format("{}\n{}", text::trim(prompt), seed)).substr(0, 16), serial);
}

/// A job that failed gets another try; those that ended because of it wait again by themselves.
Result<void> give_another_try(Studio& studio, jobs::Job const& job) {
    auto const ended_badly = job.state == jobs::JobState::failed || job.state == jobs::JobState::cancelled;
    if (ended_badly && !job.because_of) TRY(studio.queue.retry(job.id));
    return {};
}

Result<Debut> resume(Studio& studio, std::string const& key, int days) {
    Debut debut;
    debut.is_resumed = true;
    for (auto const* step : steps) {
        auto const job = TRY(studio.queue.find_by_key(key + "/" + step));
        if (!job) return fail(ErrorCode::conflict, fmt::format("the debut {} has lost its step '{}': begin another one with --new", key, step));
        TRY(give_another_try(studio, *job));
        debut.jobs.push_back(job->id);
        std::string_view const name(step);
        if (name == "artist") debut.artist = TRY(parse_id<artist::ArtistTag>(TRY(json::from_value<ArtistJob>(job->input)).id));
        if (name == "release") debut.release = TRY(parse_id<catalog::ContentTag>(TRY(json::from_value<MakeRequest>(job->input)).content));
        if (name == "plan" && TRY(json::from_value<PlanRequest>(job->input)).days != days)
            debut.notes.push_back(fmt::format("this debut was planned for {} days: `troupe plan create {} --days {}` plans anew",
                                              TRY(json::from_value<PlanRequest>(job->input)).days, to_string(debut.artist), days));
    }
    return debut;
}

/// The last debut under these keys, unless its artist was deleted since: then a new one may begin.
Result<bool> can_go_on(Studio& studio, std::string const& key) {
    auto const job = TRY(studio.queue.find_by_key(key + "/artist"));
    if (!job) return false;
    if (job->state != jobs::JobState::done) return true;
    auto const artist = studio.artists.find(TRY(parse_id<artist::ArtistTag>(TRY(json::from_value<ArtistJob>(job->input)).id)));
    if (!artist && artist.error().code != ErrorCode::not_found) return tl::unexpected(artist.error());
    return artist.has_value();
}

Result<void> check(DebutRequest const& request) {
    if (text::trim(request.prompt).empty())
        return fail(ErrorCode::invalid_input, "--prompt: say in a sentence what the artist is like");
    if (request.days < 1 || request.days > 3650) return fail(ErrorCode::invalid_input, "--days: expected 1 to 3650");
    return {};
}

}  // namespace

Result<Debut> begin_debut(Studio& studio, DebutRequest const& request) {
    TRY(check(request));
    auto const seed = request.seed.value_or(seed_of(request.prompt));
    // A prompt that nobody can work with is told before anything is written.
    TRY(studio.writer.understand(request.prompt));
    Debut debut;
    TRY(studio.unit.run([&]() -> Result<void> {
        int serial = 1;
        while (TRY(studio.queue.find_by_key(key_of(request.prompt, seed, serial) + "/artist"))) ++serial;
        auto const goes_on = serial > 1 && !request.is_new && TRY(can_go_on(studio, key_of(request.prompt, seed, serial - 1)));
        if (goes_on) debut = TRY(resume(studio, key_of(request.prompt, seed, serial - 1), request.days));
        else debut = TRY(JobSheet(studio, request, key_of(request.prompt, seed, serial)).write());
        return {};
    }));
    return debut;
}

}  // namespace troupe::flow
