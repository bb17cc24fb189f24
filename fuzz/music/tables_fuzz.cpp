// A user's genre file is refused with the place that is wrong, or every genre in it can be composed.
#include <cstdlib>

#include "memory_file.hpp"
#include "music/impl/composer.hpp"
#include "music/tables.hpp"

using namespace troupe::music;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const built_in = Tables::load();
    if (!built_in) std::abort();
    MemoryFile const file(data, size);
    auto const tables = Tables::load(file.path());
    if (!tables) {
        if (tables.error().message.empty()) std::abort();
        return 0;
    }
    for (auto const& [id, genre] : tables->genres()) {
        if (built_in->genres().contains(id) && id != "techno") continue;  // those the corpus adds or changes
        Brief const brief{.genre = id, .seconds = 40, .seed = size};
        if (validate(brief, *tables)) (void)troupe::music::impl::compose(troupe::music::impl::make_plan(brief, *tables), brief, 1);
    }
    return 0;
}
