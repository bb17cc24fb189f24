#include "trends/refresh.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::trends {
namespace {

constexpr auto longest_wait = std::chrono::hours(24);

std::chrono::minutes wait_after(SourceTerms const& terms, int failures) {
    auto wait = std::max(terms.retry_after, std::chrono::minutes(1));
    for (int failure = 1; failure < failures && wait < longest_wait; ++failure) wait *= 2;
    return std::min<std::chrono::minutes>(wait, longest_wait);
}

/// The readings that can be, with where they are from; what cannot be is counted and the first one told.
std::vector<Reading> sifted(std::vector<Reading> readings, std::string const& source, SourceTerms const& terms,
                            TimePoint now, SourceRefresh& told) {
    std::vector<Reading> good;
    for (auto& reading : readings) {
        reading.source = source;
        reading.retrieved = now;
        reading.licence = terms.licence;
        auto fine = checked(std::move(reading), now);
        if (fine)
            good.push_back(*std::move(fine));
        else if (told.refused++ == 0)
            told.note = fmt::format("a reading was refused: {}", fine.error().message);
    }
    return good;
}

RefreshOutcome outcome_of(Reported reported) {
    switch (reported) {
        case Reported::readings:
            return RefreshOutcome::readings;
        case Reported::unchanged:
            return RefreshOutcome::unchanged;
        case Reported::not_reported:
            return RefreshOutcome::not_reported;
    }
    return RefreshOutcome::failed;
}

/// One source, from its state to its new state.
class Round {
public:
    Round(TrendSource& source, TrendStore& store, UnitOfWork& unit, TimePoint now)
        : source_(source), terms_(source.terms()), store_(store), unit_(unit), now_(now) {
        told_.source = source.name();
    }

    Result<SourceRefresh> run(RefreshRequest const& request, std::stop_token const& stop) {
        state_ = TRY(store_.source_state(told_.source));
        // A clock that was set back must not silence a source for longer than it ever waits.
        auto const is_sane = state_.asked && *state_.asked <= now_;
        if (is_sane && state_.not_before && *state_.not_before > now_) return too_early();
        auto answer = source_.poll({request.countries, request.wanted, now_, state_.validator}, stop);
        state_.asked = now_;
        if (!answer && answer.error().code == ErrorCode::cancelled) return tl::unexpected(answer.error());
        if (answer)
            TRY(take(*std::move(answer)));
        else
            TRY(note_failure(answer.error()));
        return told_;
    }

private:
    SourceRefresh too_early() {
        told_.outcome = RefreshOutcome::too_early;
        told_.not_before = state_.not_before;
        told_.note = fmt::format("may be asked again at {}", format_time(*state_.not_before));
        return told_;
    }

    Result<void> take(PollAnswer answer) {
        told_.outcome = outcome_of(answer.reported);
        told_.note = answer.note;
        auto const good = sifted(std::move(answer.readings), told_.source, terms_, now_, told_);
        if (told_.outcome == RefreshOutcome::readings && good.empty()) told_.outcome = RefreshOutcome::not_reported;
        auto next = now_ + terms_.poll_every;
        if (answer.not_before) next = std::max(next, *answer.not_before);
        state_.failures = 0;
        state_.outcome = json::enum_name(told_.outcome);
        state_.validator = answer.validator;
        if (told_.outcome != RefreshOutcome::not_reported) state_.reported = now_;
        told_.not_before = state_.not_before = next;
        return unit_.run([&]() -> Result<void> {
            if (!good.empty()) told_.kept = TRY(store_.keep(good));
            return store_.set_source_state(state_);
        });
    }

    Result<void> note_failure(Error const& error) {
        told_.outcome = RefreshOutcome::failed;
        told_.note = error.message;
        ++state_.failures;
        state_.outcome = error.message;
        told_.not_before = state_.not_before = now_ + wait_after(terms_, state_.failures);
        return store_.set_source_state(state_);
    }

    TrendSource& source_;
    SourceTerms terms_;
    TrendStore& store_;
    UnitOfWork& unit_;
    TimePoint now_;
    SourceState state_;
    SourceRefresh told_;
};

/// What was kept of a source under other terms is kept under these from now on.
Result<void> note_terms(TrendSource const& source, TrendStore& store) {
    auto state = TRY(store.source_state(source.name()));
    auto const keep_days = source.terms().keep_days;
    if (state.keep_days == keep_days) return {};
    state.keep_days = keep_days;
    return store.set_source_state(state);
}

}  // namespace

Result<int> forget_expired(TrendStore& store, UnitOfWork& unit, TimePoint now) {
    int count = 0;
    TRY(unit.run([&]() -> Result<void> {
        count = 0;
        auto const states = TRY(store.source_states());
        for (auto const& state : states)
            if (state.keep_days)
                count += TRY(store.remove_taken_before(state.name, now - std::chrono::hours(24) * *state.keep_days));
        return {};
    }));
    return count;
}

Result<std::vector<SourceRefresh>> refresh(std::span<TrendSource* const> sources, RefreshRequest const& request,
                                           TrendStore& store, UnitOfWork& unit, Clock const& clock,
                                           std::stop_token stop) {
    std::vector<SourceRefresh> all;
    for (auto* const source : sources) TRY(note_terms(*source, store));
    TRY(forget_expired(store, unit, clock.now()));
    for (auto* const source : sources) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "asking the trend sources was stopped");
        all.push_back(TRY(Round(*source, store, unit, clock.now()).run(request, stop)));
    }
    return all;
}

std::string describe(std::vector<SourceRefresh> const& sources) {
    std::string out;
    for (auto const& each : sources) {
        out += fmt::format("{}: {}", each.source, json::enum_name(each.outcome));
        if (each.outcome == RefreshOutcome::readings)
            out += fmt::format(", {} new, {} known, {} replaced", each.kept.imported, each.kept.already_known,
                               each.kept.replaced);
        if (each.refused > 0) out += fmt::format(", {} refused", each.refused);
        out += each.note.empty() ? "\n" : fmt::format(" ({})\n", each.note);
    }
    return out;
}

}  // namespace troupe::trends
