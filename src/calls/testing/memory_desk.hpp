#pragma once

#include <map>
#include <mutex>

#include "access/testing/memory_stores.hpp"
#include "access/webhook_sender.hpp"
#include "artist/testing/memory_artist_store.hpp"
#include "calls/call.hpp"
#include "catalog/testing/memory_content_store.hpp"
#include "distribution/delivery/testing/memory_delivery_book.hpp"
#include "distribution/testing/memory_code_book.hpp"
#include "evolution/testing/memory_trial_store.hpp"
#include "feedback/testing/memory_listener_comment_store.hpp"
#include "feedback/testing/memory_observation_store.hpp"
#include "feedback/testing/memory_statement_store.hpp"
#include "llm/testing/memory_stores.hpp"
#include "net/testing/scripted_http_client.hpp"
#include "planning/testing/memory_plan_store.hpp"
#include "social/testing/memory_outbox_store.hpp"
#include "social/testing/memory_post_result_store.hpp"
#include "trends/testing/memory_trend_store.hpp"
#include "visual/footage/testing/memory_footage.hpp"

/// A desk without a database, for tests of faces: stores in memory, makers that make nothing, and a queue whose jobs
/// move when the test says so.
namespace troupe::calls::testing {

inline tl::unexpected<Error> nothing_here() { return fail(ErrorCode::unavailable, "nobody makes anything here"); }

/// Jobs that nobody works on. `job` is what a test changes while nobody looks, `finish_all` at any time.
class IdleQueue final : public jobs::Queue {
public:
    Result<jobs::Job> enqueue(jobs::JobSpec const& spec) override {
        std::lock_guard const lock(guard_);
        jobs::Job job;
        job.id = make_id<jobs::JobTag>(TimePoint{}, [n = ++count_] { return n; });
        job.kind = spec.kind;
        job.group = spec.group;
        job.state = spec.after.empty() ? jobs::JobState::ready : jobs::JobState::waiting;
        job.after = spec.after;
        jobs_[job.id] = job;
        return job;
    }
    Result<std::vector<jobs::Job>> enqueue_all(std::vector<jobs::JobSpec> const& specs) override {
        std::vector<jobs::Job> all;
        for (auto const& spec : specs) all.push_back(TRY(enqueue(spec)));
        return all;
    }
    Result<jobs::Job> find(jobs::JobId id) override {
        std::lock_guard const lock(guard_);
        auto const found = jobs_.find(id);
        if (found == jobs_.end()) return fail(ErrorCode::not_found, "job " + to_string(id) + " does not exist");
        return found->second;
    }
    Result<jobs::Job> cancel(jobs::JobId id) override {
        TRY(find(id));
        std::lock_guard const lock(guard_);
        jobs_[id].state = jobs::JobState::cancelled;
        return jobs_[id];
    }
    [[nodiscard]] jobs::Job& job(jobs::JobId id) { return jobs_.at(id); }
    void finish_all() {
        std::lock_guard const lock(guard_);
        for (auto& [id, each] : jobs_) each.state = jobs::JobState::done;
    }

    Result<std::optional<jobs::Lease>> lease(std::string const&, jobs::Capabilities const&,
                                             std::chrono::milliseconds) override {
        return nothing_here();
    }
    Result<void> renew(jobs::Lease const&, std::chrono::milliseconds) override { return nothing_here(); }
    Result<void> progress(jobs::Lease const&, double, std::string const&) override { return nothing_here(); }
    Result<void> complete(jobs::Lease const&, json::Value const&) override { return nothing_here(); }
    Result<jobs::Job> fail_attempt(jobs::Lease const&, Error const&, std::optional<TimePoint>) override {
        return nothing_here();
    }
    Result<void> give_back(jobs::Lease const&) override { return nothing_here(); }
    Result<jobs::Job> retry(jobs::JobId) override { return nothing_here(); }
    Result<int> recover(std::function<bool(std::string const&)> const&) override { return 0; }
    Result<std::optional<jobs::Job>> find_by_key(std::string const&) override { return nothing_here(); }
    Result<jobs::JobPage> list(jobs::JobQuery const& query) override {
        std::lock_guard const lock(guard_);
        jobs::JobPage page;
        for (auto each = jobs_.rbegin(); each != jobs_.rend() && std::ssize(page.jobs) < query.limit; ++each) {
            auto const& job = each->second;
            auto const is_asked = (!query.state || job.state == *query.state) && (!query.kind || job.kind == *query.kind) &&
                                  (!query.group || job.group == *query.group) && (!query.after || job.id < *query.after);
            if (is_asked) page.jobs.push_back(job);
        }
        return page;
    }
    Result<std::vector<jobs::JobCount>> counts() override { return std::vector<jobs::JobCount>{}; }

private:
    std::mutex guard_;
    std::map<jobs::JobId, jobs::Job> jobs_;
    std::uint64_t count_ = 0;
};

class NoAssets final : public catalog::Assets {
    Result<catalog::AssetRef> put_file(std::filesystem::path const&) override { return nothing_here(); }
    Result<catalog::AssetRef> put_bytes(std::string_view) override { return nothing_here(); }
    Result<std::filesystem::path> path_of(std::string const&) override { return nothing_here(); }
    Result<bool> has(std::string const&) override { return false; }
    Result<void> verify(std::string const&) override { return nothing_here(); }
    Result<void> remove(std::string const&) override { return nothing_here(); }
};

class NoCalendars final : public access::CalendarLinkStore {
    Result<void> insert(access::CalendarLink const&, std::string const&) override { return nothing_here(); }
    Result<access::CalendarLink> find_by_hash(std::string const&) override { return nothing_here(); }
    Result<std::vector<access::CalendarLink>> list() override { return std::vector<access::CalendarLink>{}; }
    Result<access::CalendarLink> revoke(access::CalendarLinkId, TimePoint) override { return nothing_here(); }
};

class NoComments final : public catalog::CommentStore {
    Result<void> add(catalog::Comment const&) override { return nothing_here(); }
    Result<std::vector<catalog::Comment>> list(catalog::ContentId) override { return std::vector<catalog::Comment>{}; }
    Result<catalog::Comment> settle(catalog::CommentId, TimePoint) override { return nothing_here(); }
};

class NoWriter final : public writing::Writer, public llm::Replayer {
    Result<artist::Understanding> understand(std::string const&) const override { return nothing_here(); }
    Result<artist::Profile> identity(writing::IdentityRequest const&, std::stop_token) const override {
        return nothing_here();
    }
    Result<writing::Lyrics> lyrics(writing::LyricsRequest const&, std::stop_token) const override {
        return nothing_here();
    }
    Result<writing::Title> title(writing::TitleRequest const&, std::stop_token) const override {
        return nothing_here();
    }
    Result<std::vector<writing::Caption>> captions(writing::CaptionRequest const&, std::stop_token) const override {
        return nothing_here();
    }
    Result<writing::Biographies> biographies(artist::Profile const&, std::uint64_t, std::stop_token) const override {
        return nothing_here();
    }
    Result<std::vector<std::string>> hooks(writing::HookRequest const&, std::stop_token) const override {
        return nothing_here();
    }
    Result<json::Value> replay(llm::Session const&, std::vector<llm::ReviewEntry> const&) const override {
        return nothing_here();
    }
};

class NoTracks final : public music::TrackMaker {
    music::Capabilities capabilities() const override { return {}; }
    Result<music::Track> make(music::Brief const&, std::filesystem::path const&, music::Progress const&,
                              std::stop_token) override {
        return nothing_here();
    }
};

class NoRoutes final : public distribution::DeliveryRoutes {
    Result<std::unique_ptr<distribution::Delivery>> open(distribution::Store const&) override { return nothing_here(); }
};

struct MemoryDesk {
    FixedClock clock{TimePoint(std::chrono::hours(24 * 365 * 56))};
    NoTransaction unit;
    artist::testing::MemoryArtistStore artists;
    planning::testing::MemoryPlanStore plans;
    catalog::testing::MemoryContentStore contents;
    NoAssets assets;
    feedback::testing::MemoryObservationStore observations;
    feedback::testing::MemoryStatementStore statements;
    IdleQueue queue;
    llm::testing::MemorySessionStore sessions;
    llm::testing::MemoryLedger ledger;
    NoWriter writer;
    LiveFile<writing::GenreTable> genres{writing::GenreTable{}};
    NoTracks tracks;
    LiveFile<music::Tables> music_tables = music::open_tables({}, {}, {}).value();
    LiveFile<visual::Tables> visual_tables{visual::Tables{}};
    visual::BuiltInImageMaker images{1};
    visual::RenderedTeasers teasers;
    visual::testing::MemoryFootageLedger footage_ledger;
    visual::FootageLibrary footage{{{}, footage_ledger, {}, clock}};
    distribution::testing::MemoryDeliveryBook deliveries;
    LiveFile<distribution::StoreTable> stores = distribution::open_stores({}).value();
    NoRoutes routes;
    social::testing::MemoryOutboxStore outbox;
    social::testing::MemoryPostResultStore post_results;
    social::Channels channels{{}};
    social::Platforms platforms = social::built_in_platforms().value();
    social::Outlet outlet{outbox, post_results, channels, platforms};
    distribution::testing::MemoryCodeBook codes;
    trends::testing::MemoryTrendStore trend_store;
    evolution::testing::MemoryTrialStore trials;
    access::testing::MemoryAuditLog audit;
    feedback::testing::MemoryListenerCommentStore listener_comments;
    std::uint64_t ids = 0;
    flow::Studio studio{unit,    artists,      plans,         contents,
                        assets,  observations, statements,    codes, queue,         sessions,
                        ledger,  writer,       writer,        genres,
                        tracks,  music_tables, visual_tables, images,
                        teasers, footage,      outlet,        clock,
                        [this] { return ++ids; },
                        {},      deliveries,   stores,        routes, trend_store, {}, {},
                         trials,  audit,        listener_comments, {}};

    access::testing::MemoryKeyStore key_store;
    access::Keys keys{key_store, std::string(32, 'p'), clock};
    access::testing::MemoryEventLog events;
    access::testing::MemoryAnswerBook answers;
    access::testing::MemoryWebhookStore webhooks;
    net::testing::ScriptedHttpClient http;
    access::WebhookSender sender{{webhooks, events, unit, http, clock}, 1};
    NoCalendars calendars;
    NoComments comments;
    Desk desk{studio, keys, audit, events, answers, webhooks, sender, calendars, comments, {}};

    [[nodiscard]] std::vector<access::AuditEntry> audited() { return audit.list({}).value().entries; }
};

}  // namespace troupe::calls::testing
