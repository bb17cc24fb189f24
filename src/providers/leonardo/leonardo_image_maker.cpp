#include "providers/leonardo/leonardo_image_maker.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/log.hpp"
#include "media/picture_reader.hpp"
#include "providers/leonardo/impl/desk.hpp"
#include "visual/lettered_art.hpp"

namespace troupe::providers::leonardo {
namespace {

constexpr providers::impl::FileKind picture_file{"picture", "picture", media::is_picture};

impl::Wanted wanted_of(Settings const& settings, visual::CoverBrief const& brief) {
    return impl::wanted_image(settings, brief.look, brief.seed, settings.width_px, settings.height_px);
}

struct Art {
    media::Picture picture;
    std::string image;
    std::string sha256;
};

Result<Art> fetch_art(impl::Desk& desk, catalog::Order const& order, std::stop_token const& stop) {
    auto const images = TRY(desk.jobs.made(order, impl::image_pace(desk.settings), stop));
    auto const& image = images.front();
    TRY(make_folder(desk.parts.work));
    // Hidden, and gone with this call: what is kept is the cover.
    PendingFile const file(desk.parts.work / fmt::format("art-{}.bin", image.id));
    auto const loaded = TRY(impl::fetch(desk, image.picture, file.path(), picture_file, stop));
    auto picture = media::read_foreign_picture(file.path(), {}, stop);
    if (!picture && picture.error().code == ErrorCode::invalid_input)
        return fail(ErrorCode::unavailable, "leonardo: what was fetched is no picture that can be used (" + picture.error().message + ")");
    return Art{TRY(std::move(picture)), image.id, loaded.sha256};
}

std::string size_note(media::Picture const& art, int size_px) {
    auto const side = std::min(art.width_px, art.height_px);
    return fmt::format("the art is by leonardo, {}x{} px, {} to {} px and drawn a third of the way to the artist's colours; the letters are ours",
                       art.width_px, art.height_px, side < size_px ? "enlarged" : "scaled", size_px);
}

}  // namespace

Result<media::Picture> LeonardoImageMaker::cover(visual::CoverBrief const& brief, std::stop_token stop) {
    return TRY(make(brief, std::move(stop))).picture;
}

Result<visual::MadeCover> LeonardoImageMaker::make(visual::CoverBrief const& brief, std::stop_token stop) {
    auto& desk = account_.desk();
    // What is wrong with the brief is found before anything is paid.
    TRY(visual::validate(brief));
    TRY(visual::make_system(brief.look));
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped before anything was ordered");
    auto const wanted = wanted_of(desk.settings, brief);
    auto const order = TRY(desk.jobs.place(wanted, stop));
    auto const art = TRY(fetch_art(desk, order, stop));
    desk.jobs.fetched(order, art.image, art.sha256);
    auto const charge = impl::charge_of(order, wanted.price);
    log::info("leonardo.fetched", {{"order", order.key}, {"generation", order.task}, {"sha256", art.sha256}, {"unit", charge.unit}, {"micros", charge.after}});

    visual::MadeCover made;
    made.picture = TRY(visual::letter_art(brief, art.picture, visual::default_threads(), stop));
    made.provenance = provenance(brief);
    made.provenance.inputs = {art.sha256};
    made.notes = {size_note(art.picture, brief.size_px), impl::charge_note("cover", charge, desk.settings.prices)};
    made.charges = {charge};
    made.is_composed = false;
    return made;
}

media::Provenance LeonardoImageMaker::provenance(visual::CoverBrief const& brief) const {
    auto const& settings = account_.desk().settings;
    media::Provenance provenance;
    provenance.engine = "leonardo";
    provenance.engine_version = fmt::format("{}, lettered and enlarged by troupe visual 1", model_of(settings.prices, settings.model).name);
    provenance.kind = media::MakerKind::generative;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(wanted_of(settings, brief).body);
    provenance.licence = impl::licence;
    provenance.ai.artwork = media::AiShare::all;
    return provenance;
}

}  // namespace troupe::providers::leonardo
