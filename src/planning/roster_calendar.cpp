#include "planning/roster_calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "planning/impl/cast.hpp"
#include "planning/impl/release_dates.hpp"

namespace troupe::planning {
namespace {

/// An artist in the problem, and what its songs and fixed weeks are called.
struct Entry {
    RosterMember const* member = nullptr;
    std::vector<PlannedRelease> songs;  ///< number 0: to come
    std::vector<PlannedRelease> fixed;
    std::string genre;
};

class RosterDesk {
public:
    RosterDesk(std::vector<RosterMember> const& members, RosterQuestion const& question, Tables const& tables)
        : members_(members), question_(question), tables_(tables) {
        auto const weeks = static_cast<std::size_t>(question.weeks);
        problem_.weeks = question.weeks;
        problem_.min_gap_weeks = tables.rules.min_gap_weeks;
        problem_.first = impl::friday_from(date_of(question.now));
        problem_.team_capacity.assign(weeks, tables.constraints.team_releases_per_week);
        for (int week = 0; week < question.weeks; ++week)
            problem_.season.push_back(impl::season_factor(tables.rules, friday(week)) *
                                      std::pow(tables.rules.weekly_discount, week));
    }

    Result<RosterCalendar> run() {
        for (auto const& member : members_) TRY(add(member));
        auto const plan = TRY(solve_roster(problem_));
        RosterCalendar calendar{.first = problem_.first,
                                .weeks = question_.weeks,
                                .releases = {},
                                .value = plan.value,
                                .bound = plan.bound,
                                .gap_percent = 100 * plan.gap(),
                                .proven = plan.proven,
                                .notes = plan.notes};
        for (std::size_t i = 0; i < entries_.size(); ++i) list(entries_[i], plan.weeks[i], calendar);
        std::sort(calendar.releases.begin(), calendar.releases.end(), [](auto const& a, auto const& b) {
            return std::tie(a.date, a.artist, a.number) < std::tie(b.date, b.artist, b.number);
        });
        return calendar;
    }

private:
    [[nodiscard]] Date friday(int week) const { return plus_days(problem_.first, 7 * week); }
    /// The week whose Friday is nearest.
    [[nodiscard]] int week_of(Date date) const {
        int const days = days_between(problem_.first, date) + 3;
        return days >= 0 ? days / 7 : -((-days + 6) / 7);
    }

    int genre_of(std::string const& name) {
        auto const found = std::find(problem_.genres.begin(), problem_.genres.end(), name);
        if (found != problem_.genres.end()) return static_cast<int>(found - problem_.genres.begin());
        auto const weeks = static_cast<std::size_t>(question_.weeks);
        problem_.genres.push_back(name);
        problem_.genre_value.emplace_back(weeks, 1);
        problem_.genre_capacity.emplace_back(weeks, tables_.constraints.genre_releases_per_week);
        return static_cast<int>(problem_.genres.size()) - 1;
    }

    [[nodiscard]] bool stays(Plan const& plan, PlannedRelease const& release, Date today) const {
        bool const under_way = days_between(today, release.date) < tables_.lead_days();
        return release.fixed || under_way || std::any_of(plan.items.begin(), plan.items.end(), [&](auto const& item) {
                   return item.release == release.number && (item.locked || item.state == ItemState::published);
               });
    }

    Result<void> add(RosterMember const& member) {
        std::vector<std::string> notes;
        auto const habits = impl::read_habits(member.profile, tables_, notes);
        if (!habits) return within(member.profile.core.name, habits.error());
        auto const today = TRY(local_date(question_.now, habits->zone));
        Entry entry{.member = &member, .songs = {}, .fixed = {}, .genre = {}};
        auto const& genres = member.profile.style.genres;
        entry.genre = genres.empty() ? "no genre" : genres.front().name;
        RosterArtist artist{.name = member.profile.core.name, .genre = genre_of(entry.genre)};
        artist.gap_value = impl::gap_table(tables_.rules, habits->gap_weeks, std::max(question_.weeks, 14));
        sort_releases(entry, artist, today);
        add_songs_to_come(entry, artist, habits->gap_weeks);
        set_weeks(artist, member.profile);
        bool const is_first = entry.fixed.empty() && !artist.previous_week;
        int const lead =
            is_first ? std::max(tables_.lead_days(), tables_.rules.comfortable_first_days) : tables_.lead_days();
        int const ready = std::max(0, (days_between(problem_.first, plus_days(today, lead)) + 6) / 7);
        artist.songs.assign(entry.songs.size(), RosterSong{.value = 1, .ready_week = ready});
        auto const standing = static_cast<int>(artist.fixed_weeks.size());
        artist.at_least = static_cast<std::size_t>(std::max(0, question_.at_least - standing));
        problem_.artists.push_back(std::move(artist));
        entries_.push_back(std::move(entry));
        return {};
    }

    void sort_releases(Entry& entry, RosterArtist& artist, Date today) const {
        if (!entry.member->plan) return;
        std::set<int> fixed;
        for (auto const& release : entry.member->plan->releases) {
            int const week = week_of(release.date);
            if (week < 0) {
                artist.previous_week = std::max(artist.previous_week.value_or(week), week);
            } else if (week >= question_.weeks) {
                continue;
            } else if (stays(*entry.member->plan, release, today)) {
                entry.fixed.push_back(release);
                fixed.insert(week);
            } else {
                entry.songs.push_back(release);
            }
        }
        artist.fixed_weeks.assign(fixed.begin(), fixed.end());
    }

    /// As many as the rhythm has room for, and no fewer than are asked for.
    void add_songs_to_come(Entry& entry, RosterArtist const& artist, double gap_weeks) const {
        auto const room = 1 + static_cast<int>(question_.weeks / gap_weeks);
        auto const wanted = std::max(room, question_.at_least) - static_cast<int>(artist.fixed_weeks.size());
        while (static_cast<int>(entry.songs.size()) < wanted) entry.songs.emplace_back();
    }

    void set_weeks(RosterArtist& artist, artist::Profile const& profile) const {
        auto markets = profile.audience.territories;
        markets.resize(std::min<std::size_t>(markets.size(), 3));
        for (int week = 0; week < question_.weeks; ++week) {
            artist.week_factor.push_back(holiday_factor(tables_.constraints, markets, friday(week)));
            for (auto const& period : tables_.constraints.quiet_periods)
                if (concerns(period, profile.core.name) && period.from <= friday(week) && friday(week) <= period.to) {
                    artist.closed_weeks.push_back(week);
                    break;
                }
        }
    }

    void list(Entry const& entry, std::vector<int> const& weeks, RosterCalendar& calendar) const {
        auto const& name = entry.member->profile.core.name;
        auto const add_one = [&](PlannedRelease const& release, Date date, bool fixed) {
            auto title = release.title.empty() ? "to come" : release.title;
            std::optional<Date> was;
            if (release.number > 0 && release.date != date) was = release.date;
            calendar.releases.push_back({entry.member->id, name, entry.genre, release.number, title, date, was, fixed});
        };
        for (auto const& release : entry.fixed) add_one(release, release.date, true);
        for (std::size_t song = 0; song < weeks.size(); ++song) add_one(entry.songs[song], friday(weeks[song]), false);
        std::size_t left_out = 0;
        for (auto song = weeks.size(); song < entry.songs.size(); ++song)
            left_out += entry.songs[song].number > 0 ? 1 : 0;
        if (left_out > 0)
            calendar.notes.push_back(
                fmt::format("{}: {} planned releases find no week until {}; raise a capacity or plan "
                            "more weeks.",
                            name, left_out, format_date(friday(question_.weeks - 1))));
    }

    std::vector<RosterMember> const& members_;
    RosterQuestion const& question_;
    Tables const& tables_;
    RosterProblem problem_;
    std::vector<Entry> entries_;
};

}  // namespace

Result<RosterCalendar> plan_roster(std::vector<RosterMember> const& members, RosterQuestion const& question,
                                   Tables const& tables) {
    if (question.weeks < 1 || question.weeks > 104)
        return fail(ErrorCode::invalid_input, fmt::format("weeks: {} is outside 1 to 104", question.weeks));
    if (question.at_least < 0 || question.at_least > 35)
        return fail(ErrorCode::invalid_input, fmt::format("releases: {} is outside 0 to 35", question.at_least));
    return RosterDesk(members, question, tables).run();
}

}  // namespace troupe::planning
