#pragma once

#include <stop_token>

#include "flow/studio.hpp"
#include "social/approval_chat.hpp"

namespace troupe::flow {

/// Lets people decide in a chat: every content that waits gets a question with two buttons, once a revision. Only presses and
/// replies that the chat takes for those of a person who may decide count; everybody else is told so. What a press does and that
/// it was taken in stand in one unit of work, so that after a kill the same event does nothing twice.
class ApprovalAsker {
public:
    struct Parts {
        Studio& studio;
        social::ApprovalChat& chat;
        social::QuestionStore& questions;
        std::string chat_id;  ///< names its place among the events
    };
    explicit ApprovalAsker(Parts parts) : parts_(parts) {}

    /// Asks about what waits, at most `limit` at a time, and takes back the buttons of what was decided elsewhere. How many
    /// questions. Errors: unavailable and whatever the chat says; the next call goes on.
    [[nodiscard]] Result<int> ask_what_waits(std::stop_token const& stop, int limit = 5);

    /// Waits up to `longest` for events and does what they say. How many. Errors: as above.
    [[nodiscard]] Result<int> take_answers(Seconds longest, std::stop_token const& stop);

private:
    [[nodiscard]] Result<bool> ask_about(catalog::Content const& content, std::stop_token const& stop);
    [[nodiscard]] Result<void> close_decided(std::stop_token const& stop);
    [[nodiscard]] Result<void> take(social::ChatEvent const& event, std::stop_token const& stop);
    [[nodiscard]] Result<void> pressed(social::ChatEvent const& event, std::stop_token const& stop);
    [[nodiscard]] Result<void> replied(social::ChatEvent const& event, std::stop_token const& stop);
    [[nodiscard]] Result<std::string> decide_about(social::ApprovalQuestion question, catalog::Decision decision, social::ChatEvent const& event,
                                                   std::string const& reason);

    Parts parts_;
};

}  // namespace troupe::flow
