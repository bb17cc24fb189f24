#include "net/server_sent_events.hpp"

namespace troupe::net {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Result<void> EventStreamParser::feed(std::string_view bytes,
                                     std::function<void(ServerSentEvent const&)> const& on_event) {
    while (!bytes.empty()) {
        if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
        after_return_ = false;
        auto const end = bytes.find_first_of("\r\n");
        line_ += bytes.substr(0, end);
        if (line_.size() + event_.data.size() > most_bytes_)
            return fail(ErrorCode::bad_response,
                        "an event of the stream is larger than " + std::to_string(most_bytes_) + " bytes");
        if (end == std::string_view::npos) return {};
        after_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        skip_byte_order_mark();
        take_line(line_, on_event);
        line_.clear();
    }
    return {};
}

void EventStreamParser::skip_byte_order_mark() {
    if (at_start_ && line_.starts_with(byte_order_mark)) line_.erase(0, byte_order_mark.size());
    at_start_ = false;
}

void EventStreamParser::take_line(std::string_view line, std::function<void(ServerSentEvent const&)> const& on_event) {
    if (line.empty()) {
        auto event = std::exchange(event_, {"", ""});
        if (!std::exchange(has_data_, false)) return;
        if (event.type.empty()) event.type = "message";
        return on_event(event);
    }
    auto const colon = line.find(':');
    auto const field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") event_.type = value;
    if (field != "data") return;
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
}

}  // namespace troupe::net
