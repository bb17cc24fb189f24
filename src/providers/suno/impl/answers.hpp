#pragma once

#include <string>
#include <vector>

#include "net/http_client.hpp"
#include "providers/impl/submission.hpp"
#include "providers/suno/dialect.hpp"

/// Reading what a service answers, by its dialect.
namespace troupe::providers::suno::impl {

using providers::impl::Submitted;

/// One of the songs that a submission gives.
struct Take {
    std::string id;
    std::string audio;   ///< where it can be fetched; empty: not yet
    double seconds = 0;  ///< 0: not told
    std::string model;
    bool is_complete = false;  ///< what can be fetched is all of it
};

struct Polled {
    Verdict verdict = Verdict::unclear;
    TaskState state = TaskState::queued;  ///< with ok
    std::vector<Take> takes;
    std::string message;
};

/// An answer without a task that should have one is unclear: it may have been paid.
[[nodiscard]] Submitted read_submission(Dialect const& dialect, net::HttpResponse const& response);
[[nodiscard]] Polled read_poll(Dialect const& dialect, net::HttpResponse const& response);
/// The task that was reported to the callback address; empty: none is named.
[[nodiscard]] std::string read_callback(Dialect const& dialect, std::string_view body);

/// A name of a task can go into an address: letters, digits and -_.,: up to 400 characters.
[[nodiscard]] bool is_task_name(std::string_view name);

}  // namespace troupe::providers::suno::impl
