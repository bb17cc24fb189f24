#include "storage/sql_order_book.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using catalog::Order;

Result<std::optional<Order>> read_order(impl::Session& sql, std::string const& key) {
    auto const rows = select(sql, "SELECT document FROM maker_orders WHERE key_text = :a", 1, {key});
    if (rows.empty()) return std::optional<Order>{};
    return std::optional(TRY(impl::read_document<Order>(rows[0].text(0), "order " + key)));
}

}  // namespace

Result<std::optional<Order>> SqlOrderBook::find(std::string const& key) {
    return database_.read([&](impl::Session& sql) { return read_order(sql, key); });
}

Result<void> SqlOrderBook::add(Order const& order) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (TRY(read_order(sql, order.key)))
            return fail(ErrorCode::conflict, "order " + order.key + ": is there already");
        change(sql,
               "INSERT INTO maker_orders (key_text, maker, revision, sent, sendings, document) VALUES (:a, :b, :c, :d, "
               ":e, :f)",
               {order.key, order.maker, std::int64_t{order.revision}, impl::milliseconds_of(order.sent),
                std::int64_t{order.sendings}, json::print(order)});
        return {};
    });
}

Result<Order> SqlOrderBook::update(Order given) {
    return database_.write([&](impl::Session& sql) -> Result<Order> {
        auto order = given;
        auto const old = TRY(read_order(sql, order.key));
        if (!old) return fail(ErrorCode::not_found, "order " + order.key + " does not exist");
        if (old->revision != order.revision)
            return fail(ErrorCode::conflict, "order " + order.key + ": was changed meanwhile");
        ++order.revision;
        change(sql,
               "UPDATE maker_orders SET maker = :a, revision = :b, sent = :c, sendings = :d, document = :e WHERE "
               "key_text = :f",
               {order.maker, std::int64_t{order.revision}, impl::milliseconds_of(order.sent),
                std::int64_t{order.sendings}, json::print(order), order.key});
        return order;
    });
}

Result<void> SqlOrderBook::alone(std::function<Result<void>()> const& work) {
    return database_.write([&](impl::Session&) { return work(); });
}

Result<int> SqlOrderBook::sendings(std::string const& maker, TimePoint since) {
    return database_.read([&](impl::Session& sql) -> Result<int> {
        auto const rows =
            select(sql, "SELECT COALESCE(SUM(sendings), 0) FROM maker_orders WHERE maker = :a AND sent >= :b", 1,
                   {maker, impl::milliseconds_of(since)});
        return static_cast<int>(rows.at(0).number(0));
    });
}

/// The sums are taken here: what an order cost is in its document alone.
Result<std::map<std::string, std::int64_t>> SqlOrderBook::spent(std::string const& maker, TimePoint since) {
    using Sums = std::map<std::string, std::int64_t>;
    return database_.read([&](impl::Session& sql) -> Result<Sums> {
        Sums sums;
        for (auto const& row : select(sql, "SELECT document FROM maker_orders WHERE maker = :a AND sent >= :b", 1,
                                      {maker, impl::milliseconds_of(since)})) {
            auto const order = TRY(impl::read_document<Order>(row.text(0), "an order of " + maker));
            if (order.cost_micros) sums[order.cost_unit] += *order.cost_micros * order.sendings;
        }
        return sums;
    });
}

}  // namespace troupe::storage
