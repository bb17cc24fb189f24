#pragma once

#include <string>
#include <string_view>

#include "net/server_sent_events.hpp"
#include "providers/impl/chat_dialect.hpp"

namespace troupe::providers::impl {

/// The largest answer we read.
inline constexpr std::size_t most_answer_bytes = 16 * 1024 * 1024;

/// Reads a body that came in one piece.
[[nodiscard]] ChatDraft read_answer(ChatDialect const& dialect, std::string_view body);

/// Hears a stream as it comes, tells its text at once, and builds the answer.
class ChatStream {
public:
    ChatStream(ChatDialect const& dialect, std::function<void(std::string_view)> const& on_text)
        : dialect_(dialect), on_text_(on_text) {}

    /// False when hearing more makes no sense.
    [[nodiscard]] bool hear(std::string_view bytes);
    /// What has come. A server that does not stream answers in one piece all the same; that is told here.
    [[nodiscard]] ChatDraft finish();

private:
    void take(net::ServerSentEvent const& event);

    ChatDialect const& dialect_;
    std::function<void(std::string_view)> const& on_text_;
    net::EventStreamParser parser_{most_answer_bytes};
    ChatDraft draft_;
    std::string unread_;  ///< while no event has come
    bool has_events_ = false;
};

}  // namespace troupe::providers::impl
