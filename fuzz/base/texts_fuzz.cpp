// The small readings of text: what is read is written back as it was, and what is made fit for names and messages is.
#include <algorithm>

#include "base/base64.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "demand.hpp"

using namespace troupe;

namespace {

void check_codes(std::string_view text) {
    demand(parse_base64(base64(text)) == std::string(text));
    if (auto const bytes = parse_base64(text)) demand(base64(*bytes) == text);
    if (auto const id = parse_id<struct AnyTag>(text)) demand(parse_id<struct AnyTag>(to_string(*id)) == *id);
}

void check_times(std::string_view text) {
    if (auto const date = parse_date(text)) demand(format_date(*date) == text);
    if (auto const time = parse_time(text)) demand(parse_time(format_time(*time)) == *time);
    std::string const zone(text);
    TimePoint const noon{std::chrono::hours(12)};
    auto const shown = format_local(noon, zone);
    auto const found = at_local(Date(std::chrono::year(2026) / 3 / 29), 150, zone);
    demand(shown.has_value() == found.has_value());
    if (!shown) demand_refusal(shown.error());
}

void check_words(std::string_view text) {
    demand(text::is_valid_utf8(text::encode(text::decode(text))));
    if (text::is_valid_utf8(text)) demand(text::encode(text::decode(text)) == text && text::length(text) == text::decode(text).size());
    auto const slug = text::slug(text);
    auto const is_plain = [](char c) { return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    demand(!slug.empty() && slug.size() <= 60 && slug.front() != '-' && slug.back() != '-');
    demand(std::all_of(slug.begin(), slug.end(), is_plain) && text::slug(slug) == slug);
    auto const excerpt = text::excerpt(text, 60);
    demand(text::is_valid_utf8(excerpt) && text::length(excerpt) <= 60);
    demand_one_line(excerpt);
    demand(text::escape_xml(text).find_first_of("<>\"'") == std::string::npos);
    demand(text::join(text::split(text, ','), ",") == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    check_codes(text);
    check_times(text);
    check_words(text);
    return 0;
}
