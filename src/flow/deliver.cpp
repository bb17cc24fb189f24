#include "flow/deliver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "distribution/delivery/acknowledgement.hpp"
#include "distribution/delivery/send_batch.hpp"
#include "distribution/manifest.hpp"
#include "distribution/package.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/release_checks.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

using distribution::DeliveryAttempt;
using distribution::DeliveryRecord;
using distribution::DeliveryState;
using distribution::Store;

/// A person said yes, and nobody took it back.
bool may_go_out(catalog::Content const& release) {
    using State = catalog::ContentState;
    return release.state == State::approved || release.state == State::scheduled || release.state == State::published ||
           release.state == State::measured;
}

Result<DeliveryRecord> record_of(Studio& studio, std::string const& release, std::string const& store) {
    auto found = TRY(studio.deliveries.find(release, store));
    if (found) return std::move(*found);
    DeliveryRecord record;
    record.release = release;
    record.store = store;
    return record;
}

/// off, held or ready, as the store's rules and the checks say today.
distribution::StoreVerdict verdict_on(Studio& studio, Store const& store, distribution::Release const& release,
                                      distribution::Preflight const& checks) {
    auto verdict = distribution::judge_store(store, release, date_of(studio.clock.now()), checks);
    auto const hold = [&](char const* reason) {
        verdict.state = "held";
        verdict.reason = reason;
    };
    if (verdict.state != "ready") return verdict;
    if (!store.delivery.takes_ern)
        hold("takes no DDEX messages: deliver by hand, from the release's files");
    else if (store.delivery.address.empty())
        hold("its address is not known: set stores[].delivery.address in the file of TROUPE_STORES_DB_PATH");
    return verdict;
}

std::string folder_at(Store const& store, std::string const& batch_id) {
    return store.delivery.prefix.empty() ? batch_id : store.delivery.prefix + "_" + batch_id;
}

Result<jobs::JobId> enqueue_delivery(Studio& studio, DeliveryRecord const& record) {
    DeliveryJob const input{record.release, record.store, record.attempts.back().batch_id};
    jobs::JobSpec spec;
    spec.kind = kinds::deliver;
    spec.job_class = "io";
    spec.input = json::to_value(input);
    spec.key = fmt::format("{}:{}:{}:{}", kinds::deliver, input.release, input.store, input.batch_id);
    spec.max_attempts = 10;
    auto const job = TRY(studio.queue.enqueue(spec));
    if (job.state == jobs::JobState::failed || job.state == jobs::JobState::cancelled) TRY(studio.queue.retry(job.id));
    return job.id;
}

/// No two batches of a store share an id, whatever the clock says.
Result<TimePoint> next_moment(Studio& studio, std::string const& store) {
    auto at = studio.clock.now();
    for (auto const& record : TRY(studio.deliveries.of_store(store)))
        for (auto const& attempt : record.attempts) at = std::max(at, attempt.created + std::chrono::milliseconds(1));
    return at;
}

Result<BegunDelivery> begin(Studio& studio, Store const& store, DeliveryRecord record, bool is_takedown,
                            catalog::Content const& content) {
    auto const folder = distribution::batch_folder(TRY(release_of(content)));
    BegunDelivery begun;
    TRY(studio.unit.run([&]() -> Result<void> {
        if (distribution::open_attempt(record) == nullptr) {
            record = TRY(
                distribution::begin_attempt(record, is_takedown, content.revision, TRY(next_moment(studio, store.id))));
            record.attempts.back().batch = folder_at(store, record.attempts.back().batch_id);
            record.attempts.back().folder = folder;
            record = TRY(studio.deliveries.put(record));
        }
        begun = {record, TRY(enqueue_delivery(studio, record))};
        return {};
    }));
    return begun;
}

tl::unexpected<Error> refused(Store const& store, std::string const& state, std::string const& reason) {
    return fail(ErrorCode::conflict, fmt::format("{}: {}: {}", store.name, state, reason));
}

/// What was decided stays visible, also where nothing was sent.
Result<void> note_verdict(Studio& studio, DeliveryRecord record, distribution::StoreVerdict const& verdict) {
    auto const state = TRY(json::enum_from<DeliveryState>(verdict.state));
    if (!distribution::can_become(record.state, state)) return {};
    record.state = state;
    record.reason = verdict.state == "ready" ? std::string() : verdict.reason;
    record.updated = studio.clock.now();
    return studio.deliveries.put(record).map([](auto const&) {});
}

distribution::MessageSettings message_for(Studio const& studio, Store const& store,
                                          distribution::Release const& release, DeliveryAttempt const& attempt) {
    auto const& profile = store.delivery;
    distribution::MessageSettings settings;
    settings.sender = {studio.preferences.dpid, release.label};
    settings.recipient = {profile.dpid, store.name};
    settings.message_id = attempt.message_id;
    settings.thread_id = attempt.thread_id;
    settings.created = attempt.created;
    settings.kind = attempt.kind;
    settings.control = profile.control;
    settings.hash = profile.hash;
    settings.version = profile.version;
    settings.deal_dates = profile.deal_dates;
    // Deals cannot end before they begin: what is withdrawn before its day has none.
    bool const is_early = release.takedown_date.value_or(date_of(attempt.created)) < release.release_date;
    settings.takedown = is_early ? distribution::TakedownStyle::no_deals : profile.takedown;
    settings.avs_version = profile.avs_version;
    settings.brings_files = attempt.kind == distribution::MessageKind::release || !profile.bare_changes;
    return settings;
}

/// What takes one batch from its record to the store.
struct Errand {
    Studio& studio;
    Store store;
    catalog::Content content;
    distribution::Release release;
    DeliveryRecord record;

    [[nodiscard]] DeliveryAttempt& attempt() { return record.attempts.back(); }
    [[nodiscard]] bool is_takedown() const {
        return record.attempts.back().kind == distribution::MessageKind::takedown;
    }

    Result<distribution::Package> pack(std::filesystem::path const& work) {
        TRY(lay_out(studio, content, work / "release"));
        distribution::PackageRequest request;
        request.release = release;
        request.release.threads = {distribution::thread_of(record, store.delivery.dpid)};
        request.source = work / "release";
        request.target = work / "package";
        request.message = message_for(studio, store, release, attempt());
        request.schemas = studio.preferences.schemas;
        request.style = {store.delivery.prefix, store.delivery.manifest};
        return distribution::write_package(request);
    }

    /// Why it must not be sent any more; empty: it may.
    Result<std::string> objection() {
        if (is_takedown()) return std::string();
        auto const now = TRY(find_release(studio, record.release));
        if (!may_go_out(now)) return fmt::format("is {} and not approved any more", json::enum_name(now.state));
        if (now.files.size() != content.files.size()) return std::string("its files were changed meanwhile");
        for (std::size_t i = 0; i < now.files.size(); ++i)
            if (now.files[i].asset != content.files[i].asset) return std::string("its files were changed meanwhile");
        auto const verdict = verdict_on(studio, store, TRY(release_of(now)), TRY(preflight_of(now)));
        return verdict.state == "ready" ? std::string() : verdict.reason;
    }

    DeliveryRecord given_up(std::string const& why) {
        attempt().outcome = distribution::AttemptOutcome::abandoned;
        attempt().words = why;
        record.state = DeliveryState::held;
        record.reason = why;
        record.updated = studio.clock.now();
        return record;
    }
};

/// The content as it was when the batch was begun: what was approved then is what goes out.
Result<catalog::Content> content_of(Studio& studio, DeliveryRecord const& record) {
    auto const id = TRY(find_release(studio, record.release)).id;
    for (auto const& revision : TRY(studio.contents.history(id)))
        if (revision.revision == record.attempts.back().content_revision) return revision;
    return fail(ErrorCode::internal, fmt::format("release {} has lost revision {}", record.release,
                                                 record.attempts.back().content_revision));
}

Result<DeliveryRecord> send(Errand& errand, distribution::Delivery& delivery, Report const& report,
                            std::stop_token const& stop) {
    auto const work = TRY(WorkFolder::open(
        errand.studio, fmt::format("{}-{}-{}", errand.record.release, errand.record.store, errand.attempt().batch_id)));
    report(0, "packing");
    auto const package = TRY(errand.pack(work.path()));
    std::string objection;
    auto const step = [&](double fraction, std::string const& file) -> Result<void> {
        report(0.1 + 0.9 * fraction, "sending " + file);
        objection = TRY(errand.objection());
        if (!objection.empty()) return fail(ErrorCode::conflict, objection);
        return {};
    };
    distribution::Batch const batch{package.manifest.parent_path(), package.manifest.filename().string()};
    auto const sent = distribution::send_batch(delivery, batch, work.path() / "read-back", step, stop);
    if (!sent && !objection.empty()) return errand.given_up(objection);
    if (!sent && sent.error().code == ErrorCode::conflict) return errand.given_up(sent.error().message);
    if (!sent) return tl::unexpected(sent.error());
    errand.attempt().bytes = sent->bytes;
    return distribution::finish_attempt(errand.record, errand.studio.clock.now());
}

}  // namespace

Result<BegunDelivery> begin_delivery(Studio& studio, std::string const& release, std::string const& store_id) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto const content = TRY(find_release(studio, release));
    auto const record = TRY(record_of(studio, to_string(content.id), store_id));
    if (distribution::open_attempt(record) == nullptr) {
        auto const verdict = verdict_on(studio, store, TRY(release_of(content)), TRY(preflight_of(content)));
        TRY(note_verdict(studio, record, verdict));
        if (verdict.state != "ready") return refused(store, verdict.state, verdict.reason);
        if (!may_go_out(content))
            return refused(store, "held",
                           fmt::format("the release is {}; approve it first: `troupe content approve {}`",
                                       json::enum_name(content.state), release));
    }
    TRY(studio.routes.open(store));
    return begin(studio, store, TRY(record_of(studio, to_string(content.id), store_id)), false, content);
}

Result<BegunDelivery> begin_takedown(Studio& studio, std::string const& release, std::string const& store_id) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto const content = TRY(find_release(studio, release));
    TRY(studio.routes.open(store));
    auto const record = TRY(record_of(studio, to_string(content.id), store_id));
    auto const* open = distribution::open_attempt(record);
    if (open != nullptr && open->kind != distribution::MessageKind::takedown)
        return refused(store, "sending", "a batch is under way; take it down when it has arrived");
    return begin(studio, store, record, true, content);
}

Result<std::vector<std::string>> stores_with(Studio& studio, std::string const& release) {
    std::vector<std::string> stores;
    for (auto const& record : TRY(studio.deliveries.of_release(to_string(TRY(find_release(studio, release)).id))))
        if (distribution::is_with_store(record)) stores.push_back(record.store);
    return stores;
}

Result<DeliveryRecord> deliver(Studio& studio, DeliveryJob const& job, Report const& report, std::stop_token stop) {
    auto const record = TRY(record_of(studio, job.release, job.store));
    auto const* open = distribution::open_attempt(record);
    if (open == nullptr || open->batch_id != job.batch_id) return record;
    auto const store = TRY(distribution::find_store(*studio.stores.now(), job.store));
    auto const delivery = TRY(studio.routes.open(store));
    auto const content = TRY(content_of(studio, record));
    Errand errand{studio, store, content, TRY(release_of(content)), record};
    // Sent by somebody who died before writing it down.
    if (TRY(distribution::has_arrived(*delivery, open->batch, distribution::manifest_name(open->batch_id), stop))) {
        report(1, "has arrived already");
        return distribution::finish_attempt(record, studio.clock.now());
    }
    if (auto const objection = TRY(errand.objection()); !objection.empty()) return errand.given_up(objection);
    return send(errand, *delivery, report, stop);
}

Result<std::vector<DeliveryRecord>> deliveries_of(Studio& studio, std::string const& release) {
    auto const content = TRY(find_release(studio, release));
    auto const described_release = TRY(release_of(content));
    auto const checks = TRY(preflight_of(content));
    auto records = TRY(studio.deliveries.of_release(to_string(content.id)));
    for (auto const& store : studio.stores.now()->stores) {
        auto const verdict = verdict_on(studio, store, described_release, checks);
        auto const known =
            std::find_if(records.begin(), records.end(), [&](auto const& record) { return record.store == store.id; });
        bool const is_waiting = known == records.end() || known->attempts.empty();
        if (!is_waiting) continue;
        DeliveryRecord record = known == records.end() ? DeliveryRecord{} : *known;
        record.release = to_string(content.id);
        record.store = store.id;
        record.state = TRY(json::enum_from<DeliveryState>(verdict.state));
        record.reason = verdict.state == "ready" ? std::string() : verdict.reason;
        if (known == records.end())
            records.push_back(std::move(record));
        else
            *known = std::move(record);
    }
    return records;
}

Result<AnswersTaken> take_answers(Studio& studio, std::string const& store_id, std::stop_token stop) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto const delivery = TRY(studio.routes.open(store));
    auto const work = TRY(WorkFolder::open(studio, "answers-" + store_id));
    auto const read = TRY(distribution::read_answers(*delivery, store.delivery.acknowledgements, work.path(), stop));
    AnswersTaken taken{{}, read.unread};
    for (auto const& record : TRY(studio.deliveries.of_store(store_id))) {
        auto changed = record;
        for (auto const& answer : read.answers) changed = distribution::take_answer(std::move(changed), answer);
        if (json::print(changed) != json::print(record)) taken.changed.push_back(TRY(studio.deliveries.put(changed)));
    }
    return taken;
}

}  // namespace troupe::flow
