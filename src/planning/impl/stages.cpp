#include "planning/impl/stages.hpp"

#include <algorithm>
#include <cassert>

namespace troupe::planning::impl {
namespace {

constexpr int climax_days = 3;  ///< on either side of the release
constexpr int rest_days = 10;

class Cutter {
public:
    Cutter(Date start, Date last) : start_(start), last_(last) {}

    void add(ArcStage stage, Date from, Date to) {
        from = std::max(from, start_);
        to = std::min(to, last_);
        if (from <= to) segments_.push_back({stage, from, to});
    }

    /// Setup, escalation and turn in equal parts; the first ones get the days that are left over.
    void add_build_up(Date from, Date to) {
        int const days = days_between(from, to) + 1;
        if (days <= 0) return;
        auto const escalation = plus_days(from, (days + 2) / 3);
        auto const turn = plus_days(escalation, (days + 1) / 3);
        add(ArcStage::setup, from, plus_days(escalation, -1));
        add(ArcStage::escalation, escalation, plus_days(turn, -1));
        add(ArcStage::turn, turn, to);
    }

    std::vector<Segment> done() && { return std::move(segments_); }

private:
    Date start_;
    Date last_;
    std::vector<Segment> segments_;
};

}  // namespace

std::vector<Segment> cut_into_stages(Date start, Date last, std::vector<Date> const& releases) {
    Cutter cutter(start, last);
    auto from = start;
    bool is_first = true;
    for (auto const release : releases) {
        auto const climax = plus_days(release, -climax_days);
        if (!is_first && from < climax) {
            int const rest = std::clamp(days_between(from, climax) / 4, 1, rest_days);
            cutter.add(ArcStage::release, from, plus_days(from, rest - 1));
            from = plus_days(from, rest);
        }
        cutter.add_build_up(from, plus_days(climax, -1));
        cutter.add(ArcStage::climax, std::max(from, climax), plus_days(release, climax_days));
        from = std::max(from, plus_days(release, climax_days + 1));
        is_first = false;
    }
    if (is_first) {
        cutter.add_build_up(start, last);
    } else {
        cutter.add(ArcStage::release, from, plus_days(from, rest_days - 1));
        cutter.add(ArcStage::setup, plus_days(from, rest_days), last);
    }
    return std::move(cutter).done();
}

Segment const& segment_of(std::vector<Segment> const& segments, Date date) {
    assert(!segments.empty());
    auto const found =
        std::find_if(segments.begin(), segments.end(), [&](Segment const& each) { return date <= each.to; });
    return found == segments.end() ? segments.back() : *found;
}

}  // namespace troupe::planning::impl
