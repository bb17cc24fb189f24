#include "storage/sql_trial_store.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using evolution::Trial;
using evolution::TrialId;
using evolution::TrialOutcome;
using impl::change;
using impl::select;

Result<Trial> read_trial(impl::Session& sql, TrialId id) {
    auto const rows = select(sql, "SELECT document FROM trials WHERE id = :a", 1, {to_string(id)});
    if (rows.empty()) return evolution::no_trial(id);
    return impl::read_document<Trial>(rows[0].text(0), "a trial");
}

Result<std::optional<Trial>> read_newest(impl::Session& sql, std::string const& knob) {
    auto const rows = select(sql, "SELECT document FROM trials WHERE knob = :a ORDER BY id DESC LIMIT 1", 1, {knob});
    if (rows.empty()) return std::optional<Trial>();
    return std::optional(TRY(impl::read_document<Trial>(rows[0].text(0), "a trial")));
}

void record_trial(impl::Session& sql, Trial const& trial) {
    impl::record(sql, {.type = "trial.changed",
                       .artist = "",
                       .subject = to_string(trial.id),
                       .data = json::Object{{"name", trial.name},
                                            {"knob", trial.knob},
                                            {"state", json::enum_name(trial.state)},
                                            {"winner", trial.winner},
                                            {"revision", trial.revision}}});
}

/// At most one live trial of a knob, and that only when it is the newest: insert sees to it.
Result<void> check_knob(impl::Session& sql, Trial const& trial) {
    for (auto const& row : select(sql, "SELECT document FROM trials WHERE knob = :a AND is_live = 1", 1, {trial.knob}))
        return evolution::knob_is_taken(TRY(impl::read_document<Trial>(row.text(0), "a trial")));
    return {};
}

std::int64_t live_flag(Trial const& trial) { return evolution::is_live(trial.state) ? 1 : 0; }

}  // namespace

Result<void> SqlTrialStore::insert(Trial const& trial) {
    TRY(evolution::validate(trial));
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (!select(sql, "SELECT 1 FROM trials WHERE id = :a", 1, {to_string(trial.id)}).empty())
            return fail(ErrorCode::conflict, "trial " + to_string(trial.id) + " exists already");
        TRY(check_knob(sql, trial));
        change(sql, "INSERT INTO trials (id, knob, is_live, document) VALUES (:a, :b, :c, :d)",
               {to_string(trial.id), trial.knob, live_flag(trial), json::print(trial)});
        record_trial(sql, trial);
        return {};
    });
}

Result<Trial> SqlTrialStore::find(TrialId id) {
    return database_.read([&](impl::Session& sql) { return read_trial(sql, id); });
}

Result<std::vector<Trial>> SqlTrialStore::list() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Trial>> {
        std::vector<Trial> all;
        for (auto const& row : select(sql, "SELECT document FROM trials ORDER BY id DESC", 1))
            all.push_back(TRY(impl::read_document<Trial>(row.text(0), "a trial")));
        return all;
    });
}

Result<std::optional<Trial>> SqlTrialStore::newest_of(std::string const& knob) {
    return database_.read([&](impl::Session& sql) { return read_newest(sql, knob); });
}

Result<Trial> SqlTrialStore::update(Trial const& trial) {
    TRY(evolution::validate(trial));
    return database_.write([&](impl::Session& sql) -> Result<Trial> {
        auto const present = TRY(read_trial(sql, trial.id));
        if (present.revision != trial.revision) return evolution::trial_is_stale(present);
        auto next = trial;
        ++next.revision;
        change(sql, "UPDATE trials SET knob = :a, is_live = :b, document = :c WHERE id = :d",
               {next.knob, live_flag(next), json::print(next), to_string(next.id)});
        record_trial(sql, next);
        return next;
    });
}

Result<bool> SqlTrialStore::add_outcome(TrialOutcome const& outcome) {
    return database_.write([&](impl::Session& sql) -> Result<bool> {
        TRY(evolution::check_outcome(TRY(read_trial(sql, outcome.trial)), outcome));
        auto const added =
            change(sql,
                   "INSERT INTO trial_outcomes (trial, subject, number, document) SELECT :a, :b, COALESCE(MAX(number), 0) + 1, :c"
                   " FROM trial_outcomes WHERE trial = :d ON CONFLICT (trial, subject) DO NOTHING",
                   {to_string(outcome.trial), outcome.subject, json::print(outcome), to_string(outcome.trial)});
        return added == 1;
    });
}

Result<std::vector<TrialOutcome>> SqlTrialStore::outcomes(TrialId trial) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<TrialOutcome>> {
        std::vector<TrialOutcome> all;
        for (auto const& row : select(sql, "SELECT document FROM trial_outcomes WHERE trial = :a ORDER BY number", 1, {to_string(trial)}))
            all.push_back(TRY(impl::read_document<TrialOutcome>(row.text(0), "an outcome of a trial")));
        return all;
    });
}

}  // namespace troupe::storage
