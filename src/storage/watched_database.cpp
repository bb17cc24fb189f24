#include "storage/watched_database.hpp"

#include <algorithm>
#include <map>

#include "catalog/order_book.hpp"
#include "storage/impl/connections.hpp"
#include "storage/impl/migrations.hpp"
#include "storage/impl/sql.hpp"
#include "storage/impl/watched_connections.hpp"

namespace troupe::storage {
namespace {

using impl::select;
using Labels = std::vector<std::pair<std::string, std::string>>;

constexpr auto spent_help =
    "Spent in this period (UTC); the unit is a currency, credits, or orders: how many there were";
constexpr auto reserved_help =
    "Held for calls and orders whose price or answer is not there yet; counts against the limit";

double seconds_of(std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000; }

std::string currency(std::string const& unit) { return unit.empty() ? "currency" : unit; }

TimePoint first_of_month(TimePoint now) {
    auto const today = date_of(now);
    return TimePoint{std::chrono::sys_days{today.year() / today.month() / std::chrono::day{1}}};
}

/// Rows of a state and a number, with a zero for each state that has none.
void add_states(Figures& all, impl::Session& sql, Figure const& like, std::string const& query,
                std::vector<std::string> const& states) {
    std::map<std::string, double> counts;
    for (auto const& state : states) counts[state] = 0;
    for (auto const& row : select(sql, query, 2)) counts[row.text(0)] = static_cast<double>(row.number(1));
    for (auto const& [state, count] : counts) {
        all.push_back(like);
        all.back().value = count;
        all.back().labels = {{"state", state}};
    }
}

void add_language_models(Figures& all, impl::Session& sql, TimePoint now) {
    std::map<std::string, std::pair<double, double>> by_provider;
    for (auto const& row :
         select(sql, "SELECT model, settled, SUM(micros) FROM llm_spending WHERE day = :a GROUP BY model, settled", 3,
                {format_date(date_of(now))})) {
        auto& [spent, reserved] = by_provider[row.text(0).substr(0, row.text(0).find('/'))];
        (row.number(1) == 1 ? spent : reserved) += static_cast<double>(row.number(2)) / 1e6;
    }
    for (auto const& [provider, sums] : by_provider) {
        Labels const labels = {
            {"account", "language_models"}, {"provider", provider}, {"unit", "currency"}, {"period", "day"}};
        all.push_back({"troupe_money_spent", spent_help, sums.first, labels});
        all.push_back({"troupe_money_reserved", reserved_help, sums.second, labels});
    }
}

/// What an order cost is in its document alone; there are as many of a month as somebody paid for.
Result<void> add_orders(Figures& all, impl::Session& sql, TimePoint now) {
    std::map<std::pair<std::string, std::string>, std::pair<double, double>> sums;
    for (auto const& row : select(sql,
                                  "SELECT document FROM maker_orders WHERE maker IN (SELECT DISTINCT maker FROM "
                                  "maker_orders) AND sent >= :a",
                                  1, {impl::milliseconds_of(first_of_month(now))})) {
        auto const order = TRY(impl::read_document<catalog::Order>(row.text(0), "an order"));
        auto const maker = order.maker.substr(0, order.maker.find('/'));
        auto const add = [&](std::string const& unit, double amount) {
            auto& [spent, reserved] = sums[{maker, unit}];
            (order.state == catalog::OrderState::sending ? reserved : spent) += amount;
        };
        add("orders", order.sendings);
        if (order.cost_micros)
            add(currency(order.cost_unit), static_cast<double>(*order.cost_micros) / 1e6 * order.sendings);
    }
    for (auto const& [key, sum] : sums) {
        Labels const labels = {
            {"account", key.first}, {"provider", key.first}, {"unit", key.second}, {"period", "month"}};
        all.push_back({"troupe_money_spent", spent_help, sum.first, labels});
        all.push_back({"troupe_money_reserved", reserved_help, sum.second, labels});
    }
    return {};
}

void add_imports(Figures& all, impl::Session& sql) {
    auto const reports =
        select(sql, "SELECT COUNT(*), COALESCE(SUM(row_count), 0), COALESCE(MAX(imported_at), 0) FROM report_files", 3)
            .at(0);
    auto const statements =
        select(sql, "SELECT COUNT(*), 0, COALESCE(MAX(imported_at), 0) FROM statement_files", 3).at(0);
    all.push_back({"troupe_report_rows_imported",
                   "Rows of the reports that were imported; those of statements are not counted",
                   static_cast<double>(reports.number(1))});
    for (auto const& [form, row] : {std::pair("report", &reports), std::pair("statement", &statements)}) {
        all.push_back({"troupe_reports_imported",
                       "Files of stores and platforms that were imported",
                       static_cast<double>(row->number(0)),
                       {{"form", form}}});
        all.push_back({"troupe_report_last_import_timestamp_seconds",
                       "When the last of them was imported, in seconds since 1970; 0: never",
                       seconds_of(row->number(2)),
                       {{"form", form}}});
    }
}

void add_webhooks(Figures& all, impl::Session& sql, TimePoint now) {
    add_states(
        all, sql, {"troupe_webhooks", "Addresses that are told what happens", 0},
        "SELECT CASE is_enabled WHEN 1 THEN 'enabled' ELSE 'disabled' END, COUNT(*) FROM webhooks GROUP BY is_enabled",
        {"enabled", "disabled"});
    add_states(all, sql,
               {"troupe_webhook_deliveries",
                "Messages to webhooks: those that wait, and those of the last 30 days that failed for good", 0},
               "SELECT state, COUNT(*) FROM webhook_deliveries WHERE state IN ('waiting', 'failed') GROUP BY state",
               {"waiting", "failed"});
    auto const oldest = select(sql, "SELECT MIN(created) FROM webhook_deliveries WHERE state = 'waiting'", 1).at(0);
    all.push_back({"troupe_webhook_oldest_waiting_age_seconds",
                   "How long the oldest message that waits has been waiting",
                   oldest.is_null(0) ? 0 : std::max(0.0, seconds_of(impl::milliseconds_of(now) - oldest.number(0)))});
}

void add_work(Figures& all, impl::Session& sql) {
    add_states(all, sql, {"troupe_artists", "Artists by state", 0},
               "SELECT state, COUNT(*) FROM artists GROUP BY state", {"active", "evolving", "paused"});
    all.push_back({"troupe_contents_in_review", "Contents that wait for a person's decision",
                   static_cast<double>(
                       select(sql, "SELECT COUNT(*) FROM contents WHERE state = 'in_review'", 1).at(0).number(0))});
    add_states(all, sql,
               {"troupe_posts",
                "Posts on their way to platforms: due, being sent, failed, and those that may be out or not", 0},
               "SELECT state, COUNT(*) FROM social_outbox WHERE state IN ('due', 'sending', 'doubtful', 'failed') "
               "GROUP BY state",
               {"due", "sending", "doubtful", "failed"});
    add_states(all, sql, {"troupe_store_deliveries", "Releases at stores by how far they have come", 0},
               "SELECT state, COUNT(*) FROM deliveries GROUP BY state", {"ready", "sending", "rejected"});
    all.push_back(
        {"troupe_trials_running", "Trials of our own makers that run or were promoted and are watched",
         static_cast<double>(select(sql, "SELECT COUNT(*) FROM trials WHERE is_live = 1", 1).at(0).number(0))});
}

}  // namespace

Result<Figures> WatchedDatabase::stored(TimePoint now) {
    auto all = TRY(database_.read([&](impl::Session& sql) -> Result<Figures> {
        Figures figures;
        add_language_models(figures, sql, now);
        TRY(add_orders(figures, sql, now));
        add_imports(figures, sql);
        add_webhooks(figures, sql, now);
        add_work(figures, sql);
        auto const kind = sql.dialect() == impl::Dialect::sqlite ? "sqlite" : "postgresql";
        figures.push_back({"troupe_database_info",
                           "1; the labels say which database it is",
                           1,
                           {{"kind", kind}, {"schema", std::to_string(impl::migrations().size())}}});
        return figures;
    }));
    auto const size = TRY(database_.size_bytes());
    all.push_back({"troupe_database_size_bytes", "Size of the database; assets are not in it", static_cast<double>(size)});
    return all;
}

Figures WatchedDatabase::connections() const {
    auto* const watched = dynamic_cast<impl::WatchedConnections*>(&database_);
    if (watched == nullptr) return {};
    auto const usage = watched->usage();
    constexpr auto help = "Connections of this process to the database";
    Figures all = {{"troupe_database_connections", help, static_cast<double>(usage.in_use), {{"state", "in_use"}}},
                   {"troupe_database_connections", help, static_cast<double>(usage.idle), {{"state", "idle"}}}};
    if (usage.most > 0)
        all.push_back({"troupe_database_connections_limit", "TROUPE_POSTGRES_CONNECTIONS; a file has none",
                       static_cast<double>(usage.most)});
    all.push_back(watched->commit_times().figure());
    return all;
}

}  // namespace troupe::storage
