#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "distribution/package.hpp"
#include "flow/deliver.hpp"
#include "flow/handlers.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_codes.hpp"
#include "flow/store_verdict.hpp"

namespace troupe::flow {
namespace {

using distribution::DeliveryRecord;
using distribution::DeliveryState;
using distribution::Store;

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

/// Within a unit of work: the batch of the content as it is now.
Result<BegunDelivery> begin(Studio& studio, Store const& store, DeliveryRecord record, bool is_takedown,
                            catalog::Content const& content) {
    if (distribution::open_attempt(record) == nullptr) {
        record =
            TRY(distribution::begin_attempt(record, is_takedown, content.revision, TRY(next_moment(studio, store.id))));
        record.attempts.back().batch = folder_at(store, record.attempts.back().batch_id);
        record.attempts.back().folder = distribution::batch_folder(TRY(release_of(content)));
        record = TRY(studio.deliveries.put(record));
    }
    auto const job = TRY(enqueue_delivery(studio, record));
    return BegunDelivery{std::move(record), job};
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

}  // namespace

Result<DeliveryPlan> plan_delivery(Studio& studio, std::string const& id, std::string const& store_id,
                                   std::string const& by, Repeat repeat) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto content = TRY(find_release(studio, id));
    auto const release_id = to_string(content.id);
    auto const record = TRY(record_of(studio, release_id, store_id));
    if (distribution::open_attempt(record) != nullptr) {
        TRY(studio.routes.open(store));
        return DeliveryPlan{store, release_id, content.revision, true};
    }
    if (may_go_out(content)) {
        TRY(reserve_codes(studio, release_id, by));
        content = TRY(find_release(studio, release_id));
    }
    // With the codes at hand: those that are new make it another revision.
    auto const* arrived = distribution::arrived_attempt(record, content.revision);
    if (arrived != nullptr && repeat == Repeat::refuse)
        return fail(ErrorCode::conflict,
                    fmt::format("{} has the release as it is (batch {}): nothing has changed since. `--again` (`again`) sends all of it once more",
                                store.name, arrived->batch_id));
    auto const checks = TRY(check_release(studio, content, {store_id}));
    auto const verdict = TRY(verdict_on(studio, store, TRY(release_of(content)), checks));
    TRY(note_verdict(studio, record, verdict));
    if (verdict.state != "ready") return refused(store, verdict.state, verdict.reason);
    if (!may_go_out(content))
        return refused(store, "held",
                       fmt::format("the release is {}; approve it first: `troupe content approve {}`",
                                   json::enum_name(content.state), release_id));
    TRY(studio.routes.open(store));
    return DeliveryPlan{store, release_id, content.revision, false};
}

Result<BegunDelivery> begin_delivery(Studio& studio, DeliveryPlan const& plan, std::string const& by) {
    std::optional<BegunDelivery> begun;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto content = TRY(find_release(studio, plan.release));
        auto const record = TRY(record_of(studio, plan.release, plan.store.id));
        if (distribution::open_attempt(record) == nullptr) {
            if (content.revision != plan.revision || plan.is_under_way)
                return fail(ErrorCode::conflict,
                            fmt::format("release {} was changed while it was looked at: ask again", plan.release));
            content = TRY(use_codes(studio, plan.release, by));
        }
        begun = TRY(begin(studio, plan.store, record, false, content));
        return {};
    }));
    return *std::move(begun);
}

Result<BegunDelivery> begin_delivery(Studio& studio, std::string const& release, std::string const& store,
                                     std::string const& by, Repeat repeat) {
    return begin_delivery(studio, TRY(plan_delivery(studio, release, store, by, repeat)), by);
}

Result<BegunDelivery> begin_takedown(Studio& studio, std::string const& release, std::string const& store_id) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto const content = TRY(find_release(studio, release));
    TRY(studio.routes.open(store));
    auto const record = TRY(record_of(studio, to_string(content.id), store_id));
    auto const* open = distribution::open_attempt(record);
    if (open != nullptr && open->kind != distribution::MessageKind::takedown)
        return refused(store, "sending", "a batch is under way; take it down when it has arrived");
    std::optional<BegunDelivery> begun;
    TRY(studio.unit.run([&]() -> Result<void> {
        begun = TRY(begin(studio, store, record, true, content));
        return {};
    }));
    return *std::move(begun);
}

Result<std::vector<std::string>> stores_with(Studio& studio, std::string const& release) {
    std::vector<std::string> stores;
    for (auto const& record : TRY(studio.deliveries.of_release(to_string(TRY(find_release(studio, release)).id))))
        if (distribution::is_with_store(record)) stores.push_back(record.store);
    return stores;
}

Result<std::vector<DeliveryRecord>> deliveries_of(Studio& studio, std::string const& release) {
    auto const content = TRY(find_release(studio, release));
    auto const described_release = TRY(release_of(content));
    auto const checks = TRY(check_release(studio, content));
    auto records = TRY(studio.deliveries.of_release(to_string(content.id)));
    auto const known_stores = studio.stores.now();
    for (auto const& store : known_stores->stores) {
        auto const verdict = TRY(verdict_on(studio, store, described_release, checks));
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

}  // namespace troupe::flow
