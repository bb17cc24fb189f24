#include "planning/impl/release_dates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace troupe::planning::impl {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

struct DateSlot {
    Date date{};
    bool fixed = false;
};

double gap_factor(ReleaseRules const& rules, double own_gap, int weeks) {
    auto const index = std::min(static_cast<std::size_t>(std::max(weeks, 0)), rules.gap_value.size() - 1);
    auto const off = (weeks - own_gap) / rules.own_gap_spread_weeks;
    return rules.gap_value[index] * std::exp(-0.5 * off * off);
}

bool far_enough(ReleaseRules const& rules, DateSlot const& earlier, DateSlot const& later) {
    return (earlier.fixed && later.fixed) || days_between(earlier.date, later.date) >= 7 * rules.min_gap_weeks;
}

/// Fridays that a release may take, and the fixed days, sorted.
std::vector<DateSlot> make_slots(ReleaseRules const& rules, DateQuestion const& question) {
    std::vector<DateSlot> slots;
    for (auto date : question.fixed) slots.push_back({date, true});
    for (auto date = friday_from(question.first); date <= question.last; date = plus_days(date, 7)) {
        DateSlot const slot{date, false};
        bool free = !question.closed.contains(date);
        free = free && (!question.previous || days_between(*question.previous, date) >= 7 * rules.min_gap_weeks);
        for (auto fixed : question.fixed) free = free && std::abs(days_between(fixed, date)) >= 7 * rules.min_gap_weeks;
        if (free) slots.push_back(slot);
    }
    std::sort(slots.begin(), slots.end(), [](DateSlot const& a, DateSlot const& b) { return a.date < b.date; });
    return slots;
}

/// best[r][w]: the highest value of r + 1 releases of which the last stands on slot w, and the slot before it.
class Table {
public:
    Table(ReleaseRules const& rules, DateQuestion const& question, std::vector<DateSlot> slots)
        : rules_(rules), question_(question), slots_(std::move(slots)) {
        first_fixed_ = static_cast<std::size_t>(
            std::find_if(slots_.begin(), slots_.end(), [](DateSlot const& slot) { return slot.fixed; }) -
            slots_.begin());
        for (std::size_t w = slots_.size(); w-- > 0;)
            if (slots_[w].fixed) last_fixed_ = std::max(last_fixed_, static_cast<std::ptrdiff_t>(w));
        for (std::size_t i = 0; i < slots_.size(); ++i) worth_.push_back(weight(slots_[i].date));
        for (int weeks = 0; weeks <= 1 + weeks_between(question.first, question.last) + 60; ++weeks)
            gap_.push_back(gap_factor(rules, question.gap_weeks, weeks));
    }

    /// Grows the table by one release. False when no date is left for it.
    bool grow() {
        std::vector<double> row(slots_.size(), impossible);
        std::vector<std::ptrdiff_t> from(slots_.size(), -1);
        if (best_.empty()) {
            for (std::size_t w = 0; w < slots_.size() && w <= first_fixed_; ++w)
                row[w] = date_value(rules_, question_, question_.previous, slots_[w].date) * staying(slots_[w].date);
        } else {
            for (std::size_t w = 1; w < slots_.size(); ++w) extend(w, row, from);
        }
        if (std::all_of(row.begin(), row.end(), [](double value) { return value == impossible; })) return false;
        best_.push_back(std::move(row));
        from_.push_back(std::move(from));
        return true;
    }

    /// The best dates for `count` releases; nothing when they do not fit.
    std::optional<DateAnswer> answer(std::size_t count) const {
        if (count == 0 || count > best_.size()) return std::nullopt;
        auto const& row = best_[count - 1];
        auto const from = row.begin() + std::max<std::ptrdiff_t>(last_fixed_, 0);
        auto w = std::max_element(from, row.end()) - row.begin();
        if (row[static_cast<std::size_t>(w)] == impossible) return std::nullopt;
        DateAnswer answer{.dates = {}, .value = 0, .bound = row[static_cast<std::size_t>(w)]};
        for (auto r = count; r-- > 0;) {
            answer.dates.push_back(slots_[static_cast<std::size_t>(w)].date);
            w = from_[r][static_cast<std::size_t>(w)];
        }
        std::reverse(answer.dates.begin(), answer.dates.end());
        return answer;
    }

private:
    double staying(Date date) const { return question_.present.contains(date) ? worth_of_staying : 1; }

    double weight(Date date) const { return date_value(rules_, question_, std::nullopt, date) * staying(date); }

    void extend(std::size_t w, std::vector<double>& row, std::vector<std::ptrdiff_t>& from) const {
        auto const& earlier = best_.back();
        for (auto u = w; u-- > 0;) {
            if (earlier[u] != impossible && far_enough(rules_, slots_[u], slots_[w])) {
                auto const weeks = static_cast<std::size_t>(weeks_between(slots_[u].date, slots_[w].date));
                auto const value = earlier[u] + worth_[w] * gap_[std::min(weeks, gap_.size() - 1)];
                if (value > row[w]) {
                    row[w] = value;
                    from[w] = static_cast<std::ptrdiff_t>(u);
                }
            }
            if (slots_[u].fixed) break;  // a fixed release cannot be jumped over
        }
    }

    ReleaseRules const& rules_;
    DateQuestion const& question_;
    std::vector<DateSlot> slots_;
    std::size_t first_fixed_ = 0;
    std::ptrdiff_t last_fixed_ = -1;
    std::vector<double> worth_;
    std::vector<double> gap_;
    std::vector<std::vector<double>> best_;
    std::vector<std::vector<std::ptrdiff_t>> from_;
};

/// How many releases the artist's rhythm has room for.
std::size_t wanted_count(DateQuestion const& question, std::vector<DateSlot> const& slots) {
    auto const weeks = days_between(slots.front().date, slots.back().date) / 7.0;
    auto const& fixed = question.fixed;
    auto const now_planned = std::count_if(slots.begin(), slots.end(), [&](DateSlot const& slot) {
        return !slot.fixed && question.present.contains(slot.date);
    });
    auto const standing = fixed.size() + static_cast<std::size_t>(now_planned);
    return std::max({standing, question.at_least, 1 + static_cast<std::size_t>(weeks / question.gap_weeks)});
}

}  // namespace

double season_factor(ReleaseRules const& rules, Date date) {
    auto const day = format_date(date).substr(5);
    double factor = 1;
    for (auto const& season : rules.seasons)
        if (day >= season.from && day <= season.to) factor *= season.factor;
    return factor;
}

std::vector<double> gap_table(ReleaseRules const& rules, double own_gap, int weeks) {
    std::vector<double> table;
    for (int gap = 0; gap < weeks; ++gap) table.push_back(gap_factor(rules, own_gap, gap));
    return table;
}

int weeks_between(Date from, Date to) { return static_cast<int>(std::lround(days_between(from, to) / 7.0)); }

bool is_friday(Date date) { return std::chrono::weekday{std::chrono::sys_days{date}} == std::chrono::Friday; }

Date friday_from(Date date) {
    auto const ahead = std::chrono::Friday - std::chrono::weekday{std::chrono::sys_days{date}};
    return plus_days(date, static_cast<int>(ahead.count()));
}

double date_value(ReleaseRules const& rules, DateQuestion const& question, std::optional<Date> previous, Date date) {
    auto const waited = std::max(0, weeks_between(question.first, date));
    auto const holiday = question.day_factor.find(date);
    auto const value = season_factor(rules, date) * std::pow(rules.weekly_discount, waited) *
                       (holiday == question.day_factor.end() ? 1 : holiday->second);
    return previous ? value * gap_factor(rules, question.gap_weeks, weeks_between(*previous, date)) : value;
}

double value_of(ReleaseRules const& rules, DateQuestion const& question, std::vector<Date> const& dates) {
    double sum = 0;
    auto previous = question.previous;
    for (auto const date : dates) {
        sum += date_value(rules, question, previous, date);
        previous = date;
    }
    return sum;
}

namespace {

/// The best dates for the number that fits; `count` 0: as many as are wanted.
DateAnswer best_dates(ReleaseRules const& rules, DateQuestion const& question, std::size_t exactly) {
    auto slots = make_slots(rules, question);
    if (slots.empty()) return {};
    auto const wanted = exactly > 0 ? exactly : wanted_count(question, slots);
    Table table(rules, question, std::move(slots));
    for (std::size_t count = 0; count < wanted && table.grow(); ++count) {
    }
    for (auto count = wanted; count > 0; --count)
        if (auto answer = table.answer(count)) return *std::move(answer);
    return {};
}

}  // namespace

DateAnswer choose_dates(ReleaseRules const& rules, DateQuestion const& question) {
    auto answer = best_dates(rules, question, 0);
    answer.value = value_of(rules, question, answer.dates);
    if (question.present.empty()) return answer;
    auto free = question;
    free.present.clear();
    answer.bound = std::max(answer.value, best_dates(rules, free, answer.dates.size()).bound);
    return answer;
}

}  // namespace troupe::planning::impl
