// A brief is refused with a field's name, or a song comes of it whose notes and bars hold together.
#include <cstdlib>
#include <string_view>

#include "base/json.hpp"
#include "music/brief.hpp"
#include "music/impl/composer.hpp"
#include "music/tables.hpp"

using namespace troupe;
using namespace troupe::music;

namespace {

void check(Score const& score) {
    if (score.bars < 1 || score.sections.empty()) std::abort();
    int bars = 0;
    for (auto const& section : score.sections) {
        if (section.first_bar != bars || section.bars < 1) std::abort();
        bars += section.bars;
    }
    if (bars != score.bars) std::abort();
    for (auto const& part : score.parts)
        for (auto const& note : part.notes)
            if (note.tick < 0 || note.tick >= score.ticks() || note.length < 1 || note.pitch < 0 || note.pitch > 127 || !(note.velocity > 0 && note.velocity <= 1)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const tables = Tables::load();
    if (!tables) std::abort();
    auto const brief = json::parse<Brief>(std::string_view(reinterpret_cast<char const*>(data), size));
    if (!brief) return 0;
    if (auto const valid = validate(*brief, *tables); !valid) {
        if (valid.error().message.find(':') == std::string::npos) std::abort();  // names no field
        return 0;
    }
    check(music::impl::compose(music::impl::make_plan(*brief, *tables), *brief, 1));
    return 0;
}
