// The manifest of a stranger's batch is refused with the element that is wrong, or read: and then it is one that we
// would write ourselves.
#include "base/json.hpp"
#include "demand.hpp"
#include "distribution/manifest.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const xml = text_of(data, size);
    auto const read = distribution::read_manifest(xml);
    if (!read) {
        demand(read.error().code == ErrorCode::invalid_input && !read.error().message.empty());
        return 0;
    }
    auto const again = distribution::read_manifest(distribution::write_manifest(*read));
    demand(again && json::print(*again) == json::print(*read));
    return 0;
}
