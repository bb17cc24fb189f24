#include "planning/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "planning/impl/builder.hpp"
#include "planning/impl/release_dates.hpp"

namespace troupe::planning {
namespace {

constexpr int most_days = 3650;

Result<void> check(PlanRequest const& request, std::string const& zone) {
    if (request.days < 1 || request.days > most_days)
        return fail(ErrorCode::invalid_input, fmt::format("days: {} is outside 1 to {}", request.days, most_days));
    if (!request.start.ok())
        return fail(ErrorCode::invalid_input, "start: no day of the calendar, write it like 2026-11-27");
    if (request.at_least && (*request.at_least < 0 || *request.at_least > most_days / 7))
        return fail(ErrorCode::invalid_input,
                    fmt::format("releases: {} is outside 0 to {}", *request.at_least, most_days / 7));
    auto const today = TRY(local_date(request.now, zone));
    if (plus_days(request.start, request.days - 1) < today)
        return fail(ErrorCode::invalid_input,
                    fmt::format("start: a calendar of {} days from {} is over already, today is {}", request.days,
                                format_date(request.start), format_date(today)));
    for (auto const& each : request.disclosures) {
        auto const& facts = request.profile.story.facts;
        bool const known =
            std::any_of(facts.begin(), facts.end(), [&](auto const& fact) { return fact.id == each.fact_id; });
        if (!known && each.text.empty())
            return fail(ErrorCode::invalid_input,
                        fmt::format("disclosures: the artist has no fact '{}' and no text is given", each.fact_id));
    }
    return {};
}

/// Releases that nothing moves, by date: what is out or announced, and those of kept items of an earlier plan.
/// A release that is nearer than the lead time is under way, and stays, too.
std::vector<ExistingRelease> dated_releases(PlanRequest const& request, Tables const& tables, Date today) {
    std::vector<ExistingRelease> dated;
    for (auto const& each : request.existing)
        if (each.date) dated.push_back(each);
    if (request.previous) {
        for (auto const& release : request.previous->releases) {
            auto const& items = request.previous->items;
            bool const under_way = today <= release.date && days_between(today, release.date) < tables.lead_days();
            bool const kept =
                under_way || std::any_of(items.begin(), items.end(), [&](PlanItem const& item) {
                    return item.release == release.number && (item.locked || item.state == ItemState::published);
                });
            bool const listed = std::any_of(dated.begin(), dated.end(), [&](ExistingRelease const& each) {
                return each.date == release.date || (each.content_id && each.content_id == release.content_id) ||
                       (each.number > 0 && each.number == release.number);
            });
            if (kept && !listed)
                dated.push_back(
                    {release.number, release.title_known ? release.title : "", release.date, release.content_id});
        }
    }
    std::stable_sort(dated.begin(), dated.end(), [](auto const& a, auto const& b) { return a.date < b.date; });
    return dated;
}

/// The first day on which a new release may come out: four weeks ahead where the calendar allows it, else as late as it
/// does, and never within the lead time.
Date first_release_day(impl::Builder& builder, bool is_first, Date today) {
    auto const& rules = builder.tables.rules;
    auto const from = std::max(builder.plan.start, today);
    auto const lead = builder.tables.lead_days();
    auto const earliest = plus_days(from, lead);
    auto const comfortable = impl::friday_from(plus_days(from, std::max(rules.comfortable_first_days, lead)));
    if (!is_first) return earliest;
    if (comfortable <= builder.last()) return comfortable;
    auto date = impl::friday_from(earliest);
    while (plus_days(date, 7) <= builder.last()) date = plus_days(date, 7);
    bool const is_alone = date <= builder.last() && dated_releases(builder.request, builder.tables, today).empty();
    if (is_alone)
        builder.plan.notes.push_back(
            fmt::format("The first release has {} days of lead time: {} are better for editors and profiles, which a "
                        "calendar until {} would allow.",
                        days_between(from, date), rules.comfortable_first_days, format_date(comfortable)));
    return date;
}

PlannedRelease planned(Tables const& tables, Date date, bool fixed) {
    PlannedRelease release;
    release.date = date;
    release.fixed = fixed;
    impl::set_deadlines(release, tables);
    return release;
}

void note_no_release(impl::Builder& builder, Date first) {
    auto const friday = impl::friday_from(first);
    builder.plan.notes.push_back(fmt::format(
        "No release fits: production and delivery take {} days, so the first free Friday is {}. A calendar of {} days "
        "or more holds it.",
        builder.tables.lead_days(), format_date(friday), days_between(builder.plan.start, friday) + 1));
}

/// The number of the present plan's release of that day; 0 without one.
int present_number(impl::Builder const& builder, Date date) {
    if (builder.request.previous)
        for (auto const& release : builder.request.previous->releases)
            if (release.date == date) return release.number;
    return 0;
}

/// The day on which the present plan has that song, where the calendar to come has a release.
std::optional<Date> present_day(impl::Builder const& builder, ExistingRelease const& song) {
    if (!builder.request.previous) return std::nullopt;
    auto const& releases = builder.plan.releases;
    for (auto const& release : builder.request.previous->releases) {
        bool const same = release.title_known && release.title == song.title;
        if (same &&
            std::any_of(releases.begin(), releases.end(), [&](auto const& each) { return each.date == release.date; }))
            return release.date;
    }
    return std::nullopt;
}

/// Names and numbers: fixed releases keep theirs, the others take the waiting songs in order.
void name_releases(impl::Builder& builder, std::vector<ExistingRelease> const& dated) {
    std::vector<ExistingRelease> waiting;
    std::map<Date, ExistingRelease> present;
    for (auto const& each : builder.request.existing) {
        if (each.date) continue;
        auto const day = present_day(builder, each);
        if (day)
            present[*day] = each;
        else
            waiting.push_back(each);
    }
    std::set<int> taken;
    int number = 0;
    for (auto const& each : dated) {
        if (each.number > 0) taken.insert(each.number);
        if (*each.date < builder.plan.start) number = std::max(number + 1, each.number);
    }
    auto numbers = taken;  // those of releases that keep their day stay with them
    std::set<int> kept_for;
    for (auto const& release : builder.plan.releases)
        if (int const own = present_number(builder, release.date); own > 0) kept_for.insert(own);
    auto const next_number = [&] {
        while (taken.contains(++number) || kept_for.contains(number)) {
        }
        return number;
    };
    std::size_t next = 0;
    for (auto& release : builder.plan.releases) {
        auto const fixed =
            std::find_if(dated.begin(), dated.end(), [&](auto const& each) { return each.date == release.date; });
        bool const has_name = fixed != dated.end() && !fixed->title.empty();
        auto const its_own = present.find(release.date);
        auto const* song = has_name                   ? &*fixed
                           : its_own != present.end() ? &its_own->second
                           : next < waiting.size()    ? &waiting[next++]
                                                      : nullptr;
        if (fixed != dated.end() && fixed->number > 0)
            release.number = fixed->number;
        else if (auto const own = present_number(builder, release.date); own > 0 && numbers.insert(own).second)
            release.number = own;
        else
            release.number = next_number();
        release.title_known = song != nullptr && !song->title.empty();
        release.title = release.title_known ? song->title : fmt::format("Release {} (title to come)", release.number);
        if (song != nullptr) release.content_id = song->content_id;
    }
    if (next < waiting.size())
        builder.plan.notes.push_back(
            fmt::format("{} of the waiting songs found no date in this calendar.", waiting.size() - next));
}

/// Fridays that holidays of the artist's markets touch, and those of quiet periods.
void look_at_fridays(impl::Builder const& builder, impl::DateQuestion& question) {
    auto markets = builder.request.profile.audience.territories;
    markets.resize(std::min<std::size_t>(markets.size(), 3));
    auto const& constraints = builder.tables.constraints;
    for (auto date = impl::friday_from(question.first); date <= question.last; date = plus_days(date, 7)) {
        if (auto const factor = holiday_factor(constraints, markets, date); factor < 1)
            question.day_factor[date] = factor;
        if (quiet_on(builder.plan.quiet, date) != nullptr) question.closed.insert(date);
    }
}

bool has_new_date(std::vector<ExistingRelease> const& dated, PlannedRelease const& release) {
    return std::any_of(dated.begin(), dated.end(),
                       [&](ExistingRelease const& each) { return each.number > 0 && each.number == release.number; });
}

Result<void> choose_releases(impl::Builder& builder, Date today) {
    auto const dated = dated_releases(builder.request, builder.tables, today);
    impl::DateQuestion question{.last = builder.last(), .gap_weeks = builder.habits.gap_weeks};
    for (auto const& each : dated) {
        if (*each.date < builder.plan.start)
            question.previous = each.date;
        else if (*each.date <= builder.last())
            question.fixed.push_back(*each.date);
    }
    question.fixed.erase(std::unique(question.fixed.begin(), question.fixed.end()), question.fixed.end());
    bool const is_first = dated.empty() || *dated.front().date > today;
    question.first = first_release_day(builder, is_first, today);
    look_at_fridays(builder, question);
    if (builder.request.previous)
        for (auto const& release : builder.request.previous->releases)
            if (!has_new_date(dated, release)) question.present.insert(release.date);
    if (auto const from = builder.request.no_more_before) question.first = std::max(question.first, *from);
    question.at_least = static_cast<std::size_t>(builder.request.at_least.value_or(0));
    auto const answer = impl::choose_dates(builder.tables.rules, question);
    if (answer.dates.size() < question.at_least)
        return tl::unexpected(impl::explain_dates(builder.tables, question, std::max(builder.plan.start, today)));
    if (answer.dates.empty()) note_no_release(builder, question.first);
    for (auto const date : answer.dates) {
        bool const fixed = std::any_of(dated.begin(), dated.end(), [&](ExistingRelease const& each) {
            return each.date == date && !each.is_proposed;
        });
        builder.plan.releases.push_back(planned(builder.tables, date, fixed));
    }
    builder.plan.value = answer.value;
    builder.plan.bound = answer.bound;
    name_releases(builder, dated);
    return {};
}

void keep_items(impl::Builder& builder) {
    if (!builder.request.previous) return;
    for (auto const& item : builder.request.previous->items) {
        if (!item.locked && item.state != ItemState::published) continue;
        builder.plan.items.push_back(item);
        builder.slots.take(item);
    }
}

void sort_items(std::vector<PlanItem>& items) {
    std::sort(items.begin(), items.end(), [](PlanItem const& a, PlanItem const& b) {
        return std::tie(a.at, a.platform, a.id) < std::tie(b.at, b.platform, b.id);
    });
}

std::vector<impl::Segment> segments_of(impl::Builder const& builder, Date today) {
    std::vector<Date> releases;
    for (auto const& each : dated_releases(builder.request, builder.tables, today))
        if (*each.date < builder.plan.start) releases = {*each.date};
    for (auto const& release : builder.plan.releases) releases.push_back(release.date);
    return impl::cut_into_stages(builder.plan.start, builder.last(), releases);
}

/// The hour that results speak for, and hours that posts of the story try. Where no results come back, trying teaches
/// nothing.
void settle_hour(PlanRequest const& request, impl::Habits& habits, std::vector<std::string>& notes) {
    constexpr int posts_until_seldom = 2 * posts_a_trial;
    auto const advice = learn_posting_hour(request.history, habits.minute / 60.0);
    habits.minute = static_cast<int>(std::lround(advice.hour * 60));
    habits.hour_is_learned = advice.has_evidence;
    notes.push_back(advice.says);
    if (request.history.empty()) return;
    habits.tries_every = advice.has_evidence || advice.posts >= posts_until_seldom ? 5 : 1;
    auto const most = static_cast<int>(habits.posts_per_week * request.days / 7) / habits.tries_every + 1;
    for (auto const hour : hours_to_try(request.history, {}, std::min(most, posts_until_seldom), request.seed))
        habits.tried_minutes.push_back(static_cast<int>(std::lround(hour * 60)));
    notes.push_back(habits.tries_every == 1 ? "Posts of the story try hours from 08:00 to 23:00 until one is known to be better."
                                            : "One post of the story in five tries another hour.");
}

}  // namespace

Result<Plan> make_plan(PlanRequest const& request, Tables const& tables) {
    std::vector<std::string> notes;
    auto habits = TRY(impl::read_habits(request.profile, tables, notes));
    TRY(check(request, habits.zone));
    auto const today = TRY(local_date(request.now, habits.zone));
    settle_hour(request, habits, notes);
    impl::Builder builder(request, tables, std::move(habits));
    builder.plan.notes = std::move(notes);
    auto const arc = impl::choose_arc(request.profile, tables, request.seed);
    builder.plan.arc = arc.arc->shape;
    builder.plan.arc_reason = arc.reason;

    keep_items(builder);
    TRY(choose_releases(builder, today));
    impl::carry_over(builder);
    impl::add_campaigns(builder);
    auto const segments = segments_of(builder, today);
    impl::add_story(builder, segments);
    sort_items(builder.plan.items);
    impl::write_briefs(builder, segments, *arc.arc);
    return std::move(builder.plan);
}

}  // namespace troupe::planning
