#include "flow/impl/form_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "flow/impl/smaller_picture.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"

namespace troupe::flow::impl {
namespace fs = std::filesystem;
namespace {

Result<fs::path> file_of(KitSource const& source, std::string const& name) {
    for (auto const& file : source.content.files)
        if (file.name == name) return source.studio.assets.path_of(file.asset);
    return fail(ErrorCode::not_found, fmt::format("release {} has no file {}: make the release again", to_string(source.content.id), name));
}

bool is_taken_as_it_is(distribution::Form const& form, distribution::Track const& track, distribution::FilledTrack const& filled) {
    if (track.video) return true;
    bool const is_same_kind = text::lower(fs::path(track.file).extension().string()) == fs::path(filled.file).extension();
    bool const is_same_rate = form.sample_rate_hz == 0 || form.sample_rate_hz == track.sample_rate_hz;
    return is_same_kind && is_same_rate && track.bits <= form.bits;
}

}  // namespace

Result<void> write_sound(KitSource const& source, distribution::FilledTrack const& filled, fs::path const& folder) {
    auto const& form = source.form;
    auto const& track = source.release.tracks[static_cast<std::size_t>(filled.number) - 1];
    auto const from = TRY(file_of(source, track.file));
    if (is_taken_as_it_is(form, track, filled)) return troupe::copy_file(from, folder / filled.file);
    auto sound = TRY(media::read_audio(from));
    if (form.sample_rate_hz != 0) sound = TRY(media::resampled(sound, Hertz{static_cast<double>(form.sample_rate_hz)}));
    return media::write_audio(folder / filled.file, sound, std::min(track.bits, form.bits));
}

Result<void> write_cover(KitSource const& source, fs::path const& file) {
    auto const& form = source.form;
    auto const& cover = source.release.cover;
    auto const from = TRY(file_of(source, cover.file));
    auto const most_bytes = static_cast<std::uintmax_t>(form.cover_kilobytes) * 1000;
    if (std::max(cover.width_px, cover.height_px) <= form.cover_px && fs::file_size(from) <= most_bytes) return troupe::copy_file(from, file);
    auto const picture = within_side(TRY(media::read_jpeg(from)), form.cover_px);
    media::PictureTags tags{.title = source.release.title, .creator = source.release.artist};
    for (auto const& asset : source.release.assets)
        if (asset.file == cover.file) {
            tags.digital_source_type = media::digital_source_type(asset.provenance);
            tags.disclosure = asset.disclosure;
        }
    for (int const quality : {92, 85, 78, 70, 60}) {
        TRY(media::write_jpeg(file, picture, tags, quality));
        if (fs::file_size(file) <= most_bytes) return {};
    }
    return fail(ErrorCode::conflict, fmt::format("the cover does not get smaller than the {} kB that {} takes: choose a quieter picture",
                                                 form.cover_kilobytes, form.name));
}

}  // namespace troupe::flow::impl
