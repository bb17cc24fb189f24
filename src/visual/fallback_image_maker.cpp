#include "visual/fallback_image_maker.hpp"

#include <utility>

#include "base/log.hpp"

namespace troupe::visual {

Result<media::Picture> FallbackImageMaker::cover(CoverBrief const& brief, std::stop_token stop) {
    return TRY(make(brief, std::move(stop))).picture;
}

Result<MadeCover> FallbackImageMaker::make(CoverBrief const& brief, std::stop_token stop) {
    auto made = first_.make(brief, stop);
    if (made || made.error().code == ErrorCode::invalid_input || made.error().code == ErrorCode::cancelled) return made;
    log::warning("cover.stood_in", {{"reason", made.error().message}});
    auto cover = second_.make(brief, std::move(stop));
    if (!cover) return cover;
    auto const reason = made.error().message + "; made by " + cover->provenance.engine + " instead";
    cover->notes.insert(cover->notes.begin(), reason);
    cover->provenance.stood_in_for = made.error().message;
    return cover;
}

}  // namespace troupe::visual
