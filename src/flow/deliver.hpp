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

/// What was found before a batch is begun.
struct DeliveryPlan {
    distribution::Store store;
    std::string release;        ///< id
    int revision = 0;           ///< of the release that was looked at
    bool is_under_way = false;  ///< a batch was begun before, and goes on
};

/// What to do where the store has the release already as it is.
enum class Repeat { refuse, send };

/// Looks whether the release may go to that store today, under its codes: where it has none and the label has a prefix,
/// they are reserved in the name of `by`. What was decided stays visible in the record. Takes as long as
/// `check_release`: not for a unit of work. Errors: not_found (release, store); conflict (nobody approved it; the store
/// does not take it, or not yet: the reason, and what gives the missing codes; prefixes are used up; the store has it as
/// it is); invalid_input (no way to the store: what to set).
[[nodiscard]] Result<DeliveryPlan> plan_delivery(Studio& studio, std::string const& release, std::string const& store,
                                                 std::string const& by, Repeat repeat = Repeat::refuse);

/// Assigns the codes for good and puts a batch for the store into the queue: the first time the release, then updates of
/// it. One that is under way goes on instead. Error: conflict (the release was changed since it was looked at).
[[nodiscard]] Result<BegunDelivery> begin_delivery(Studio& studio, DeliveryPlan const& plan, std::string const& by);
/// Both.
[[nodiscard]] Result<BegunDelivery> begin_delivery(Studio& studio, std::string const& release,
                                                   std::string const& store, std::string const& by = "owner",
                                                   Repeat repeat = Repeat::refuse);

/// The same to say that it is gone. Needs no approval: what must go must go. Errors: not_found, conflict (the store
/// does not have it), invalid_input.
[[nodiscard]] Result<BegunDelivery> begin_takedown(Studio& studio, std::string const& release,
                                                   std::string const& store);

/// The ids of the stores that have it.
[[nodiscard]] Result<std::vector<std::string>> stores_with(Studio& studio, std::string const& release);

/// Sends the batch, or what is missing of it, and gives the record as it is then; `put` makes it last. Files that do not
/// say yet what the description says, its codes above all, are packed first and kept as a revision of the release. A
/// batch that is not under way any more changes nothing. A release that was changed or lost its approval meanwhile is
/// not sent: its record says why. Errors: those of the delivery; invalid_input (the package, with the field).
[[nodiscard]] Result<distribution::DeliveryRecord> deliver(Studio& studio, DeliveryJob const& job, Report const& report,
                                                           std::stop_token stop);

/// How the release stands with every store of the table: what was delivered, and of the others whether it could be.
/// Error: not_found.
[[nodiscard]] Result<std::vector<distribution::DeliveryRecord>> deliveries_of(Studio& studio,
                                                                              std::string const& release);

}  // namespace troupe::flow
