#include "llm/chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <mutex>

#include "base/text.hpp"

namespace troupe::llm {
namespace {

constexpr Seconds backoff_base{0.5};
constexpr Seconds backoff_cap{30};
constexpr std::chrono::hours cache_lasts{24 * 30};

/// Trying again can help.
bool has_hope(Trouble trouble) {
    return trouble == Trouble::unreachable || trouble == Trouble::busy || trouble == Trouble::dropped || trouble == Trouble::garbled;
}

/// The server surely did nothing for us.
bool is_free(Trouble trouble) {
    return trouble != Trouble::dropped && trouble != Trouble::garbled && trouble != Trouble::cancelled;
}

/// One line a model: the last thing that each said.
std::string summary(std::vector<Attempt> const& attempts) {
    std::map<std::string, std::string> last;
    for (auto const& attempt : attempts) last[attempt.model] = attempt.message;
    std::vector<std::string> lines;
    for (auto const& [model, message] : last) lines.push_back(model + ": " + message);
    return text::join(lines, "; ");
}

}  // namespace

bool wait_for_real(Seconds time, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    return !woken.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
}

/// What one `ask` knows on its way through the seats.
struct Chain::Try {
    ChatRequest const& request;
    Purpose const& purpose;
    Patience& patience;
    std::stop_token stop;
    Asked out;
    bool is_over = false;  ///< no other seat shall be asked: stopped, or the money is spent
    bool may_retry = false;
    std::optional<Seconds> retry_after;
    double waited = 0;
};

Chain::Chain(Parts parts) : parts_(std::move(parts)), breaker_(parts_.clock) { assert(!parts_.seats.empty()); }

/// The model that shall be asked first: the artist's own choice, what is preferred for this work, the installation's. Empty: none.
std::string Chain::chosen_for(Purpose const& purpose) const {
    auto const step = json::enum_name(purpose.step == Step::repair ? Step::generate : purpose.step);
    auto const among = [&](Assignments const& assignments) {
        for (auto const& key : {purpose.task + "." + step, purpose.task, step, std::string("default")})
            if (auto const found = assignments.find(key); found != assignments.end()) return found->second;
        return std::string();
    };
    if (auto own = among(purpose.own); !own.empty()) return own;
    return purpose.prefer.empty() ? among(parts_.assignments) : purpose.prefer;
}

/// A model that somebody chose and nobody set up: the log of the session says so, and the others are asked.
void Chain::note_unlisted(Try& run) const {
    auto const chosen = chosen_for(run.purpose);
    auto const is_it = [&](Seat const& seat) { return seat.model->name() == chosen; };
    if (chosen.empty() || std::any_of(parts_.seats.begin(), parts_.seats.end(), is_it)) return;
    run.out.attempts.push_back({chosen, "not_set_up", "is assigned, but not among TROUPE_LLM_MODELS: the others are asked", 0});
}

std::vector<Seat const*> Chain::seats_for(Purpose const& purpose) const {
    auto const chosen = chosen_for(purpose);
    std::vector<Seat const*> seats;
    for (auto const& seat : parts_.seats) seats.push_back(&seat);
    std::stable_partition(seats.begin(), seats.end(), [&](auto const* seat) { return seat->model->name() == chosen; });
    return seats;
}

std::vector<std::string> Chain::order(Purpose const& purpose) const {
    std::vector<std::string> names;
    for (auto const* seat : seats_for(purpose)) names.emplace_back(seat->model->name());
    return names;
}

Asked Chain::ask(ChatRequest const& request, Purpose const& purpose, Patience& patience, std::stop_token stop) {
    Try run{request, purpose, patience, stop, {}, false, false, {}, 0};
    note_unlisted(run);
    for (auto const* seat : seats_for(purpose))
        if (ask_seat(run, *seat) || run.is_over) return std::move(run.out);
    bool const is_money = std::all_of(run.out.attempts.begin(), run.out.attempts.end(),
                                      [](auto const& attempt) { return attempt.trouble == "over_budget" || attempt.trouble == "not_set_up"; });
    run.out.error = {is_money ? ErrorCode::rate_limited : ErrorCode::unavailable, "no language model answered: " + summary(run.out.attempts)};
    return std::move(run.out);
}

/// True when it answered.
bool Chain::ask_seat(Try& run, Seat const& seat) {
    std::string const name(seat.model->name());
    if (auto known = parts_.cache.find(request_key(name, run.request), parts_.clock.now() - cache_lasts)) {
        run.out.answer = std::move(known);
        run.out.model = name;
        run.out.from_cache = true;
        return true;
    }
    for (int retry = 0;; ++retry) {
        if (retry > 0 && !wait_before_retry(run, name, retry)) return false;
        if (auto const rest = breaker_.rest(name); rest && !outlast(run, name, *rest)) return false;
        if (ask_once(run, seat)) return true;
        if (run.is_over || !run.may_retry) return false;
    }
}

/// Waits until the rest is over where the server named its end; false when the model is not to be asked now.
bool Chain::outlast(Try& run, std::string const& name, CircuitBreaker::Rest const& rest) {
    if (rest.is_asked_for && rest.left <= run.patience.waiting) return pause(run, name, rest.left);
    run.out.attempts.push_back({name, "resting", fmt::format("rests for {:.0f} s more ({})", rest.left.count(), rest.why), 0});
    return false;
}

/// False when there is no patience left, or we are stopped.
bool Chain::wait_before_retry(Try& run, std::string const& name, int retry) {
    auto const most = std::min(backoff_cap.count(), backoff_base.count() * static_cast<double>(1 << std::min(retry - 1, 10)));
    auto const jitter = Seconds(Random(parts_.id_bits()).uniform(0, most));
    auto const wait = run.retry_after.value_or(jitter);
    if (run.patience.retries <= 0 || wait > run.patience.waiting) return false;
    --run.patience.retries;
    return pause(run, name, wait);
}

/// Spends patience on waiting; false when stopped.
bool Chain::pause(Try& run, std::string const& name, Seconds wait) {
    run.patience.waiting -= wait;
    run.waited = wait.count();
    if (parts_.wait(wait, run.stop)) return true;
    run.is_over = true;
    run.out.error = {ErrorCode::cancelled, "stopped while waiting for " + name};
    return false;
}

/// Reserves the money, then calls.
bool Chain::ask_once(Try& run, Seat const& seat) {
    Reservation const reservation{make_id<ReservationTag>(parts_.clock.now(), parts_.id_bits),
                                  run.purpose.session,
                                  run.purpose.artist,
                                  run.purpose.task,
                                  std::string(seat.model->name()),
                                  most_cost(seat.price, run.request),
                                  parts_.clock.now()};
    if (auto const reserved = parts_.ledger.reserve(reservation, parts_.caps); !reserved) {
        run.out.attempts.push_back({reservation.model, "over_budget", reserved.error().message, 0});
        run.may_retry = false;
        return false;  // a cheaper model may still fit
    }
    return call(run, seat, reservation.id);
}

bool Chain::call(Try& run, Seat const& seat, ReservationId reservation) {
    std::string const name(seat.model->name());
    auto answer = seat.model->complete(run.request, run.stop);
    if (answer) {
        breaker_.succeeded(name);
        run.out.cost_micros = cost(seat.price, run.request, *answer);
        (void)parts_.ledger.settle(reservation, run.out.cost_micros);
        run.out.attempts.push_back({name, "", "answered", std::exchange(run.waited, 0)});
        if (answer->finish == Finish::complete) parts_.cache.keep(request_key(name, run.request), *answer, parts_.clock.now());
        run.out.answer = std::move(*answer);
        run.out.model = name;
        return true;
    }
    auto const& error = answer.error();
    if (is_free(error.trouble)) (void)parts_.ledger.settle(reservation, 0);
    breaker_.failed(name, error);
    run.out.attempts.push_back({name, json::enum_name(error.trouble), error.message, std::exchange(run.waited, 0)});
    run.may_retry = has_hope(error.trouble);
    run.retry_after = error.retry_after;
    if (error.trouble == Trouble::cancelled) {
        run.is_over = true;
        run.out.error = {ErrorCode::cancelled, error.message};
    }
    return false;
}

}  // namespace troupe::llm
