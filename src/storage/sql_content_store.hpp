#pragma once

#include <map>
#include <mutex>

#include "catalog/content_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlContentStore : public catalog::ContentStore {
public:
    explicit SqlContentStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(catalog::Content const& content) override;
    Result<catalog::Content> update(catalog::Content const& content) override;
    Result<void> restore(std::vector<catalog::Content> const& revisions) override;
    Result<void> remove(catalog::ContentId id) override;
    Result<catalog::Content> find(catalog::ContentId id) override;
    Result<catalog::ContentSketch> find_sketch(catalog::ContentId id) override;
    Result<std::vector<catalog::Content>> history(catalog::ContentId id) override;
    Result<catalog::ContentPage> list(catalog::ContentQuery const& query) override;
    Result<std::int64_t> count(artist::ArtistId artist) override;
    Result<bool> is_used(std::string const& sha256, std::optional<catalog::ContentId> except = {}) override;
    Result<void> add_approval(catalog::ContentId id, catalog::Approval const& approval) override;
    Result<std::vector<catalog::Approval>> approvals(catalog::ContentId id) override;

private:
    impl::Connections& database_;
    std::mutex sketching_;
    std::map<catalog::ContentId, catalog::ContentSketch> sketches_;  ///< of the revisions they say
};

}  // namespace troupe::storage
