#include "calls/field_input.hpp"

namespace troupe::calls {
namespace {

/// Texts stand for themselves.
std::string as_typed(json::Value const& value) {
    if (value.is_string()) return std::string(value.as_string());
    return value.is_null() ? "" : json::print(value);
}

}  // namespace

std::vector<flow::FieldChange> field_changes(std::vector<FieldInput> const& inputs) {
    std::vector<flow::FieldChange> changes;
    for (auto const& each : inputs) changes.push_back({each.field, as_typed(each.value)});
    return changes;
}

}  // namespace troupe::calls
