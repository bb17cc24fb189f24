// A statement is refused, or its rows add up to what the import says, and the same file again changes nothing.
#include <cstdint>
#include <cstdlib>

#include "feedback/import_statements.hpp"
#include "feedback/testing/memory_observation_store.hpp"
#include "feedback/testing/memory_statement_store.hpp"
#include "memory_file.hpp"

namespace {

using namespace troupe;
using namespace troupe::feedback;

Result<std::vector<TrackMatch>> resolve(TrackQuery const& query) {
    if (query.text.size() % 2 == 0) return std::vector<TrackMatch>{};
    return std::vector{TrackMatch{"artist", query.text, query.text, json::Object{}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const formats = load_formats().value();
    testing::MemoryStatementStore statements;
    testing::MemoryObservationStore observations;
    MemoryFile const file(data, size);
    StatementRequest const request{file.path(), "input", "", TimePoint{std::chrono::hours(500'000)}, size % 2 == 0};
    auto const result = import_statements(request, formats, resolve, {statements, observations});
    if (!result || !result->accepted) {
        if (!statements.list_files()->empty()) std::abort();  // refused, and yet something was kept
        return 0;
    }
    std::map<std::string, Micros> sums;
    auto const rows = statements.list_rows(result->sha256, 0, 1'000'000);
    for (auto const& row : *rows)
        if (row.net) sums[row.currency] += *row.net;
    if (sums != result->net) std::abort();
    auto const again = import_statements(request, formats, resolve, {statements, observations});
    if (!again || again->imported != 0) std::abort();
    return 0;
}
