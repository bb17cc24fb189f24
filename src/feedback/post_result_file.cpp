#include "feedback/post_result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/csv.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "feedback/impl/csv_text.hpp"

namespace troupe::feedback {
namespace {

using impl::wrong_file;

std::vector<std::string> const post_columns{"post", "platform", "read"};
std::vector<std::string> const count_columns{"views", "likes", "reposts", "replies", "clicks"};
std::map<std::string, std::string> const other_names{
    {"plays", "views"},    {"impressions", "views"}, {"favourites", "likes"}, {"favorites", "likes"},
    {"shares", "reposts"}, {"boosts", "reposts"},    {"comments", "replies"}};
constexpr std::size_t longest_post = 2000;
constexpr std::int64_t most_counted = 1'000'000'000'000;

using Columns = std::map<std::string, std::size_t>;

bool is_among(std::vector<std::string> const& columns, std::string const& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

Result<Columns> read_post_header(CsvRow const& header, std::string const& name) {
    Columns columns;
    std::vector<std::string> problems;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        auto const written = text::lower(text::trim(header.cells[i]));
        auto const known = other_names.find(written);
        auto const& column = known == other_names.end() ? written : known->second;
        if (!is_among(post_columns, column) && !is_among(count_columns, column) && column != "posted")
            problems.push_back(fmt::format("unknown: '{}'", text::excerpt(written, 40)));
        else if (!columns.try_emplace(column, i).second)
            problems.push_back(fmt::format("twice: '{}'", column));
    }
    for (auto const& column : post_columns)
        if (!columns.contains(column)) problems.push_back("missing: " + column);
    if (std::none_of(count_columns.begin(), count_columns.end(),
                     [&](auto const& each) { return columns.contains(each); }))
        problems.emplace_back("no count");
    if (problems.empty()) return columns;
    if (problems.size() > 12) problems.resize(12), problems.emplace_back("and more");
    return tl::unexpected(wrong_file(
        name, fmt::format("wrong header in line {} ({}). It must be {}, one or more of {}, and posted if you like",
                          header.line, text::join(problems, "; "), text::join(post_columns, ","),
                          text::enumerate(count_columns))));
}

class ResultRows {
public:
    ResultRows(PostResultFile& file, Columns const& columns, TimePoint now)
        : file_(file), columns_(columns), now_(now) {}

    void take(CsvRow const& row) {
        ++file_.rows;
        row_ = &row;
        auto const before = file_.rejected.size();
        auto result = has_shape() ? read() : WrittenResult{};
        if (file_.rejected.size() > before) return;
        if (result.counts.views && result.counts.likes && *result.counts.likes > *result.counts.views)
            file_.doubtful.push_back({row.line, result.post, "more likes than views"});
        file_.results.push_back(std::move(result));
    }

private:
    bool has_shape() {
        if (row_->unclosed)
            reject("", "a quote is opened here and never closed");
        else if (row_->cells.size() != columns_.size())
            reject("", fmt::format("{} cells where the header has {} columns", row_->cells.size(), columns_.size()));
        else
            return true;
        return false;
    }

    WrittenResult read() {
        WrittenResult result{.line = row_->line, .post = wanted("post"), .platform = text::lower(wanted("platform"))};
        if (auto const read = time("read")) result.read = *read;
        if (cell("read").empty()) reject("read", "empty: say when the counts stood so");
        result.posted = time("posted");
        if (result.posted && *result.posted > result.read && !cell("read").empty())
            reject("posted", "lies after the counts were read");
        auto& said = result.counts;
        said = {count("views"), count("likes"), count("reposts"), count("replies"), count("clicks")};
        auto const is_empty = std::all_of(count_columns.begin(), count_columns.end(),
                                          [&](auto const& each) { return cell(each).empty(); });
        if (is_empty) reject("", "no count stands in this row: leave it out");
        return result;
    }

    std::string cell(std::string const& column) const {
        auto const found = columns_.find(column);
        return found == columns_.end() ? "" : std::string(text::trim(std::string_view(row_->cells[found->second])));
    }

    std::string wanted(std::string const& column) {
        auto text = cell(column);
        if (text.empty()) reject(column, "empty");
        if (text.size() > longest_post) reject(column, fmt::format("longer than {} bytes", longest_post));
        return text;
    }

    /// A day is its beginning, in UTC.
    std::optional<TimePoint> time(std::string const& column) {
        auto const text = cell(column);
        if (text.empty()) return std::nullopt;
        auto const day = column == "read" ? parse_date(text) : Result<Date>(fail(ErrorCode::invalid_input, ""));
        auto const at = day ? Result<TimePoint>(std::chrono::sys_days(*day)) : parse_time(text);
        if (!at)
            reject(column, column == "read" ? "no day like 2026-11-27 and no time like 2026-11-27T09:30:00Z"
                                            : "no time like 2026-11-27T09:30:00Z");
        else if (*at > now_)
            reject(column, "lies in the future");
        return at ? std::optional(*at) : std::nullopt;
    }

    std::optional<std::int64_t> count(std::string const& column) {
        auto const text = cell(column);
        if (text.empty()) return std::nullopt;
        std::int64_t number = 0;
        auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc::result_out_of_range || number > most_counted)
            reject(column, "more than a post can have");
        else if (read.ec != std::errc() || read.ptr != text.data() + text.size())
            reject(column, "no whole number; leave it empty where it is not reported");
        else if (number < 0)
            reject(column, "below 0");
        return number;
    }

    void reject(std::string const& column, std::string reason) {
        auto const value = column.empty() ? row_->cells.front() : cell(column);
        file_.rejected.push_back({row_->line, column, text::excerpt(value, 60), std::move(reason)});
    }

    PostResultFile& file_;
    Columns const& columns_;
    TimePoint now_;
    CsvRow const* row_ = nullptr;
};

}  // namespace

Result<PostResultFile> read_post_result_file(std::string_view bytes, std::string const& name, TimePoint now) {
    auto const text = TRY(impl::csv_text(bytes, name));
    PostResultFile file{.sha256 = sha256_hex(bytes), .name = name};
    CsvReader reader(text, impl::separator_in(text));
    CsvRow row;
    reader.next(row);
    auto const columns = TRY(read_post_header(row, name));
    ResultRows reading(file, columns, now);
    while (reader.next(row)) reading.take(row);
    if (file.rows == 0) return tl::unexpected(wrong_file(name, "has a header and no rows"));
    return file;
}

}  // namespace troupe::feedback
