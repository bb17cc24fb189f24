#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "llm/chat_model.hpp"
#include "net/http_client.hpp"

namespace troupe::providers::impl {

/// An error in a server's own words. Any of them may be empty, and none is to be trusted.
struct ServerError {
    std::string type;       ///< "invalid_request_error"
    std::string code;       ///< "context_length_exceeded"
    std::string parameter;  ///< "max_tokens"
    std::string message;
    int status = 0;  ///< where the body has one of its own
};

/// The error that a body tells which should be an answer or an event. Nothing when there is none.
[[nodiscard]] std::optional<ServerError> find_error(json::Value const& body);
/// The error in a value that is one: an object, or Ollama's plain string. Null: an error without a word.
[[nodiscard]] ServerError error_of(json::Value const* said);
/// The error in the body of a failure, in the shapes of OpenAI, Anthropic, vLLM, FastAPI and Ollama.
[[nodiscard]] ServerError error_in(std::string_view body);

/// What to do about it. `status` is 0 for an error that came within a stream.
[[nodiscard]] llm::Trouble trouble_of(int status, ServerError const& said);
[[nodiscard]] llm::Trouble trouble_of(net::HttpError const& error);
[[nodiscard]] ErrorCode code_of(llm::Trouble trouble, int status);

/// Whether the server says, of the parameter `name`, that it does not take it; that a value is out of its range does
/// not count.
[[nodiscard]] bool refuses_parameter(ServerError const& said, std::string const& name);
/// The same of the field that asks for JSON: there any complaint counts, but one about the schema itself.
[[nodiscard]] bool refuses_structure(ServerError const& said, std::string const& name);

/// One line for a person: what is wrong, what to do, and what the server said, without `secret`.
[[nodiscard]] std::string describe(llm::Trouble trouble, int status, ServerError const& said,
                                   std::string const& secret);

}  // namespace troupe::providers::impl
