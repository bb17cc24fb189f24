#include "music/impl/composing/rows.hpp"

#include <algorithm>
#include <array>

namespace troupe::music::impl {

std::span<MetricRow const> metric_rows() {
    static std::array<MetricRow, 23> const rows{{
        {"pitch_class_entropy", &Metrics::pitch_class_entropy, 2.57, 2.69, 2.77, 2.90, 3.29},
        {"bar_entropy", &Metrics::bar_entropy, 1.85, 2.04, 2.17, 2.29, 2.41},
        {"phrase_entropy", &Metrics::phrase_entropy, 2.41, 2.55, 2.63, 2.70, 2.79},
        {"scale_consistency", &Metrics::scale_consistency, .83, .96, .99, 1.0, 1.0},
        {"groove_consistency", &Metrics::groove_consistency, .72, .79, .84, .88, .94},
        {"grooving_similarity", &Metrics::grooving_similarity, .65, .71, .77, .84, .92},
        {"steps", &Metrics::steps, .28, .38, .45, .51, .62},
        {"repeats", &Metrics::repeats, .07, .16, .22, .29, .41},
        {"thirds", &Metrics::thirds, .08, .13, .17, .23, .31},
        {"leaps", &Metrics::leaps, .04, .08, .11, .13, .19},
        {"wide_leaps", &Metrics::wide_leaps, .0, .02, .03, .05, .09},
        {"range", &Metrics::range, 14, 17, 18, 20, 25},
        {"notes_per_bar", &Metrics::notes_per_bar, 3.5, 4.6, 5.4, 6.6, 8.7},
        {"active_bars", &Metrics::active_bars, .62, .70, .75, .80, .87},
        {"on_beat", &Metrics::on_beat, .24, .34, .45, .54, .68},
        {"on_half_beat", &Metrics::on_half_beat, .17, .28, .35, .43, .52},
        {"bars_returning", &Metrics::bars_returning, .33, .70, .87, .96, 1.0},
        {"rhythms_returning", &Metrics::rhythms_returning, .50, .82, .93, .98, 1.0},
        {"chords_per_bar", &Metrics::chords_per_bar, 1.1, 1.4, 1.6, 1.8, 2.1},
        {"distinct_chords", &Metrics::distinct_chords, 8, 13, 17, 24, 38},
        {"rich_chords", &Metrics::rich_chords, .01, .05, .11, .21, .49},
        {"inverted_chords", &Metrics::inverted_chords, .0, .03, .07, .12, .25},
        {"minor_chords", &Metrics::minor_chords, .17, .27, .35, .44, .62},
    }};
    return rows;
}

MetricRow const* metric_row(std::string_view name) {
    auto const rows = metric_rows();
    auto const found = std::find_if(rows.begin(), rows.end(), [&](auto const& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

Bounds bounds_of(MetricRow const& row, Genre const& genre) {
    auto const own = genre.metric_ranges.find(row.name);
    if (own == genre.metric_ranges.end() || own->second.size() != 2) return {row.p5, row.p25, row.p75, row.p95};
    auto const low = own->second[0], high = own->second[1];
    auto const margin = 0.25 * (high - low);
    // A range that begins at nothing or ends at everything says that nothing or everything is as good as the middle.
    return {low, low == 0 ? low : low + margin, high == 1 ? high : high - margin, high};
}

}  // namespace troupe::music::impl
