#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;  ///< UTC
using Date = std::chrono::year_month_day;

/// Where the time comes from. Passed in, so that every run and every test repeats.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override;
};

/// Stands still until told otherwise.
class FixedClock final : public Clock {
public:
    explicit FixedClock(TimePoint at) : at_(at) {}
    [[nodiscard]] TimePoint now() const override { return at_; }
    void set(TimePoint at) { at_ = at; }

private:
    TimePoint at_;
};

[[nodiscard]] std::string format_time(TimePoint time);  ///< "2026-11-22T08:30:00.000Z"
[[nodiscard]] std::string format_date(Date date);       ///< "2026-11-22"

/// Reads "2026-11-22", a day of the calendar between 1970 and 2200. Error: invalid_input.
[[nodiscard]] Result<Date> parse_date(std::string_view text);
/// Reads what `format_time` writes, with or without the fraction. Error: invalid_input.
[[nodiscard]] Result<TimePoint> parse_time(std::string_view text);

[[nodiscard]] Date date_of(TimePoint time);  ///< in UTC
[[nodiscard]] Date plus_days(Date date, int days);
[[nodiscard]] int days_between(Date from, Date to);  ///< negative when `to` is earlier

/// The instant at which clocks in `zone` ("Europe/Berlin") show `minute_of_day` on `date`. A time that a switch to
/// summer time skips becomes the first one after it; of one that comes twice the first. Error: invalid_input.
[[nodiscard]] Result<TimePoint> at_local(Date date, int minute_of_day, std::string const& zone);
/// What clocks in `zone` show at `time`: "2026-11-22T09:30:00+01:00". Error: invalid_input (unknown zone).
[[nodiscard]] Result<std::string> format_local(TimePoint time, std::string const& zone);
[[nodiscard]] Result<Date> local_date(TimePoint time, std::string const& zone);

}  // namespace troupe
