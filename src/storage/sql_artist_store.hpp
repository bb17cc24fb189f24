#pragma once

#include "artist/artist_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlArtistStore : public artist::ArtistStore {
public:
    explicit SqlArtistStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(artist::Document const& document) override;
    Result<void> append_version(artist::Document const& document) override;
    Result<void> remove(artist::ArtistId id) override;
    Result<artist::Document> find(artist::ArtistId id) override;
    Result<artist::DocumentText> find_text(artist::ArtistId id) override;
    Result<artist::Document> find_version(artist::ArtistId id, int number) override;
    Result<std::optional<artist::Document>> find_by_name(std::string_view name) override;
    Result<std::vector<artist::Document>> history(artist::ArtistId id) override;
    Result<artist::ArtistPage> list(artist::ArtistQuery const& query) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
