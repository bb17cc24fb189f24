#include "trends/import_trends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "base/csv.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace troupe::trends {
namespace {

std::vector<std::string> const columns_of_a_file = {"kind",    "name",  "platform", "country",   "grain",  "date",
                                                    "measure", "value", "source",   "retrieved", "licence"};

using Columns = std::map<std::string, std::size_t>;

tl::unexpected<Error> wrong_file(TrendFile const& file, std::string const& what) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", file.name, what));
}

Result<std::string_view> text_of(TrendFile const& file) {
    std::string_view text = file.bytes;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    if (text.empty()) return wrong_file(file, "is empty");
    if (text.size() > trend_file_limit_bytes) return wrong_file(file, "is larger than 100 MB, divide it");
    if (!text::is_valid_utf8(text)) return wrong_file(file, "is not UTF-8, save it as UTF-8");
    return text;
}

char separator_of(std::string_view text) {
    char best = ',';
    std::size_t most = 0;
    for (char const separator : {',', ';', '\t'}) {
        CsvRow header;
        CsvReader(text, separator).next(header);
        if (header.cells.size() > most) most = header.cells.size(), best = separator;
    }
    return best;
}

Result<Columns> read_header(TrendFile const& file, CsvRow const& header) {
    Columns columns;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        auto const name = text::lower(text::trim(header.cells[i]));
        if (std::find(columns_of_a_file.begin(), columns_of_a_file.end(), name) == columns_of_a_file.end())
            return wrong_file(file, fmt::format("column '{}' is not known; the header is {}", text::excerpt(name, 40),
                                                text::join(columns_of_a_file, ",")));
        if (!columns.try_emplace(name, i).second)
            return wrong_file(file, fmt::format("column '{}' stands twice in the header", name));
    }
    for (auto const& name : columns_of_a_file)
        if (name != "country" && !columns.contains(name))
            return wrong_file(file, fmt::format("column '{}' is missing; the header is {}", name,
                                                text::join(columns_of_a_file, ",")));
    return columns;
}

Result<double> number(std::string const& text) {
    double value = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end)
        return wrong_field("value", fmt::format("'{}' is no number, write 1234.5", text::excerpt(text, 30)));
    return value;
}

Result<TimePoint> time_or_day(std::string const& text) {
    if (auto const day = parse_date(text)) return TimePoint(std::chrono::sys_days(*day));
    auto const time = parse_time(text);
    if (!time)
        return wrong_field("retrieved",
                           fmt::format("'{}' is no time, write 2026-11-22T08:30:00Z", text::excerpt(text, 30)));
    return *time;
}

/// A row as a reading; nothing when it reports none.
Result<std::optional<Reading>> read_row(CsvRow const& row, Columns const& columns, TimePoint now) {
    if (row.unclosed) return fail(ErrorCode::invalid_input, "a quote is opened and never closed");
    if (row.cells.size() != columns.size())
        return fail(ErrorCode::invalid_input,
                    fmt::format("has {} cells, the header has {}", row.cells.size(), columns.size()));
    auto const cell = [&](std::string const& name) {
        auto const found = columns.find(name);
        return found == columns.end() ? std::string() : std::string(text::trim(row.cells[found->second]));
    };
    Reading reading;
    reading.kind = TRY(json::enum_from<Kind>(text::lower(cell("kind")), "kind"));
    reading.grain = TRY(json::enum_from<Grain>(text::lower(cell("grain")), "grain"));
    reading.name = cell("name");
    reading.platform = cell("platform");
    reading.country = cell("country");
    reading.measure = cell("measure");
    reading.source = cell("source");
    reading.licence = cell("licence");
    auto const day = parse_date(cell("date"));
    if (!day)
        return wrong_field("date", fmt::format("'{}' is no day, write 2026-11-22", text::excerpt(cell("date"), 30)));
    reading.date = *day;
    reading.retrieved = TRY(time_or_day(cell("retrieved")));
    auto const value = cell("value");
    if (!value.empty()) reading.value = TRY(number(value));
    auto good = TRY(checked(std::move(reading), now));
    return value.empty() ? std::nullopt : std::optional(std::move(good));
}

struct Lined {
    Reading reading;
    int line = 0;
};

/// The readings of a file, one a key.
class Collector {
public:
    explicit Collector(TrendImport& result) : result_(result) {}

    void reject(int line, Error const& error) { result_.rejected.push_back({line, error.field, error.message}); }

    void add(Reading reading, int line) {
        auto const [at, is_new] = readings_.try_emplace(key_of(reading), Lined{reading, line});
        if (is_new) return;
        auto& known = at->second;
        if (known.reading.retrieved == reading.retrieved && known.reading.value != reading.value)
            return reject(line, {ErrorCode::invalid_input,
                                 fmt::format("value: {} contradicts {} in line {}, of the same source and time",
                                             reading.value, known.reading.value, known.line),
                                 "value"});
        ++result_.repeated;
        if (known.reading.retrieved < reading.retrieved) known = {std::move(reading), line};
    }

    [[nodiscard]] std::map<ReadingKey, Lined> const& readings() const { return readings_; }

private:
    TrendImport& result_;
    std::map<ReadingKey, Lined> readings_;
};

bool do_agree(double one, double other) { return std::abs(one - other) <= agreed_share * std::max(one, other); }

/// What other sources say about the same series and days, stored or in the file itself.
Result<std::vector<Disagreement>> find_disagreements(std::map<ReadingKey, Lined> const& readings, TrendStore& store) {
    std::map<std::pair<SeriesKey, Date>, std::vector<Reading>> said;
    std::set<std::pair<Kind, std::string>> names;
    for (auto const& [key, lined] : readings) {
        said[{key, key.date}].push_back(lined.reading);
        names.emplace(key.kind, key.name);
    }
    for (auto const& [kind, name] : names)
        for (auto const& stored : TRY(store.list({.kind = kind, .name = name})))
            if (auto const found = said.find({stored, stored.date});
                found != said.end() && !readings.contains(key_of(stored)))
                found->second.push_back(stored);
    std::vector<Disagreement> found;
    for (auto const& [key, lined] : readings) {
        auto const& mine = lined.reading;
        for (auto const& other : said.at({key, key.date}))
            if (other.source != mine.source && !do_agree(mine.value, other.value))
                found.push_back(
                    {lined.line, describe(key), key.date, mine.value, mine.source, other.value, other.source});
    }
    std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.line < b.line; });
    return found;
}

Result<void> keep(TrendImport& result, std::map<ReadingKey, Lined> const& readings, TrendStore& store) {
    std::vector<Reading> all;
    for (auto const& [key, lined] : readings) all.push_back(lined.reading);
    auto const count = TRY(store.keep(all));
    result.imported = count.imported;
    result.already_known = count.already_known;
    result.replaced = count.replaced;
    result.outdated = count.outdated;
    return {};
}

}  // namespace

Result<TrendImport> import_trends(TrendFile const& file, TrendStore& store) {
    auto const text = TRY(text_of(file));
    TrendImport result;
    result.id = sha256_hex(file.bytes);
    result.file = file.name;
    CsvReader reader(text, separator_of(text));
    CsvRow row;
    reader.next(row);
    auto const columns = TRY(read_header(file, row));
    Collector collector(result);
    while (reader.next(row)) {
        ++result.rows;
        auto read = read_row(row, columns, file.now);
        if (!read)
            collector.reject(row.line, read.error());
        else if (!*read)
            ++result.not_reported;
        else
            collector.add(**std::move(read), row.line);
    }
    if (result.rows == 0) return wrong_file(file, "has a header and no rows");
    result.accepted = result.rejected.empty() || file.accept_good_rows;
    result.disagreements = TRY(find_disagreements(collector.readings(), store));
    if (result.accepted) TRY(keep(result, collector.readings(), store));
    return result;
}

std::string describe(SeriesKey const& key) {
    return fmt::format("{} {}, {}, {}, {} a {}", json::enum_name(key.kind), key.name, key.platform,
                       key.country == "ZZ" ? "worldwide" : key.country, key.measure, json::enum_name(key.grain));
}

std::string describe(TrendImport const& result) {
    constexpr std::size_t most = 50;
    auto out = fmt::format("{}: {} rows", result.file, result.rows);
    if (result.accepted)
        out += fmt::format(
            ", {} imported, {} already known, {} replaced by later ones, {} older than what is known, {} repeated, {} "
            "not reported.\n",
            result.imported, result.already_known, result.replaced, result.outdated, result.repeated,
            result.not_reported);
    else
        out += fmt::format(", {} of them wrong. Nothing was imported: mend them, or ask for the good rows alone.\n",
                           result.rejected.size());
    for (std::size_t i = 0; i < std::min(most, result.rejected.size()); ++i)
        out += fmt::format("  line {}: {}\n", result.rejected[i].line, result.rejected[i].reason);
    if (result.rejected.size() > most) out += fmt::format("  and {} more wrong rows\n", result.rejected.size() - most);
    for (std::size_t i = 0; i < std::min(most, result.disagreements.size()); ++i) {
        auto const& each = result.disagreements[i];
        out += fmt::format("  line {}: {} on {}: {} says {}, {} says {}\n", each.line, each.series,
                           format_date(each.date), each.source, each.value, each.other_source, each.other_value);
    }
    if (result.disagreements.size() > most)
        out += fmt::format("  and {} more that sources disagree about\n", result.disagreements.size() - most);
    return out;
}

}  // namespace troupe::trends
