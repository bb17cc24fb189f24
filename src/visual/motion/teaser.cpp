#include "visual/motion/teaser.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "visual/motion/production.hpp"

namespace troupe::visual {
namespace {

using motion::Production;

constexpr char const* engine_version = "1";
constexpr double fade_in_seconds = 0.12;
constexpr double fade_out_seconds = 0.9;
/// A canvas may have 10 MB: 8 s at this rate are 9.
constexpr int canvas_most_kbps = 9'000;

media::AiShares shares() { return {.video = media::AiShare::all}; }

/// Clips of stock footage are people's work; those that a model made are not.
media::AiShares shares(TeaserBrief const& brief) {
    auto const is_of_people = [](FootageCut const& cut) { return !cut.credit.is_generated; };
    auto const shows_people = std::any_of(brief.footage.begin(), brief.footage.end(), is_of_people);
    return {.video = shows_people ? media::AiShare::partly : media::AiShare::all};
}
media::AiShares shares(CanvasBrief const&) { return shares(); }

template <class Brief>
media::Provenance provenance_of(Brief const& brief) {
    media::Provenance provenance;
    provenance.engine = "troupe teaser";
    provenance.engine_version = engine_version;
    provenance.kind = media::MakerKind::procedural;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(brief);
    provenance.licence = "proprietary, owned by the user";
    provenance.ai = shares(brief);
    return provenance;
}

Result<VideoInfo> produce(Production const& production, std::filesystem::path const& file, media::VideoFormat format, int threads,
                          Progress const& progress, std::stop_token const& stop) {
    format.width_px = production.layout.width_px;
    format.height_px = production.layout.height_px;
    format.frames = production.dance.frames;
    format.frames_per_second = motion::frames_per_second;
    auto encoder = TRY(media::VideoEncoder::create(file, format));
    TRY(motion::render_frames(production.job(threads), stop, [&](int frame, std::span<std::uint8_t const> bytes) -> Result<void> {
        TRY(encoder.write(bytes, stop));
        if (progress && frame % 15 == 0) progress(0.98 * frame / production.dance.frames);
        return {};
    }));
    TRY(encoder.close(stop));
    if (progress) progress(1);
    return production.info();
}

}  // namespace

Result<VideoInfo> RenderedTeasers::teaser(TeaserBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                                          std::stop_token stop) {
    auto const production = TRY(motion::plan_teaser(brief, settings_, stop));
    media::VideoFormat format;
    format.sound = media::VideoSound{brief.song, production->dance.start, Seconds(fade_in_seconds), Seconds(fade_out_seconds)};
    // What the file says of itself counts the clips that are really shown.
    format.tags = {brief.title, brief.look.artist, media::disclosure(production->footage.empty() ? shares() : shares(brief))};
    return produce(*production, file, std::move(format), settings_.threads, progress, stop);
}

Result<VideoInfo> RenderedTeasers::canvas(CanvasBrief const& brief, std::filesystem::path const& file, Progress const& progress,
                                          std::stop_token stop) {
    auto const production = TRY(motion::plan_canvas(brief, settings_));
    media::VideoFormat format;
    format.most_kbps = canvas_most_kbps;
    format.tags = {"", brief.look.artist, media::disclosure(shares())};
    return produce(*production, file, std::move(format), settings_.threads, progress, stop);
}

media::Provenance RenderedTeasers::provenance(TeaserBrief const& brief) const {
    auto provenance = provenance_of(brief);
    for (auto const& cut : brief.footage)
        if (!cut.credit.sha256.empty()) provenance.inputs.push_back(cut.credit.sha256);
    return provenance;
}
media::Provenance RenderedTeasers::provenance(CanvasBrief const& brief) const { return provenance_of(brief); }

}  // namespace troupe::visual
