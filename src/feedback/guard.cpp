#include "feedback/guard.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace troupe::feedback {
namespace {

using Place = std::pair<std::string, std::string>;  ///< platform, territory

/// One track's streams, by day and place.
struct Track {
    std::map<Date, std::map<Place, std::int64_t>> days;
};

std::int64_t sum(std::map<Place, std::int64_t> const& day) {
    std::int64_t total = 0;
    for (auto const& [place, streams] : day) total += streams;
    return total;
}

std::string ratio_reason(Observation const& row, GuardSettings const& settings) {
    if (!row.listeners || row.streams < settings.least_streams) return "";
    if (*row.listeners == 0) return fmt::format("artificial: {} streams and no listener", row.streams);
    auto const ratio = static_cast<double>(row.streams) / static_cast<double>(*row.listeners);
    if (ratio <= settings.most_streams_per_listener) return "";
    return fmt::format("artificial: {:.0f} streams a listener on one day", ratio);
}

/// What a place brought on the days before `date`.
struct Usual {
    int days = 0;
    std::int64_t all = 0;
    std::int64_t here = 0;
};

Usual usual_before(Track const& track, Place const& place, Date date, std::set<std::pair<Date, Place>> const& sudden,
                   GuardSettings const& settings) {
    Usual usual;
    for (auto at = track.days.lower_bound(plus_days(date, -settings.history_days));
         at != track.days.end() && at->first < date; ++at) {
        ++usual.days;
        for (auto const& [other, streams] : at->second) {
            if (sudden.contains({at->first, other})) continue;  // yesterday's flood is not today's habit
            usual.all += streams;
            if (other == place) usual.here += streams;
        }
    }
    return usual;
}

/// Days and places where a track's streams came suddenly from one place alone.
std::set<std::pair<Date, Place>> sudden_places(Track const& track, GuardSettings const& settings) {
    std::set<std::pair<Date, Place>> found;
    for (auto const& [date, places] : track.days) {
        auto const total = sum(places);
        for (auto const& [place, streams] : places) {
            if (streams < settings.least_streams ||
                static_cast<double>(streams) < settings.sudden_share * static_cast<double>(total))
                continue;
            auto const usual = usual_before(track, place, date, found, settings);
            if (usual.days < settings.least_history_days || usual.all == 0) continue;
            auto const usual_share = static_cast<double>(usual.here) / static_cast<double>(usual.all);
            auto const usual_day = static_cast<double>(usual.here) / usual.days;
            if (usual_share <= settings.usual_share && static_cast<double>(streams) >= settings.times_usual * usual_day)
                found.insert({date, place});
        }
    }
    return found;
}

}  // namespace

std::vector<std::size_t> flag_artificial(std::vector<Observation>& rows, GuardSettings const& settings) {
    std::map<std::string, Track> tracks;
    for (auto const& row : rows) tracks[row.content_id].days[row.date][{row.platform, row.territory}] += row.streams;
    std::map<std::string, std::set<std::pair<Date, Place>>> sudden;
    for (auto const& [content, track] : tracks) sudden[content] = sudden_places(track, settings);

    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        auto flags = row.flags;
        std::erase_if(flags, [](std::string const& flag) { return flag.starts_with("artificial: "); });
        if (auto reason = ratio_reason(row, settings); !reason.empty()) flags.push_back(std::move(reason));
        if (sudden[row.content_id].contains({row.date, {row.platform, row.territory}}))
            flags.push_back(fmt::format("artificial: nearly all of the day's streams came suddenly from {} in {}",
                                        row.platform, row.territory));
        if (flags == row.flags) continue;
        row.flags = std::move(flags);
        changed.push_back(i);
    }
    return changed;
}

}  // namespace troupe::feedback
