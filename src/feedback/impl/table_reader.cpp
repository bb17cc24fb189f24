#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "feedback/impl/names.hpp"
#include "feedback/impl/statement_reader.hpp"

namespace troupe::feedback::impl {
namespace {

constexpr std::size_t most_listed = 100;
constexpr std::size_t longest_name = 500;

/// A field of the format, resolved to columns of this file.
struct Source {
    FieldMapping const* mapping = nullptr;
    std::vector<std::size_t> columns;
    std::string constant;
};

class TableReader final : public StatementReader {
public:
    TableReader(OpenedReport const& report, RecordReader records)
        : report_(report), records_(std::move(records)), style_(parse_number_style(report.format.numbers).value_or(NumberStyle::point)),
          latest_(plus_days(date_of(report.now), 1)) {
        facts_.source = report.format.source;
    }

    Result<void> read_heading() {
        Record record;
        for (int skipped = 0; TRY(records_.next(record)); ++skipped) {
            std::vector<std::string> headings(record.cells.begin(), record.cells.end());
            if (skipped <= report_.format.preamble_rows && headings == report_.headings) return resolve();
        }
        return fail(ErrorCode::invalid_input, fmt::format("{}: its heading is gone", report_.name));
    }

    Result<bool> next(Statement& row) override {
        while (!is_over_ && TRY(records_.next(record_))) {
            if (is_after_rows() || take_footer()) continue;
            ++rows_;
            auto const before = rejections_.count();
            bool const is_wanted = has_shape() && read(row);
            if (rejections_.count() > before || !is_wanted) continue;
            count(row);
            return true;
        }
        finish();
        return false;
    }

    [[nodiscard]] FileFacts const& facts() const override { return facts_; }

private:
    Result<void> resolve() {
        std::map<std::string, std::size_t> places;
        for (std::size_t i = 0; i < report_.headings.size(); ++i) places.emplace(folded(report_.headings[i]), i);
        std::vector<bool> is_used(report_.headings.size());
        auto const use = [&](std::string const& heading) -> std::optional<std::size_t> {
            auto const found = places.find(folded(heading));
            if (found == places.end()) return std::nullopt;
            is_used[found->second] = true;
            return found->second;
        };
        for (auto const& [name, mapping] : report_.format.fields) {
            auto& source = sources_[name];
            source.mapping = &mapping;
            for (auto const& heading : mapping.from)
                if (auto const place = use(heading)) source.columns.push_back(*place);
            if (!mapping.currency.empty()) gross_currency_ = use(mapping.currency);
        }
        for (auto const& [name, value] : report_.format.constants) sources_[name].constant = value;
        for (auto const& heading : report_.format.known) use(heading);
        for (std::size_t i = 0; i < is_used.size() && !report_.format.lenient; ++i)
            if (!is_used[i] && !report_.headings[i].empty()) facts_.unread.push_back(report_.headings[i]);
        return {};
    }

    bool is_after_rows() {
        auto const& ends = report_.format.ends_with;
        if (!is_ended_) is_ended_ = std::find(ends.begin(), ends.end(), record_.cell(0)) != ends.end();
        return is_ended_;
    }

    bool take_footer() {
        auto const found = report_.format.footers.find(std::string(record_.cell(0)));
        if (found == report_.format.footers.end()) return false;
        stated_[found->second] = std::string(record_.cell(1));
        return true;
    }

    bool has_shape() {
        auto cells = record_.cells.size();
        while (cells > report_.headings.size() && record_.cells[cells - 1].empty()) --cells;
        if (cells == report_.headings.size()) return true;
        auto const hint = records_.ended_line() ? "" : "; the file ends here, get it again if it was cut off";
        rejections_.add(record_.line, "", record_.cell(0), fmt::format("{} cells where the heading has {}{}", cells, report_.headings.size(), hint));
        return false;
    }

    struct Cell {
        std::string_view text;
        std::size_t column = std::string::npos;
    };
    Cell find(std::string const& field) {
        auto const found = sources_.find(field);
        if (found == sources_.end()) return {};
        for (auto const column : found->second.columns)
            if (auto const text = record_.cell(column); !text.empty()) return {text, column};
        auto const first = found->second.columns.empty() ? std::string::npos : found->second.columns.front();
        return {found->second.constant, first};
    }
    bool reject(Cell const& cell, std::string const& field, std::string reason) {
        auto const heading = cell.column == std::string::npos ? field : report_.headings[cell.column];
        rejections_.add(record_.line, heading, cell.text, std::move(reason));
        return false;
    }

    /// False for a row that is no sale: a payout.
    bool read(Statement& row) {
        row.line = record_.line;
        if (!read_use(row)) return false;
        read_names(row);
        read_places(row);
        read_dates(row);
        read_quantity(row);
        read_money(row);
        add_flags(row);
        return true;
    }

    bool read_use(Statement& row) {
        auto const cell = find("use_type");
        auto const found = sources_.find("use_type");
        row.use_type = UseType::other;
        if (cell.text.empty()) return true;
        std::string word(cell.text);
        if (found->second.mapping != nullptr && cell.text != found->second.constant)
            for (auto const& [raw, use] : found->second.mapping->values)
                if (folded(raw) == folded(cell.text)) word = use;
        if (word == "skip") return false;
        row.use_type = uses_.get(word, [](std::string_view use) {
            auto const named = json::enum_from<UseType>(use);
            return named ? *named : use_of("", use);
        });
        return true;
    }

    void read_names(Statement& row) {
        row.subject.isrc.clear();
        auto const found = sources_.find("isrc");
        if (found != sources_.end())
            for (auto const column : found->second.columns)
                if (row.subject.isrc.empty()) row.subject.isrc = as_isrc(record_.cell(column));
        row.subject.upc = as_upc(find("upc").text);
        for (auto const& [field, target] : {std::pair("track_title", &row.subject.track_title), std::pair("artist_name", &row.subject.artist_name),
                                            std::pair("release_title", &row.subject.release_title)}) {
            auto const cell = find(field);
            if (cell.text.size() > longest_name) reject(cell, field, fmt::format("longer than {} bytes", longest_name));
            target->assign(cell.text.substr(0, longest_name));
        }
        if (row.subject.isrc.empty() && row.subject.upc.empty() && row.subject.track_title.empty() && row.subject.release_title.empty())
            rejections_.add(record_.line, "", "", "names neither a track nor a release");
    }

    void read_places(Statement& row) {
        auto const platform = find("platform");
        if (platform.text.empty()) reject(platform, "platform", "empty");
        row.platform_raw.assign(platform.text);
        row.platform = platforms_.get(platform.text, platform_named);
        row.service_tier.assign(find("service_tier").text);
        auto const territory = find("territory");
        row.territory_raw.assign(territory.text);
        auto const& code = territories_.get(territory.text, [](std::string_view raw) { return find_territory(raw); });
        if (!code) reject(territory, "territory", "no country: expected a code like DE or an English name");
        row.scope.source = report_.format.source;
        row.scope.measure = report_.format.measure;
        row.scope.service = row.platform;
        row.scope.territory = code.value_or("ZZ");
    }

    std::optional<Period> date_of_field(std::string const& field) {
        auto const cell = find(field);
        auto const found = sources_.find(field);
        if (cell.text.empty() || found == sources_.end() || found->second.mapping == nullptr) return std::nullopt;
        auto& memo = field == "usage" ? usage_dates_ : report_dates_;
        auto const& period = memo.get(cell.text, [&](std::string_view text) -> std::optional<Period> {
            for (auto const& pattern : found->second.mapping->date)
                if (auto const read = parse_period(text, pattern))
                    return found->second.mapping->period == "month" ? month_of(read->first) : *read;
            return std::nullopt;
        });
        if (!period) reject(cell, field, "no date as in " + text::join(found->second.mapping->date, " or "));
        else if (period->first > latest_) reject(cell, field, "lies in the future");
        return period;
    }

    void read_dates(Statement& row) {
        auto const usage = date_of_field("usage");
        auto const reported = date_of_field("report_date");
        if (!usage && find("usage").text.empty()) reject(find("usage"), "usage", "empty: when was it used?");
        if (!usage) return;
        row.usage_start = usage->first;
        row.usage_end = usage->last;
        row.granularity = usage->granularity;
        row.report_date = reported ? reported->last : usage->last;
        auto const& statement = reported ? *reported : month_of(usage->first);
        if (statement.first != scope_day_ || statement.granularity != scope_granularity_) {
            scope_day_ = statement.first;
            scope_granularity_ = statement.granularity;
            scope_period_ = period_name(statement);
        }
        row.scope.period = scope_period_;
    }

    void read_quantity(Statement& row) {
        auto const cell = find("quantity");
        auto const quantity = parse_whole(cell.text, style_);
        if (!quantity) reject(cell, "quantity", cell.text.empty() ? "empty" : quantity.error().message);
        row.quantity = quantity.value_or(0);
        auto const returns = find("returns");
        if (returns.text.empty()) return;
        auto const count = parse_whole(returns.text, style_);
        if (!count) reject(returns, "returns", count.error().message);
        row.quantity -= count.value_or(0);
    }

    std::optional<Atto> amount(std::string const& field) {
        auto const cell = find(field);
        if (cell.text.empty()) return std::nullopt;
        auto const exact = parse_decimal(cell.text, style_);
        if (exact) return *exact;
        reject(cell, field, exact.error().message);
        return std::nullopt;
    }

    void read_money(Statement& row) {
        auto const currency = find("currency");
        row.currency.assign(currency.text);
        auto const net = amount("net");
        auto gross = amount("gross");
        auto const deductions = amount("deductions");
        bool const has_money = net || gross || deductions;
        if (has_money && !is_currency(row.currency)) reject(currency, "currency", "no currency of ISO 4217, like EUR");
        if (gross_currency_ && record_.cell(*gross_currency_) != currency.text) gross.reset();  // two currencies are never mixed
        row.net = net ? std::optional(rounding_.take(row.currency, *net)) : std::nullopt;
        row.gross = gross ? std::optional(round_to_micros(*gross)) : std::nullopt;
        row.deductions = deductions ? std::optional(round_to_micros(*deductions)) : std::nullopt;
        row.exchange_rate.assign(find("exchange_rate").text);
        row.exchange_source = row.exchange_rate.empty() ? "" : "statement";
        read_share(row);
    }

    void read_share(Statement& row) {
        auto cell = find("share");
        row.share_ppm.reset();
        if (cell.text.ends_with('%')) cell.text.remove_suffix(1);
        if (cell.text.empty()) return;
        auto const share = parse_decimal(text::trim(cell.text), NumberStyle::either);
        if (!share) return void(reject(cell, "share", share.error().message));
        auto const micros = round_to_micros(*share);
        row.share_ppm = micros <= 1'000'000 ? micros : micros / 100;  // 0.85 and 85 are both written
    }

    void add_flags(Statement& row) {
        row.flags.clear();
        auto const withheld = amount("withheld");
        if (row.quantity < 0) row.flags = "return";
        else if (row.net.value_or(0) < 0) row.flags = "adjustment";
        if (withheld && *withheld != 0) row.flags += row.flags.empty() ? "withheld" : " withheld";
    }

    void count(Statement const& row) { quantity_ += row.quantity; }

    void finish() {
        if (std::exchange(is_over_, true)) return;
        auto const totals = rounding_.totals();
        Micros net = 0;
        for (auto const& [currency, sum] : totals) net += sum;
        for (auto const& [total, stated] : stated_) {
            auto const counted = total == "rows" ? fmt::format("{}", rows_) : total == "quantity" ? fmt::format("{}", quantity_) : format_micros(net);
            auto const exact = parse_decimal(stated, style_);
            facts_.checks.push_back({total, stated, counted, exact && format_micros(round_to_micros(*exact)) == counted});
        }
    }

    OpenedReport const& report_;
    RecordReader records_;
    NumberStyle style_;
    Date latest_;
    Record record_;
    FileFacts facts_;
    std::map<std::string, Source> sources_;
    std::optional<std::size_t> gross_currency_;
    Memo<std::string> platforms_;
    Memo<std::optional<std::string>> territories_;
    Memo<std::optional<Period>> usage_dates_, report_dates_;
    Memo<UseType> uses_;
    FairRounding rounding_;
    std::map<std::string, std::string> stated_;
    std::int64_t quantity_ = 0;
    Date scope_day_{};
    Granularity scope_granularity_ = Granularity::day;
    std::string scope_period_;
    bool is_ended_ = false;
    bool is_over_ = false;
};

}  // namespace

void Rejections::add(int line, std::string_view column, std::string_view value, std::string reason) {
    ++count_;
    if (listed_.size() < most_listed) listed_.push_back({line, std::string(column), text::excerpt(value, 60), std::move(reason)});
}

Result<std::unique_ptr<StatementReader>> open_table(OpenedReport const& report) {
    auto text = TRY(ReportText::open(report.file, report.name, report.kind));
    auto reader = std::make_unique<TableReader>(report, RecordReader(std::move(text), report.separator, Quotes::csv));
    TRY(reader->read_heading());
    return reader;
}

}  // namespace troupe::feedback::impl
