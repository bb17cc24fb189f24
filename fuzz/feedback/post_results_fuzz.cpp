// What came back for posts is read row by row: no count below nothing, no reading from the future, and what is wrong is
// named by its line.
#include "demand.hpp"
#include "feedback/import_post_results.hpp"

using namespace troupe;
using namespace troupe::feedback;

namespace {

TimePoint const now{std::chrono::hours(500'000)};

Result<PostMatch> resolve(std::string const& post, std::string const& platform) {
    if (post.size() % 3 == 0) return PostMatch{.problem = "no post has that id"};
    return PostMatch{.post = "p-" + post, .artist = "a", .platform = platform, .posted = TimePoint{std::chrono::hours(499'000)}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const read = read_post_results({std::string(text_of(data, size)), "input.csv", now, size % 2 == 0}, resolve);
    if (!read) {
        demand_refusal(read.error());
        return 0;
    }
    for (auto const& row : read->result.rejected) {
        demand(row.line >= 1 && !row.reason.empty());
        demand_one_line(row.reason);
    }
    if (!read->result.accepted) demand(read->readings.empty());
    for (auto const& reading : read->readings) {
        demand(reading.read <= now + std::chrono::hours(24) && !social::says_nothing(reading.counts));
        auto const& counts = reading.counts;
        for (auto const& count : {counts.views, counts.likes, counts.reposts, counts.replies, counts.clicks}) demand(count.value_or(0) >= 0);
    }
    demand(!describe(read->result).empty() && json::parse<PostResultImport>(json::print(read->result)).has_value());
    return 0;
}
