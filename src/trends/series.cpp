#include "trends/series.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/territory.hpp"
#include "base/text.hpp"

namespace troupe::trends {
namespace {

Result<std::string> short_text(std::string field, std::string const& raw, std::size_t most) {
    auto text = std::string(text::trim(raw));
    if (text.empty()) return wrong_field(std::move(field), "is empty, say what it is");
    if (text.size() > most) return wrong_field(std::move(field), fmt::format("longer than {} bytes, shorten it", most));
    if (!text::is_valid_utf8(text)) return wrong_field(std::move(field), "is not UTF-8, save it as UTF-8");
    for (char const c : text)
        if (static_cast<unsigned char>(c) < 0x20)
            return wrong_field(std::move(field), "holds a control character, remove it");
    return text;
}

Result<std::string> country_of(std::string const& raw) {
    std::string code;
    for (char const c : text::trim(raw)) code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (code.empty() || code == "ZZ" || code == "WORLDWIDE") return std::string("ZZ");
    if (!is_territory(code))
        return wrong_field(
            "country", fmt::format("\"{}\" is no country code, use ISO 3166-1 alpha-2 such as DE, or ZZ for worldwide",
                                   text::excerpt(code, 20)));
    return code;
}

Result<double> plausible(double value) {
    if (!std::isfinite(value)) return wrong_field("value", "is no number, leave the row out when nothing was reported");
    if (value < 0) return wrong_field("value", fmt::format("{} is negative, a count is 0 or more", value));
    if (value > largest_value)
        return wrong_field("value", fmt::format("{} is absurd, at most {} in one day or week", value, largest_value));
    return std::round(value * 1e6) / 1e6;
}

Date monday_of(Date date) {
    auto const day = std::chrono::sys_days(date);
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

}  // namespace

ReadingKey key_of(Reading const& reading) {
    return {static_cast<SeriesKey const&>(reading), reading.date, reading.source};
}

Result<Reading> checked(Reading reading, TimePoint now) {
    reading.name = TRY(short_text("name", reading.name, 200));
    reading.platform = text::lower(TRY(short_text("platform", reading.platform, 80)));
    reading.measure = text::lower(TRY(short_text("measure", reading.measure, 80)));
    reading.source = text::lower(TRY(short_text("source", reading.source, 80)));
    reading.licence = TRY(short_text("licence", reading.licence, 200));
    reading.country = TRY(country_of(reading.country));
    reading.value = TRY(plausible(reading.value));
    if (reading.kind == Kind::hashtag && reading.name.front() == '#') reading.name.erase(0, 1);
    if (reading.name.empty()) return wrong_field("name", "is a # alone, say which hashtag");
    if (reading.kind != Kind::artist && reading.kind != Kind::song) reading.name = text::lower(reading.name);
    if (!reading.date.ok() || reading.date.year() < std::chrono::year(1970))
        return wrong_field("date", "is no day since 1970, write 2026-11-22");
    if (reading.grain == Grain::week) reading.date = monday_of(reading.date);
    if (reading.date > date_of(now))
        return wrong_field(
            "date", fmt::format("{} lies ahead, check the clock of whoever wrote it", format_date(reading.date)));
    if (reading.retrieved > now + std::chrono::hours(24))
        return wrong_field("retrieved", fmt::format("{} lies ahead, check the clock of whoever took it",
                                                    format_time(reading.retrieved)));
    return reading;
}

}  // namespace troupe::trends
