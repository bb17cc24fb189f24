// A user's table of genres is refused with the file and the field, or lies over the built-in one with numbers that are some.
#include <cmath>

#include "demand.hpp"
#include "memory_file.hpp"
#include "writing/tables.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const built_in = writing::load_genres().value();
    MemoryFile const file(data, size);
    auto const genres = writing::load_genres(file.path());
    if (!genres) {
        demand_reason(genres.error());
        demand(genres.error().message.find(file.path().string()) != std::string::npos);
        return 0;
    }
    for (auto const& [id, genre] : built_in) demand(genres->contains(id));
    for (auto const& [id, genre] : *genres) {
        demand(!id.empty() && genre.bpm.size() == 2 && genre.bpm[0] <= genre.bpm[1] && genre.ages.size() == 2);
        for (auto const& [name, value] : genre.moods) demand(std::isfinite(value) && value >= 0);
    }
    return 0;
}
