#include "providers/impl/server_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::impl {
namespace {

using llm::Trouble;

/// Types and codes that say more than the status does.
struct Word {
    std::string_view word;
    Trouble trouble;
};
constexpr std::array words{
    Word{"insufficient_quota", Trouble::out_of_credit},
    Word{"credit_balance_exhausted", Trouble::out_of_credit},
    Word{"organization_spend_limit_exceeded", Trouble::out_of_credit},
    Word{"project_spend_limit_exceeded", Trouble::out_of_credit},
    Word{"organization_usage_limit_exceeded", Trouble::out_of_credit},
    Word{"billing_hard_limit_reached", Trouble::out_of_credit},
    Word{"billing_error", Trouble::out_of_credit},
    Word{"rate_limit_exceeded", Trouble::busy},
    Word{"rate_limit_error", Trouble::busy},
    Word{"slow_down", Trouble::busy},
    Word{"server_is_overloaded", Trouble::busy},
    Word{"overloaded_error", Trouble::busy},
    Word{"invalid_api_key", Trouble::denied},
    Word{"authentication_error", Trouble::denied},
    Word{"permission_error", Trouble::denied},
    Word{"not_found_error", Trouble::denied},
    Word{"model_not_found", Trouble::denied},
    Word{"context_length_exceeded", Trouble::unfit},
    Word{"request_too_large", Trouble::unfit},
    Word{"timeout_error", Trouble::dropped},
    Word{"server_error", Trouble::dropped},
    Word{"api_error", Trouble::dropped},
};

std::optional<Trouble> trouble_of_word(std::string_view word) {
    auto const found = std::find_if(words.begin(), words.end(), [&](Word const& entry) { return entry.word == word; });
    return found == words.end() ? std::nullopt : std::optional(found->trouble);
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](auto part) { return text.find(part) != std::string_view::npos; });
}

/// Anthropic reports limits of spending as 400 and 429 with nothing but words that tell them from others.
bool speaks_of_money(std::string_view message) {
    return contains_any(text::lower(message), {"credit balance", "spend limit", "spending limit", "usage limit"});
}

Trouble trouble_of_status(int status) {
    switch (status) {
        case 401:
        case 403:
        case 404:
        case 407:
        case 410:
        case 451:
            return Trouble::denied;
        case 402:
            return Trouble::out_of_credit;
        case 409:
        case 425:
        case 429:
        case 503:
        case 529:
            return Trouble::busy;
        case 408:
            return Trouble::dropped;
        default:
            break;
    }
    if (status >= 300 && status < 400) return Trouble::denied;  // it sends us elsewhere, where our key shall not go
    return status >= 400 && status < 500 ? Trouble::unfit : Trouble::dropped;
}

bool is_name_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        auto const end = at + word.size();
        if ((at == 0 || !is_name_byte(text[at - 1])) && (end == text.size() || !is_name_byte(text[end]))) return true;
    }
    return false;
}

/// "response_format" and "response_format.type" are about the same thing.
bool is_about(std::string_view one, std::string_view other) {
    return one == other || one.starts_with(std::string(other) + ".") || other.starts_with(std::string(one) + ".");
}

bool names_parameter(ServerError const& said, std::string const& name) {
    return said.parameter.empty() ? has_word(said.message, name) : is_about(said.parameter, name);
}

/// pydantic's list of what is wrong: `[{"loc":["body","seed"],"msg":"Extra inputs are not permitted"}]`.
ServerError error_of_detail(json::Value const& detail) {
    auto const* entry = first(&detail);
    ServerError error{.message = detail.is_string() ? text(&detail) : text(member(entry, "msg"))};
    auto const& place = elements(member(entry, "loc"));
    if (!place.empty()) error.parameter = text(&place.back());
    return error;
}

std::string advice(Trouble trouble, int status) {
    if (status == 401) return "the key is not accepted; check it";
    if (status == 404) return "there is no such model or address; check both";
    if (status >= 300 && status < 400) return "the server sends us elsewhere; set the address that it means";
    switch (trouble) {
        case Trouble::busy:
            return "the server has too much to do; try again later";
        case Trouble::garbled:
            return "the answer cannot be read; try again";
        case Trouble::out_of_credit:
            return "no credit is left; check billing and limits at the provider";
        case Trouble::denied:
            return "access is denied; check the key, its rights and the model";
        case Trouble::unfit:
            return "the request is refused; make it shorter or check the model";
        default:
            return "the server failed; try again";
    }
}

}  // namespace

ServerError error_of(json::Value const* said) {
    if (said == nullptr || said->is_string()) return {.message = text(said)};
    auto const* code = member(said, "code");
    auto const number = count(code).value_or(0);
    return {.type = text(member(said, "type")),
            .code = text(code),
            .parameter = text(member(said, "param")),
            .message = text(member(said, "message")),
            .status = number >= 400 && number < 600 ? static_cast<int>(number) : 0};
}

std::optional<ServerError> find_error(json::Value const& body) {
    auto const* error = member(&body, "error");
    if (error != nullptr && (error->is_object() || !text(error).empty())) return error_of(error);
    if (text(member(&body, "object")) == "error" || text(member(&body, "type")) == "error") return error_of(&body);
    return std::nullopt;
}

ServerError error_in(std::string_view body) {
    auto const value = parse_foreign(body);
    if (!value) return {};
    if (auto error = find_error(*value)) return *error;
    auto const* detail = member(&*value, "detail");
    return detail == nullptr ? error_of(&*value) : error_of_detail(*detail);
}

Trouble trouble_of(int status, ServerError const& said) {
    auto const by_code = trouble_of_word(said.code);
    auto const by_type = trouble_of_word(said.type);
    auto const is_limit = status == 400 || status == 403 || status == 429;
    if (by_type == Trouble::out_of_credit || (is_limit && speaks_of_money(said.message))) return Trouble::out_of_credit;
    if (by_code) return *by_code;
    if (by_type) return *by_type;
    if (status >= 300) return trouble_of_status(status);
    if (said.status != 0) return trouble_of_status(said.status);
    return said.type == "invalid_request_error" ? Trouble::unfit : Trouble::dropped;
}

Trouble trouble_of(net::HttpError const& error) {
    switch (error.code) {
        case ErrorCode::cancelled:
            return Trouble::cancelled;
        case ErrorCode::invalid_input:
            return Trouble::denied;  // the address or the key in our settings
        case ErrorCode::bad_response:
            return Trouble::garbled;
        default:
            return error.may_have_arrived ? Trouble::dropped : Trouble::unreachable;
    }
}

ErrorCode code_of(Trouble trouble, int status) {
    switch (trouble) {
        case Trouble::busy:
            return status == 429 ? ErrorCode::rate_limited : ErrorCode::unavailable;
        case Trouble::garbled:
            return ErrorCode::bad_response;
        case Trouble::unfit:
            return ErrorCode::invalid_input;
        case Trouble::cancelled:
            return ErrorCode::cancelled;
        default:
            return ErrorCode::unavailable;
    }
}

bool refuses_parameter(ServerError const& said, std::string const& name) {
    if (!names_parameter(said, name)) return false;
    return said.code == "unsupported_parameter" || said.code == "unsupported_value" ||
           said.code == "unknown_parameter" ||
           contains_any(text::lower(said.message),
                        {"unsupported", "not support", "unknown", "unrecognized", "unexpected", "extra ",
                         "not permitted", "not allowed", "deprecated", "unavailable", "not available"});
}

bool refuses_structure(ServerError const& said, std::string const& name) {
    return names_parameter(said, name) && text::lower(said.message).find("invalid schema") == std::string::npos;
}

std::string describe(Trouble trouble, int status, ServerError const& said, std::string const& secret) {
    auto line = advice(trouble, status);
    if (status >= 300) line += fmt::format(" (HTTP {})", status);
    // Servers quote the key that they do not accept, in part or whole.
    auto words = said.message.empty() ? said.code : said.message;
    if (status == 401 || words.empty()) return line;
    if (!secret.empty()) words = text::replace_all(std::move(words), secret, "[key]");
    return fmt::format("{}: \"{}\"", line, text::excerpt(words, 200));
}

}  // namespace troupe::providers::impl
