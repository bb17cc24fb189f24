// A report of streams is refused and nothing is kept of it; or every good row is counted once, and the same file again
// changes nothing.
#include "demand.hpp"
#include "feedback/report.hpp"
#include "feedback/testing/memory_observation_store.hpp"

using namespace troupe;
using namespace troupe::feedback;

namespace {

Result<std::vector<TrackMatch>> resolve(TrackQuery const& query) {
    if (query.text.size() % 2 == 0) return std::vector<TrackMatch>{};
    return std::vector{TrackMatch{"artist", query.text, query.text, json::Object{}}};
}

void check(ImportResult const& result) {
    for (auto const& row : result.rejected) {
        demand(row.line >= 1 && !row.reason.empty());
        demand_one_line(row.reason);
    }
    auto const kept = result.imported + result.already_known + result.replaced + result.assigned;
    demand(kept >= 0 && kept <= result.rows);
    demand(!describe(result).empty() && json::parse<ImportResult>(json::print(result)).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    ImportRequest const request{std::string(text_of(data, size)), "input.csv", TimePoint{std::chrono::hours(500'000)}, size % 2 == 0};
    testing::MemoryObservationStore store;
    auto const first = import_report(request, resolve, store);
    if (!first) {
        demand_refusal(first.error());
        return 0;
    }
    check(*first);
    if (!first->accepted) demand(first->imported == 0 && !first->rejected.empty());
    auto const again = import_report(request, resolve, store);
    demand(again && again->imported == 0 && again->replaced == 0);
    return 0;
}
