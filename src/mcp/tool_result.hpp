#pragma once

#include <string>

#include "calls/call.hpp"

/// What calls answer, as results of tools: `content` for every client, `structuredContent` with the same for those that
/// read it.
namespace troupe::mcp {

/// The schema of `structuredContent`: in full of calls that read, in outline of all others; null where none is promised
/// (the answer is a list, or of no fixed shape).
[[nodiscard]] json::Value result_schema(calls::Call const& call);

[[nodiscard]] json::Value tool_result(json::Value const& value);
[[nodiscard]] json::Value tool_result(calls::TextBody const& body);

/// Of work in the queue: {done: true, ids, job_ids, result}.
[[nodiscard]] json::Value finished_result(calls::Begun const& begun, json::Value const& result);
/// Of work that nobody waits for any more: {done: false, ids, job_ids, note}.
[[nodiscard]] json::Value unfinished_result(calls::Begun const& begun, std::string const& why);

/// The error as a result that the model reads: the message names the field, `_meta` has it for programs.
[[nodiscard]] json::Value error_result(Error const& error);

}  // namespace troupe::mcp
