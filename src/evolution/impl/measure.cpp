#include "evolution/impl/measure.hpp"

#include <algorithm>

namespace troupe::evolution::impl {

std::optional<Outcome> outcome(feedback::Observation const& row, Measure measure) {
    Outcome made;
    switch (measure) {
        case Measure::saves_by_listener:
            if (!row.saves || !row.listeners) return std::nullopt;
            made = {*row.listeners, *row.saves};
            break;
        case Measure::saves_by_stream:
            if (!row.saves) return std::nullopt;
            made = {row.streams, *row.saves};
            break;
        case Measure::kept_by_stream:
            if (!row.skips) return std::nullopt;
            made = {row.streams, std::max<std::int64_t>(0, row.streams - *row.skips)};
            break;
    }
    if (made.exposures <= 0) return std::nullopt;
    made.successes = std::min(made.successes, made.exposures);
    return made;
}

std::optional<Measure> choose_measure(std::vector<feedback::Observation const*> const& rows) {
    double all = 0;
    for (auto const* row : rows) all += static_cast<double>(row->streams);
    for (auto const measure : {Measure::saves_by_listener, Measure::saves_by_stream, Measure::kept_by_stream}) {
        double reported = 0;
        for (auto const* row : rows)
            if (outcome(*row, measure)) reported += static_cast<double>(row->streams);
        if (reported > 0 && reported >= 0.9 * all) return measure;
    }
    for (auto const measure : {Measure::saves_by_stream, Measure::kept_by_stream})
        if (std::any_of(rows.begin(), rows.end(), [&](auto const* row) { return outcome(*row, measure).has_value(); }))
            return measure;
    return std::nullopt;
}

char const* name_of(Measure measure) {
    switch (measure) {
        case Measure::saves_by_listener:
            return "saves by listener";
        case Measure::saves_by_stream:
            return "saves by stream";
        case Measure::kept_by_stream:
            return "plays not skipped by stream";
    }
    return "";
}

}  // namespace troupe::evolution::impl
