#include "storage/impl/statement_rows.hpp"

#include <array>
#include <optional>

#include "storage/impl/session.hpp"

namespace troupe::storage::impl {
namespace {

using feedback::NumberedRow;
using feedback::Statement;

/// What one INSERT is bound to; prepared once, run for every row.
class RowInsert {
public:
    explicit RowInsert(soci::session& sql) : statement_(sql) {
        for (auto& number : numbers_) statement_.exchange(soci::use(number));
        for (std::size_t i = 0; i < amounts_.size(); ++i) statement_.exchange(soci::use(amounts_[i], indicators_[i]));
        for (auto& text : texts_) statement_.exchange(soci::use(text));
        statement_.alloc();
        statement_.prepare(
            "INSERT INTO statement_rows (part, line, subject, identity, quantity, gross, deductions, net, share_ppm, report_date, usage_start,"
            " usage_end, granularity, use_type, service_tier, currency, exchange_rate, exchange_source, flags)"
            " VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p, :q, :r, :s)");
        statement_.define_and_bind();
    }

    void run(NumberedRow const& numbered) {
        auto const& row = numbered.row;
        numbers_ = {numbered.part, row.line, numbered.subject, numbered.identity, row.quantity};
        std::size_t at = 0;
        for (auto const& amount : {row.gross, row.deductions, row.net, row.share_ppm}) {
            amounts_[at] = amount.value_or(0);
            indicators_[at++] = amount ? soci::i_ok : soci::i_null;
        }
        set_date(0, row.report_date);
        set_date(1, row.usage_start);
        set_date(2, row.usage_end);
        texts_[3] = granularities_.at(static_cast<std::size_t>(row.granularity));
        texts_[4] = uses_.at(static_cast<std::size_t>(row.use_type));
        texts_[5] = row.service_tier;
        texts_[6] = row.currency;
        texts_[7] = row.exchange_rate;
        texts_[8] = row.exchange_source;
        texts_[9] = row.flags;
        statement_.execute(true);
    }

private:
    /// Neighbours often have the same days.
    void set_date(std::size_t place, Date date) {
        if (dates_[place] == date && !texts_[place].empty()) return;
        dates_[place] = date;
        texts_[place] = format_date(date);
    }

    template <class Enum>
    static std::vector<std::string> names() {
        std::vector<std::string> names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto each) { names.emplace_back(each.name); });
        return names;
    }

    soci::statement statement_;
    std::array<long long, 5> numbers_{};
    std::array<long long, 4> amounts_{};
    std::array<soci::indicator, 4> indicators_{};
    std::array<std::string, 10> texts_;
    std::array<Date, 3> dates_{};
    std::vector<std::string> granularities_ = names<feedback::Granularity>();
    std::vector<std::string> uses_ = names<feedback::UseType>();
};

std::optional<std::int64_t> amount_of(Row const& row, std::size_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.number(column));
}

/// The columns of a part, without its number, from `at` on.
Result<feedback::Part> read_part_from(Row const& row, std::size_t at) {
    auto const measure = TRY(json::enum_from<feedback::Measure>(row.text(at + 7)));
    feedback::Part part;
    part.file_sha256 = row.text(at);
    part.scope = {row.text(at + 1), row.text(at + 2), row.text(at + 3), row.text(at + 4),
                  static_cast<int>(row.number(at + 5)), static_cast<int>(row.number(at + 6)), measure};
    part.platform = row.text(at + 8);
    part.platform_raw = row.text(at + 9);
    part.territory_raw = row.text(at + 10);
    part.rows = row.number(at + 11);
    part.digest = row.number(at + 12);
    return part;
}

}  // namespace

std::string const part_columns =
    "p.number, p.file, p.source, p.period, p.territory, p.service, p.piece, p.pieces, p.measure, p.platform, p.platform_raw, p.territory_raw,"
    " p.row_count, p.digest";

std::string const statement_columns =
    "r.line, r.quantity, r.gross, r.deductions, r.net, r.share_ppm, r.report_date, r.usage_start, r.usage_end, r.granularity, r.use_type,"
    " r.service_tier, r.currency, r.exchange_rate, r.exchange_source, r.flags, s.document, " +
    part_columns;

void insert_rows(Session& sql, std::vector<NumberedRow> const& rows) {
    if (rows.empty()) return;
    sql.flush();
    RowInsert insert(sql);
    for (auto const& row : rows) insert.run(row);
}

Result<feedback::Part> read_part(Row const& row) { return read_part_from(row, 1); }

Result<Statement> read_statement(Row const& row) {
    Statement made;
    made.line = static_cast<int>(row.number(0));
    made.quantity = row.number(1);
    made.gross = amount_of(row, 2);
    made.deductions = amount_of(row, 3);
    made.net = amount_of(row, 4);
    made.share_ppm = amount_of(row, 5);
    made.report_date = TRY(parse_date(row.text(6)));
    made.usage_start = TRY(parse_date(row.text(7)));
    made.usage_end = TRY(parse_date(row.text(8)));
    made.granularity = TRY(json::enum_from<feedback::Granularity>(row.text(9)));
    made.use_type = TRY(json::enum_from<feedback::UseType>(row.text(10)));
    made.service_tier = row.text(11);
    made.currency = row.text(12);
    made.exchange_rate = row.text(13);
    made.exchange_source = row.text(14);
    made.flags = row.text(15);
    made.subject = TRY(read_document<feedback::Subject>(row.text(16), "the subject of a statement"));
    auto const part = TRY(read_part_from(row, 18));
    made.scope = part.scope;
    made.platform = part.platform;
    made.platform_raw = part.platform_raw;
    made.territory_raw = part.territory_raw;
    return made;
}

}  // namespace troupe::storage::impl
