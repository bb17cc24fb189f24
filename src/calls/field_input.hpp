#pragma once

#include <string>
#include <vector>

#include "base/json_schema.hpp"
#include "flow/field_change.hpp"

namespace troupe::calls {

/// One change of a document: the field as `troupe artist edit` takes it, and any JSON; null removes.
struct FieldInput {
    std::string field;
    json::Value value;
};
BOOST_DESCRIBE_STRUCT(FieldInput, (), (field, value))

[[nodiscard]] std::vector<flow::FieldChange> field_changes(std::vector<FieldInput> const& inputs);

}  // namespace troupe::calls
