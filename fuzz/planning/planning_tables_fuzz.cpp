// A label's own planning tables are refused with the file and the field, or the platforms that are built in are still all
// there and every time in them is one.
#include "planning/tables.hpp"

#include <cmath>

#include "demand.hpp"
#include "memory_file.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    MemoryFile const file(data, size);
    auto const tables = planning::load_tables(file.path());
    if (!tables) {
        demand_reason(tables.error());
        demand(tables.error().message.find(file.path().string()) != std::string::npos);
        return 0;
    }
    for (auto const& platform : planning::built_in_tables().platforms) demand(tables->find_platform(platform.id) != nullptr);
    for (auto const& platform : tables->platforms)
        demand(!platform.formats.empty() && platform.max_per_day >= 0 && std::isfinite(platform.default_weight));
    demand(tables->lead_days() >= tables->delivery_days() && tables->delivery_days() >= 0);
    return 0;
}
