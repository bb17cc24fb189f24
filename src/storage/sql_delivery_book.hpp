#pragma once

#include "distribution/delivery/delivery_book.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlDeliveryBook : public distribution::DeliveryBook {
public:
    explicit SqlDeliveryBook(Database& database) : database_(database.connections()) {}

    Result<std::optional<distribution::DeliveryRecord>> find(std::string const& release,
                                                             std::string const& store) override;
    Result<std::vector<distribution::DeliveryRecord>> of_release(std::string const& release) override;
    Result<std::vector<distribution::DeliveryRecord>> of_store(std::string const& store) override;
    Result<distribution::DeliveryRecord> put(distribution::DeliveryRecord record) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
