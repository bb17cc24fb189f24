// A user's table of looks, styles, effects, footage or trends is refused with the variable and the field, or lies over the
// built-in ones with every number within its bounds.
#include "visual/tables.hpp"

#include <cmath>

#include "demand.hpp"
#include "memory_file.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const built_in = visual::built_in_tables().value();
    MemoryFile const file(data, size);
    for (auto const* name : {"ARTIST_VISUAL_DB_PATH", "VIDEO_STYLE_DB_PATH", "VIDEO_EFFECTS_DB_PATH", "VIDEO_FOOTAGE_DB_PATH", "VIDEO_TRENDS_DB_PATH"}) {
        auto const tables = visual::load_tables(Configuration::of({{name, file.path().string()}}));
        if (!tables) {
            demand_reason(tables.error());
            demand(tables.error().message.find(name) != std::string::npos);
            continue;
        }
        for (auto const& style : built_in.styles) demand(tables->style(style.id) != nullptr);
        for (auto const& look : tables->looks) demand(look.chroma >= 0 && look.chroma <= 0.3);
        for (auto const& style : tables->styles) (void)visual::with_effects(style, *tables);
        for (auto const& trend : tables->trends) demand(std::abs(trend.weight) <= 1);
    }
    return 0;
}
