#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "feedback/statement.hpp"

/// What stores call things, and what we call them.
namespace troupe::feedback::impl {

/// Lower case, letters and digits alone: "# Units Sold" is "unitssold". UTF-8 beyond ASCII stays.
[[nodiscard]] std::string folded(std::string_view text);

/// ISO 3166-1 alpha-2 of a code or a country's English name; ZZ for worldwide and for what is empty or unknown to the
/// store itself ("XX", "OU"). Nothing for what is neither.
[[nodiscard]] std::optional<std::string> find_territory(std::string_view raw);

/// "spotify" for "Spotify AB"; the lower-case text for what data/feedback/platforms.json does not list.
[[nodiscard]] std::string platform_named(std::string_view raw);

/// The kind of use by DDEX's allowed values, as in ("SubscriptionModel", "OnDemandStream").
[[nodiscard]] UseType use_of(std::string_view commercial_model, std::string_view use_type);

/// "DEXX12600001" for "de-xx1-26-00001"; empty when it is no ISRC (ISO 3901).
[[nodiscard]] std::string as_isrc(std::string_view text);
/// 8 to 14 digits, without spaces and dashes; empty when it is none.
[[nodiscard]] std::string as_upc(std::string_view text);

struct Period {
    Date first{};
    Date last{};
    Granularity granularity = Granularity::day;
};
/// By a pattern of yyyy, yy, mm, m, dd, d, mon (English, three letters), other characters as they are, and * for whatever
/// follows. Without a day it is the whole month.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text, std::string_view pattern);
/// The period from day to day: a day, a month or a quarter where it is just that.
[[nodiscard]] Period period_between(Date first, Date last);
/// "2026-03-07", "2026-03", "2026-Q1", "2026-03-01--2026-03-15".
[[nodiscard]] std::string period_name(Period const& period);
[[nodiscard]] Period month_of(Date day);

}  // namespace troupe::feedback::impl
