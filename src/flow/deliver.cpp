#include "flow/deliver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "distribution/delivery/send_batch.hpp"
#include "distribution/manifest.hpp"
#include "distribution/package.hpp"
#include "flow/content_files.hpp"
#include "flow/pack_release.hpp"
#include "flow/release_checks.hpp"
#include "flow/store_verdict.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

using distribution::DeliveryAttempt;
using distribution::DeliveryRecord;
using distribution::Store;

distribution::MessageSettings message_for(std::string const& dpid, Store const& store,
                                          distribution::Release const& release, DeliveryAttempt const& attempt) {
    auto const& profile = store.delivery;
    distribution::MessageSettings settings;
    settings.sender = {dpid, release.label};
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
    distribution::Preflight checks;  ///< of today; of a takedown none

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
        request.message = message_for(TRY(label_dpid(studio)), store, release, attempt());
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
        auto const verdict = TRY(verdict_on(studio, store, release, checks));
        return verdict.state == "ready" ? std::string() : verdict.reason;
    }

    DeliveryRecord given_up(std::string const& why) {
        attempt().outcome = distribution::AttemptOutcome::abandoned;
        attempt().words = why;
        record.state = distribution::DeliveryState::held;
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

/// What a description says apart from its files, which packing writes anew.
std::string words_of(distribution::Release release) {
    release.assets.clear();
    release.ai_decisions.clear();
    for (auto& track : release.tracks) track.sha256.clear();
    return json::print(release);
}

/// A batch goes out with files that say what was approved: where they do not yet, they are packed, or somebody has
/// packed them meanwhile, and the attempt is about that revision from here on. Errors: conflict (the description is
/// another by now); unavailable (others change it all the time).
Result<DeliveryRecord> with_packed_files(Studio& studio, DeliveryRecord const& record, Report const& report) {
    auto const begun = TRY(content_of(studio, record));
    if (TRY(is_packed(studio, begun))) return record;
    for (int round = 0; round < 3; ++round) {
        auto const now = TRY(find_release(studio, record.release));
        if (words_of(TRY(release_of(now))) != words_of(TRY(release_of(begun))))
            return fail(ErrorCode::conflict, "its description was changed meanwhile");
        bool const is_done = TRY(is_packed(studio, now));
        auto const work = fmt::format("pack-{}-{}", record.release, record.store);
        auto const packed = is_done ? now : TRY(packed_anew(studio, now, work, report));
        auto next = record;
        auto const kept = studio.unit.run([&]() -> Result<void> {
            next = record;
            next.attempts.back().content_revision = is_done ? now.revision : TRY(keep_packed(studio, packed)).revision;
            next = TRY(studio.deliveries.put(next));
            return {};
        });
        if (kept) return next;
        if (kept.error().code != ErrorCode::conflict) return tl::unexpected(kept.error());
    }
    return fail(ErrorCode::unavailable, fmt::format("release {} is being changed: tried again later", record.release));
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

Result<DeliveryRecord> deliver(Studio& studio, DeliveryJob const& job, Report const& report, std::stop_token stop) {
    auto const record = TRY(record_of(studio, job.release, job.store));
    auto const* open = distribution::open_attempt(record);
    if (open == nullptr || open->batch_id != job.batch_id) return record;
    auto const store = TRY(distribution::find_store(*studio.stores.now(), job.store));
    auto const delivery = TRY(studio.routes.open(store));
    // Sent by somebody who died before writing it down.
    if (TRY(distribution::has_arrived(*delivery, open->batch, distribution::manifest_name(open->batch_id), stop))) {
        report(1, "has arrived already");
        return distribution::finish_attempt(record, studio.clock.now());
    }
    Errand errand{studio, store, {}, {}, record, {}};
    if (!errand.is_takedown()) {
        auto packed = with_packed_files(studio, record, [&](double done, auto const& what) { report(0.1 * done, what); });
        if (!packed && packed.error().code == ErrorCode::conflict) return errand.given_up(packed.error().message);
        errand.record = TRY(std::move(packed));
    }
    errand.content = TRY(content_of(studio, errand.record));
    errand.release = TRY(release_of(errand.content));
    if (!errand.is_takedown()) errand.checks = TRY(check_release(studio, errand.content, {store.id}));
    if (auto const objection = TRY(errand.objection()); !objection.empty()) return errand.given_up(objection);
    return send(errand, *delivery, report, stop);
}

}  // namespace troupe::flow
