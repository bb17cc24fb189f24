#pragma once

#include "storage/database.hpp"
#include "visual/footage/ledger.hpp"

namespace troupe::storage {

class SqlFootageLedger : public visual::FootageLedger {
public:
    explicit SqlFootageLedger(Database& database) : database_(database.connections()) {}

    Result<visual::ClipClaim> claim(visual::ClipClaim const& claim) override;
    Result<std::optional<visual::ClipClaim>> find(std::string const& clip) override;
    Result<void> release(visual::ClipClaim const& claim) override;

private:
    impl::Connections& database_;
};

class SqlFootageMemory : public visual::FootageMemory {
public:
    explicit SqlFootageMemory(Database& database) : database_(database.connections()) {}

    Result<std::optional<std::string>> answer(std::string const& key, TimePoint not_before) override;
    Result<void> keep(std::string const& key, std::string const& body, TimePoint now, TimePoint forget_before) override;
    Result<std::optional<TimePoint>> book(std::string const& provider, std::vector<Allowance> const& allowances, TimePoint now) override;
    Result<void> rest(std::string const& provider, TimePoint until) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
