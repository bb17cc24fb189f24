#pragma once

#include "planning/plan.hpp"

namespace troupe::planning::impl {

/// Days of one stage of the story, both ends included.
struct Segment {
    ArcStage stage = ArcStage::setup;
    Date from{};
    Date to{};
};

/// The calendar cut into stages. The climax is a release day with three days on either side; behind it the story comes
/// to rest for up to ten days, and what is left until the next climax is shared by setup, escalation and turn.
/// `releases` are sorted, and may lie before `start`.
[[nodiscard]] std::vector<Segment> cut_into_stages(Date start, Date last, std::vector<Date> const& releases);

/// The segment of a day of the calendar. Segments must come from `cut_into_stages`.
[[nodiscard]] Segment const& segment_of(std::vector<Segment> const& segments, Date date);

}  // namespace troupe::planning::impl
