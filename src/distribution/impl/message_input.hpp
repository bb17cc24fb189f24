#pragma once

#include "base/result.hpp"
#include "distribution/ern.hpp"

namespace troupe::distribution::impl {

/// Whether a message can be written from this. Error: invalid_input naming the field and what to do.
[[nodiscard]] Result<void> check_message_input(Release const& release, MessageSettings const& settings,
                                               DeliveredFiles const& files);

}  // namespace troupe::distribution::impl
