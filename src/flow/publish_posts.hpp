#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "flow/studio.hpp"

/// Posts on their way out. A post's record is in the outbox before anything leaves the house, and what became of it is there
/// before anything else happens; between the two only the channel knows. src/social/README.md has the states.
namespace troupe::flow {

/// Writes a record for every post of every approved sheet and channel, once; the sheet is scheduled then. How many are new.
/// Error: unavailable.
[[nodiscard]] Result<int> take_in_approved_posts(Studio& studio);

/// The jobs of every post whose time has come, after following the plan where it moved, and of those that are being sent. One that is more than a day late waits for
/// a person instead: a teaser after the song is out does harm. Error: unavailable.
[[nodiscard]] Result<std::vector<jobs::JobId>> begin_due_posts(Studio& studio);

/// A job for this one, whatever its time; one that failed is tried anew. Errors: not_found; conflict (it is out, may be out, or is
/// on its way).
[[nodiscard]] Result<jobs::JobId> begin_post(Studio& studio, std::string const& record, std::string const& by);

/// One attempt: what the job of that id does. Gives the record as it is then, whatever became of it; a record that is not to be sent stays as
/// it is. Only posts of approved contents leave. Errors: not_found, unavailable (the database), cancelled (it goes on later).
[[nodiscard]] Result<social::OutboxRecord> publish_record(Studio& studio, social::OutboxId id, std::string const& job,
                                                           std::stop_token const& stop);

/// Where and when a person saw a post.
struct Sighting {
    std::string url{};                 ///< https, or empty
    std::optional<TimePoint> at = {};  ///< when it went out; nothing: now
};

/// A person says what became of a doubtful post, or of one they posted by hand. Errors: not_found, conflict, invalid_input (url, at).
[[nodiscard]] Result<social::OutboxRecord> mark_sent(Studio& studio, std::string const& record, Sighting const& sighting, std::string const& by);
/// A person has looked and it is not there: it may be sent once more. Errors: not_found, conflict.
[[nodiscard]] Result<social::OutboxRecord> send_again(Studio& studio, std::string const& record, std::string const& by);
/// Errors: not_found, conflict (it is out or on its way).
[[nodiscard]] Result<social::OutboxRecord> cancel_post(Studio& studio, std::string const& record, std::string const& by, std::string const& reason);

/// Error: not_found.
[[nodiscard]] Result<social::OutboxRecord> find_record(Studio& studio, std::string const& record);

}  // namespace troupe::flow
