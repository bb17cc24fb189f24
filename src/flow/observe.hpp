#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "feedback/observation_store.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// What one platform counted for one track on one day, told by a program instead of a report file.
struct ObservedDay {
    std::string content;  ///< id of a track
    Date date{};
    std::string platform;          ///< in any case
    std::string territory = "ZZ";  ///< ISO 3166-1 alpha-2; ZZ: worldwide
    std::int64_t streams = 0;      ///< none of these below 0
    std::optional<std::int64_t> listeners, saves, skips, shares;
};

/// Takes it in; told again with other numbers it replaces what was told before. Errors: not_found (the content),
/// invalid_input (no track; a day of the future; names the field).
[[nodiscard]] Result<feedback::ImportCount> observe(Studio& studio, ObservedDay const& day);

}  // namespace troupe::flow
