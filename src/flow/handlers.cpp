#include "flow/handlers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "flow/add_material.hpp"
#include "flow/advise.hpp"
#include "flow/artist_changes.hpp"
#include "flow/autopilot.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/deliver.hpp"
#include "flow/edit_release.hpp"
#include "flow/make_plan.hpp"
#include "flow/making.hpp"
#include "flow/pack_release.hpp"
#include "flow/plan_changes.hpp"
#include "flow/post_results.hpp"
#include "flow/publish_posts.hpp"
#include "flow/redo_track.hpp"
#include "flow/release_checks.hpp"
#include "flow/requests.hpp"
#include "flow/store_answers.hpp"
#include "flow/trends.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

using Maker = Result<catalog::Content> (*)(Making const&);

/// What somebody changed while it was worked on is worked on again, as it is now: its job fails with what the runner tries once more.
Result<void> expect_untouched(Studio& studio, catalog::Content const& prepared) {
    auto const now = TRY(studio.contents.find(prepared.id));
    if (now.revision == prepared.revision) return {};
    return fail(ErrorCode::unavailable, fmt::format("content {} has revision {} by now and {} was worked on: it is begun again", to_string(prepared.id),
                                                    now.revision, prepared.revision));
}

/// A handler that makes one content and stores it together with the job's end.
jobs::Handler content_handler(Studio& studio, Maker make) {
    return [&studio, make](jobs::JobContext& context) -> Result<jobs::Effect> {
        auto const request = TRY(context.input_as<MakeRequest>());
        auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
        auto const content = TRY(make(Making{studio, request, report, context.stop()}));
        return jobs::Effect([&studio, content]() -> Result<json::Value> {
            TRY(find_artist(studio, to_string(content.artist)));  // somebody may have removed them meanwhile
            TRY(take_in_new(studio, content));
            return json::Value(json::Object{{"id", to_string(content.id)}, {"title", content.title}});
        });
    };
}

/// The songs of a release as they stand. Error: conflict (one was rejected).
Result<std::vector<catalog::Content>> songs_of_release(Studio& studio, MakeRequest const& request) {
    std::vector<catalog::Content> songs;
    for (auto const& id : track_ids(request)) {
        songs.push_back(TRY(find_content(studio, id)));
        if (songs.back().state == catalog::ContentState::rejected)
            return fail(ErrorCode::conflict, fmt::format("{} ({}) was rejected: make the release without it", songs.back().title, id));
    }
    return songs;
}

/// An approval changes no song; another take, or another title, does.
bool is_as_heard(catalog::Content const& song, catalog::Content const& now) {
    return song.title == now.title && json::to_value(song.files) == json::to_value(now.files);
}

/// The plan learns of its release in the same unit of work.
Result<jobs::Effect> release_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<MakeRequest>());
    auto const songs = TRY(songs_of_release(studio, request));
    auto const store = TRY(content_handler(studio, &make_release)(context));
    return jobs::Effect([&studio, store, request, songs]() -> Result<json::Value> {
        if (!std::ranges::equal(songs, TRY(songs_of_release(studio, request)), is_as_heard))
            return fail(ErrorCode::unavailable, "a song of the release was changed while it was packed: it is packed again");
        auto output = TRY(store());
        TRY(note_made_release(studio, TRY(find_content(studio, request.content))));
        return output;
    });
}

/// Takes are stored together, with what was decided about them.
Result<jobs::Effect> track_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<MakeRequest>());
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const made = TRY(make_tracks(Making{studio, request, report, context.stop()}));
    return jobs::Effect([&studio, request, made]() -> Result<json::Value> {
        TRY(find_artist(studio, request.artist));
        for (auto const& each : made) {
            if (!each.decision) {
                TRY(take_in_new(studio, each.content));
                continue;
            }
            TRY(studio.contents.insert(each.content));
            TRY(studio.contents.add_approval(each.content.id, *each.decision));
        }
        auto const& best = made.front().content;
        return json::Value(json::Object{{"id", to_string(best.id)}, {"title", best.title}});
    });
}

Result<jobs::Effect> create_artist_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<ArtistJob>());
    auto const id = TRY(parse_id<artist::ArtistTag>(request.id));
    CreateRequest const create{request.prompt, request.seed, id, request.lock_core, request.by, context.stop(), request.proposal};
    auto const created = TRY(invent_artist(studio, create));
    return jobs::Effect([&studio, created]() -> Result<json::Value> {
        TRY(join_roster(studio, created));
        return json::Value(json::Object{{"id", to_string(created.artist.id)}, {"name", created.artist.name()},
                                        {"notes", json::to_value(created.notes)}});
    });
}

Result<jobs::Effect> create_plan_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<PlanRequest>());
    auto const draft = TRY(draft_plan(studio, request));
    return jobs::Effect([&studio, draft]() -> Result<json::Value> {
        TRY(keep_plan(studio, draft));
        return json::Value(json::Object{{"id", to_string(draft.plan.id)}, {"items", draft.plan.items.size()}});
    });
}

json::Value edited_output(EditedContent const& edited) {
    return json::Object{{"id", to_string(edited.content.id)}, {"title", edited.content.title}, {"remarks", json::to_value(edited.remarks)}};
}

Result<jobs::Effect> redo_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<RedoRequest>());
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const prepared = TRY(prepare_redo(studio, request, report, context.stop()));
    return jobs::Effect([&studio, prepared]() -> Result<json::Value> {
        TRY(expect_untouched(studio, prepared.content));
        return edited_output(TRY(keep_change(studio, prepared)));
    });
}

/// A revision of a release, stored together with the job's end.
Result<jobs::Effect> edit_release_job(Studio& studio, jobs::JobContext& context) {
    auto const edit = TRY(context.input_as<ReleaseEdit>());
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const prepared = TRY(prepare_release_edit(studio, edit, report, context.stop()));
    return jobs::Effect([&studio, prepared]() -> Result<json::Value> {
        TRY(expect_untouched(studio, prepared.content));
        return edited_output(TRY(keep_change(studio, prepared)));
    });
}

/// The recording under the name that the person gave it, for as long as the job works on it.
Result<jobs::Effect> material_job(Studio& studio, jobs::JobContext& context) {
    auto const job = TRY(context.input_as<MaterialJob>());
    auto const work = TRY(WorkFolder::open(studio, to_string(context.job().id)));
    auto const file = work.path() / std::filesystem::path(job.file_name).filename();
    TRY(troupe::copy_file(TRY(studio.assets.path_of(job.asset)), file));
    auto const role = TRY(json::enum_from<MaterialRole>(job.role, "role"));
    MaterialRequest const request{job.target, {file}, role, job.rights, job.by, job.title, job.at};
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const prepared = TRY(prepare_material(studio, request, report, context.stop()));
    return jobs::Effect([&studio, request, prepared]() -> Result<json::Value> {
        if (request.joins_mix()) TRY(expect_untouched(studio, prepared.content));
        return edited_output(TRY(keep_material(studio, request, prepared)));
    });
}

/// A source's readings and state are kept as it answers: asking it again for what it said already would cost its patience.
Result<jobs::Effect> refresh_trends_job(Studio& studio, jobs::JobContext& context) {
    auto const refreshed = TRY(refresh_trends(studio, context.stop()));
    return jobs::Effect([refreshed]() -> Result<json::Value> { return json::to_value(refreshed); });
}

/// What was sent is written down together with the job's end; killed in between, the next one finds it at the store.
Result<jobs::Effect> deliver_job(Studio& studio, jobs::JobContext& context) {
    auto const job = TRY(context.input_as<DeliveryJob>());
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const record = TRY(deliver(studio, job, report, context.stop()));
    return jobs::Effect([&studio, record]() -> Result<json::Value> {
        // The store may have answered about an earlier batch meanwhile. Begun again, the job finds this one arrived.
        auto const now = TRY(studio.deliveries.find(record.release, record.store));
        if (now && now->revision != record.revision)
            return fail(ErrorCode::unavailable, fmt::format("the delivery of {} to {} was changed meanwhile: it is looked at again", record.release, record.store));
        return json::to_value(TRY(studio.deliveries.put(record)));
    });
}

/// What was changed again meanwhile has its own job.
Result<jobs::Effect> pack_job(Studio& studio, jobs::JobContext& context) {
    auto const job = TRY(context.input_as<PackingJob>());
    auto const content = TRY(find_release(studio, job.release));
    auto const output = [](catalog::Content const& release) -> json::Value {
        return json::Object{{"id", to_string(release.id)}, {"revision", release.revision}};
    };
    if (TRY(is_packed(studio, content))) return jobs::only_output(output(content));
    auto const report = [&context](double fraction, std::string const& what) { context.progress(fraction, what); };
    auto const packed = TRY(packed_anew(studio, content, "pack-" + to_string(context.job().id), report));
    return jobs::Effect([&studio, packed, output]() -> Result<json::Value> {
        auto const now = TRY(find_release(studio, to_string(packed.id)));
        if (now.revision == packed.revision) return output(TRY(keep_packed(studio, packed)));
        if (!TRY(is_packed(studio, now))) TRY(want_packing(studio, now));
        return output(now);
    });
}

Result<jobs::Effect> answers_job(Studio& studio, jobs::JobContext& context) {
    auto const job = TRY(context.input_as<AnswersJob>());
    auto const read = TRY(fetch_answers(studio, job.store, context.stop()));
    return jobs::Effect([&studio, job, read]() -> Result<json::Value> { return json::to_value(TRY(take_answers(studio, job.store, read))); });
}

/// What became of it stands in the outbox, which alone decides about another attempt: the job is done either way.
Result<jobs::Effect> publish_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<PublishJob>());
    auto const record = TRY(publish_record(studio, TRY(parse_id<social::OutboxTag>(request.record)), to_string(context.job().id), context.stop()));
    return jobs::only_output(json::to_value(record));
}

/// Readings are kept as they come: a platform that was asked is not asked again for what it said.
Result<jobs::Effect> results_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<ResultsJob>());
    return jobs::only_output(json::to_value(TRY(ask_results(studio, request.channel, context.stop()))));
}

/// The answer is the output alone: nothing of the artist changes. The session that it was asked in is kept either way.
Result<jobs::Effect> advice_job(Studio& studio, jobs::JobContext& context) {
    auto const request = TRY(context.input_as<AdviceJob>());
    return jobs::only_output(json::to_value(TRY(advise(studio, request.artist, context.stop()))));
}

/// No file comes back: what a kill leaves over the next one removes.
Result<jobs::Effect> clean_job(Studio& studio, jobs::JobContext& context) {
    auto const removed = TRY(remove_unused(studio, TRY(context.input_as<CleaningJob>())));
    return jobs::only_output(json::Value(json::Object{{"removed", removed}}));
}

/// A job that ended because of another says nothing new: the other one's error is what a person needs.
Result<void> first_error(std::vector<jobs::Job> const& jobs) {
    auto const failed = std::find_if(jobs.begin(), jobs.end(), [](jobs::Job const& job) {
        return job.state != jobs::JobState::done && !job.because_of;
    });
    if (failed == jobs.end()) {
        if (std::all_of(jobs.begin(), jobs.end(), [](jobs::Job const& job) { return job.state == jobs::JobState::done; })) return {};
        return fail(ErrorCode::internal, "a job ended because of another one that is not among these: see `troupe jobs list`");
    }
    if (failed->state == jobs::JobState::cancelled) return fail(ErrorCode::cancelled, fmt::format("{} was cancelled", failed->kind));
    return fail(failed->error ? failed->error->code : ErrorCode::internal,
                failed->error ? failed->error->message : fmt::format("{} failed without saying why", failed->kind));
}

}  // namespace

void handle_all(jobs::Runner& runner, Studio& studio) {
    runner.handle(kinds::artist, [&studio](jobs::JobContext& context) { return create_artist_job(studio, context); });
    runner.handle(kinds::advice, [&studio](jobs::JobContext& context) { return advice_job(studio, context); });
    runner.handle(kinds::plan, [&studio](jobs::JobContext& context) { return create_plan_job(studio, context); });
    runner.handle(kinds::words, content_handler(studio, &make_words));
    runner.handle(kinds::track, [&studio](jobs::JobContext& context) { return track_job(studio, context); });
    runner.handle(kinds::cover, content_handler(studio, &make_cover));
    runner.handle(kinds::kit, content_handler(studio, &make_kit));
    runner.handle(kinds::teaser, content_handler(studio, &make_teaser));
    runner.handle(kinds::canvas, content_handler(studio, &make_canvas));
    runner.handle(kinds::posts, content_handler(studio, &make_posts));
    runner.handle(kinds::release, [&studio](jobs::JobContext& context) { return release_job(studio, context); });
    runner.handle(kinds::redo, [&studio](jobs::JobContext& context) { return redo_job(studio, context); });
    runner.handle(kinds::edit_release, [&studio](jobs::JobContext& context) { return edit_release_job(studio, context); });
    runner.handle(kinds::publish, [&studio](jobs::JobContext& context) { return publish_job(studio, context); });
    runner.handle(kinds::results, [&studio](jobs::JobContext& context) { return results_job(studio, context); });
    runner.handle(kinds::material, [&studio](jobs::JobContext& context) { return material_job(studio, context); });
    runner.handle(kinds::trends, [&studio](jobs::JobContext& context) { return refresh_trends_job(studio, context); });
    runner.handle(kinds::deliver, [&studio](jobs::JobContext& context) { return deliver_job(studio, context); });
    runner.handle(kinds::pack, [&studio](jobs::JobContext& context) { return pack_job(studio, context); });
    runner.handle(kinds::clean, [&studio](jobs::JobContext& context) { return clean_job(studio, context); });
    runner.handle(kinds::answers, [&studio](jobs::JobContext& context) { return answers_job(studio, context); });
}

Result<std::vector<jobs::Job>> run_jobs(Studio& studio, std::vector<jobs::JobId> const& ids, jobs::JobObserver* observer,
                                        std::stop_token stop) {
    jobs::RunnerSettings settings;
    settings.cpu_threads = studio.preferences.workers;
    jobs::Runner runner(studio.queue, studio.unit, studio.clock, settings);
    handle_all(runner, studio);
    if (observer != nullptr) runner.observe(*observer);
    auto finished = TRY(runner.run(ids, std::move(stop)));
    TRY(first_error(finished));
    return finished;
}

}  // namespace troupe::flow
