#pragma once

#include "storage/database.hpp"
#include "trends/trend_store.hpp"

namespace troupe::storage {

class SqlTrendStore : public trends::TrendStore {
public:
    explicit SqlTrendStore(Database& database) : database_(database.connections()) {}

    Result<trends::KeepCount> keep(std::vector<trends::Reading> const& readings) override;
    Result<std::vector<trends::Reading>> list(trends::SeriesQuery const& query) override;
    Result<int> remove_source(std::string const& source) override;
    Result<int> remove_taken_before(std::string const& source, TimePoint time) override;
    Result<trends::SourceState> source_state(std::string const& name) override;
    Result<void> set_source_state(trends::SourceState const& state) override;
    Result<std::vector<trends::SourceState>> source_states() override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
