#include "providers/leonardo/leonardo_motion_maker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "media/clip_reader.hpp"
#include "providers/leonardo/impl/desk.hpp"
#include "visual/footage/examine.hpp"

namespace troupe::providers::leonardo {
namespace {

namespace fs = std::filesystem;

constexpr Seconds most_shown{6};
constexpr Seconds least_shown{1};

struct Size {
    int width_px;
    int height_px;
};

/// Multiples of 8 within what the service takes, of about a million pixels.
Size size_of(visual::Aspect aspect) {
    switch (aspect) {
        case visual::Aspect::portrait_9x16:
            return {768, 1360};
        case visual::Aspect::landscape_16x9:
            return {1360, 768};
        default:
            return {1024, 1024};
    }
}

/// An order that was placed, and the first of what came of it.
struct Made {
    catalog::Order order;
    impl::MadeImage image;
    visual::Charge charge;
};

Result<Made> order_and_wait(impl::Desk& desk, impl::Wanted const& wanted, impl::Pace const& pace, std::stop_token const& stop) {
    auto order = TRY(desk.jobs.place(wanted, stop));
    auto const images = TRY(desk.jobs.made(order, pace, stop));
    auto charge = impl::charge_of(order, wanted.price);
    return Made{std::move(order), images.front(), std::move(charge)};
}

/// What of the clip may be shown. What is no good for a teaser is no reason to order another one.
Result<Seconds> examine(fs::path const& file, std::stop_token const& stop) {
    auto const facts = media::probe_clip(file, {}, stop);
    auto length = facts ? std::min(most_shown, facts->length - Seconds(0.05)) : most_shown;
    auto const refused = [](Error const& error) { return fail(ErrorCode::unavailable, "leonardo: the clip cannot be used (" + error.message + ")"); };
    if (!facts) return facts.error().code == ErrorCode::cancelled ? tl::unexpected(facts.error()) : refused(facts.error());
    if (length < least_shown) return refused({ErrorCode::invalid_input, fmt::format("it is {:.1f} s long", facts->length.count())});
    auto const look = visual::examine_stretch(file, Seconds(0), length, {}, stop);
    if (!look) return look.error().code == ErrorCode::cancelled ? tl::unexpected(look.error()) : refused(look.error());
    return length;
}

media::Provenance provenance_of(Settings const& settings, impl::Wanted const& wanted, std::uint64_t seed, std::string const& sha256) {
    media::Provenance provenance;
    provenance.engine = "leonardo";
    provenance.engine_version = settings.prices.motions.at(settings.motion).name;
    provenance.kind = media::MakerKind::generative;
    provenance.seed = seed;
    provenance.prompt = json::print(wanted.body);
    provenance.inputs = {sha256};
    provenance.licence = impl::licence;
    provenance.ai.video = media::AiShare::all;
    return provenance;
}

}  // namespace

Result<visual::MovingGround> LeonardoMotionMaker::ground(visual::GroundBrief const& brief, fs::path const& file, std::stop_token stop) {
    auto& desk = account_.desk();
    TRY(visual::make_system(brief.look));
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped before anything was ordered");
    auto const size = size_of(brief.aspect);
    auto const still = impl::wanted_image(desk.settings, brief.look, brief.seed, size.width_px, size.height_px);
    auto const image = TRY(order_and_wait(desk, still, impl::image_pace(desk.settings), stop));
    desk.jobs.fetched(image.order, image.image.id, "");
    auto const moving = impl::wanted_clip(desk.settings, brief.look, brief.seed, image.image.id);
    auto const clip = TRY(order_and_wait(desk, moving, impl::clip_pace(desk.settings), stop));
    if (clip.image.clip.empty()) return fail(ErrorCode::unavailable, "leonardo: says that the clip is ready, and gives none; another seed orders another one");
    auto const loaded = TRY(impl::fetch(desk, clip.image.clip, file, providers::impl::clip_file, stop));
    auto length = examine(file, stop);
    std::error_code ignored;
    if (!length) fs::remove(file, ignored);

    visual::MovingGround ground;
    ground.cut.file = file;
    ground.cut.length = TRY(std::move(length));
    ground.cut.credit = {.provider = "leonardo", .clip = clip.order.task, .page = "https://leonardo.ai", .author = "Leonardo.Ai", .licence = impl::licence,
                         .sha256 = loaded.sha256, .is_generated = true};
    ground.provenance = provenance_of(desk.settings, moving, brief.seed, loaded.sha256);
    ground.notes = {impl::charge_note("image", image.charge, desk.settings.prices), impl::charge_note("clip", clip.charge, desk.settings.prices)};
    ground.charges = {image.charge, clip.charge};
    desk.jobs.fetched(clip.order, clip.image.id, loaded.sha256);
    return ground;
}

}  // namespace troupe::providers::leonardo
