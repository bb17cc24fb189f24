// However a server asks us to wait: nothing, or from no time to an hour.
#include "net/retry_after.hpp"

#include <cmath>

#include "demand.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string const words(text_of(data, size));
    TimePoint const now = *parse_time("2026-11-22T08:30:00Z");
    for (auto const* name : {"retry-after-ms", "Retry-After", "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"}) {
        net::HttpResponse const response{429, {{name, words}}, {}};
        auto const wait = net::retry_after(response, now);
        if (wait) demand(wait->count() >= 0 && wait->count() <= 3600);
    }
    auto const duration = net::parse_duration(words);
    if (duration) demand(std::isfinite(duration->count()) && duration->count() >= 0);
    return 0;
}
