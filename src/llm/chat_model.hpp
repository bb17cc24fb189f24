#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/units.hpp"

/// Language models: asking one, getting what was asked for, and remembering how it went.
namespace troupe::llm {

BOOST_DEFINE_ENUM_CLASS(Role, system, user, assistant)

struct Message {
    Role role = Role::user;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Message, (), (role, text))

/// The JSON an answer must be.
struct AnswerShape {
    std::string name;    ///< [A-Za-z0-9_-], at most 64
    json::Value schema;  ///< JSON Schema in the subset all providers keep: objects with every property required and
                         ///< additionalProperties false, arrays, enums, unions with null; no bounds
};

struct ChatRequest {
    std::vector<Message> messages;     ///< at least one; system messages first
    std::optional<AnswerShape> shape;  ///< none: free text
    double temperature = 0.8;          ///< 0..1; left out where a model refuses it
    int max_tokens = 4'000;            ///< of the answer
    std::optional<std::uint64_t> seed;  ///< left out where a server has none
    /// Hears the answer as it is written; none: it comes in one piece.
    std::function<void(std::string_view)> on_text;
};

BOOST_DEFINE_ENUM_CLASS(Finish, complete, cut_off, refused, filtered)

/// What was read and written, for the bill.
struct Usage {
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    bool measured = false;  ///< false: the server did not say
};
BOOST_DESCRIBE_STRUCT(Usage, (), (input_tokens, output_tokens, measured))

struct ChatAnswer {
    std::string text;
    Finish finish = Finish::complete;  ///< only a complete one may be parsed
    Usage usage;
    std::string model;       ///< as the server names it
    std::string request_id;  ///< of the server, for its support; may be empty
};
BOOST_DESCRIBE_STRUCT(ChatAnswer, (), (text, finish, usage, model, request_id))

/// Why there is no answer, as far as it matters for what to do next.
///   unreachable    the request surely never arrived: try again
///   busy           rate limited, overloaded or loading: try again, after `retry_after` where it is given
///   dropped        broke off or timed out: try again; it may have been billed
///   garbled        an answer that is none (not JSON, no choice): try again; it was billed
///   out_of_credit  money or quota: not before hours have passed
///   denied         key, region or model: not before the settings change
///   unfit          the request itself (too long, a parameter): not at all
///   cancelled      we stopped
BOOST_DEFINE_ENUM_CLASS(Trouble, unreachable, busy, dropped, garbled, out_of_credit, denied, unfit, cancelled)

struct ChatError : Error {
    Trouble trouble = Trouble::dropped;
    std::optional<Seconds> retry_after;
};

using ChatResult = tl::expected<ChatAnswer, ChatError>;

/// Port: one model at one place. Adapters: providers/openai_chat, openai_responses, anthropic_messages; testing/ScriptedModel.
///
/// `complete` sends one request (more only to drop, one by one, parameters that the server names as unsupported: what
/// refuses a parameter bills nothing) and waits: seconds to minutes; the orchestrator repeats, not the model. Safe to call
/// from several threads.
class ChatModel {
public:
    virtual ~ChatModel() = default;
    /// "openai/gpt-5-mini": the provider and the model, as `TROUPE_LLM_MODELS` names it.
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual ChatResult complete(ChatRequest const& request, std::stop_token stop) = 0;
};

}  // namespace troupe::llm
