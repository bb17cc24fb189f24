#pragma once

#include <string>
#include <vector>

#include "distribution/delivery/delivery_record.hpp"
#include "flow/studio.hpp"

/// What stands between a release and a store today.
namespace troupe::flow {

/// A person said yes, and nobody took it back.
[[nodiscard]] bool may_go_out(catalog::Content const& release);

/// The record, or a new one that nobody has written.
[[nodiscard]] Result<distribution::DeliveryRecord> record_of(Studio& studio, std::string const& release,
                                                             std::string const& store);

/// off, held or ready, as the store's rules and `checks` say. Where codes are missing it says what gives them.
[[nodiscard]] Result<distribution::StoreVerdict> verdict_on(Studio& studio, distribution::Store const& store,
                                                            distribution::Release const& release,
                                                            distribution::Preflight const& checks);

}  // namespace troupe::flow
