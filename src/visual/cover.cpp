#include "visual/cover.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "visual/earlier_covers.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/release.hpp"

namespace troupe::visual {
namespace {

using impl::Frame;

constexpr int least_px = 64;
constexpr int most_px = 6000;

Result<void> check_size(int value, char const* field) {
    if (value >= least_px && value <= most_px) return {};
    return fail(ErrorCode::invalid_input, fmt::format("{}: {} is not within {} to {}", field, value, least_px, most_px));
}

Result<void> check_text(std::string const& text, char const* field) {
    if (!text::is_valid_utf8(text)) return fail(ErrorCode::invalid_input, fmt::format("{}: is no valid UTF-8", field));
    if (text::length(text) > 300) return fail(ErrorCode::invalid_input, fmt::format("{}: has {} characters, at most 300 fit on a picture", field, text::length(text)));
    return {};
}

Result<void> check(CoverBrief const& brief) {
    TRY(check_size(brief.size_px, "size_px"));
    TRY(check_text(brief.title, "title"));
    TRY(check_text(brief.look.artist, "look.artist"));
    if (text::trim(brief.look.artist).empty()) return fail(ErrorCode::invalid_input, "look.artist: is empty, a cover carries the artist's name");
    return {};
}

}  // namespace

Composition choose_composition(VisualSystem const& system, std::uint64_t release_seed) {
    auto random = system.random(release_seed).stream("composition");
    std::vector<double> weights;
    for (auto const& family : system.families) weights.push_back(family.weight);
    auto const& name = system.families[random.weighted(weights)].name;
    return {name, static_cast<int>(random.below(static_cast<std::size_t>(std::max(1, layout_count(name)))))};
}

int layout_count(std::string_view family) {
    for (auto const& entry : impl::families())
        if (family == entry.name) return entry.layouts;
    return 0;
}

Result<media::Picture> render_cover(CoverBrief const& brief, Composition const& composition, int threads, std::stop_token stop) {
    TRY(check(brief));
    auto const system = TRY(make_system(brief.look));
    return impl::render_release(for_release(system, brief.seed), brief, composition, {threads, stop});
}

Result<media::Picture> render_art(VisualSystem const& system, ArtRequest const& request, int threads, std::stop_token stop) {
    TRY(check_size(request.width_px, "width_px"));
    TRY(check_size(request.height_px, "height_px"));
    Frame const frame{request.width_px, request.height_px};
    auto const family = TRY(impl::make_family(system, frame, request.composition, request.seed));
    Canvas canvas(frame.width_px, frame.height_px, threads);
    family->paint(canvas, {}, stop);
    TRY(impl::go_on(stop));
    return canvas.finish(impl::finish_of(system, frame, request.seed));
}

Result<media::Picture> BuiltInImageMaker::cover(CoverBrief const& brief, std::stop_token stop) {
    return TRY(make(brief, std::move(stop))).picture;
}

Result<MadeCover> BuiltInImageMaker::make(CoverBrief const& brief, std::stop_token stop) {
    auto const final_brief = TRY(settled(brief, threads_, stop));
    auto const system = TRY(make_system(final_brief.look));
    MadeCover made;
    made.picture = TRY(render_cover(final_brief, choose_composition(system, final_brief.seed), threads_, stop));
    made.provenance = provenance(final_brief);
    return made;
}

media::Provenance BuiltInImageMaker::provenance(CoverBrief const& brief) const { return cover_provenance(brief); }

Result<void> validate(CoverBrief const& brief) { return check(brief); }

Result<MadeCover> ImageMaker::make(CoverBrief const& brief, std::stop_token stop) {
    MadeCover made;
    made.picture = TRY(cover(brief, std::move(stop)));
    made.provenance = provenance(brief);
    return made;
}

media::Provenance cover_provenance(CoverBrief const& brief) {
    media::Provenance provenance;
    provenance.engine = "troupe visual";
    provenance.engine_version = "1";
    provenance.kind = media::MakerKind::procedural;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(brief);
    provenance.licence = "proprietary, owned by the user";
    provenance.ai.artwork = media::AiShare::all;
    return provenance;
}

}  // namespace troupe::visual
