#pragma once

#include "evolution/trials/trial_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlTrialStore : public evolution::TrialStore {
public:
    explicit SqlTrialStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(evolution::Trial const& trial) override;
    Result<evolution::Trial> find(evolution::TrialId id) override;
    Result<std::vector<evolution::Trial>> list() override;
    Result<std::optional<evolution::Trial>> newest_of(std::string const& knob) override;
    Result<evolution::Trial> update(evolution::Trial const& trial) override;
    Result<bool> add_outcome(evolution::TrialOutcome const& outcome) override;
    Result<std::vector<evolution::TrialOutcome>> outcomes(evolution::TrialId trial) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
