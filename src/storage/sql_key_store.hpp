#pragma once

#include "access/key.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlKeyStore : public access::KeyStore {
public:
    explicit SqlKeyStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(access::ApiKey const& key, std::string const& hash) override;
    Result<access::ApiKey> find_by_hash(std::string const& hash) override;
    Result<access::ApiKey> find(access::KeyId id) override;
    Result<std::vector<access::ApiKey>> list() override;
    Result<access::ApiKey> revoke(access::KeyId id, TimePoint at) override;
    Result<void> used(access::KeyId id, TimePoint at) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
