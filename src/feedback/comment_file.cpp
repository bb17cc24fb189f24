#include "feedback/comment_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/csv.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "feedback/impl/csv_text.hpp"

namespace troupe::feedback {
namespace {

using impl::wrong_file;

std::vector<std::string> const required{"date", "platform", "track", "comment"};
std::vector<std::string> const optional{"language", "id", "artist"};
constexpr std::size_t longest_name = 500;
constexpr std::size_t longest_comment = 10'000;
/// The same few words come from many people; the same sentences come from one.
constexpr std::size_t long_text = 40;

using Columns = std::map<std::string, std::size_t>;

bool has(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<Columns> read_header(CsvRow const& header, std::string const& name) {
    Columns columns;
    std::vector<std::string> problems;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        auto const column = text::lower(text::trim(header.cells[i]));
        if (!has(required, column) && !has(optional, column))
            problems.push_back(fmt::format("unknown: '{}'", text::excerpt(column, 40)));
        else if (!columns.try_emplace(column, i).second)
            problems.push_back(fmt::format("twice: '{}'", column));
    }
    for (auto const& column : required)
        if (!columns.contains(column)) problems.push_back("missing: " + column);
    if (problems.empty()) return columns;
    if (problems.size() > 12) problems.resize(12), problems.emplace_back("and more");
    return tl::unexpected(wrong_file(
        name,
        fmt::format("wrong header in line {} ({}). It must be {}, and {} if you like; who wrote a comment is not "
                    "wanted, delete that column",
                    header.line, text::join(problems, "; "), text::join(required, ","), text::enumerate(optional))));
}

class CommentRows {
public:
    CommentRows(CommentFile& file, Columns const& columns, Date last_day)
        : file_(file), columns_(columns), last_day_(last_day) {}

    void take(CsvRow const& row) {
        ++file_.rows;
        row_ = &row;
        auto const before = file_.rejected.size();
        auto comment = has_shape() ? read() : WrittenComment{};
        if (file_.rejected.size() > before) return;
        auto const words = text::join(text::words(comment.words), " ");
        auto const what = comment.id.empty() ? format_date(comment.date) + words + comment.words : "id " + comment.id;
        auto const place = comment.platform + "\x1f" + text::lower(comment.track) + "\x1f";
        if (!seen_.try_emplace(place + what, row.line).second) return file_.repeated.push_back(row.line);
        if (words.size() >= long_text && !texts_.try_emplace(place + words, row.line).second)
            return file_.copied.push_back(row.line);
        file_.comments.push_back(std::move(comment));
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

    WrittenComment read() {
        WrittenComment comment{.line = row_->line};
        auto const date = parse_date(cell("date"));
        if (!date)
            reject("date", "no date like 2026-11-27");
        else if (*date > last_day_)
            reject("date", "lies in the future");
        else
            comment.date = *date;
        comment.platform = text::lower(wanted("platform", longest_name));
        comment.track = wanted("track", longest_name);
        comment.words = wanted("comment", longest_comment);
        comment.artist = cell("artist");
        comment.id = cell("id");
        comment.language = language();
        return comment;
    }

    std::string cell(std::string const& column) const {
        auto const found = columns_.find(column);
        return found == columns_.end() ? "" : std::string(text::trim(std::string_view(row_->cells[found->second])));
    }

    std::string wanted(std::string const& column, std::size_t most) {
        auto text = cell(column);
        if (text.empty()) reject(column, "empty");
        if (text.size() > most) reject(column, fmt::format("longer than {} bytes", most));
        return text;
    }

    std::string language() {
        auto const code = text::lower(cell("language"));
        auto const end = std::min(code.find('-'), code.size());
        bool const is_code =
            (end == 2 || end == 3) && std::all_of(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(end),
                                                  [](char c) { return c >= 'a' && c <= 'z'; });
        if (!code.empty() && !is_code)
            reject("language", "no code like en or pt-BR; leave it empty where it is not known");
        return code;
    }

    void reject(std::string const& column, std::string reason) {
        auto const value = column.empty() ? row_->cells.front() : cell(column);
        file_.rejected.push_back({row_->line, column, text::excerpt(value, 60), std::move(reason)});
    }

    CommentFile& file_;
    Columns const& columns_;
    Date last_day_;
    CsvRow const* row_ = nullptr;
    std::map<std::string, int> seen_, texts_;  ///< lines
};

}  // namespace

Result<CommentFile> read_comment_file(std::string_view bytes, std::string const& name, TimePoint now) {
    auto const text = TRY(impl::csv_text(bytes, name));
    CommentFile file{.sha256 = sha256_hex(bytes), .name = name};
    CsvReader reader(text, impl::separator_in(text));
    CsvRow row;
    reader.next(row);
    auto const columns = TRY(read_header(row, name));
    // A day has begun in the far east while it is still yesterday in UTC.
    CommentRows reading(file, columns, plus_days(date_of(now), 1));
    while (reader.next(row)) reading.take(row);
    if (file.rows == 0) return tl::unexpected(wrong_file(name, "has a header and no rows"));
    return file;
}

std::string comment_key(WrittenComment const& comment, std::string const& content_id) {
    auto const what = comment.id.empty() ? format_date(comment.date) + "\x1f" + comment.words : "id\x1f" + comment.id;
    return sha256_hex(fmt::format("{}\x1f{}\x1f{}", comment.platform, content_id, what)).substr(0, 40);
}

}  // namespace troupe::feedback
