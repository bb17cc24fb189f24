#pragma once

#include "social/channel.hpp"
#include "social/outbox.hpp"
#include "social/platform.hpp"

namespace troupe::social {

/// What publishing works with.
struct Outlet {
    OutboxStore& outbox;
    Channels const& channels;
    Platforms const& platforms;
};

}  // namespace troupe::social
