#include "planning/impl/slots.hpp"

#include <algorithm>

#include "planning/impl/clock_time.hpp"

namespace troupe::planning::impl {

namespace {

/// Would no 24 hours hold more than `most` with one more at that time?
bool is_below_cap(std::vector<TimePoint> const& times, TimePoint at, std::size_t most) {
    auto const day = std::chrono::hours{24};
    auto const from = std::upper_bound(times.begin(), times.end(), at - day);
    auto const to = std::lower_bound(times.begin(), times.end(), at + day);
    if (static_cast<std::size_t>(to - from) < most) return true;
    std::vector<TimePoint> near(from, to);
    near.insert(std::upper_bound(near.begin(), near.end(), at), at);
    for (std::size_t i = 0; i + most < near.size(); ++i)
        if (near[i + most] - near[i] < day) return false;
    return true;
}

}  // namespace

bool Slots::is_free(Platform const& platform, TimePoint at) const {
    if (at < not_before_) return false;
    auto const use = uses_.find(platform.id);
    if (use == uses_.end()) return true;
    auto const& times = use->second.times;
    auto const gap = std::chrono::minutes{platform.min_gap_minutes};
    auto const next = std::upper_bound(times.begin(), times.end(), at - gap);
    if (next != times.end() && *next < at + gap) return false;
    return is_below_cap(times, at, static_cast<std::size_t>(platform.most_in_24_hours));
}

bool Slots::is_quiet(Date date) const { return quiet_on(quiet_, date) != nullptr; }

std::optional<Slot> Slots::find(std::string const& name, Date date, int minute) const {
    auto const* platform = tables_.find_platform(name);
    if (platform == nullptr) {
        auto const at = at_local(date, minute, zone_);
        return at && *at >= not_before_ ? std::optional<Slot>({minute, *at}) : std::nullopt;
    }
    if (is_quiet(date)) return std::nullopt;
    auto const use = uses_.find(name);
    if (use != uses_.end()) {
        auto const count = use->second.per_day.find(date);
        if (count != use->second.per_day.end() && count->second >= platform->max_per_day) return std::nullopt;
    }
    int const first = *parse_clock(platform->quiet_to);
    int const last = *parse_clock(platform->quiet_from) - 1;
    minute = std::clamp(minute, first, last);
    for (int away = 0; away <= 24 * 60; away += 30) {
        for (int const candidate : {minute + away, minute - away}) {
            if (candidate < first || candidate > last) continue;
            auto const at = at_local(date, candidate, zone_);
            if (at && is_free(*platform, *at)) return Slot{candidate, *at};
        }
    }
    return std::nullopt;
}

void Slots::take(std::string const& platform, Date date, TimePoint at) {
    if (tables_.find_platform(platform) == nullptr) return;
    auto& use = uses_[platform];
    use.times.insert(std::upper_bound(use.times.begin(), use.times.end(), at), at);
    ++use.per_day[date];
    ++load_[date];
}

int Slots::load(Date date) const {
    auto const found = load_.find(date);
    return found == load_.end() ? 0 : found->second;
}

}  // namespace troupe::planning::impl
