#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "feedback/impl/embedded_table.hpp"
#include "feedback/impl/names.hpp"
#include "feedback/impl/statement_reader.hpp"

/// DDEX Digital Sales Reporting, flat files (DSR Part 8; records of Financial Reporting to Record Companies 1.0 and Basic
/// Audio 1.2). Records are read by the '#' line of their kind where the file has one, else by data/feedback/dsr_records.json.
namespace troupe::feedback::impl {
namespace {

using Columns = std::vector<std::string>;

/// "AS01.01" is an AS01: columns are found by the whole name, meaning by the family.
std::string_view family_of(std::string_view type) { return type.substr(0, 4); }

struct Summary {
    std::string territory = "ZZ", territory_raw, service, tier, currency, exchange_rate;
    UseType use = UseType::other;
    std::optional<Period> period;
    std::optional<std::string> stated_usages, stated_net;
    std::int64_t usages = 0;
    Micros net = 0;
    bool has_rows = false;
    bool has_net = false;
};

/// One of a block's AS or RE records, to which its sales refer.
struct Described {
    std::string isrc, upc, title, artist, release;
};

class DsrReader final : public StatementReader {
public:
    DsrReader(OpenedReport const& report, RecordReader records)
        : report_(report), records_(std::move(records)), tables_(embedded_table<std::map<std::string, Columns>>("feedback/dsr_records.json")),
          latest_(plus_days(date_of(report.now), 1)) {}

    Result<bool> next(Statement& row) override {
        while (!is_over_ && TRY(records_.next(record_))) {
            ++lines_;
            if (has_footer_) return wrong("stands after the footer: the file holds more than one report, split it");
            if (record_.cell(0).starts_with('#')) read_columns();
            else if (TRY(take(row))) return true;
        }
        if (!has_footer_) return fail(ErrorCode::invalid_input, fmt::format("{}: line {}: ends without its footer (FOOT or SRFO): it is cut off, get it again", report_.name, records_.line()));
        finish();
        return false;
    }
    [[nodiscard]] FileFacts const& facts() const override { return facts_; }

private:
    tl::unexpected<Error> wrong(std::string_view what) const {
        return fail(ErrorCode::invalid_input, fmt::format("{}: line {}: {}", report_.name, record_.line, what));
    }

    void read_columns() {
        auto const type = std::string(record_.cell(0).substr(1));
        Columns columns;
        for (std::size_t i = 1; i < record_.cells.size(); ++i) columns.emplace_back(record_.cells[i]);
        while (!columns.empty() && columns.back().empty()) columns.pop_back();
        if (!columns.empty()) tables_[type] = std::move(columns);
        places_.clear();
    }

    std::map<std::string, std::size_t> const* places() {
        auto const type = record_.cell(0);
        auto found = places_.find(type);
        if (found == places_.end()) {
            auto const table = tables_.find(std::string(type));
            if (table == tables_.end()) return nullptr;
            found = places_.try_emplace(std::string(type)).first;
            for (std::size_t i = 0; i < table->second.size(); ++i) found->second.emplace(folded(table->second[i]), i + 1);
        }
        return &found->second;
    }
    /// The cell of that column of this record, or nothing.
    std::string_view cell(char const* folded_name) {
        auto const found = here_->find(folded_name);
        return found == here_->end() ? std::string_view() : record_.cell(found->second);
    }
    /// The first of values that are split by '|'; "\|" is no split.
    std::string first_value(char const* folded_name) {
        std::string out;
        auto const text = cell(folded_name);
        for (std::size_t i = 0; i < text.size() && text[i] != '|'; ++i) {
            if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') ++i;
            out += text[i];
        }
        return out;
    }

    /// True when the record is a row.
    Result<bool> take(Statement& row) {
        auto const type = record_.cell(0);
        auto const family = family_of(type);
        here_ = places();
        if (family == "FOOT" || family == "SRFO") return TRY(take_footer());
        if (family == "HEAD" || family == "SRHE") return TRY(take_head());
        if (!is_headed_) return wrong(fmt::format("'{}' stands before the header (HEAD or SRHE)", text::excerpt(type, 20)));
        if (here_ == nullptr) return keep_raw();
        if (family.starts_with("SY")) return TRY(take_summary());
        if (family == "AS01" || family == "AS02" || family == "RE01") return describe(family);
        if (family == "SR01" || family == "SR02" || family == "SR08") return TRY(take_record_row(row, family));
        if (family == "SU01" || family == "SU02") return TRY(take_block_row(row, family));
        return keep_raw();
    }

    bool keep_raw() {
        ++facts_.raw_records[text::excerpt(record_.cell(0), 20)];
        if (!on_raw) return false;
        std::string line;
        for (auto const& each : record_.cells) line.append(line.empty() ? "" : "\t").append(each);
        on_raw(record_.line, line);
        return false;
    }

    Result<bool> take_head() {
        if (here_ == nullptr) return wrong("has a header without columns");
        is_headed_ = true;
        auto const first = parse_period(cell("usagestartdate"), "yyyy-mm-dd*");
        auto const last = parse_period(cell("usageenddate"), "yyyy-mm-dd*");
        if (!first || !last || last->first < first->first)
            return wrong("UsageStartDate and UsageEndDate: expected two dates like 2026-03-01, in this order");
        if (first->first > latest_) return wrong("UsageStartDate: lies in the future");
        period_ = period_between(first->first, last->first);
        auto const sender = cell("sendername").empty() ? cell("senderpartyid") : cell("sendername");
        if (sender.empty()) return wrong("SenderName: is missing");
        platform_raw_ = std::string(sender);
        facts_.source = platform_ = platform_named(sender);
        service_ = text::lower(cell("servicedescription"));
        if (auto const created = parse_time(std::string(cell("messagecreateddatetime")))) facts_.created_at = *created;
        piece_ = static_cast<int>(parse_whole(cell("filenumber")).value_or(1));
        pieces_ = static_cast<int>(parse_whole(cell("numberoffiles")).value_or(1));
        if (piece_ < 1 || pieces_ < piece_ || pieces_ > 10'000) return wrong("FileNumber and NumberOfFiles: expected as in 1 and 3");
        if (pieces_ > 1) facts_.whole = WholeStatement{fmt::format("{} {} {}", platform_, service_, period_name(period_)), piece_, pieces_, {}, {}};
        return false;
    }

    Result<bool> take_summary() {
        ++summaries_seen_;
        auto const id = std::string(cell("summaryrecordid"));
        if (id.empty()) return wrong("SummaryRecordId: is missing");
        bool const is_new = !summaries_.contains(id);
        auto& summary = summaries_[id];
        auto const raw = cell("territory");
        auto const code = find_territory(raw);
        if (!code) return wrong(fmt::format("Territory: '{}' is no country code", text::excerpt(raw, 20)));
        summary.territory = *code;
        summary.territory_raw = std::string(raw);
        summary.tier = std::string(cell("commercialmodel"));
        summary.use = use_of(cell("commercialmodel"), cell("usetype"));
        summary.service = cell("servicedescription").empty() ? service_ : text::lower(cell("servicedescription"));
        auto const accounting = cell("currencyofaccounting").empty() ? cell("currencyofreporting") : cell("currencyofaccounting");
        summary.currency = std::string(accounting.empty() ? cell("currency") : accounting);
        if (!summary.currency.empty() && !is_currency(summary.currency)) return wrong(fmt::format("Currency: '{}' is none of ISO 4217", text::excerpt(summary.currency, 20)));
        summary.exchange_rate = std::string(cell("exchangerate"));
        auto const first = parse_period(cell("reportingperiodstartdate"), "yyyy-mm-dd*");
        auto const last = parse_period(cell("reportingperiodenddate"), "yyyy-mm-dd*");
        if (first && last && first->first <= last->first) summary.period = period_between(first->first, last->first);
        if (is_new) state(summary);
        else summary.stated_usages.reset(), summary.stated_net.reset();  // one for each owner of rights: no total of ours
        return false;
    }

    /// The totals of SY10 are of the rows; SY01 knows the usages alone. SY02 shares out among owners of rights.
    void state(Summary& summary) {
        auto const family = family_of(record_.cell(0));
        if (family == "SY10") {
            summary.stated_usages = std::string(cell("allocatedusages"));
            summary.stated_net = std::string(cell("allocatednetrevenueincurrencyofaccounting"));
        } else if (family == "SY01" || family == "SY02") {
            auto const usages = first_value("allocatedusages").empty() ? std::string(cell("usages")) : first_value("allocatedusages");
            if (!usages.empty()) summary.stated_usages = usages;
        }
    }

    bool describe(std::string_view family) {
        auto const block = cell("blockid");
        if (block != block_) block_ = std::string(block), described_.clear(), ++blocks_;
        bool const is_release = family == "RE01";
        auto& made = described_[std::string(cell(is_release ? "releasereference" : "resourcereference"))];
        made.title = is_release ? "" : first_value("title");
        made.release = is_release ? first_value("title") : "";
        made.artist = first_value("displayartistname");
        made.isrc = is_release ? "" : as_isrc(first_value("isrc"));
        made.upc = is_release ? as_upc(cell("icpn")) : "";
        return false;
    }

    Result<bool> take_record_row(Statement& row, std::string_view family) {
        ++rows_;
        auto const before = rejections_.count();
        row.subject.isrc = as_isrc(family == "SR08" ? cell("resourceisrc") : cell("isrc"));
        row.subject.upc = as_upc(family == "SR08" ? cell("releaseicpn") : cell("icpn"));
        row.subject.track_title = first_value("resourcetitle");
        row.subject.release_title = first_value("releasetitle");
        row.subject.artist_name = first_value(cell("resourcedisplayartistname").empty() ? "releasedisplayartistname" : "resourcedisplayartistname");
        TRY(fill(row));
        if (family == "SR08") read_sale(row);
        else if (family == "SR02") row.quantity = number("numberofstreams");
        else row.quantity = number("downloads") - number("returns");
        return is_good(row, before);
    }

    Result<bool> take_block_row(Statement& row, std::string_view family) {
        ++rows_;
        auto const before = rejections_.count();
        if (cell("blockid") != block_) return wrong(fmt::format("BlockId: block {} has not begun with an AS or RE record", text::excerpt(cell("blockid"), 20)));
        row.subject = {};
        for (auto const* reference : {"transactedresource", "transactedrelease"}) {
            auto const found = described_.find(first_value(reference));
            if (found != described_.end()) add_to(row.subject, found->second);
        }
        if (row.subject.track_title.empty() && described_.size() == 1) add_to(row.subject, described_.begin()->second);
        TRY(fill(row));
        row.quantity = family == "SU02" ? number("numberofstreams") : number("usages") - number("returns");
        return is_good(row, before);
    }

    static void add_to(Subject& subject, Described const& described) {
        if (subject.isrc.empty()) subject.isrc = described.isrc;
        if (subject.upc.empty()) subject.upc = described.upc;
        if (subject.track_title.empty()) subject.track_title = described.title;
        if (subject.release_title.empty()) subject.release_title = described.release;
        if (subject.artist_name.empty()) subject.artist_name = described.artist;
    }

    /// What the header and the row's summary say.
    Result<void> fill(Statement& row) {
        auto const id = cell("summaryrecordid");
        auto const found = summaries_.find(id);
        if (found == summaries_.end()) return wrong(fmt::format("SummaryRecordId: there is no summary '{}' before it", text::excerpt(id, 20)));
        summary_ = &found->second;
        auto const& period = summary_->period ? *summary_->period : period_;
        row.line = record_.line;
        row.platform = platform_;
        row.platform_raw = platform_raw_;
        row.territory_raw = summary_->territory_raw;
        row.service_tier = summary_->tier;
        row.use_type = summary_->use;
        row.scope.source = platform_;
        row.scope.measure = Measure::royalty;
        row.scope.territory = summary_->territory;
        row.scope.service = summary_->service.empty() ? platform_ : summary_->service;
        row.scope.piece = piece_;
        row.scope.pieces = pieces_;
        if (scope_period_.empty()) scope_period_ = period_name(period_);
        row.scope.period = scope_period_;
        row.usage_start = period.first;
        row.usage_end = row.report_date = period.last;
        row.granularity = period.granularity;
        row.gross = row.deductions = row.net = std::nullopt;
        row.share_ppm.reset();
        row.currency.clear();
        row.exchange_rate.clear();
        row.exchange_source.clear();
        row.flags.clear();
        return {};
    }

    /// SR08: a day, usages, and money in the currency of accounting.
    void read_sale(Statement& row) {
        auto const written = cell("salestransactiondate");
        auto const& day = days_.get(written, [](std::string_view text) {
            auto const exact = parse_period(text, "yyyy-mm-dd*");
            return exact ? exact : parse_period(text, "yyyy-mm");
        });
        if (!day) rejections_.add(record_.line, "SalesTransactionDate", written, "no date like 2026-03-07");
        else if (day->first > latest_) rejections_.add(record_.line, "SalesTransactionDate", written, "lies in the future");
        else row.usage_start = day->first, row.usage_end = day->last, row.granularity = day->granularity;
        row.quantity = number("netusage");
        row.currency = summary_->currency;
        if (row.currency.empty()) rejections_.add(record_.line, "CurrencyOfAccounting", "", "is missing in its summary");
        row.exchange_rate = summary_->exchange_rate;
        row.exchange_source = row.exchange_rate.empty() ? "" : "statement";
        if (auto const net = amount("allocatednetrevenueincurrencyofaccounting")) row.net = rounding_.take(row.currency + std::string(cell("summaryrecordid")), *net);
        if (auto const gross = amount("allocatedrevenueincurrencyofaccounting")) row.gross = round_to_micros(*gross);
        if (row.gross && row.net) row.deductions = *row.gross - *row.net;
        if (auto const share = amount("rightsharepercentage")) row.share_ppm = round_to_micros(*share / 100);
    }

    std::int64_t number(char const* column) {
        auto const text = cell(column);
        if (text.empty()) {
            if (std::string_view(column) != "returns") rejections_.add(record_.line, column, "", "empty");
            return 0;
        }
        auto const value = parse_whole(text);
        if (!value) rejections_.add(record_.line, column, text, value.error().message);
        return value.value_or(0);
    }
    std::optional<Atto> amount(char const* column) {
        auto const text = cell(column);
        if (text.empty()) return std::nullopt;
        auto const value = parse_decimal(text);
        if (value) return *value;
        rejections_.add(record_.line, column, text, value.error().message);
        return std::nullopt;
    }

    bool is_good(Statement& row, std::int64_t rejected_before) {
        if (row.subject.isrc.empty() && row.subject.upc.empty() && row.subject.track_title.empty() && row.subject.release_title.empty())
            rejections_.add(record_.line, "", "", "names neither a track nor a release");
        if (rejections_.count() > rejected_before) return false;
        if (row.quantity < 0) row.flags = "return";
        else if (row.net.value_or(0) < 0) row.flags = "adjustment";
        summary_->usages += row.quantity;
        summary_->net += row.net.value_or(0);
        summary_->has_rows = true;
        summary_->has_net = summary_->has_net || row.net.has_value();
        return true;
    }

    Result<bool> take_footer() {
        has_footer_ = true;
        bool const is_block = family_of(record_.cell(0)) == "FOOT";
        if (here_ == nullptr) return wrong("has a footer without columns");
        if (is_block) check("lines", cell("numberoflinesinfile"), lines_);
        if (!is_block || facts_.whole) check_total("lines", cell("numberoflinesinreport"), lines_);
        check("summary records", cell("numberofsummaryrecords"), summaries_seen_);
        if (is_block) check("blocks", cell("numberofblocksinfile"), blocks_);
        return false;
    }

    void check(std::string const& what, std::string_view stated, std::int64_t counted) { add_check(facts_.checks, what, stated, counted); }

    /// Totals of a statement in several files are known when all of them are: they are not held against one.
    std::vector<Check>& totals() { return facts_.whole ? facts_.whole->totals : facts_.checks; }

    void check_total(std::string const& what, std::string_view stated, std::int64_t counted) { add_check(totals(), what, stated, counted); }

    static void add_check(std::vector<Check>& checks, std::string const& what, std::string_view stated, std::int64_t counted) {
        if (stated.empty()) return;
        auto const value = parse_whole(stated);
        checks.push_back({what, std::string(stated), fmt::format("{}", counted), value && *value == counted});
    }

    void finish() {
        if (std::exchange(is_over_, true)) return;
        for (auto const& [id, summary] : summaries_) {
            bool const has_unread = !facts_.raw_records.empty() && !summary.has_rows;
            if (summary.stated_usages && !has_unread) check_total(fmt::format("summary {}: usages", id), *summary.stated_usages, summary.usages);
            if (!summary.stated_net || summary.stated_net->empty()) continue;
            auto const exact = parse_decimal(*summary.stated_net);
            totals().push_back({fmt::format("summary {}: net {}", id, summary.currency), *summary.stated_net, format_micros(summary.net),
                                     exact && round_to_micros(*exact) == summary.net});
        }
    }

    OpenedReport const& report_;
    RecordReader records_;
    std::map<std::string, Columns> tables_;
    std::map<std::string, std::map<std::string, std::size_t>, std::less<>> places_;
    std::map<std::string, std::size_t> const* here_ = nullptr;
    Date latest_;
    Record record_;
    FileFacts facts_;
    Period period_;
    std::string platform_, platform_raw_, service_, scope_period_;
    int piece_ = 1, pieces_ = 1;
    std::map<std::string, Summary, std::less<>> summaries_;
    Summary* summary_ = nullptr;
    std::string block_;
    std::map<std::string, Described> described_;
    Memo<std::optional<Period>> days_;
    FairRounding rounding_;
    std::int64_t lines_ = 0, summaries_seen_ = 0, blocks_ = 0;
    bool is_headed_ = false, has_footer_ = false, is_over_ = false;
};

}  // namespace

bool is_dsr(std::string_view beginning) {
    static std::set<std::string_view> const first{"HEAD", "SRHE", "#HEAD", "#SRHE"};
    while (!beginning.empty()) {
        auto const line = beginning.substr(0, beginning.find_first_of("\r\n"));
        auto const type = line.substr(0, line.find('\t'));
        if (first.contains(type) && type.size() < line.size()) return true;
        if (!line.starts_with('#') && !line.empty()) return false;
        beginning.remove_prefix(std::min(beginning.size(), line.size() + 1));
    }
    return false;
}

Result<std::unique_ptr<StatementReader>> open_dsr(OpenedReport const& report) {
    auto text = TRY(ReportText::open(report.file, report.name, report.kind));
    return std::make_unique<DsrReader>(report, RecordReader(std::move(text), '\t', Quotes::none));
}

}  // namespace troupe::feedback::impl
