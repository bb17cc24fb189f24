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

/// What the checks say of the release under the codes that it would go out with: reserved ones count as used. One check
/// serves every store that is asked about. Errors: those of `check_release`.
[[nodiscard]] Result<distribution::Preflight> check_as_delivered(Studio& studio, catalog::Content const& release,
                                                                 std::vector<std::string> const& stores);

}  // namespace troupe::flow
