#include "base/time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <mutex>

#include "base/text.hpp"

namespace troupe {
namespace {

using namespace std::chrono;

Result<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    if (text.size() < at + count) return fail(ErrorCode::invalid_input, "too short");
    for (auto c : text.substr(at, count))
        if (!std::isdigit(static_cast<unsigned char>(c))) return fail(ErrorCode::invalid_input, "not a number");
    std::from_chars(text.data() + at, text.data() + at + count, value);
    return value;
}

Error bad_date(std::string_view text) {
    return {ErrorCode::invalid_input, fmt::format("'{}' is no date: write it like 2026-11-27", text.substr(0, 40))};
}

Error bad_time(std::string_view text) {
    return {ErrorCode::invalid_input, fmt::format("'{}' is no time: write it like 2026-11-27T09:30:00Z", text.substr(0, 40))};
}

Result<date::time_zone const*> find_zone(std::string const& zone) {
    // The library reads the zone database on first use and is not said to be safe while it does.
    static std::mutex first_use;
    std::lock_guard const lock(first_use);
    try {
        return date::locate_zone(zone);
    } catch (std::exception const&) {
        return fail(ErrorCode::invalid_input,
                    fmt::format("'{}' is no time zone: use a name like Europe/Berlin or UTC", text::excerpt(zone)));
    }
}

}  // namespace

TimePoint SystemClock::now() const { return time_point_cast<milliseconds>(system_clock::now()); }

std::string format_date(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string format_time(TimePoint time) {
    auto const day = floor<days>(time);
    hh_mm_ss const clock{time - day};
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(Date{day}), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

Result<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return tl::unexpected(bad_date(text));
    auto const y = digits(text, 0, 4);
    auto const m = digits(text, 5, 2);
    auto const d = digits(text, 8, 2);
    if (!y || !m || !d) return tl::unexpected(bad_date(text));
    Date const date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok() || *y < 1970 || *y > 2200) return tl::unexpected(bad_date(text));
    return date;
}

Result<TimePoint> parse_time(std::string_view text) {
    auto const date = parse_date(text.substr(0, 10));
    if (!date || text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
        return tl::unexpected(bad_time(text));
    auto const h = digits(text, 11, 2);
    auto const m = digits(text, 14, 2);
    auto const s = digits(text, 17, 2);
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) return tl::unexpected(bad_time(text));
    int fraction = 0;
    if (text.size() > 20) {
        auto const ms = digits(text, 20, 3);
        if (text.size() != 24 || text[19] != '.' || !ms) return tl::unexpected(bad_time(text));
        fraction = *ms;
    }
    return TimePoint{sys_days{*date}} + hours{*h} + minutes{*m} + seconds{*s} + milliseconds{fraction};
}

Date date_of(TimePoint time) { return Date{floor<days>(time)}; }

Date plus_days(Date date, int count) { return Date{sys_days{date} + days{count}}; }

int days_between(Date from, Date to) { return static_cast<int>((sys_days{to} - sys_days{from}).count()); }

Result<TimePoint> at_local(Date date, int minute_of_day, std::string const& zone) {
    auto const* place = TRY(find_zone(zone));
    date::local_seconds const local{local_days{date}.time_since_epoch() + minutes{minute_of_day}};
    return time_point_cast<milliseconds>(place->to_sys(local, date::choose::earliest));
}

Result<std::string> format_local(TimePoint time, std::string const& zone) {
    auto const* place = TRY(find_zone(zone));
    auto const info = place->get_info(floor<seconds>(time));
    auto const shifted = format_time(time + duration_cast<milliseconds>(info.offset));
    auto const offset = duration_cast<minutes>(info.offset).count();
    auto const magnitude = offset < 0 ? -offset : offset;
    return fmt::format("{}{}{:02}:{:02}", shifted.substr(0, 19), offset < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
}

Result<Date> local_date(TimePoint time, std::string const& zone) {
    auto const* place = TRY(find_zone(zone));
    auto const info = place->get_info(floor<seconds>(time));
    return date_of(time + duration_cast<milliseconds>(info.offset));
}

}  // namespace troupe
