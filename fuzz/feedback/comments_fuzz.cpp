// Listeners' comments are read row by row: what is wrong is named by its line, what is kept is known by its key alone, and
// their words leave no trace in what is told.
#include "demand.hpp"
#include "feedback/import_comments.hpp"

using namespace troupe;
using namespace troupe::feedback;

namespace {

Result<std::vector<TrackMatch>> resolve(TrackQuery const& query) {
    if (query.text.size() % 3 == 0) return std::vector<TrackMatch>{};
    return std::vector{TrackMatch{"artist", "track", query.text, json::Object{}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    CommentRequest const request{std::string(text_of(data, size)), "input.csv", TimePoint{std::chrono::hours(500'000)}, size % 2 == 0};
    static auto const lexicon = lexicon_reader();
    auto const read = read_comments(request, resolve, lexicon);
    if (!read) {
        demand_refusal(read.error());
        return 0;
    }
    for (auto const& row : read->result.rejected) {
        demand(row.line >= 1 && !row.reason.empty());
        demand_one_line(row.reason);
    }
    demand(read->comments.size() <= static_cast<std::size_t>(read->result.rows));
    if (!read->result.accepted) demand(read->comments.empty());
    int by_track = 0;
    for (auto const& mood : read->result.tracks) by_track += mood.positive + mood.negative;
    demand(by_track <= read->result.rows);
    demand(json::parse<CommentImport>(json::print(read->result)).has_value());
    auto const again = read_comments(request, resolve, lexicon);
    demand(again && json::print(again->result) == json::print(read->result));
    return 0;
}
