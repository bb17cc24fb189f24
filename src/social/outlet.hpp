#pragma once

#include "social/channel.hpp"
#include "social/outbox.hpp"
#include "social/platform.hpp"
#include "social/post_result.hpp"

namespace troupe::social {

/// What publishing works with, and where what came back is kept.
struct Outlet {
    OutboxStore& outbox;
    PostResultStore& results;
    Channels const& channels;
    Platforms const& platforms;
    std::string link_base{};  ///< where link pages stand: "https://label.example/music"; empty: posts name no page
};

}  // namespace troupe::social
