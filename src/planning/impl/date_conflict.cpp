#include <fmt/format.h>

#include "planning/impl/conflict.hpp"
#include "planning/impl/release_dates.hpp"

namespace troupe::planning::impl {
namespace {

/// What can stand in the way of a number of releases.
struct DateRule {
    enum : std::size_t { lead, gap, quiet, fixed, end, count };
};

std::string days_of(std::vector<Date> const& dates) {
    std::string text;
    for (auto const date : dates) text += (text.empty() ? "" : ", ") + format_date(date);
    return text;
}

std::vector<Rule> rules_in_words(Tables const& tables, DateQuestion const& question, Date start, Date enough) {
    return {
        {fmt::format("no release before {}: production and delivery take {} days", format_date(question.first),
                     std::max(tables.lead_days(), days_between(start, question.first))),
         "begin earlier"},
        {fmt::format("{} weeks lie between two releases", tables.rules.min_gap_weeks),
         "lower release_rules.min_gap_weeks"},
        {fmt::format("{} Fridays lie in quiet periods", question.closed.size()), "shorten constraints.quiet_periods"},
        {fmt::format("locked or announced releases keep their days ({})", days_of(question.fixed)),
         "unlock or move one of them"},
        {fmt::format("the calendar ends on {}", format_date(question.last)),
         fmt::format("plan {} days or more", days_between(start, enough) + 1)}};
}

bool is_possible(Tables const& tables, DateQuestion question, std::vector<bool> const& kept, Date start) {
    auto rules = tables.rules;
    if (!kept[DateRule::lead]) question.first = start;
    if (!kept[DateRule::gap]) rules.min_gap_weeks = 1;
    if (!kept[DateRule::quiet]) question.closed.clear();
    if (!kept[DateRule::fixed]) question.fixed.clear();
    if (!kept[DateRule::end])
        question.last = plus_days(question.last, static_cast<int>(7 * (question.at_least + 2)) * rules.min_gap_weeks);
    return choose_dates(rules, question).dates.size() >= question.at_least;
}

/// The first Friday on which a longer calendar could end.
Date long_enough(Tables const& tables, DateQuestion question) {
    for (int week = 0; week < 520; ++week) {
        question.last = plus_days(question.last, 7);
        auto const answer = choose_dates(tables.rules, question);
        if (answer.dates.size() >= question.at_least) return answer.dates.back();
    }
    return question.last;
}

}  // namespace

Error explain_dates(Tables const& tables, DateQuestion const& question, Date start) {
    auto const rules = rules_in_words(tables, question, start, long_enough(tables, question));
    auto const conflict = smallest_conflict(
        DateRule::count, [&](std::vector<bool> const& kept) { return is_possible(tables, question, kept, start); });
    return {ErrorCode::conflict,
            fmt::format("releases: {} do not fit: {} Or ask for {}.", question.at_least,
                        in_words(rules, conflict), choose_dates(tables.rules, question).dates.size())};
}

void set_deadlines(PlannedRelease& release, Tables const& tables) {
    release.deliver_by = plus_days(release.date, -tables.delivery_days());
    release.pitch_by = plus_days(release.date, -tables.rules.pitch_days);
    release.windows.clear();
    for (auto const& store : tables.constraints.stores) {
        StoreWindow window{store.name, plus_days(release.date, -store.delivery_days), {}};
        if (store.pitch_days > 0) window.pitch_by = plus_days(release.date, -store.pitch_days);
        release.windows.push_back(std::move(window));
    }
}

}  // namespace troupe::planning::impl
