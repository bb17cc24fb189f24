#pragma once

#include "feedback/observation_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlObservationStore : public feedback::ObservationStore {
public:
    explicit SqlObservationStore(Database& database) : database_(database.connections()) {}

    Result<feedback::ImportCount> import(feedback::ImportBatch const& batch) override;
    Result<feedback::ImportedFile> find_file(std::string const& sha256) override;
    Result<feedback::Observation> find(std::string const& key) override;
    Result<std::vector<feedback::Observation>> list_by_artist(std::string const& artist_id) override;
    Result<std::vector<feedback::Observation>> list_by_content(std::string const& artist_id, std::string const& content_id) override;
    Result<std::vector<feedback::Observation>> list_unmatched() override;
    Result<void> replace(std::vector<feedback::Observation> const& rows) override;
    Result<int> remove_by_artist(std::string const& artist_id) override;

private:
    [[nodiscard]] Result<std::vector<feedback::Observation>> list(std::string const& condition, std::vector<std::string> const& values);

    impl::Connections& database_;
};

}  // namespace troupe::storage
