#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"

/// Asking people by messenger whether a content may go out.
namespace troupe::social {

/// What somebody did in the chat.
BOOST_DEFINE_ENUM_CLASS(ChatEventKind, pressed, replied, other)
struct ChatEvent {
    std::int64_t number = 0;  ///< rises; what was taken in is asked for no more
    ChatEventKind kind = ChatEventKind::other;
    std::string chat;        ///< where it happened
    std::string person;      ///< id
    std::string name;        ///< for people: "Ana"
    std::string data;        ///< of the button
    std::string text;        ///< of a reply
    std::string press;       ///< id of the press, to be answered
    std::int64_t message = 0;  ///< that the button stands at, or that is replied to
};

/// Buttons under a question: the text at most 4,000 characters, the data of each at most 64 bytes.
struct ChatQuestion {
    std::string text;
    std::string approve, reject;
};

/// Port: a chat with those who decide. Adapter: providers/telegram. Messages are not idempotent: a question may be asked twice.
/// Errors: invalid_input (a setting), unavailable, rate_limited, bad_response, cancelled; no message holds a key.
class ApprovalChat {
public:
    virtual ~ApprovalChat() = default;
    /// The chat's id, and the ids of those who may decide.
    [[nodiscard]] virtual bool may_decide(ChatEvent const& event) const = 0;
    /// The number of the message.
    [[nodiscard]] virtual Result<std::int64_t> ask(ChatQuestion const& question, std::stop_token stop) = 0;
    /// Asks for a reply in words; the number of that message.
    [[nodiscard]] virtual Result<std::int64_t> ask_why(std::string const& text, std::stop_token stop) = 0;
    /// Waits up to `longest` for events from that number on, oldest first.
    [[nodiscard]] virtual Result<std::vector<ChatEvent>> events(std::int64_t from, Seconds longest, std::stop_token stop) = 0;
    /// Ends the press with a few words.
    [[nodiscard]] virtual Result<void> answer(std::string const& press, std::string const& text, std::stop_token stop) = 0;
    /// The message says this from now on, without buttons.
    [[nodiscard]] virtual Result<void> freeze(std::int64_t message, std::string const& text, std::stop_token stop) = 0;
};

/// A question that was asked about one revision of a content.
struct ApprovalQuestion {
    std::string token;    ///< random, in the buttons
    std::string content;  ///< id
    int revision = 0;
    std::int64_t message = 0;  ///< 0: not known to be sent
    std::int64_t why = 0;      ///< the message that asks for the reason of a rejection; 0: none
    std::string person;        ///< who pressed reject, and is asked why
    bool is_open = true;
    TimePoint asked{};
};
BOOST_DESCRIBE_STRUCT(ApprovalQuestion, (), (token, content, revision, message, why, person, is_open, asked))

/// Port: the questions and where one was in the chat. Adapters: storage (SQL), testing (memory). Every call takes part in the unit
/// of work of its thread and may fail with unavailable.
class QuestionStore {
public:
    virtual ~QuestionStore() = default;
    /// False: that revision of the content was asked about, and nothing is changed.
    virtual Result<bool> add(ApprovalQuestion const& question) = 0;
    /// Writes over the one of that token. Error: not_found.
    virtual Result<void> update(ApprovalQuestion const& question) = 0;
    /// Nothing: no such token.
    virtual Result<std::optional<ApprovalQuestion>> find(std::string const& token) = 0;
    /// Open ones, oldest first.
    virtual Result<std::vector<ApprovalQuestion>> open() = 0;
    virtual Result<std::optional<ApprovalQuestion>> about(std::string const& content, int revision) = 0;
    /// The number of the next event to ask for; 0 at the beginning.
    virtual Result<std::int64_t> next_event(std::string const& chat) = 0;
    virtual Result<void> set_next_event(std::string const& chat, std::int64_t number) = 0;
};

}  // namespace troupe::social
