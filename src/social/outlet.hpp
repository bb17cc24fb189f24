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
    std::string link_base{};  ///< where link pages stand: "https://label.example/music"; empty: posts name no page
};

}  // namespace troupe::social
