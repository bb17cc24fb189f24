#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "distribution/delivery/acknowledgement.hpp"
#include "flow/studio.hpp"

/// What stores say to what they were sent.
namespace troupe::flow {

/// What waits in the queue: one look at a store's answers.
struct AnswersJob {
    std::string store;  ///< id
};
BOOST_DESCRIBE_STRUCT(AnswersJob, (), (store))

struct AnswersTaken {
    std::string store;
    std::vector<distribution::DeliveryRecord> changed;
    std::vector<std::string> unread;  ///< files of the store that nobody understands, each with why
};
BOOST_DESCRIBE_STRUCT(AnswersTaken, (), (store, changed, unread))

/// All that lies there, news or not. Errors: not_found (the store), invalid_input (no way to it), those of the
/// delivery.
[[nodiscard]] Result<distribution::ReadAnswers> fetch_answers(Studio& studio, std::string const& store,
                                                              std::stop_token stop);

/// Moves the records of the store's releases, in one unit of work; what was answered before changes nothing.
[[nodiscard]] Result<AnswersTaken> take_answers(Studio& studio, std::string const& store,
                                                distribution::ReadAnswers const& read);

/// Puts a look at the store's answers into the queue. Errors: not_found (the store), invalid_input (no way to it).
[[nodiscard]] Result<jobs::JobId> begin_answers(Studio& studio, std::string const& store);

/// The stores that owe an answer, or may still take one back: something reached them and was not answered, or was
/// accepted less than thirty days ago.
[[nodiscard]] Result<std::vector<std::string>> stores_to_ask(Studio& studio);

/// One look at each of them in every stretch of `every`, however many processes ask. How many looks are in the queue
/// for this stretch.
[[nodiscard]] Result<int> begin_due_answers(Studio& studio, std::chrono::minutes every);

}  // namespace troupe::flow
