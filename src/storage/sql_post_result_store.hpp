#pragma once

#include "social/post_result.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlPostResultStore : public social::PostResultStore {
public:
    explicit SqlPostResultStore(Database& database) : database_(database.connections()) {}

    Result<social::ReadingCount> keep(std::vector<social::PostReading> const& readings) override;
    Result<std::vector<social::PostReading>> of_post(std::string const& post) override;
    Result<std::vector<social::PostReading>> of_artist(std::string const& artist) override;
    Result<int> remove_by_artist(std::string const& artist) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
