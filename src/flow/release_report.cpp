#include "flow/release_report.hpp"

#include <algorithm>
#include <set>

#include "feedback/count_once.hpp"
#include "flow/content_files.hpp"
#include "flow/making.hpp"
#include "flow/release_checks.hpp"

namespace troupe::flow {
namespace {

using catalog::Content;
using feedback::Observation;

void note_tracks(Content const& content, std::map<std::string, Date>& days) {
    auto const release = release_of(content);
    auto const request = json::from_value<MakeRequest>(content.brief, json::Unknown::ignore);
    if (!release || !request) return;  // it is being made
    for (auto const& track : track_ids(*request)) {
        auto const [day, is_new] = days.try_emplace(track, release->release_date);
        if (!is_new) day->second = std::min(day->second, release->release_date);
    }
}

/// When each of the artist's tracks came out, by its release's date.
Result<std::map<std::string, Date>> release_days(Studio& studio, artist::ArtistId artist) {
    std::map<std::string, Date> days;
    catalog::ContentQuery query{.artist = artist, .kind = catalog::ContentKind::release, .limit = 500};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) note_tracks(content, days);
        query.after = page.next;
    } while (query.after);
    return days;
}

std::vector<StreamShare> sorted(std::map<std::string, std::int64_t> const& counts) {
    std::vector<StreamShare> shares;
    for (auto const& [name, streams] : counts) shares.push_back({name, streams});
    std::stable_sort(shares.begin(), shares.end(), [](StreamShare const& a, StreamShare const& b) { return a.streams > b.streams; });
    return shares;
}

/// `rows`: of the artist; `counted`: those of them that count.
TrackReport report_track(Content const& track, std::vector<Observation> const& rows, feedback::CountedOnce const& counted, std::map<std::string, Date> const& released) {
    TrackReport report;
    report.content_id = to_string(track.id);
    report.title = track.title;
    std::map<std::string, std::int64_t> platforms, countries;
    std::set<Date> days;
    for (auto const* row : counted.rows) {
        if (row->content_id != report.content_id) continue;
        if (report.first_day == Date{} || row->date < report.first_day) report.first_day = row->date;
        report.last_day = std::max(report.last_day, row->date);
        report.streams += row->streams;
        days.insert(row->date);
        platforms[row->platform] += row->streams;
        if (row->territory != "ZZ") countries[row->territory] += row->streams;
    }
    if (!days.empty()) report.days_missing = days_between(*days.begin(), *days.rbegin()) + 1 - static_cast<int>(days.size());
    auto const artificial = counted.artificial.find(report.content_id);
    report.rows_left_out = artificial == counted.artificial.end() ? 0 : artificial->second;
    report.platforms = sorted(platforms);
    report.countries = sorted(countries);
    report.standings = feedback::standings(rows, report.content_id, released);
    return report;
}

Result<std::vector<Conclusion>> conclusions_since(Studio& studio, artist::ArtistId artist, Date date) {
    std::vector<Conclusion> found;
    for (auto const& document : TRY(studio.artists.history(artist)))
        if (document.version.kind == artist::VersionKind::evolved && date_of(document.version.at) >= date)
            found.push_back({document.version.number, date_of(document.version.at), document.version.reason});
    return found;
}

Result<std::vector<Money>> money_of(Studio& studio, std::string const& artist, std::string const& title) {
    auto lines = TRY(report_money(studio, feedback::MoneyBy::release, artist));
    std::erase_if(lines, [&](Money const& line) { return line.key != title; });
    return lines;
}

}  // namespace

Result<ReleaseReport> report_release(Studio& studio, std::string const& id) {
    auto const content = TRY(find_release(studio, id));
    auto const release = TRY(release_of(content));
    auto const request = TRY(json::from_value<MakeRequest>(content.brief, json::Unknown::ignore));
    auto const artist = TRY(find_artist(studio, to_string(content.artist)));
    auto const rows = TRY(studio.observations.list_by_artist(to_string(content.artist)));
    auto const counted = feedback::count_once(rows);
    auto const released = TRY(release_days(studio, content.artist));
    ReleaseReport report;
    report.id = to_string(content.id);
    report.title = release.title;
    report.artist = artist.name();
    report.release_date = release.release_date;
    report.days_out = days_between(release.release_date, date_of(studio.clock.now()));
    for (auto const& track : track_ids(request)) {
        report.tracks.push_back(report_track(TRY(find_content(studio, track)), rows, counted, released));
        report.tracks.back().comments = feedback::mood_of(TRY(studio.listener_comments.list_by_content(report.tracks.back().content_id)));
    }
    report.money = TRY(money_of(studio, to_string(content.artist), release.title));
    report.conclusions = TRY(conclusions_since(studio, content.artist, release.release_date));
    report.text = tell(report);
    return report;
}

}  // namespace troupe::flow
