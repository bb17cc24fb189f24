// A JPEG of somebody else is refused, or read whole, with three bytes a pixel; a PNG that gets our tags keeps all its own bytes.
#include "media/picture.hpp"

#include "demand.hpp"
#include "media/impl/scaled_jpeg.hpp"
#include "memory_file.hpp"

using namespace troupe;

namespace {

void check(Result<media::Picture> const& picture) {
    if (!picture) return demand_refusal(picture.error());
    demand(picture->width_px > 0 && picture->height_px > 0);
    demand(picture->rgb.size() == static_cast<std::size_t>(picture->width_px) * static_cast<std::size_t>(picture->height_px) * 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    MemoryFile const file(data, size);
    check(media::read_jpeg(file.path()));
    check(media::impl::read_scaled_jpeg(file.path(), 8));
    std::string const png(text_of(data, size));
    auto const tagged = media::tagged_png(png, {.title = "T", .creator = "A", .description = {}, .digital_source_type = {}, .disclosure = {}});
    if (tagged) demand(tagged->size() > size && tagged->starts_with("\x89PNG"));
    else demand_refusal(tagged.error());
    return 0;
}
