#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "access/role.hpp"
#include "base/json.hpp"

namespace troupe::mcp {

/// Who asks, and in which of their conversations: ids of requests are theirs alone.
struct Visitor {
    access::Caller caller;
    std::string session;  ///< tells conversations of one caller apart; empty where there is one, or none is named
};

/// A request that is being answered: known by its id for as long as this lives.
class OpenRequest {
public:
    virtual ~OpenRequest() = default;
    [[nodiscard]] virtual std::stop_token cancelled() const = 0;
};

/// The requests that are being answered, for cancellations to find. All calls from any thread.
class OpenRequests {
public:
    OpenRequests();
    /// Error: conflict (the id is in use).
    [[nodiscard]] Result<std::shared_ptr<OpenRequest>> open(Visitor const& visitor, json::Value const& id);
    /// One that is not open, or not this visitor's, is no error: it may have ended by now.
    void cancel(Visitor const& visitor, json::Value const& id);
    void cancel_all();
    [[nodiscard]] std::size_t count() const;

private:
    struct Shared;
    class Entry;
    std::shared_ptr<Shared> shared_;
};

}  // namespace troupe::mcp
