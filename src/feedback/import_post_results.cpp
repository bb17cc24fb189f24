#include "feedback/import_post_results.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace troupe::feedback {
namespace {

/// Finds the posts of a file's rows, and takes what nothing speaks against.
class Matching {
public:
    Matching(PostResultsRead& all, PostResolver const& resolve) : all_(all), resolve_(resolve) {}

    Result<void> take(WrittenResult const& written) {
        auto const post = TRY(resolve_(written.post, written.platform));
        if (post.post.empty()) {
            all_.result.unmatched.push_back({written.line, written.post, post.problem});
            return {};
        }
        if (post.platform != written.platform) {
            reject(written, "platform", written.platform, "the post stands on " + post.platform);
            return {};
        }
        auto const posted = written.posted ? written.posted : post.posted;
        if (posted && date_of(written.read) < date_of(*posted)) {
            reject(written, "read", format_date(date_of(written.read)),
                   "lies before the post went out, " + format_time(*posted));
            return {};
        }
        add(written, post);
        (posted ? timed_ : timeless_).insert(post.post);
        return {};
    }

    void finish() {
        all_.result.posts = static_cast<int>(posts_.size());
        for (auto const& post : timeless_) all_.result.without_time += timed_.contains(post) ? 0 : 1;
    }

private:
    void add(WrittenResult const& written, PostMatch const& post) {
        social::PostReading const reading{.post = post.post,
                                          .artist = post.artist,
                                          .platform = post.platform,
                                          .read = written.read,
                                          .posted = written.posted,
                                          .counts = written.counts,
                                          .source = all_.result.sha256};
        auto const [place, is_new] = places_.try_emplace({post.post, written.read}, all_.readings.size());
        if (!is_new && social::says_the_same(all_.readings[place->second], reading))
            return all_.result.repeated.push_back(written.line);
        if (!is_new) return reject(written, "post", written.post, "another line says otherwise for the same time");
        posts_.insert(post.post);
        all_.readings.push_back(reading);
    }

    void reject(WrittenResult const& written, std::string column, std::string const& value, std::string reason) {
        all_.result.rejected.push_back({written.line, std::move(column), text::excerpt(value, 60), std::move(reason)});
    }

    PostResultsRead& all_;
    PostResolver const& resolve_;
    std::map<std::pair<std::string, TimePoint>, std::size_t> places_;
    std::set<std::string> posts_, timed_, timeless_;
};

std::string numbered(std::vector<int> lines) {
    auto const more = lines.size() > 10 ? ".." : "";
    lines.resize(std::min<std::size_t>(lines.size(), 10));
    return fmt::format("{}{}", fmt::join(lines, ", "), more);
}

}  // namespace

Result<PostResultsRead> read_post_results(PostResultRequest const& request, PostResolver const& resolve) {
    auto const file = TRY(read_post_result_file(request.bytes, request.name, request.now));
    PostResultsRead all;
    all.result.file = file.name;
    all.result.sha256 = file.sha256;
    all.result.rows = file.rows;
    all.result.rejected = file.rejected;
    all.result.doubtful = file.doubtful;
    Matching matching(all, resolve);
    for (auto const& each : file.results) TRY(matching.take(each));
    matching.finish();
    std::stable_sort(all.result.rejected.begin(), all.result.rejected.end(),
                     [](auto const& a, auto const& b) { return a.line < b.line; });
    all.result.accepted = all.result.rejected.empty() || request.accept_good_rows;
    if (!all.result.accepted) all.readings.clear();
    return all;
}

std::string describe(PostResultImport const& result) {
    std::string out = fmt::format("{}: {} {}", result.file, result.rows, result.rows == 1 ? "row" : "rows");
    if (!result.accepted) {
        std::set<int> bad;
        for (auto const& row : result.rejected) bad.insert(row.line);
        out += fmt::format(", {} of them wrong. Nothing was read: mend them, or ask for the good rows alone.\n",
                           bad.size());
    } else {
        out += fmt::format(" about {} {}, {} kept, {} already known, {} replaced.\n", result.posts,
                           result.posts == 1 ? "post" : "posts", result.count.kept, result.count.already_known,
                           result.count.replaced);
    }
    for (auto const& row : result.rejected)
        out += fmt::format("  line {}{}: {}{}\n", row.line, row.column.empty() ? "" : ", " + row.column, row.reason,
                           row.value.empty() ? "" : " ('" + row.value + "')");
    for (auto const& row : result.unmatched)
        out += fmt::format("  line {}: '{}' is not matched, and left out: {}\n", row.line, text::excerpt(row.post),
                           row.reason);
    for (auto const& row : result.doubtful)
        out += fmt::format("  line {}: taken, but look at it: {}\n", row.line, row.reason);
    if (!result.repeated.empty())
        out += fmt::format("  {} left out, the same stands above: line {}\n", result.repeated.size(),
                           numbered(result.repeated));
    if (result.without_time > 0)
        out += fmt::format(
            "  {} posted by hand, and nobody said when: no hour is learned from {}. A column posted, or "
            "`troupe social sent ID --url URL --at TIME`, says it.\n",
            result.without_time, result.without_time == 1 ? "it" : "them");
    return out;
}

}  // namespace troupe::feedback
