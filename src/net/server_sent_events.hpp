#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::net {

struct ServerSentEvent {
    std::string type = "message";
    std::string data;  ///< several data lines are joined by line feeds
};

/// Reads an event stream (WHATWG HTML, section 9.2.6) that comes in pieces of any size: borders may lie anywhere,
/// within a line end or a character too. Comments and the fields for reconnecting (id, retry) are skipped. An event
/// that has no empty line after it when the stream ends was cut off and is never told.
class EventStreamParser {
public:
    explicit EventStreamParser(std::size_t most_bytes = 1024 * 1024) : most_bytes_(most_bytes) {}

    /// Tells every event that `bytes` completes, in order. Error: bad_response (an event is larger than `most_bytes`);
    /// nothing can be read after it.
    [[nodiscard]] Result<void> feed(std::string_view bytes,
                                    std::function<void(ServerSentEvent const&)> const& on_event);

private:
    void skip_byte_order_mark();
    void take_line(std::string_view line, std::function<void(ServerSentEvent const&)> const& on_event);

    std::size_t most_bytes_;
    std::string line_;  ///< begun, its end has not come
    ServerSentEvent event_{"", ""};
    bool has_data_ = false;
    bool at_start_ = true;       ///< where a byte order mark may stand
    bool after_return_ = false;  ///< a line feed now belongs to the line end before
};

}  // namespace troupe::net
