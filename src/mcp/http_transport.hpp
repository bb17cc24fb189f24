#pragma once

#include <string>

#include "mcp/server.hpp"
#include "mcp/waiting_room.hpp"
#include "net/http_server.hpp"

namespace troupe::mcp {

/// The transport "Streamable HTTP" of one address. Who may ask, how often and from which pages is decided before it.
///
///     POST     one message; a request is answered as JSON, or as an event stream where work goes on: progress, then
///     the reply others   405: the server has nothing to say unasked, and a session is a name that needs no ending
class HttpTransport {
public:
    /// The server must stay.
    explicit HttpTransport(Server& server) : server_(server) {}

    /// Never waits for jobs: a client that reads no event streams is told where they go on.
    [[nodiscard]] net::ServerAnswer answer(net::ServerRequest const& request, access::Caller const& caller,
                                           std::string const& request_id);
    /// Ends the streams, each with a reply that says where the work goes on.
    void stop() { room_.stop(); }

private:
    [[nodiscard]] net::ServerAnswer answer(net::ServerRequest const& request, Question const& question);
    [[nodiscard]] net::ServerAnswer stream(std::shared_ptr<Wait> wait);

    Server& server_;
    WaitingRoom room_;
};

}  // namespace troupe::mcp
