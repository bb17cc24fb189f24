#pragma once

#include <optional>
#include <vector>

#include "storage/impl/announcements.hpp"
#include "storage/impl/job_entry.hpp"
#include "storage/redis.hpp"

namespace troupe::storage::impl {

/// Jobs on their way to workers, in Redis. For each class six streams, by priority, with one group of consumers, the workers; and
/// a table of what is in them, by which no time of being ready of a job stands there twice. An entry stays, pending, until
/// `finish`. Every call may fail as those of `Redis`.
class JobStreams {
public:
    /// What one of all processes finds out, once a second.
    struct Watch {
        bool is_mine = false;  ///< this process looks after the streams for now
        bool is_whole = true;  ///< they hold what was put in: Redis was neither emptied nor started anew
    };

    /// An entry that nobody has touched for as long as `claim_after` is another consumer's.
    JobStreams(Redis& redis, std::chrono::milliseconds claim_after) : redis_(redis), claim_after_(claim_after) {}

    /// Puts in those that are not there. How many that were.
    Result<int> put(std::vector<Announcement> const& announcements);
    /// The next one of these classes, all where there are none, by priority. With `claims`, first what others left lying.
    Result<std::optional<JobEntry>> take(std::string const& consumer, std::vector<std::string> const& classes, bool claims);
    /// As `take`, and waits. Error: also cancelled (`stop` was asked for).
    Result<std::optional<JobEntry>> wait(std::string const& consumer, std::vector<std::string> const& classes, std::chrono::milliseconds longest,
                                      std::stop_token stop);
    /// They are still being worked on.
    Result<void> keep(std::string const& consumer, std::vector<JobEntry> const& entries);
    /// They have ended, or are not ours to do.
    Result<void> finish(std::vector<JobEntry> const& entries);
    /// For others to take, at once.
    Result<void> put_back(std::vector<JobEntry> const& entries);

    Result<Watch> watch(std::string const& process);
    /// What is put in between the two is all there is: says that the streams are whole, unless they were emptied meanwhile.
    Result<void> begin_refill(std::string const& process);
    Result<void> end_refill(std::string const& process);
    /// Forgets consumers that have nothing and have not been heard of for an hour.
    Result<void> forget_consumers();

private:
    [[nodiscard]] Result<std::vector<std::string>> streams_of(std::vector<std::string> const& classes);
    [[nodiscard]] Result<std::vector<std::string>> all_classes();
    [[nodiscard]] std::string stream_of(std::string const& job_class, int band) const;
    [[nodiscard]] std::string memory() const { return redis_.key("jobs:memory"); }
    [[nodiscard]] std::string table() const { return redis_.key("jobs:table"); }

    Redis& redis_;
    std::chrono::milliseconds claim_after_;
};

}  // namespace troupe::storage::impl
