#include "feedback/impl/stream_signs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "feedback/impl/suspicion_weights.hpp"

namespace troupe::feedback::impl {
namespace {

constexpr int history_days = 56;
constexpr std::size_t least_history = 5;
constexpr double baseline_quantile = 0.25;  // a flood of five weeks is not the habit of the sixth
constexpr double least_rise = 0.3;          // of the baseline
constexpr int neighbour_days = 3;
constexpr std::size_t least_neighbours = 4;

using Series = std::map<Date, std::size_t>;  ///< row of each day of a track in a place

double quantile(std::vector<double> values, double at) {
    auto const place = values.begin() + static_cast<std::ptrdiff_t>(at * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// What this artist's listeners do: medians over all rows of some size.
struct Habits {
    double ratio = 1.5, saves = 0.03, skips = 0.3, noise = 0.15;
};

/// All places of a track on a day.
struct Day {
    double excess = 0, baseline = 0;
    int places = 0;
};

struct Samples {
    std::vector<double> ratio, saves, skips, steps;
};

double median_or(std::vector<double> values, double otherwise) {
    return values.size() < 8 ? otherwise : quantile(std::move(values), 0.5);
}

class Judge {
public:
    Judge(std::vector<Observation> const& rows, std::int64_t least_streams) : rows_(rows), least_(static_cast<double>(least_streams)) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const& row = rows[i];
            series_[{row.content_id, row.platform, row.territory, row.measure}].try_emplace(row.date, i);
        }
        learn_habits();
        find_excess();
    }

    std::vector<std::optional<Signs>> signs() {
        std::vector<std::optional<Signs>> found(rows_.size());
        for (auto const& [key, series] : series_)
            for (auto const& [date, place] : series) found[place] = judge(series, date, place);
        return found;
    }

private:
    void learn_habits() {
        Samples samples;
        for (auto const& row : rows_) {
            auto const streams = static_cast<double>(row.streams);
            if (streams < 20) continue;
            if (row.listeners && *row.listeners > 0) samples.ratio.push_back(streams / static_cast<double>(*row.listeners));
            if (row.saves) samples.saves.push_back(static_cast<double>(*row.saves) / streams);
            if (row.skips) samples.skips.push_back(static_cast<double>(*row.skips) / streams);
        }
        for (auto const& [key, series] : series_) {
            double before = 0;
            for (auto const& [date, place] : series) {
                auto const streams = static_cast<double>(rows_[place].streams);
                if (before >= 20 && streams >= 20) samples.steps.push_back(std::abs(std::log(streams / before)));
                before = streams;
            }
        }
        habits_ = {std::max(1.0, median_or(samples.ratio, 1.5)), median_or(samples.saves, 0.03), median_or(samples.skips, 0.3), median_or(samples.steps, 0.15)};
    }

    void find_excess() {
        baseline_.assign(rows_.size(), 0);
        for (auto const& [key, series] : series_)
            for (auto const& [date, place] : series) {
                std::vector<double> before;
                for (auto at = series.lower_bound(plus_days(date, -history_days)); at->first < date; ++at)
                    before.push_back(static_cast<double>(rows_[at->second].streams));
                if (before.size() >= least_history) baseline_[place] = quantile(std::move(before), baseline_quantile);
                auto const& row = rows_[place];
                auto& day = days_[{row.content_id, row.measure, row.date}];
                day.excess += excess(place);
                day.baseline += baseline_[place];
                ++day.places;
            }
    }

    [[nodiscard]] double excess(std::size_t place) const { return std::max(0.0, static_cast<double>(rows_[place].streams) - baseline_[place]); }
    [[nodiscard]] bool rises(std::size_t place) const { return excess(place) >= std::max(20.0, least_rise * baseline_[place]); }

    std::optional<Signs> judge(Series const& series, Date date, std::size_t place) {
        auto const& row = rows_[place];
        if (static_cast<double>(row.streams) < least_ || !rises(place)) return std::nullopt;
        auto const more = excess(place);
        Signs signs;
        auto& value = signs.values;
        signs.times = baseline_[place] > 0 ? (static_cast<double>(row.streams) + 20) / (baseline_[place] + 20) : 1;
        value[Signs::growth] = std::clamp(std::log((static_cast<double>(row.streams) + 20) / (baseline_[place] + 20)), 0.0, 3.0);
        value[Signs::mostly] = more / static_cast<double>(row.streams);
        signs.is_complete = row.listeners && row.saves && row.skips;
        if (row.listeners) judge_listeners(value, static_cast<double>(*row.listeners), place);
        if (row.saves) judge_saves(value, static_cast<double>(*row.saves), place);
        if (row.skips) {
            auto const share = (static_cast<double>(*row.skips) - habits_.skips * baseline_[place]) / more;
            value[Signs::unskipped] = std::clamp((habits_.skips - share) / std::max(0.05, habits_.skips), -1.0, 1.5);
        }
        judge_flatness(signs, series, date);
        value[Signs::lonely] = loneliness(days_[{row.content_id, row.measure, row.date}], place);
        return signs;
    }

    /// How much more of the day's rise than of its usual streams is from this place. Who has one place alone is not lonely.
    [[nodiscard]] double loneliness(Day const& day, std::size_t place) const {
        if (day.places < 2 || day.excess <= 0) return 0;
        auto const usual = day.baseline > 0 ? baseline_[place] / day.baseline : 0;
        return std::clamp((excess(place) / day.excess - usual) / std::max(0.1, 1 - usual), 0.0, 1.0);
    }
    void judge_listeners(std::array<double, Signs::size>& value, double listeners, std::size_t place) {
        auto const more = std::max(0.5, listeners - baseline_[place] / habits_.ratio);
        auto const ratio = excess(place) / more;
        value[Signs::looped] = std::clamp(std::log(ratio / habits_.ratio), 0.0, 3.0);
        value[Signs::once] = std::clamp((1.1 - ratio) * 15, 0.0, 1.5);  // of people some come back even on the first day
    }
    void judge_saves(std::array<double, Signs::size>& value, double saves, std::size_t place) {
        auto const more = std::max(0.0, saves - habits_.saves * baseline_[place]);
        value[Signs::unsaved] = std::clamp(std::log((habits_.saves * excess(place) + 1) / (more + 1)), -1.0, 3.0);
    }
    /// Machines play around the clock, the same on Tuesdays and Saturdays.
    void judge_flatness(Signs& signs, Series const& series, Date date) {
        std::vector<double> logs;
        for (auto at = series.lower_bound(plus_days(date, -neighbour_days)); at != series.end() && at->first <= plus_days(date, neighbour_days); ++at)
            if (rises(at->second)) logs.push_back(std::log(excess(at->second)));
        if (logs.size() < least_neighbours) return;
        signs.is_long = true;
        auto const middle = quantile(logs, 0.5);
        for (auto& each : logs) each = std::abs(each - middle);
        signs.values[Signs::flat] = std::clamp(std::log((habits_.noise + 0.02) / (quantile(logs, 0.5) + 0.02)), -1.0, 2.5);
    }

    std::vector<Observation> const& rows_;
    double least_;
    std::map<std::tuple<std::string, std::string, std::string, Measure>, Series> series_;
    std::vector<double> baseline_;  ///< streams a day
    std::map<std::tuple<std::string, Measure, Date>, Day> days_;  ///< of a track
    Habits habits_;
};

}  // namespace

std::string_view phrase(Signs::Name sign) {
    switch (sign) {
        case Signs::growth: return "they came all at once";
        case Signs::looped: return "few listeners played them again and again";
        case Signs::once: return "every listener played them just once";
        case Signs::unsaved: return "hardly anybody saved them";
        case Signs::unskipped: return "hardly anybody skipped them";
        case Signs::flat: return "every day brought the same number";
        case Signs::lonely: return "they came from one place alone";
        default: return "they drown the usual audience";
    }
}

std::vector<std::optional<Signs>> signs_of(std::vector<Observation> const& rows, std::int64_t least_streams) { return Judge(rows, least_streams).signs(); }

double suspicion(Signs const& signs) {
    auto const& weights = signs.is_complete ? complete_weights : counts_weights;
    auto sum = weights[0] + (signs.is_long ? weights[1] : 0);
    for (std::size_t i = 0; i < Signs::size; ++i) sum += weights[i + 2] * signs.values[i];
    return sum;
}

}  // namespace troupe::feedback::impl
