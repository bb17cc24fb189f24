#pragma once

#include <optional>
#include <string>
#include <vector>

#include "distribution/delivery/delivery_record.hpp"

namespace troupe::distribution {

/// Port: the records of deliveries. Adapters: storage (SQL), testing (memory). What was written is durable when a call
/// returns. Calls may be made from any thread and take part in the unit of work of their thread. Every call may fail
/// with unavailable.
class DeliveryBook {
public:
    virtual ~DeliveryBook() = default;
    /// Nothing: nobody ever wanted to deliver it there.
    [[nodiscard]] virtual Result<std::optional<DeliveryRecord>> find(std::string const& release,
                                                                     std::string const& store) = 0;
    /// All of a release, by store.
    [[nodiscard]] virtual Result<std::vector<DeliveryRecord>> of_release(std::string const& release) = 0;
    /// All that a store was told or is about to be told, by release.
    [[nodiscard]] virtual Result<std::vector<DeliveryRecord>> of_store(std::string const& store) = 0;
    /// Writes it with its revision counted up and gives it back. Error: conflict (somebody has written since
    /// `revision`; another release has a batch of this id at the store).
    [[nodiscard]] virtual Result<DeliveryRecord> put(DeliveryRecord record) = 0;
};

}  // namespace troupe::distribution
