#include "providers/trend_sources/impl/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

constexpr std::size_t most_name_bytes = 200;

/// Marks that turn a line round, are not seen, or end it.
bool is_shown(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
    return !((c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
             c == 0xFEFF || c == 0xAD || (c >= 0xE0000 && c <= 0xE0FFF));
}

std::string cut(std::string text) {
    if (text.size() <= most_name_bytes) return text;
    static constexpr std::string_view ellipsis = "…";
    auto end = most_name_bytes - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return std::string(text::trim(std::string_view(text))) + std::string(ellipsis);
}

std::optional<int> whole(std::string_view text) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<Date> valid(int year, int month, int day) {
    if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
    Date const date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                    std::chrono::day(static_cast<unsigned>(day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// "22 Nov 2026" anywhere in it, as mails have it.
std::optional<Date> date_of_mail(std::string_view text) {
    static constexpr std::string_view months = "jan feb mar apr may jun jul aug sep oct nov dec ";
    auto const words = text::words(text);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        auto const month = words[i + 1].size() == 3 ? months.find(words[i + 1] + " ") : std::string_view::npos;
        auto const day = whole(words[i]), year = whole(words[i + 2]);
        if (month != std::string_view::npos && month % 4 == 0 && day && year)
            return valid(*year, static_cast<int>(month / 4) + 1, *day);
    }
    return std::nullopt;
}

}  // namespace

std::string name_of(std::string_view text) {
    std::u32string plain;
    for (auto const c : text::decode(text.substr(0, 4000))) {
        auto const is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
        if (is_blank && (plain.empty() || plain.back() == ' ')) continue;
        if (is_blank)
            plain += U' ';
        else if (is_shown(c))
            plain += c;
    }
    while (!plain.empty() && plain.back() == ' ') plain.pop_back();
    return cut(text::encode(plain));
}

std::string name_of(json::Value const* value) { return name_of(providers::impl::text(value)); }

std::string song_name(std::string const& artist, std::string const& title) {
    return artist.empty() || title.empty() ? std::string() : cut(artist + " - " + title);
}

std::optional<double> number_in(json::Value const* value) {
    if (auto const number = providers::impl::count(value)) return static_cast<double>(*number);
    auto const digits = providers::impl::text(value);
    if (digits.empty() || digits.size() > 13 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number <= static_cast<std::int64_t>(trends::largest_value) ? std::optional(static_cast<double>(number))
                                                                      : std::nullopt;
}

std::optional<Date> date_in(std::string_view text) {
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        auto const date = parse_date(text.substr(0, 10));
        return date ? std::optional(*date) : std::nullopt;
    }
    if ((text.size() == 8 || text.size() == 10) && whole(text.substr(0, 8))) {
        auto const year = whole(text.substr(0, 4)), month = whole(text.substr(4, 2)), day = whole(text.substr(6, 2));
        return year && month && day ? valid(*year, *month, *day) : std::nullopt;
    }
    return date_of_mail(text.substr(0, 80));
}

double* Chart::slot(trends::Kind kind, std::string const& name, std::string const& measure, bool& is_new) {
    trends::Reading reading;
    reading.kind = kind;
    reading.name = name;
    reading.platform = place_.platform;
    reading.country = place_.country;
    reading.grain = place_.grain;
    reading.measure = measure;
    reading.date = place_.date;
    // As the store will know it: "Drill" and "drill" are one genre.
    trends::SeriesKey key = reading;
    if (kind != trends::Kind::artist && kind != trends::Kind::song) key.name = text::lower(name);
    auto const [found, inserted] = known_.try_emplace(key, readings_.size());
    is_new = inserted;
    if (inserted) readings_.push_back(std::move(reading));
    return &readings_[found->second].value;
}

void Chart::add(trends::Kind kind, std::string const& name, std::string const& measure, std::optional<double> value) {
    if (name.empty() || !value) return;
    bool is_new = false;
    auto* const at = slot(kind, name, measure, is_new);
    if (is_new) *at = *value;
}

void Chart::sum(trends::Kind kind, std::string const& name, std::string const& measure, double value) {
    if (name.empty() || !(value > 0)) return;
    bool is_new = false;
    *slot(kind, name, measure, is_new) += value;
}

void Chart::share(trends::Kind kind, std::string const& measure) {
    auto const is_meant = [&](trends::Reading const& each) { return each.kind == kind && each.measure == measure; };
    double all = 0;
    for (auto const& each : readings_) all += is_meant(each) ? each.value : 0;
    for (auto& each : readings_)
        if (is_meant(each)) each.value /= all;
}

Result<Read> Chart::done(std::size_t entries) {
    if (static_cast<std::size_t>(left_out_) * 2 > entries)
        return changed(fmt::format("{} of {} entries cannot be read", left_out_, entries));
    Read read;
    read.readings = std::move(readings_);
    read.left_out = left_out_;
    return read;
}

tl::unexpected<Error> changed(std::string const& what) {
    return fail(
        ErrorCode::bad_response,
        fmt::format("its answer has another form than expected ({}): nothing is reported until Troupe knows it", what));
}

Result<json::Array const*> list_in(json::Value const* value, std::string const& where) {
    auto const* list = value == nullptr ? nullptr : value->if_array();
    if (list == nullptr) return changed("no list " + where);
    return list;
}

}  // namespace troupe::providers::trend_sources::impl
