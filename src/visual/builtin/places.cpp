#include "visual/impl/family.hpp"

namespace troupe::visual::impl {
namespace {

constexpr float artist_height = 0.026F;

TypePlace line_at(Frame const& frame, float top, Align align, Vertical vertical) {
    auto const margin = margin_of(frame);
    return {{margin, top, frame.width() - 2 * margin, artist_height * frame.side()}, align, vertical, 1};
}

}  // namespace

std::vector<FamilyEntry> const& families() {
    static std::vector<FamilyEntry> const all{
        {"aura", 4, &make_aura},
        {"landscape", 4, &make_landscape},
        {"swiss", 4, &make_swiss},
        {"flow", 4, &make_flow},
        {"rings", 4, &make_rings},
        {"chrome", 4, &make_chrome},
        {"type", 4, &make_collage},
        {"crystal", 4, &make_crystal},
        {"growth", 4, &make_growth},
        {"city", 4, &make_city},
    };
    return all;
}

float margin_of(Frame const& frame) { return 0.066F * frame.side(); }

TypePlan title_below(Frame const& frame, Align align, float height_share) {
    auto const margin = margin_of(frame);
    auto const tall = height_share * frame.height();
    Box const title{margin, frame.height() - margin - tall, frame.width() - 2 * margin, tall};
    return {{title, align, Vertical::bottom, 3}, line_at(frame, margin, align, Vertical::top)};
}

TypePlan title_above(Frame const& frame, Align align, float height_share) {
    auto const margin = margin_of(frame);
    Box const title{margin, margin, frame.width() - 2 * margin, height_share * frame.height()};
    auto const low = frame.height() - margin - artist_height * frame.side();
    return {{title, align, Vertical::top, 3}, line_at(frame, low, align, Vertical::bottom)};
}

TypePlan title_corner(Frame const& frame, float width_share, float height_share) {
    auto const margin = margin_of(frame);
    auto const tall = height_share * frame.height();
    auto const top = frame.height() - margin - tall;
    Box const title{margin, top, width_share * (frame.width() - 2 * margin), tall};
    auto const above = top - 2.2F * artist_height * frame.side();
    return {{title, Align::left, Vertical::bottom, 3}, line_at(frame, above, Align::left, Vertical::bottom)};
}

TypePlan title_top(Frame const& frame, float height_share) {
    auto const margin = margin_of(frame);
    auto const top = margin + 2.2F * artist_height * frame.side();
    Box const title{margin, top, frame.width() - 2 * margin, height_share * frame.height()};
    return {{title, Align::left, Vertical::top, 3}, line_at(frame, margin, Align::left, Vertical::top)};
}

TypePlan title_middle(Frame const& frame, float height_share) {
    auto const margin = margin_of(frame);
    auto const tall = height_share * frame.height();
    Box const title{margin, (frame.height() - tall) / 2, frame.width() - 2 * margin, tall};
    return {{title, Align::centre, Vertical::middle, 2}, line_at(frame, margin, Align::centre, Vertical::top)};
}

}  // namespace troupe::visual::impl
