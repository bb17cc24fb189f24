#include "flow/store_verdict.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "flow/release_codes.hpp"

namespace troupe::flow {

using distribution::Store;

bool may_go_out(catalog::Content const& release) {
    using State = catalog::ContentState;
    return release.state == State::approved || release.state == State::scheduled || release.state == State::published ||
           release.state == State::measured;
}

Result<distribution::DeliveryRecord> record_of(Studio& studio, std::string const& release, std::string const& store) {
    auto found = TRY(studio.deliveries.find(release, store));
    if (found) return std::move(*found);
    distribution::DeliveryRecord record;
    record.release = release;
    record.store = store;
    return record;
}

Result<distribution::StoreVerdict> verdict_on(Studio& studio, Store const& store, distribution::Release const& release,
                                              distribution::Preflight const& checks) {
    auto verdict = distribution::judge_store(store, release, date_of(studio.clock.now()), checks);
    bool const needs_codes = !store.takes_drafts && store.delivery.control == distribution::MessageControl::live;
    if (verdict.state == "held" && needs_codes)
        if (auto const missing = TRY(missing_codes(studio, release)); !missing.empty())
            verdict.reason += ": " + text::join(missing, "; ");
    auto const hold = [&](std::string reason) {
        verdict.state = "held";
        verdict.reason = std::move(reason);
    };
    if (verdict.state != "ready") return verdict;
    if (!store.form.empty() && store.delivery.address.empty())
        hold(fmt::format("a person fills in its form: `troupe release kit {} --for {} --out DIR` packs what it asks for", release.id, store.form));
    else if (!store.delivery.takes_ern)
        hold("takes no DDEX messages: deliver by hand, from the release's files");
    else if (store.delivery.address.empty())
        hold("its address is not known: set stores[].delivery.address in the file of TROUPE_STORES_DB_PATH");
    return verdict;
}

}  // namespace troupe::flow
