#pragma once

#include "music/order_book.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlOrderBook : public music::OrderBook {
public:
    explicit SqlOrderBook(Database& database) : database_(database.connections()) {}

    Result<std::optional<music::Order>> find(std::string const& key) override;
    Result<void> add(music::Order const& order) override;
    Result<music::Order> update(music::Order order) override;
    Result<int> sendings(std::string const& maker, TimePoint since) override;
    Result<std::map<std::string, std::int64_t>> spent(std::string const& maker, TimePoint since) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
