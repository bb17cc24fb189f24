#include "flow/plan_roster.hpp"

#include <algorithm>

#include "flow/create_artist.hpp"
#include "flow/make_plan.hpp"

namespace troupe::flow {
namespace {

Result<std::vector<planning::RosterMember>> active_members(Studio& studio) {
    std::vector<planning::RosterMember> members;
    for (auto const& artist : TRY(roster(studio))) {
        if (artist.state != artist::State::active && artist.state != artist::State::evolving) continue;
        planning::RosterMember member{artist.id, artist.profile, std::nullopt};
        auto plan = studio.plans.find_by_artist(artist.id);
        if (plan)
            member.plan = *std::move(plan);
        else if (plan.error().code != ErrorCode::not_found)
            return tl::unexpected(plan.error());
        members.push_back(std::move(member));
    }
    return members;
}

/// Empty while the release has no title of its own.
std::string known_title(planning::RosterMember const& member, int number) {
    if (member.plan)
        for (auto const& release : member.plan->releases)
            if (release.number == number && release.title_known) return release.title;
    return "";
}

/// Plans one artist anew around the dates that the roster gives.
Result<void> apply_to(Studio& studio, planning::RosterMember const& member, planning::RosterCalendar const& calendar) {
    auto const last = plus_days(calendar.first, 7 * calendar.weeks - 1);
    auto const today = TRY(local_date(studio.clock.now(), member.profile.audience.time_zone));
    int days = days_between(today, last) + 1;
    if (member.plan) days = std::max(days, days_between(today, plus_days(member.plan->start, member.plan->days)));
    GivenDates dates{.dates = {}, .no_more_before = plus_days(last, 1)};
    for (auto const& release : calendar.releases)
        if (release.artist_id == member.id && !release.fixed)
            dates.dates.push_back({release.number, known_title(member, release.number), release.date, {}, true});
    return keep_plan(studio, TRY(draft_plan(studio, {to_string(member.id), std::min(days, 3650), {}}, dates)));
}

}  // namespace

Result<RosterAnswer> plan_roster(Studio& studio, RosterRequest const& request) {
    auto const tables = TRY(planning::load_tables(studio.preferences.planning_tables));
    RosterAnswer answer;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto const members = TRY(active_members(studio));
        answer.artists = static_cast<int>(members.size());
        answer.calendar = TRY(planning::plan_roster(
            members, {.weeks = request.weeks, .at_least = request.releases, .now = studio.clock.now()}, tables));
        answer.applied = request.apply;
        if (request.apply)
            for (auto const& member : members) TRY(apply_to(studio, member, answer.calendar));
        return {};
    }));
    return answer;
}

}  // namespace troupe::flow
