#pragma once

#include <map>

#include "planning/tables.hpp"

namespace troupe::planning::impl {

/// A moment at which a platform is free.
struct Slot {
    int minute = 0;  ///< of the local day
    TimePoint at{};
};

/// Who speaks when: keeps every platform within its gap, its caps a day and in 24 hours and the audience's waking
/// hours, and everybody out of quiet periods.
class Slots {
public:
    Slots(Tables const& tables, std::string zone, TimePoint not_before, std::vector<QuietPeriod> quiet = {})
        : tables_(tables), zone_(std::move(zone)), not_before_(not_before), quiet_(std::move(quiet)) {}

    /// The free moment nearest to `minute` on that day, in steps of half an hour; nothing when the day is full.
    /// Platforms that are not in the tables ("stores") are always free.
    [[nodiscard]] std::optional<Slot> find(std::string const& platform, Date date, int minute) const;
    void take(std::string const& platform, Date date, TimePoint at);
    void take(PlanItem const& item) { take(item.platform, item.date, item.at); }

    /// Items on that day, on all platforms of the tables.
    [[nodiscard]] int load(Date date) const;

private:
    struct Use {
        std::vector<TimePoint> times;
        std::map<Date, int> per_day;
    };
    [[nodiscard]] bool is_quiet(Date date) const;
    [[nodiscard]] bool is_free(Platform const& platform, TimePoint at) const;

    Tables const& tables_;
    std::string zone_;
    TimePoint not_before_;
    std::vector<QuietPeriod> quiet_;
    std::map<std::string, Use> uses_;
    std::map<Date, int> load_;
};

}  // namespace troupe::planning::impl
