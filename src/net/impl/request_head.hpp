#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/http_server.hpp"

namespace troupe::net::impl {

/// The head of a request, and what its fields say of the body and the connection.
struct RequestHead {
    ServerRequest request;
    std::uint64_t content_length = 0;
    bool is_chunked = false;
    bool keeps_alive = true;
    bool expects_continue = false;
};

/// Why a head is none, with the status that says so.
struct HeadError {
    int status = 400;
    std::string why;
};

/// Reads a head, from the request line to the empty line. Whatever two readers might read differently is refused.
[[nodiscard]] tl::expected<RequestHead, HeadError> read_head(std::string_view bytes);

}  // namespace troupe::net::impl
