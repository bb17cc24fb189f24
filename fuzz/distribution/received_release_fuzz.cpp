// A message of a stranger is refused, or read field by field into a release whose numbers are sound and whose words are
// text.
#include "distribution/receive/received_release.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "demand.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const release = distribution::read_release(text_of(data, size));
    if (!release) {
        demand_refusal(release.error());
        return 0;
    }
    for (auto const& track : release->tracks)
        demand(track.seconds >= 0 && track.sample_rate_hz >= 0 && track.bits >= 0 && track.channels >= 0);
    demand(release->cover.width_px >= 0 && release->cover.height_px >= 0);
    auto const printed = json::print(*release);
    demand(text::is_valid_utf8(printed));
    auto const again = json::parse<distribution::ReceivedRelease>(printed);
    demand(again && json::print(*again) == printed);
    return 0;
}
