#include "flow/observe.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace {

Result<void> check(ObservedDay const& day, TimePoint now) {
    if (days_between(date_of(now), day.date) > 1) return wrong_field("date", "lies in the future");
    if (text::trim(std::string_view(day.platform)).empty()) return wrong_field("platform", "is missing");
    auto const is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (day.territory.size() != 2 || !is_letter(day.territory[0]) || !is_letter(day.territory[1]))
        return wrong_field("territory", "expected two capital letters, as in DE, or ZZ for the whole world");
    if (day.streams < 0) return wrong_field("streams", "expected 0 or more");
    for (auto const& [name, count] :
         {std::pair("listeners", day.listeners), {"saves", day.saves}, {"skips", day.skips}, {"shares", day.shares}})
        if (count && *count < 0) return wrong_field(name, "expected 0 or more");
    return {};
}

}  // namespace

Result<feedback::ImportCount> observe(Studio& studio, ObservedDay const& day) {
    TRY(check(day, studio.clock.now()));
    auto const track = TRY(find_content_sketch(studio, day.content));
    if (track.kind != catalog::ContentKind::track)
        return wrong_field("content_id",
                           fmt::format("is a {}, and streams are counted for tracks", json::enum_name(track.kind)));
    feedback::Observation row;
    auto const platform = text::lower(text::trim(std::string_view(day.platform)));
    row.key = fmt::format("told/{}/{}/{}/{}", to_string(track.id), format_date(day.date), platform, day.territory);
    row.artist_id = to_string(track.artist);
    row.content_id = to_string(track.id);
    row.track = track.title;
    row.date = day.date;
    row.platform = platform;
    row.territory = day.territory;
    row.streams = day.streams;
    row.listeners = day.listeners;
    row.saves = day.saves;
    row.skips = day.skips;
    row.shares = day.shares;
    row.factors = track.factors;
    // What is told of a track stands for one file that never ends: a later word always counts.
    row.file_name = "told by a program";
    row.file_sha256 = sha256_hex("told/" + row.content_id);
    return studio.observations.import({row.file_sha256, row.file_name, studio.clock.now(), {row}, true});
}

}  // namespace troupe::flow
