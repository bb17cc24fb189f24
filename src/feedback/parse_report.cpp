#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/csv.hpp"
#include "base/hash.hpp"
#include "base/territory.hpp"
#include "base/text.hpp"
#include "feedback/impl/csv_text.hpp"
#include "feedback/report.hpp"

namespace troupe::feedback {
namespace {

using impl::wrong_file;

std::vector<std::string> const required{"date",      "platform", "territory", "track", "streams",
                                        "listeners", "saves",    "skips",     "shares"};
constexpr std::int64_t most_count = 1'000'000'000'000;
constexpr std::size_t longest_text = 500;

std::string column_name(std::string_view cell) {
    auto name = text::lower(text::trim(cell));
    std::erase_if(name, [](char c) { return c == ' ' || c == '_' || c == '-'; });
    return name;
}

using Columns = std::map<std::string, std::size_t>;  ///< place of every column

/// The separator with which the first line has the most columns that we know.
char find_separator(std::string_view text) {
    char best = ',';
    std::ptrdiff_t most = -1;
    for (char const separator : {',', ';', '\t'}) {
        CsvRow header;
        CsvReader(text, separator).next(header);
        auto const known = std::count_if(header.cells.begin(), header.cells.end(), [](std::string const& cell) {
            return std::find(required.begin(), required.end(), column_name(cell)) != required.end();
        });
        if (known > most) most = known, best = separator;
    }
    return best;
}

Result<Columns> read_header(CsvRow const& header, std::string const& name) {
    Columns columns;
    std::vector<std::string> unknown;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        auto const column = column_name(header.cells[i]);
        bool const known = column == "artist" || std::find(required.begin(), required.end(), column) != required.end();
        if (!known)
            unknown.push_back("'" + text::excerpt(header.cells[i], 40) + "'");
        else if (!columns.try_emplace(column, i).second)
            return tl::unexpected(wrong_file(name, "column '" + column + "' stands twice in the header"));
    }
    std::vector<std::string> missing;
    for (auto const& column : required)
        if (!columns.contains(column)) missing.push_back(column);
    if (missing.empty() && unknown.empty()) return columns;
    if (unknown.size() > 12) unknown.resize(12), unknown.emplace_back("more");
    std::vector<std::string> problems;
    if (!missing.empty()) problems.push_back("missing: " + text::enumerate(missing));
    if (!unknown.empty()) problems.push_back("unknown: " + text::enumerate(unknown));
    return tl::unexpected(wrong_file(
        name,
        fmt::format(
            "wrong header in line {} ({}). It must be {}, and artist if you like; cells may be empty from listeners on",
            header.line, text::join(problems, "; "), text::join(required, ","))));
}

/// One row of the file on its way to an observation.
class RowReader {
public:
    RowReader(Columns const& columns, std::string const& file_sha256, std::string const& file_name, Date last_day,
              std::vector<RejectedRow>& rejected)
        : columns_(columns),
          file_sha256_(file_sha256),
          file_name_(file_name),
          last_day_(last_day),
          rejected_(rejected) {}

    std::optional<Observation> read(CsvRow const& row) {
        row_ = &row;
        auto const before = rejected_.size();
        if (!has_shape()) return std::nullopt;
        Observation made;
        made.file_sha256 = file_sha256_;
        made.file_name = file_name_;
        made.line = row.line;
        made.date = date();
        made.platform = text::lower(name("platform"));
        made.territory = territory();
        made.track = name("track");
        made.artist = columns_.contains("artist") ? std::string(text::trim(cell("artist"))) : "";
        made.streams = count("streams").value_or(0);
        if (cell("streams").empty()) reject("streams", "empty: every row needs its streams");
        made.listeners = count("listeners");
        made.saves = count("saves");
        made.skips = count("skips");
        made.shares = count("shares");
        if (rejected_.size() > before) return std::nullopt;
        return made;
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

    std::string const& cell(std::string const& column) const { return row_->cells[columns_.at(column)]; }

    void reject(std::string const& column, std::string reason) {
        auto const& value = column.empty() ? row_->cells.front() : cell(column);
        rejected_.push_back({row_->line, column, text::excerpt(value, 60), std::move(reason)});
    }

    Date date() {
        auto const read = parse_date(cell("date"));
        if (!read)
            reject("date", "no date like 2026-11-27");
        else if (*read > last_day_)
            reject("date", "lies in the future");
        return read.value_or(Date{});
    }

    std::string name(std::string const& column) {
        auto const text = std::string(text::trim(cell(column)));
        if (text.empty())
            reject(column, "empty");
        else if (text.size() > longest_text)
            reject(column, fmt::format("longer than {} bytes", longest_text));
        return text;
    }

    std::string territory() {
        auto code = text::lower(cell("territory"));
        if (code.empty() || code == "worldwide" || code == "ww" || code == "zz") return "ZZ";
        std::transform(code.begin(), code.end(), code.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        if (code == "UK")
            reject("territory", "the code of the United Kingdom is GB");
        else if (!is_territory(code))
            reject("territory", "no country code of two letters (ISO 3166-1), like DE; leave it empty for worldwide");
        return code;
    }

    std::optional<std::int64_t> count(std::string const& column) {
        auto const& text = cell(column);
        if (text.empty()) return std::nullopt;
        std::int64_t value = 0;
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem == std::errc::result_out_of_range || (problem == std::errc{} && value > most_count))
            reject(column, "more than a million millions");
        else if (problem != std::errc{} || end != text.data() + text.size())
            reject(column, "no whole number");
        else if (value < 0)
            reject(column, "negative");
        return value;
    }

    Columns const& columns_;
    std::string const& file_sha256_;
    std::string const& file_name_;
    Date last_day_;
    std::vector<RejectedRow>& rejected_;
    CsvRow const* row_ = nullptr;
};

/// What a row is about. Rows that are alike in one file are legitimate, hence the count.
class Keys {
public:
    explicit Keys(std::vector<DoubtfulRow>& doubtful) : doubtful_(doubtful) {}

    std::string next(Observation const& row) {
        auto const about = fmt::format("generic\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", row.platform, row.territory,
                                       text::lower(row.track), text::lower(row.artist), format_date(row.date));
        auto& seen = seen_.try_emplace(about, Seen{0, row.line}).first->second;
        if (seen.count > 0)
            doubtful_.push_back({row.line, row.track,
                                 fmt::format("the same track, platform, territory and day as line {}: both count", seen.line)});
        return sha256_hex(fmt::format("{}\x1f{}", about, seen.count++)).substr(0, 40);
    }

private:
    struct Seen {
        int count = 0;
        int line = 0;  ///< of the first
    };
    std::vector<DoubtfulRow>& doubtful_;
    std::map<std::string, Seen> seen_;
};

}  // namespace

Result<ParsedReport> parse_report(std::string_view bytes, std::string const& name, TimePoint now) {
    auto const text = TRY(impl::csv_text(bytes, name));
    ParsedReport report;
    report.sha256 = sha256_hex(bytes);
    report.name = name;
    CsvReader reader(text, find_separator(text));
    CsvRow row;
    reader.next(row);
    auto const columns = TRY(read_header(row, name));
    // A day has begun in the far east while it is still yesterday in UTC.
    RowReader rows(columns, report.sha256, report.name, plus_days(date_of(now), 1), report.rejected);
    Keys keys(report.doubtful);
    while (reader.next(row)) {
        ++report.rows;
        auto observation = rows.read(row);
        if (!observation) continue;
        observation->key = keys.next(*observation);
        if (observation->listeners.value_or(0) > observation->streams)
            report.doubtful.push_back({row.line, observation->track, "more listeners than streams: one of the two is wrong"});
        report.observations.push_back(*std::move(observation));
    }
    if (report.rows == 0) return tl::unexpected(wrong_file(name, "has a header and no rows"));
    return report;
}

}  // namespace troupe::feedback
