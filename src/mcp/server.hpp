#pragma once

#include <memory>
#include <string>
#include <variant>

#include "base/version.hpp"
#include "calls/catalogue.hpp"
#include "mcp/message.hpp"
#include "mcp/open_requests.hpp"
#include "mcp/tool_list.hpp"
#include "mcp/wait.hpp"

namespace troupe::mcp {

struct ServerSettings {
    std::string version = program_version;  ///< of Troupe
    std::size_t tools_a_page = 100;  ///< many clients read the first page alone
    /// For work whose progress the client does not hear: its own patience is a minute, as a rule.
    Seconds patience{45};
    Seconds longest{1800};  ///< for work whose progress it hears
};

/// Troupe as a server of the Model Context Protocol, whatever carries the messages. All calls from any thread.
///
///     auto const message = read_message(line);                      // an error is the reply
///     auto received = server.receive(*message, visitor);            // at once
///     auto answer = server.answer(std::get<Question>(received));    // may take as long as the call
///     room.add(std::get<std::shared_ptr<Wait>>(answer), outlet);    // takes as long as its jobs
class Server {
public:
    /// Nothing to say; a reply; or something that takes its time.
    using Received = std::variant<std::monostate, json::Value, Question>;
    using Answered = std::variant<std::monostate, json::Value, std::shared_ptr<Wait>>;

    /// The desk must stay.
    Server(calls::Desk& desk, calls::Catalogue catalogue, ServerSettings settings = {});
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    /// `request_id`: the transport's own, for the logs; empty: a new one is made.
    [[nodiscard]] Received receive(Message const& message, Visitor const& visitor, std::string request_id = {});
    /// Nothing to say where the client has cancelled meanwhile.
    [[nodiscard]] Answered answer(Question const& question);

    /// Ends the calls that are being answered, as far as they can be ended. First end the transport's waits: work in
    /// the queue shall go on.
    void stop() { open_.cancel_all(); }

    [[nodiscard]] ToolList const& tools() const { return tools_; }

    /// Whether it is a revision of the protocol that is spoken here.
    [[nodiscard]] static bool knows(std::string_view protocol_version);

private:
    [[nodiscard]] json::Value initialize(Message const& message) const;
    [[nodiscard]] json::Value list_tools(Message const& message, Visitor const& visitor) const;
    void take_notification(Message const& message, Visitor const& visitor);
    [[nodiscard]] Answered call_tool(Question const& question);
    [[nodiscard]] Answered begun(Question const& question, calls::Begun begun) const;
    [[nodiscard]] json::Value show_resources(Question const& question);
    [[nodiscard]] calls::Context context_of(Question const& question) const;

    calls::Desk& desk_;
    calls::Catalogue catalogue_;
    ServerSettings settings_;
    ToolList tools_{catalogue_};
    OpenRequests open_;
};

}  // namespace troupe::mcp
