#pragma once

#include "catalog/order_book.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlOrderBook : public catalog::OrderBook {
public:
    explicit SqlOrderBook(Database& database) : database_(database.connections()) {}

    Result<std::optional<catalog::Order>> find(std::string const& key) override;
    Result<void> add(catalog::Order const& order) override;
    Result<catalog::Order> update(catalog::Order order) override;
    Result<void> alone(std::function<Result<void>()> const& work) override;
    Result<int> sendings(std::string const& maker, TimePoint since) override;
    Result<std::map<std::string, std::int64_t>> spent(std::string const& maker, TimePoint since) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
