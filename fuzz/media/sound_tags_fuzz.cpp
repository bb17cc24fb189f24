// The tags of somebody else's sound file are refused or read, and a title that we write into it is the one that is read
// afterwards.
#include "media/tags.hpp"

#include <cmath>

#include "base/files.hpp"
#include "demand.hpp"
#include "scratch_folder.hpp"

using namespace troupe;

namespace {

void check(std::filesystem::path const& file) {
    auto const before = media::read_tags(file);
    if (!before) return demand_refusal(before.error());
    demand(std::isfinite(before->bpm));
    media::TagChanges changes;
    changes.title = "A title of ours";
    auto const changed = media::change_tags(file, changes);
    if (!changed) return;
    auto const after = media::read_tags(file);
    demand(after && after->title == "A title of ours");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static ScratchFolder const folder;
    for (auto const* name : {"song.flac", "song.mp3"}) {
        auto const file = folder.path() / name;
        demand(write_file(file, text_of(data, size)).has_value());
        check(file);
    }
    return 0;
}
