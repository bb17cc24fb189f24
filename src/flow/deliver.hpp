#pragma once

#include <boost/describe.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "distribution/delivery/delivery_record.hpp"
#include "flow/making.hpp"
#include "flow/studio.hpp"

/// Releases on their way to stores.
namespace troupe::flow {

/// What waits in the queue: one batch.
struct DeliveryJob {
    std::string release, store;  ///< ids
    std::string batch_id;
};
BOOST_DESCRIBE_STRUCT(DeliveryJob, (), (release, store, batch_id))

struct BegunDelivery {
    distribution::DeliveryRecord record;
    jobs::JobId job;
};

/// Puts a batch for that store into the queue: the first time the release, then updates of it. One that is under way
/// goes on instead. Errors: not_found (release, store); conflict (nobody approved it; the store does not take it, or
/// not yet: the reason); invalid_input (no way to the store: what to set).
[[nodiscard]] Result<BegunDelivery> begin_delivery(Studio& studio, std::string const& release,
                                                   std::string const& store);

/// The same to say that it is gone. Needs no approval: what must go must go. Errors: not_found, conflict (the store
/// does not have it), invalid_input.
[[nodiscard]] Result<BegunDelivery> begin_takedown(Studio& studio, std::string const& release,
                                                   std::string const& store);

/// The ids of the stores that have it.
[[nodiscard]] Result<std::vector<std::string>> stores_with(Studio& studio, std::string const& release);

/// Sends the batch, or what is missing of it, and gives the record as it is then; `put` makes it last. A batch that is
/// not under way any more changes nothing. A release that was changed or lost its approval meanwhile is not sent: its
/// record says why. Errors: those of the delivery; invalid_input (the package, with the field).
[[nodiscard]] Result<distribution::DeliveryRecord> deliver(Studio& studio, DeliveryJob const& job, Report const& report,
                                                           std::stop_token stop);

/// How the release stands with every store of the table: what was delivered, and of the others whether it could be.
/// Error: not_found.
[[nodiscard]] Result<std::vector<distribution::DeliveryRecord>> deliveries_of(Studio& studio,
                                                                              std::string const& release);

struct AnswersTaken {
    std::vector<distribution::DeliveryRecord> changed;
    std::vector<std::string> unread;  ///< files of the store that nobody understands, each with why
};

/// Reads the store's acknowledgements and moves the records of all its releases. Errors: not_found, invalid_input,
/// those of the delivery.
[[nodiscard]] Result<AnswersTaken> take_answers(Studio& studio, std::string const& store, std::stop_token stop);

}  // namespace troupe::flow
