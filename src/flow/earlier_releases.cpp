#include "flow/earlier_releases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "flow/release_checks.hpp"
#include "flow/release_codes.hpp"

namespace troupe::flow {
namespace {

constexpr int store_days = 28;
constexpr int most_weeks = 520;

Date first_friday(Date today) {
    std::chrono::weekday const day{std::chrono::sys_days{today}};
    return plus_days(today, store_days + static_cast<int>((std::chrono::Friday - day).count()));
}

/// Every release of the artist that still counts.
template <class Do>
Result<void> for_releases(Studio& studio, artist::ArtistId artist, Do const& act) {
    catalog::ContentQuery query{.artist = artist, .kind = catalog::ContentKind::release, .limit = 200};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            using State = catalog::ContentState;
            if (content.state == State::rejected || content.state == State::failed) continue;
            if (auto const release = release_of(content)) TRY(act(content, *release));
        }
        query.after = page.next;
    } while (query.after);
    return {};
}

Result<Date> free_friday(Studio& studio, artist::ArtistId artist,
                         std::vector<planning::PlannedRelease> const& planned) {
    std::set<std::chrono::sys_days> taken;
    for (auto const& release : planned) taken.insert(release.date);
    TRY(for_releases(studio, artist,
                     [&](catalog::Content const&, distribution::Release const& release) -> Result<void> {
                         taken.insert(release.release_date);
                         return {};
                     }));
    auto day = first_friday(date_of(studio.clock.now()));
    for (int week = 0; week < most_weeks && taken.contains(day); ++week) day = plus_days(day, 7);
    return day;
}

}  // namespace

Result<Date> release_day(Making const& making) {
    auto const& request = making.request;
    auto const artist = TRY(parse_id<artist::ArtistTag>(request.artist));
    auto const plan = making.studio.plans.find_by_artist(artist);
    if (!plan && plan.error().code != ErrorCode::not_found) return tl::unexpected(plan.error());
    bool const is_beside_the_plan = !request.tracks.empty() && !request.release;
    if (is_beside_the_plan)
        return free_friday(making.studio, artist, plan ? plan->releases : std::vector<planning::PlannedRelease>());
    if (plan)
        for (auto const& release : plan->releases)
            if (release.number == request.release.value_or(1)) return release.date;
    return first_friday(date_of(making.studio.clock.now()));
}

Result<distribution::Release> with_known_isrcs(Studio& studio, artist::ArtistId artist, distribution::Release release,
                                               std::vector<std::string> const& recordings) {
    std::map<std::string, distribution::Code> known;
    TRY(for_releases(studio, artist,
                     [&](catalog::Content const& content, distribution::Release const& other) -> Result<void> {
                         auto const theirs = recordings_of(other, measured_of(content).value_or(MeasuredRelease{}));
                         for (std::size_t i = 0; i < theirs.size(); ++i)
                             if (auto const& code = other.tracks[i].isrc; !code.value.empty())
                                 known[theirs[i]] = {code.value, distribution::CodeStatus::external,
                                                     fmt::format("as on \"{}\"", other.title)};
                         return {};
                     }));
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        if (auto const found = known.find(recordings[i]); found != known.end() && release.tracks[i].isrc.value.empty())
            release.tracks[i].isrc = found->second;
    return release;
}

}  // namespace troupe::flow
