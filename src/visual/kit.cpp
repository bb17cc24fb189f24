#include "visual/kit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/kit_pages.hpp"
#include "visual/impl/marks.hpp"
#include "visual_embedded/embedded.hpp"

namespace troupe::visual {
namespace {

namespace fs = std::filesystem;
using impl::Frame;

/// Writes files into one folder and keeps their list.
class Kit {
public:
    Kit(VisualSystem const& system, fs::path folder) : system_(system), folder_(std::move(folder)) {
        CoverBrief brief;
        brief.look.artist = system.artist;
        provenance_ = cover_provenance(brief);
    }

    [[nodiscard]] media::PictureTags tags(std::string const& kind) const {
        return {.title = fmt::format("{}: {}", system_.artist, kind),
                .creator = system_.artist,
                .digital_source_type = media::digital_source_type(provenance_),
                .disclosure = media::disclosure(provenance_.ai)};
    }
    Result<void> jpeg(std::string const& kind, std::string const& name, media::Picture const& picture) {
        TRY(media::write_jpeg(folder_ / name, picture, tags(kind), 92));
        files_.push_back({kind, folder_ / name, "image/jpeg", picture.width_px, picture.height_px});
        return {};
    }
    Result<void> text(std::string const& kind, std::string const& name, std::string const& media_type, std::string const& bytes) {
        TRY(write_file(folder_ / name, bytes));
        files_.push_back({kind, folder_ / name, media_type});
        return {};
    }
    Result<void> png(std::string const& kind, std::string const& name, impl::Surface const& surface) {
        std::string bytes;
        auto const append = [](void* to, unsigned char const* from, unsigned int size) {
            static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(from), size);
            return CAIRO_STATUS_SUCCESS;
        };
        if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
            return fail(ErrorCode::unavailable, fmt::format("{}: cannot be encoded: there is no memory for it", name));
        TRY(write_file(folder_ / name, TRY(media::tagged_png(std::move(bytes), tags(kind)))));
        files_.push_back({kind, folder_ / name, "image/png", cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get())});
        return {};
    }
    [[nodiscard]] std::vector<KitFile> files() && { return std::move(files_); }

private:
    VisualSystem const& system_;
    fs::path folder_;
    media::Provenance provenance_;
    std::vector<KitFile> files_;
};

Result<void> write_marks(Kit& kit, VisualSystem const& system) {
    auto const marks = TRY(impl::make_marks(system));
    auto const dark = impl::mark_colors(system, impl::Ground::light);
    auto const light = impl::mark_colors(system, impl::Ground::dark);
    for (auto const* item : {&marks.emblem, &marks.wordmark, &marks.logo}) {
        TRY(kit.text(item->name, item->name + ".svg", "image/svg+xml", impl::to_svg(*item, dark, system.artist, media::xmp_of(kit.tags(item->name)))));
        TRY(kit.png(item->name, item->name + "-dark.png", impl::to_png(*item, dark)));
        TRY(kit.png(item->name, item->name + "-light.png", impl::to_png(*item, light)));
    }
    return {};
}

/// What an artist's system is, for people and programs that make more of it.
std::string describe(VisualSystem const& system) {
    json::Array ramp;
    for (auto const& stop : system.stops) ramp.push_back(json::Value(to_hex(to_rgb(stop))));
    json::Array inks;
    for (auto const& ink : system.inks) inks.push_back(json::Value(to_hex(to_rgb(ink))));
    json::Array notes;
    for (auto const& note : system.notes) notes.push_back(json::Value(note));
    json::Object object{{"artist", system.artist},
                        {"ramp", ramp},
                        {"inks", inks},
                        {"accent", to_hex(system.accent_rgb())},
                        {"display_face", system.display.file.filename().string()},
                        {"text_face", system.text.file.filename().string()},
                        {"mark_face", system.mark.file.filename().string()},
                        {"families", json::to_value(system.families)},
                        {"grain", std::round(system.grain * 1000) / 1000.0},
                        {"notes", notes}};
    return json::pretty(json::Value(object));
}

}  // namespace

Result<std::vector<PlatformPicture>> platform_pictures() {
    for (auto const& file : impl::embedded_files()) {
        if (file.name != "visual/platforms.json") continue;
        auto list = json::parse<std::vector<PlatformPicture>>(file.content);
        if (!list) return fail(ErrorCode::internal, "data/visual/platforms.json: " + list.error().message);
        return list;
    }
    return fail(ErrorCode::internal, "data/visual/platforms.json is not built in");
}

Result<std::vector<KitFile>> make_kit(Look const& look, fs::path const& folder, std::stop_token stop, int threads) {
    if (text::trim(look.artist).empty()) return fail(ErrorCode::invalid_input, "look.artist: is empty, a kit carries the artist's name");
    auto const system = TRY(make_system(look));
    TRY(make_folder(folder));
    Kit kit(system, folder);
    TRY(write_marks(kit, system));
    TRY(kit.jpeg("avatar", "avatar.jpg", TRY(impl::avatar(system, 1024, threads))));
    for (auto const& wanted : TRY(platform_pictures())) {
        TRY(impl::go_on(stop));
        TRY(kit.jpeg(wanted.id, wanted.file, TRY(impl::banner(system, wanted, threads))));
    }
    TRY(impl::go_on(stop));
    ArtRequest const press{.width_px = 2400, .height_px = 1600, .seed = system.seed, .composition = choose_composition(system, system.seed)};
    TRY(kit.jpeg("press", "press.jpg", TRY(render_art(system, press, threads, stop))));
    TRY(kit.jpeg("sheet", "colour-and-type.jpg", TRY(impl::style_sheet(system, threads))));
    TRY(kit.text("system", "visual-system.json", "application/json", describe(system)));
    return std::move(kit).files();
}

}  // namespace troupe::visual
