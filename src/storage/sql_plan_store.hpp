#pragma once

#include "planning/plan_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlPlanStore : public planning::PlanStore {
public:
    explicit SqlPlanStore(Database& database) : database_(database.connections()) {}

    Result<void> put(planning::Plan const& plan) override;
    Result<planning::Plan> find_by_artist(artist::ArtistId artist) override;
    Result<planning::FoundItem> find_item(planning::PlanItemId item) override;
    Result<void> update_item(planning::PlanItem const& item) override;
    Result<int> remove_by_artist(artist::ArtistId artist) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
