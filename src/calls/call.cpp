#include "calls/call.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::calls {
namespace {

Result<void> check_required(Call const& call, json::Value const& input) {
    auto const* object = input.if_object();
    if (object == nullptr) return fail(ErrorCode::invalid_input, "expected a JSON object");
    auto const* required = call.input.as_object().if_contains("required");
    if (required == nullptr) return {};
    for (auto const& name : required->as_array()) {
        auto const* value = object->if_contains(std::string_view(name.as_string()));
        if (value == nullptr || value->is_null()) return wrong_field(std::string(name.as_string()), "is missing");
    }
    return {};
}

Result<void> check_ids(Call const& call, json::Value const& input) {
    for (auto const& field : call.ids) {
        auto const* id = input.as_object().at(field).if_string();
        if (id == nullptr) return wrong_field(field, "expected an id");
        auto const read = parse_id<struct AnyTag>(std::string_view(*id));
        if (!read) return wrong_field(field, read.error().message);
    }
    return {};
}

/// The number of a value that a bound is about: itself, or its length.
std::optional<double> measure(json::Value const& value) {
    if (value.is_number()) return value.to_number<double>();
    if (auto const* text = value.if_string()) return static_cast<double>(text::length(std::string_view(*text)));
    if (auto const* list = value.if_array()) return static_cast<double>(list->size());
    return std::nullopt;
}

Result<void> check_bounds(Call const& call, json::Value const& input) {
    for (auto const& bound : call.bounds) {
        auto const* value = input.as_object().if_contains(bound.field);
        auto const size = value == nullptr ? std::nullopt : measure(*value);
        if (!size || (*size >= bound.low && *size <= bound.high)) continue;
        auto const* what = value->is_string() ? " characters" : value->is_array() ? " entries" : "";
        return wrong_field(bound.field, fmt::format("expected {} to {}{}", bound.low, bound.high, what));
    }
    return {};
}

Result<void> note_in_audit(Call const& call, Context& context) {
    auto change = context.change.value_or(Change{});
    access::AuditEntry entry;
    entry.id = flow::next_id<access::AuditTag>(context.studio());
    entry.at = context.now();
    entry.by = context.caller.name;
    entry.role = context.caller.role;
    entry.address = context.caller.address;
    entry.request_id = context.request_id;
    entry.action = call.name;
    entry.subject = std::move(change.subject);
    entry.reason = std::move(change.reason);
    entry.before = std::move(change.before);
    entry.after = std::move(change.after);
    return context.desk.audit.append(entry);
}

}  // namespace

Result<void> Context::expect_version(int present) const {
    if (!expected_version || *expected_version == present) return {};
    return fail(ErrorCode::stale, fmt::format("it is at version {}, and you have read version {}: read it again",
                                              present, *expected_version));
}

Result<void> check_role(Call const& call, access::Caller const& caller) {
    if (access::may(caller.role, call.role)) return {};
    return fail(ErrorCode::forbidden,
                fmt::format("{} needs the role {}, and {} has {}: ask an admin for a key of that role", call.name,
                            json::enum_name(call.role), caller.name, json::enum_name(caller.role)));
}

Result<Answer> perform(Call const& call, Context& context, json::Value const& input,
                       std::function<Result<void>(Answer const&)> const& with) {
    TRY(check_role(call, context.caller));
    TRY(check_required(call, input));
    TRY(check_ids(call, input));
    TRY(check_bounds(call, input));
    if (call.effect == Effect::reads) return call.run(context, input);
    if (call.prepare) TRY(call.prepare(context, input));
    std::optional<Answer> answer;
    TRY(context.studio().unit.run([&]() -> Result<void> {
        answer = TRY(call.run(context, input));
        TRY(note_in_audit(call, context));
        return with ? with(*answer) : Result<void>();
    }));
    return *std::move(answer);
}

std::vector<std::string> path_fields(Call const& call) {
    std::vector<std::string> fields;
    auto const path = call.path();
    for (auto at = path.find('{'); at != path.npos; at = path.find('{', at + 1))
        fields.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
    return fields;
}

}  // namespace troupe::calls
