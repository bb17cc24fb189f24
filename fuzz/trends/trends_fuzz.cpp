// A trend file is refused and nothing is kept of it, or it is kept and the same file again changes nothing; what is
// made of the series can be printed.
#include <cstdint>
#include <cstdlib>

#include "trends/import_trends.hpp"
#include "trends/survey.hpp"
#include "trends/testing/memory_trend_store.hpp"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    using namespace troupe;
    trends::testing::MemoryTrendStore store;
    TimePoint const now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)};
    trends::TrendFile const file{std::string(reinterpret_cast<char const*>(data), size), "input", now, size % 2 == 0};
    auto const first = trends::import_trends(file, store);
    auto const kept = store.list({}).value();
    if (!first || !first->accepted) {
        if (!kept.empty()) std::abort();
        return 0;
    }
    auto const again = trends::import_trends(file, store);
    if (!again || again->imported + again->replaced != 0 || store.list({})->size() != kept.size()) std::abort();
    if (trends::describe(*first).empty() || trends::describe(trends::survey(kept)).empty()) std::abort();
    return 0;
}
