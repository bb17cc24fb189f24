#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

/// What language models may cost, and what they did. Money is whole millionths of the installation's currency.
namespace troupe::llm {

using ReservationId = Id<struct ReservationTag>;

/// The hard limits. What is reserved counts as spent until it is settled.
struct Caps {
    std::int64_t day_micros = 5'000'000;     ///< of the whole installation, per day (UTC)
    std::int64_t artist_micros = 2'000'000;  ///< of one artist, per day
    std::int64_t task_micros = 500'000;      ///< of one session
};
BOOST_DESCRIBE_STRUCT(Caps, (), (day_micros, artist_micros, task_micros))

/// A call that is about to be made, at the most it can cost.
struct Reservation {
    ReservationId id;
    std::string session;
    std::string artist;  ///< empty: nobody's
    std::string task;
    std::string model;
    std::int64_t most_micros = 0;
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(Reservation, (), (id, session, artist, task, model, most_micros, at))

/// What was spent in some respect on some day.
struct Spending {
    std::string day;  ///< "2026-11-22"
    std::string task;
    std::string model;
    std::int64_t calls = 0;
    std::int64_t micros = 0;
};
BOOST_DESCRIBE_STRUCT(Spending, (), (day, task, model, calls, micros))

/// Port: the books. Adapters: storage (SQL), testing (memory). Every call may fail with unavailable.
class Ledger {
public:
    virtual ~Ledger() = default;
    /// Writes the reservation down if every cap still holds with it, at once with looking, whoever else reserves.
    /// Error: rate_limited naming the cap, what is spent and what it would take.
    virtual Result<void> reserve(Reservation const& reservation, Caps const& caps) = 0;
    /// What it did cost. A reservation that is never settled (a crash, a dropped connection) stays counted in full.
    /// Error: not_found.
    virtual Result<void> settle(ReservationId id, std::int64_t micros) = 0;
    /// By day, task and model, newest day first. `from` and `to` are days, both included.
    virtual Result<std::vector<Spending>> spending(std::string const& from, std::string const& to) = 0;
    /// Of one session, settled or not.
    virtual Result<std::int64_t> spent_by_session(std::string const& session) = 0;
};

/// The error of a cap that does not hold: "the day's cap of 5.00 is reached: ..". `spent + most > cap`.
[[nodiscard]] tl::unexpected<Error> over_cap(std::string const& which, std::int64_t spent, std::int64_t most,
                                             std::int64_t cap);
[[nodiscard]] std::string format_money(std::int64_t micros);  ///< "0.0123"

}  // namespace troupe::llm
